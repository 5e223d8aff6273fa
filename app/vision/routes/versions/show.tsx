import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { type VisionState, visionMoves, visionStateNames, visionStateTones, visionTitle } from '../../vision.ts'
import { VisionChanges } from '../../vision-changes.tsx'
import { VisionNextStep } from '../../vision-next-step.tsx'
import { VisionStatement } from '../../vision-statement.tsx'
import { findCurrentVision, findVision, findVisionBefore } from '../../visions.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? visionTitle(data.vision.number) : 'Vision'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const vision = await findVision(ctx, idOf(args.params.id))
    const before = await findVisionBefore(ctx, vision)
    const { current, upcoming } = await findCurrentVision(ctx)
    const [edits, ratifies] = [may(ctx.viewer, 'vision.edit'), may(ctx.viewer, 'vision.ratify')]
    return {
      org: ctx.org.slug,
      today: ctx.today,
      vision,
      before: before && {
        id: before.id,
        number: before.number,
        statement: before.statement,
        brandPromise: before.brandPromise,
      },
      // Superseded, but still the one to work by until the next one takes effect.
      heldUntil: current?.id === vision.id ? (upcoming?.effectiveOn ?? null) : null,
      moves: visionMoves(vision).filter((move) => (move === 'ratify' || move === 'send back' ? ratifies : edits)),
      timeline: await timelineOf(ctx, 'vision', vision.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Version() {
  const { org, today, vision, before, heldUntil, moves, timeline } = useLoaderData<typeof loader>()
  const { id, version, state } = vision
  return (
    <Page
      title={visionTitle(vision.number)}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Vision', href: paths.vision(org) },
            { label: 'Versions', href: paths.visionVersions(org) },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <Status tone={visionStateTones[state as VisionState]}>{visionStateNames[state as VisionState]}</Status>
          {vision.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {moves.includes('ratify') && (
            <LinkButton href={paths.visionRatification(org, id)} variant="primary">
              Ratify…
            </LinkButton>
          )}
          {moves.includes('propose') && (
            <ActionButton
              action={paths.visionProposal(org, id)}
              name="proposal"
              fields={{ version }}
              variant="primary"
              confirm={{
                title: `Propose version ${vision.number}?`,
                description: 'Its words can no longer be changed, unless it is sent back.',
              }}
            >
              Propose
            </ActionButton>
          )}
          {moves.includes('edit') && (
            <LinkButton href={paths.editVision(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {moves.includes('send back') && <LinkButton href={paths.visionReturn(org, id)}>Send back…</LinkButton>}
          {(moves.includes('archive') || moves.includes('restore')) && (
            <LinkButton href={paths.visionArchive(org, id)} variant="quiet">
              {vision.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About vision={vision} org={org} />}
    >
      <VisionNextStep vision={vision} today={today} heldUntil={heldUntil} canMove={moves.length > 0} />
      <VisionStatement statement={vision.statement} brandPromise={vision.brandPromise} smaller />
      {(vision.reason || before) && (
        <Section title={before ? 'Why it changes' : 'Why we need it'}>
          <Prose text={vision.reason} />
        </Section>
      )}
      {before && (
        <Section
          title={`What changed from version ${before.number}`}
          description={
            <TextLink href={paths.visionVersion(org, before.id)}>Read version {before.number} by itself</TextLink>
          }
        >
          <VisionChanges before={before} after={vision} />
        </Section>
      )}
      <RecordTimeline
        timeline={timeline}
        today={today}
        bringBack={moves.includes('edit') && paths.editVision(org, id)}
      />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['vision']

function About({ vision, org }: { vision: Shown; org: string }) {
  const { locale, timeZone } = useLocale()
  const who = (id: string | null, name: string | null, at: Date | string | null) =>
    name && (
      <span className="grid gap-0.5">
        <PersonChip name={name} href={id && paths.member(org, id)} />
        {at && <span className="text-sm text-ink-muted">{formatMoment(at, locale, timeZone)}</span>}
      </span>
    )
  return (
    <Facts
      items={[
        { term: 'In force from', value: vision.effectiveOn && formatDay(vision.effectiveOn, locale) },
        { term: 'Drafted by', value: who(vision.createdBy, vision.creatorName, vision.createdAt) },
        { term: 'Proposed by', value: who(vision.proposedBy, vision.proposerName, vision.proposedAt) },
        { term: 'Ratified by', value: who(vision.ratifiedBy, vision.ratifierName, vision.ratifiedAt) },
        ...(vision.supersededAt
          ? [{ term: 'Superseded', value: formatMoment(vision.supersededAt, locale, timeZone) }]
          : []),
      ]}
    />
  )
}
