import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { statusWord } from '#app/action-plans/status.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ProgressBar } from '#app/ui/chart.tsx'
import { formatCurrency, formatDay, formatNumber, inWords } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { findCustomersBehind } from '../customers-behind.server.ts'
import { CustomersBehind } from '../customers-behind.tsx'
import { type Stage, flagsOf, stageNames, stageTones } from '../initiative.ts'
import { findInitiative, movesFor } from '../initiatives.server.ts'
import { Gaps } from '../gaps.tsx'
import { LinkedKpis } from '../linked-kpis.tsx'
import { PlansOfInitiative } from '../plans-of-initiative.tsx'
import { listStoriesOf } from '../stories-of.server.ts'
import { StoriesOf } from '../stories-of.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.initiative.name ?? 'Initiative'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    const { viewer } = ctx
    return {
      org: ctx.org.slug,
      currency: ctx.org.currency,
      today: ctx.today,
      initiative,
      flags: flagsOf({
        ...initiative,
        kpiCount: initiative.kpiLinks.length,
        servedCount: initiative.coreValues.length + initiative.outcomes.length,
        planCount: initiative.plans.length,
      }),
      behind: await findCustomersBehind(ctx, initiative.id),
      stories: await listStoriesOf(ctx, initiative.id),
      moves: movesFor(ctx, initiative),
      can: {
        edit: may(viewer, 'initiative.edit', initiative) && !initiative.archivedAt,
        appoint: may(viewer, 'initiative.appoint'),
        accept: may(viewer, 'initiative.accept', initiative) && !initiative.ownerAcceptedAt,
        archive: may(viewer, 'initiative.archive'),
        tell: may(viewer, 'story.add') && !initiative.archivedAt && ['running', 'finished'].includes(initiative.stage),
        plan: may(viewer, 'action_plan.edit', { parentOwnerId: initiative.ownerId }) && !initiative.archivedAt,
      },
      timeline: await timelineOf(ctx, 'initiative', initiative.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Initiative() {
  const { org, currency, today, initiative, flags, behind, stories, moves, can, timeline } =
    useLoaderData<typeof loader>()
  const { id, version } = initiative
  return (
    <Page
      title={initiative.name}
      chain={paths.chain(org, 'initiative', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Initiatives', href: paths.initiatives(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Status tone={stageTones[initiative.stage as Stage]}>{stageNames[initiative.stage as Stage]}</Status>
          {initiative.archivedAt && <Badge>Archived</Badge>}
          {initiative.plans.length > 0 && (
            <span className="inline-flex items-center gap-1.5">
              <span className="text-xs">seen in the plans</span>
              <Status tone={statusWord(initiative.derived).tone}>{statusWord(initiative.derived).word}</Status>
            </span>
          )}
        </span>
      }
      actions={
        <>
          {can.accept && (
            <ActionButton
              action={paths.initiativeAcceptance(org, id)}
              fields={{ version }}
              variant="primary"
              name="acceptance"
            >
              Accept being accountable
            </ActionButton>
          )}
          {moves.length > 0 && (
            <LinkButton href={paths.initiativeStage(org, id)} variant={can.accept ? 'secondary' : 'primary'}>
              {inWords(moves.slice(0, 1).map(({ label }) => label))}…
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editInitiative(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.initiativeArchive(org, id)} variant="quiet">
              {initiative.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About initiative={initiative} org={org} currency={currency} />}
    >
      <Gaps flags={flags} org={org} id={id} canEdit={can.edit} canAppoint={can.appoint} canPlan={can.plan} />
      <Section title="Purpose">
        <Prose text={initiative.purpose} />
        {initiative.adHocReason && (
          <p className="mt-3 max-w-prose text-sm text-ink-muted">Why it may be ad hoc: {initiative.adHocReason}</p>
        )}
      </Section>
      <Section
        title="Action plans"
        count={initiative.plans.length}
        description={<ProgressLine initiative={initiative} />}
        actions={
          can.plan && (
            <LinkButton href={paths.newActionPlan(org, { initiative: id })} size="small" icon={Plus}>
              Add a plan
            </LinkButton>
          )
        }
      >
        <PlansOfInitiative plans={initiative.plans} org={org} today={today} />
      </Section>
      <Section
        title="KPIs it is meant to move"
        count={initiative.kpiLinks.length}
        actions={
          can.edit && (
            <LinkButton href={paths.newInitiativeKpi(org, id)} size="small" icon={Plus}>
              Link a KPI
            </LinkButton>
          )
        }
      >
        <LinkedKpis links={initiative.kpiLinks} org={org} initiativeId={id} canEdit={can.edit} />
      </Section>
      <CustomersBehind org={org} initiativeId={id} {...behind} />
      <StoriesOf org={org} initiativeId={id} stories={stories} canTell={can.tell} />
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editInitiative(org, id)} />
    </Page>
  )
}

function ProgressLine({ initiative }: { initiative: { progress: number | null; plans: { id: string }[] } }) {
  if (!initiative.plans.length) return null
  return (
    <span className="mt-1 flex max-w-sm items-center gap-3">
      <ProgressBar value={initiative.progress} label="Progress over all its plans" />
    </span>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['initiative']

function About({ initiative, org, currency }: { initiative: Shown; org: string; currency: string }) {
  const { locale } = useLocale()
  const about = [
    initiative.aboutPeople && 'people',
    initiative.aboutProcess && 'process',
    initiative.aboutTechnology && 'technology',
  ].filter((word) => word !== false)
  const links = (rows: { id: string; label: string }[], href: (id: string) => string) =>
    rows.length > 0 && (
      <ul className="grid gap-1">
        {rows.map((row) => (
          <li key={row.id}>
            <TextLink href={href(row.id)}>{row.label}</TextLink>
          </li>
        ))}
      </ul>
    )
  return (
    <Facts
      items={[
        {
          term: 'Accountable owner',
          value: initiative.ownerName && (
            <span className="grid gap-1">
              <PersonChip
                name={initiative.ownerName}
                href={initiative.ownerId && paths.member(org, initiative.ownerId)}
              />
              {!initiative.ownerAcceptedAt && <span className="text-sm text-warn">has not accepted yet</span>}
            </span>
          ),
        },
        {
          term: 'Sponsor',
          value: initiative.sponsorName && (
            <PersonChip
              name={initiative.sponsorName}
              href={initiative.sponsorId && paths.member(org, initiative.sponsorId)}
            />
          ),
        },
        {
          term: 'Unit',
          value: initiative.unitName && initiative.unitId && (
            <TextLink href={paths.unit(org, initiative.unitId)}>{initiative.unitName}</TextLink>
          ),
        },
        {
          term: 'Serves outcomes',
          value: links(
            initiative.outcomes.map((outcome) => ({
              id: outcome.id,
              label: `Year ${outcome.horizon}: ${outcome.title}`,
            })),
            (other) => paths.outcome(org, other),
          ),
        },
        {
          term: 'Serves values',
          value: links(
            initiative.coreValues.map(({ id, name }) => ({ id, label: name })),
            (other) => paths.coreValue(org, other),
          ),
        },
        {
          term: 'For whom',
          value: links(
            initiative.personas.map(({ id, name }) => ({ id, label: name })),
            (other) => paths.persona(org, other),
          ),
        },
        {
          term: 'Closes gaps',
          value: links(
            initiative.gaps.map(({ id, name }) => ({ id, label: name })),
            (other) => paths.gap(org, other),
          ),
        },
        { term: 'Touches', value: about.length > 0 && inWords(about) },
        { term: 'Starts', value: initiative.startsOn && formatDay(initiative.startsOn, locale) },
        { term: 'Ends', value: initiative.endsOn && formatDay(initiative.endsOn, locale) },
        {
          term: 'Effort',
          value:
            initiative.effortDays !== null && `${formatNumber(initiative.effortDays, undefined, locale)} person-days`,
        },
        { term: 'Budget', value: initiative.budget !== null && formatCurrency(initiative.budget, currency, locale) },
      ].map(({ term, value }) => ({ term, value: value || null }))}
    />
  )
}
