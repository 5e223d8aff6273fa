import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BadgeCheck, ImagePlus, Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { agoDay, formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { linesOf } from '#app/vision/lines.ts'
import { Notice } from '#app/vision/notice.tsx'
import { ServingList } from '#app/vision/serving-list.tsx'
import { listExperiences } from '../../experiences.server.ts'
import { Experiences } from '../../experiences.tsx'
import { FreshnessStatus } from '../../freshness-status.tsx'
import { freshnessOf, personaListNames, personaLists } from '../../persona.ts'
import { findPersona } from '../../personas.server.ts'
import { Portrait } from '../../portrait.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.persona.name ?? 'Persona'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    const [edits, live] = [may(ctx.viewer, 'persona.edit', persona), !persona.archivedAt]
    return {
      org: ctx.org.slug,
      today: ctx.today,
      persona,
      experiences: await listExperiences(ctx, persona.id),
      can: { edit: edits && live, archive: edits, propose: live && may(ctx.viewer, 'initiative.propose') },
      timeline: await timelineOf(ctx, 'persona', persona.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Persona() {
  const { org, today, persona, experiences, can, timeline } = useLoaderData<typeof loader>()
  const { id } = persona
  return (
    <Page
      title={persona.name}
      chain={paths.chain(org, 'persona', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Personas', href: paths.personas(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <FreshnessStatus reviewBy={persona.reviewBy} today={today} />
          {persona.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && (
            <>
              <LinkButton href={paths.personaReview(org, id)} icon={BadgeCheck}>
                Reviewed today…
              </LinkButton>
              <LinkButton href={paths.editPersona(org, id)} icon={Pencil}>
                Edit
              </LinkButton>
            </>
          )}
          {can.archive && (
            <LinkButton href={paths.personaArchive(org, id)} variant="quiet">
              {persona.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About persona={persona} org={org} today={today} />}
    >
      <Stale persona={persona} org={org} today={today} canEdit={can.edit} />
      <div className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div className="grid content-start justify-items-start gap-2">
          <Portrait
            name={persona.name}
            pictureId={persona.pictureId}
            org={org}
            className="size-36 sm:size-44"
            letters="text-3xl"
          />
          {can.edit && (
            <LinkButton href={paths.personaPicture(org, id)} size="small" variant="quiet" icon={ImagePlus}>
              {persona.pictureId ? 'Change picture' : 'Add a picture'}
            </LinkButton>
          )}
        </div>
        <div className="min-w-0">
          {persona.quote && (
            <blockquote dir="auto" className="mb-4 font-serif text-xl leading-snug text-pretty sm:text-2xl">
              “{persona.quote}”
            </blockquote>
          )}
          <Prose text={persona.summary} />
        </div>
      </div>
      <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2">
        {personaLists.map((list) => (
          <Section key={list} title={personaListNames[list]}>
            <Lines lines={linesOf(persona[list])} />
          </Section>
        ))}
      </div>
      <Experiences org={org} personaId={id} {...experiences} canEdit={can.edit} />
      <Section
        title="Initiatives that work for them"
        count={persona.serving.total}
        actions={
          can.propose && (
            <LinkButton href={paths.newInitiative(org, { persona: id })} size="small" icon={Plus}>
              Add an initiative
            </LinkButton>
          )
        }
      >
        <ServingList
          serving={persona.serving}
          org={org}
          all={paths.initiatives(org, { persona: id })}
          none="No initiative works for them yet."
        />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editPersona(org, persona.id)} />
    </Page>
  )
}

function Lines({ lines }: { lines: string[] }) {
  if (!lines.length) return <p className="text-ink-muted">Not known yet.</p>
  return (
    <ul className="grid gap-1.5">
      {lines.map((line, at) => (
        <li key={at} dir="auto" className="border-s-2 border-accent/40 ps-3">
          {line}
        </li>
      ))}
    </ul>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['persona']
interface PartProps {
  persona: Shown
  org: string
  today: string
}

function Stale({ persona, org, today, canEdit }: PartProps & { canEdit: boolean }) {
  const { locale } = useLocale()
  if (persona.archivedAt) return <Notice tone="info">This persona is archived: it stands in no list any more.</Notice>
  if (freshnessOf(persona, today) !== 'stale' || !persona.reviewBy) return null
  return (
    <Notice
      tone="warn"
      actions={
        canEdit && (
          <LinkButton size="small" href={paths.personaReview(org, persona.id)}>
            Reviewed today…
          </LinkButton>
        )
      }
    >
      Its review was due on {formatDay(persona.reviewBy, locale)}. Customers may have changed since: read it beside what
      they say today.
    </Notice>
  )
}

function About({ persona, org, today }: PartProps) {
  const { locale } = useLocale()
  return (
    <Facts
      items={[
        {
          term: 'Segment',
          value: persona.segmentId && (
            <TextLink href={paths.segment(org, persona.segmentId)}>{persona.segmentName}</TextLink>
          ),
        },
        {
          term: 'Owner',
          value: persona.ownerName && (
            <PersonChip name={persona.ownerName} href={persona.ownerId && paths.member(org, persona.ownerId)} />
          ),
        },
        ...(persona.storyCount
          ? [
              {
                term: 'Told in',
                value: (
                  <TextLink href={paths.stories(org, { persona: persona.id })}>
                    {plural(persona.storyCount, 'customer story', 'customer stories')}
                  </TextLink>
                ),
              },
            ]
          : []),
        { term: 'Review by', value: persona.reviewBy && formatDay(persona.reviewBy, locale) },
        {
          term: 'Last reviewed',
          value: persona.reviewedOn && `${formatDay(persona.reviewedOn, locale)}, ${agoDay(persona.reviewedOn, today)}`,
        },
      ]}
    />
  )
}
