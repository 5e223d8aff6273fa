import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Link2, Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { findEvidence } from '#app/evidence/evidence.server.ts'
import { EvidenceList } from '#app/evidence/evidence-list.tsx'
import { countOf } from '#app/evidence/evidence.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { type Barrier, barrierNames } from '../gap.ts'
import { GapStatus, Point } from '../gap-status.tsx'
import { findGap, listClosing, listEscalatedCases } from '../gaps.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.gap.name ?? 'Gap'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    const [edits, live] = [may(ctx.viewer, 'gap.edit', gap), !gap.archivedAt]
    return {
      org: ctx.org.slug,
      today: ctx.today,
      gap,
      evidence: await findEvidence(ctx, { kind: 'gap', id: gap.id }),
      closing: await listClosing(ctx, gap.id),
      cases: await listEscalatedCases(ctx, gap.id),
      can: {
        edit: edits && live,
        archive: edits,
        move: live && may(ctx.viewer, 'gap.state', gap),
        propose: live && may(ctx.viewer, 'initiative.propose'),
      },
      timeline: await timelineOf(ctx, 'gap', gap.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Gap() {
  const { org, today, gap, evidence, closing, cases, can, timeline } = useLoaderData<typeof loader>()
  const { id } = gap
  return (
    <Page
      title={gap.name}
      chain={paths.chain(org, 'gap', gap.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Gaps', href: paths.gaps(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <GapStatus state={gap.state} />
          {gap.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.propose && (
            <LinkButton href={paths.newInitiative(org, { gap: id })} variant="primary" icon={Plus}>
              Make an initiative of it
            </LinkButton>
          )}
          {can.move && <LinkButton href={paths.gapState(org, id)}>What has become of it…</LinkButton>}
          {can.edit && (
            <LinkButton href={paths.editGap(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.gapArchive(org, id)} variant="quiet">
              {gap.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About gap={gap} org={org} />}
    >
      {gap.stateReason && (
        <Notice tone="info">
          {gap.state === 'accepted' ? 'We live with it, because: ' : 'Why: '}
          {gap.stateReason}
        </Notice>
      )}
      <StepPair gap={gap} />
      <Section title="What lies between">
        <Prose text={gap.description} />
      </Section>
      <Section
        title="What it rests on"
        count={countOf(evidence.counts)}
        actions={
          can.edit && (
            <LinkButton href={paths.gapEvidence(org, id)} size="small" icon={Link2}>
              Link evidence
            </LinkButton>
          )
        }
      >
        <EvidenceList
          org={org}
          noun="gap"
          nothing="Nothing yet: so far it is an opinion. Link what colleagues saw or what customers said."
          removal={can.edit ? paths.gapEvidenceRemoval(org, id) : null}
          evidence={evidence}
        />
      </Section>
      <Section title="Initiatives that close it" count={closing.length}>
        {closing.length ? (
          <ul className="grid gap-1.5">
            {closing.map((row) => (
              <li key={row.id} className="flex flex-wrap items-baseline gap-x-3">
                <TextLink href={paths.initiative(org, row.id)}>{row.name}</TextLink>
                <span className="text-sm text-ink-muted">
                  {row.stage}
                  {row.ownerName ? `, ${row.ownerName}` : ', nobody accountable'}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">None yet.</p>
        )}
      </Section>
      {cases.length > 0 && (
        <Section
          title="Customers who wait for it"
          count={cases[0]!.total}
          description="Cases escalated to this gap. Their customers are owed a word when it is closed."
        >
          <ul className="grid gap-1.5">
            {cases.map((row) => (
              <li key={row.id} className="flex flex-wrap items-baseline gap-x-3">
                <TextLink href={paths.case(org, row.id)}>{row.name}</TextLink>
                <span className="text-sm text-ink-muted">
                  {row.state}, {row.toldOn ? 'told' : 'not told yet'}
                </span>
              </li>
            ))}
            {cases[0]!.total > cases.length && (
              <li className="text-sm text-ink-muted">and {cases[0]!.total - cases.length} more</li>
            )}
          </ul>
        </Section>
      )}
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editGap(org, id)} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['gap']

/** The step as it is and as it is to be, side by side. */
function StepPair({ gap }: { gap: Shown }) {
  const sides = [
    { label: 'As it is', name: gap.asIsName, text: gap.asIsDescription },
    { label: 'As it is to be', name: gap.toBeName, text: gap.toBeDescription },
  ].filter(({ name }) => name)
  if (!sides.length) return null
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {sides.map(({ label, name, text }) => (
        <div key={label} className="card rounded-lg border border-line bg-raised p-4">
          <p className="text-sm text-ink-muted">{label}</p>
          <p dir="auto" className="mt-0.5 font-medium">
            {name}
          </p>
          {text && (
            <p dir="auto" className="mt-1.5 text-sm whitespace-pre-line text-ink-muted">
              {text}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}

function About({ gap, org }: { gap: Shown; org: string }) {
  const { locale } = useLocale()
  const linked = (kind: string, id: string | null, name: string | null) =>
    id && <TextLink href={recordPath(org, kind, id) ?? ''}>{name}</TextLink>
  return (
    <Facts
      items={[
        { term: 'Value of closing it', value: <Point value={gap.value} /> },
        { term: 'Effort', value: <Point value={gap.effort} /> },
        { term: 'Size', value: <Point value={gap.size} /> },
        { term: 'What stands in the way', value: barrierNames[gap.barrier as Barrier] },
        { term: 'Journey', value: linked('journey', gap.journeyId ?? gap.toBeJourneyId, gap.journeyName ?? 'Journey') },
        { term: 'Touchpoint', value: linked('touchpoint', gap.touchpointId, gap.touchpointName) },
        { term: 'Persona who feels it', value: linked('persona', gap.personaId, gap.personaName) },
        { term: 'Segment who feels it', value: linked('segment', gap.segmentId, gap.segmentName) },
        {
          term: 'Owner',
          value: gap.ownerName && (
            <PersonChip name={gap.ownerName} href={gap.ownerId && paths.member(org, gap.ownerId)} />
          ),
        },
        { term: 'In this state since', value: gap.stateChangedOn && formatDay(gap.stateChangedOn, locale) },
      ]}
    />
  )
}
