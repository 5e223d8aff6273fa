// What the page of duties needs beside them: what the update forms ask, and what comes next where nothing is due.
import { sql } from 'kysely'
import { among } from '#db/among.ts'
import type { Context } from '#app/access/context.server.ts'
import { wantedPeriods } from '#app/action-plans/plan-update.ts'
import type { Frequency } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'

export interface UpdateQuestion {
  /** How many updates the plan has had. */
  count: number
  last: {
    statedStatus: string
    sentence: string
    nextStep: string
    helpWanted: string
    madeOn: string
    authorName: string
  } | null
  kpi: {
    name: string
    unit: string
    decimals: number
    frequency: Frequency
    scoreKind: string
    period: string | null
    value: number | null
    nextDueOn: string | null
    computed: boolean
    periods: { period: string; label: string }[]
  } | null
}

/** What the update forms of these plans ask and show. One statement, however many plans. */
export async function listUpdateQuestions(
  ctx: Context,
  planIds: readonly string[],
): Promise<Map<string, UpdateQuestion>> {
  if (!planIds.length) return new Map()
  const { rows } = await sql<UpdateQuestion & { id: string }>`
    select p.id, (select count(*) from plan_update u where u.action_plan_id = p.id) as count,
      (select jsonb_build_object('statedStatus', u.stated_status, 'sentence', u.sentence, 'nextStep', u.next_step, 'helpWanted', u.help_wanted,
          'madeOn', u.made_on, 'authorName', m.name)
        from plan_update u join member m on m.id = u.author_id
        where u.action_plan_id = p.id order by u.made_on desc, u.id desc limit 1) as last,
      (select jsonb_build_object('name', k.name, 'unit', k.unit, 'decimals', k.decimals, 'frequency', k.frequency, 'scoreKind', k.score_kind,
          'period', s.period, 'value', s.value, 'nextDueOn', s.next_due_on, 'computed', exists (select from kpi_feedback f where f.kpi_id = k.id))
        from kpi k left join kpi_standing s on s.kpi_id = k.id where k.id = p.kpi_id and k.archived_at is null) as kpi
    from action_plan p where p.id = any(${planIds}::uuid[])`.execute(ctx.db)
  return new Map(
    rows.map(({ id, count, last, kpi }) => [
      id,
      { count, last, kpi: kpi && { ...kpi, periods: wantedPeriods(kpi, kpi.frequency, ctx.today) } },
    ]),
  )
}

export interface ComingDuty {
  kind: 'plan update' | 'KPI value' | 'action item'
  title: string
  dueOn: string
  href: string
}

/** What the viewer will owe next, for the page on which nothing is due. One statement. */
export async function listComingDuties(ctx: Context): Promise<ComingDuty[]> {
  const own = among('owner_id', [ctx.viewer.memberId])
  const { rows } = await sql<Omit<ComingDuty, 'href'> & { id: string }>`
    (select 'plan update' as kind, p.id, p.name as title, s.next_update_due_on as due_on
      from action_plan p join plan_standing s on s.action_plan_id = p.id
      where ${own} and p.archived_at is null and s.next_update_due_on is not null order by s.next_update_due_on limit 3)
    union all
    (select 'KPI value', k.id, k.name, s.next_due_on from kpi k join kpi_standing s on s.kpi_id = k.id
      where ${own} and k.archived_at is null and s.next_due_on is not null order by s.next_due_on limit 3)
    union all
    (select 'action item', a.id, a.title, a.due_on from action_item a join action_plan p on p.id = a.action_plan_id
      where ${among('a.owner_id', [ctx.viewer.memberId])} and a.done_on is null and a.archived_at is null and a.due_on is not null
        and p.archived_at is null and p.finished_on is null order by a.due_on limit 3)
    order by due_on, title limit 3`.execute(ctx.db)
  const page = { 'plan update': paths.actionPlan, 'KPI value': paths.kpi, 'action item': paths.actionItem }
  return rows.map(({ id, ...row }) => ({ ...row, href: page[row.kind](ctx.org.slug, id) }))
}

export interface FirstStep {
  title: string
  href: string
  done: boolean
}

/** What a strategy begins with, ticked by what is there; empty once all of it is. One statement. */
export async function listFirstSteps(ctx: Context): Promise<FirstStep[]> {
  const org = ctx.org.slug
  const { rows } = await sql<{
    vision: boolean
    outcome: boolean
    people: boolean
    initiative: boolean
    owned: boolean
  }>`
    select exists (select from vision where archived_at is null) as vision, exists (select from outcome where archived_at is null) as outcome,
      (select count(*) > 1 from member where disabled_at is null) as people,
      exists (select from initiative where archived_at is null) as initiative,
      exists (select from initiative where archived_at is null and owner_id is not null) as owned`.execute(ctx.db)
  const there = rows[0]!
  const steps = [
    { title: 'Write the vision in a sentence or two', href: paths.newVision(org), done: there.vision },
    { title: 'Say what will be different in one, two and three years', href: paths.outcomes(org), done: there.outcome },
    { title: 'Invite the people who will make it happen', href: paths.newMember(org), done: there.people },
    { title: 'Add the first initiative', href: paths.newInitiative(org), done: there.initiative },
    { title: 'Name its accountable owner', href: paths.initiatives(org), done: there.owned },
  ]
  return steps.every(({ done }) => done) ? [] : steps
}
