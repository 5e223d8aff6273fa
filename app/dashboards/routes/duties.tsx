import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Coffee } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { plural, relativeDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { DutyRow } from '../duty-row.tsx'
import { RowsForm } from '../in-row.tsx'
import { dutyGroupNames, dutyGroups, grouped } from '../duty.ts'
import { type FirstStep, listComingDuties, listFirstSteps, listUpdateQuestions } from '../duties-page.server.ts'
import { listDuties } from '../duties.server.ts'

export const meta: MetaFunction = () => [{ title: 'My duties · Sirius' }]

/** Drawn at once, unless all are asked for: nobody does more of them before the page is drawn again. */
const mostShown = 20
/** Updates written in their row; further ones have a page of their own. */
const mostForms = 8

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const all = await listDuties(ctx)
    const shown = new URL(args.request.url).searchParams.has('all') ? all : all.slice(0, mostShown)
    const plans = shown.filter(({ kind }) => kind === 'plan update').slice(0, mostForms)
    const questions = await listUpdateQuestions(
      ctx,
      plans.map(({ id }) => id),
    )
    return {
      org: ctx.org.slug,
      today: ctx.today,
      first: ctx.viewer.name.split(/\s+/)[0] ?? '',
      total: all.length,
      counts: Object.fromEntries(grouped(all, ctx.today).map(({ group, duties }) => [group, duties.length])),
      groups: grouped(shown, ctx.today),
      questions: Object.fromEntries(questions),
      coming: all.length ? [] : await listComingDuties(ctx),
      firstSteps: all.length === 0 && may(ctx.viewer, 'vision.edit') ? await listFirstSteps(ctx) : [],
      mayPropose: may(ctx.viewer, 'initiative.propose'),
    }
  })
}

export default function Duties() {
  const { org, today, total, counts, groups, questions, coming, firstSteps, first, mayPropose } =
    useLoaderData<typeof loader>()
  const shown = groups.reduce((sum, { duties }) => sum + duties.length, 0)
  return (
    <Page title="My duties" lede={total > 0 ? inShort(counts, total) : undefined}>
      {firstSteps.length > 0 && <FirstSteps steps={firstSteps} />}
      {total === 0 && <NothingDue org={org} today={today} coming={coming} first={first} mayPropose={mayPropose} />}
      {groups.map(({ group, duties }) => (
        <Section key={group} title={dutyGroupNames[group]} count={counts[group] ?? duties.length}>
          <ul className="card divide-y divide-line rounded-lg border border-line bg-raised break-inside-auto!">
            {duties.map((duty) => (
              <DutyRow
                key={`${duty.kind} ${duty.id}`}
                duty={duty}
                org={org}
                today={today}
                question={questions[duty.id] ?? null}
              />
            ))}
          </ul>
        </Section>
      ))}
      <RowsForm />
      {total > shown && (
        <p className="text-ink-muted">
          {plural(total - shown, 'more duty', 'more duties')} will follow as these get done.{' '}
          <TextLink href={`${paths.duties(org)}?all=yes`}>Show all {total}</TextLink>
        </p>
      )}
    </Page>
  )
}

/** “5 duties: 2 overdue, 1 today.” */
function inShort(counts: Record<string, number>, total: number): string {
  const parts = dutyGroups
    .slice(0, 2)
    .filter((group) => counts[group])
    .map((group) => `${counts[group]} ${dutyGroupNames[group].toLowerCase()}`)
  return `${plural(total, 'duty', 'duties')}${parts.length ? `: ${parts.join(', ')}` : ', nothing late'}.`
}

interface NothingProps {
  org: string
  today: string
  first: string
  coming: { title: string; dueOn: string; href: string; kind: string }[]
  mayPropose: boolean
}

function NothingDue({ org, today, first, coming, mayPropose }: NothingProps) {
  return (
    <EmptyState
      icon={Coffee}
      title={`Nothing is due, ${first}.`}
      actions={
        <>
          <LinkButton href={paths.executive(org)}>See whether we are moving</LinkButton>
          {mayPropose && (
            <LinkButton href={paths.newInitiative(org)} variant="quiet">
              Add an idea
            </LinkButton>
          )}
        </>
      }
    >
      {coming.length === 0 ? (
        <p>Whatever you are asked to update, do, accept or review will stand here, and only that.</p>
      ) : (
        <>
          <p>What comes next:</p>
          <ul className="mt-1.5 grid gap-1">
            {coming.map((duty) => (
              <li key={duty.href}>
                {words[duty.kind]} <TextLink href={duty.href}>{duty.title}</TextLink>, {relativeDay(duty.dueOn, today)}
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  )
}

const words: Record<string, string> = { 'plan update': 'Update of', 'KPI value': 'Value of', 'action item': 'Do' }

/** A new organisation sees what a strategy begins with, in the order in which it is best written. */
function FirstSteps({ steps }: { steps: FirstStep[] }) {
  return (
    <Section title="Where a strategy begins" description="Ticked by what is there. Nothing has to be done at once.">
      <ol className="card grid divide-y divide-line rounded-lg border border-line bg-raised">
        {steps.map(({ title, href, done }) => (
          <li key={href} className="flex items-baseline gap-3 px-4 py-3 sm:px-5">
            <StatusShape tone={done ? 'done' : 'neutral'} />
            {done ? (
              <span className="text-ink-muted">
                {title}
                <span className="sr-only"> (done)</span>
              </span>
            ) : (
              <TextLink href={href}>{title}</TextLink>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
