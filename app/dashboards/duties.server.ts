// What people owe: one statement for each kind of duty, for one viewer or for many people at once (the daily mail).
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type AbilityName, type Standing, may } from '#app/access/policy.ts'
import type { Viewer } from '#app/access/viewer.ts'
import { periodDueOn, periodsBetween } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'
import { themesOf } from '#app/personas/experiences.server.ts'
import { visionTitle } from '#app/vision/vision.ts'
import {
  type AcceptanceDuty,
  type AcknowledgementDuty,
  type AnyDuty,
  type ApprovalDuty,
  type CaseDuty,
  type Duty,
  type ItemDuty,
  type OwnerlessDuty,
  type PersonaDuty,
  type RatificationDuty,
  type ReplyDuty,
  type StoryDuty,
  type UpdateDuty,
  type ValueDuty,
  type VisitDuty,
  inOrder,
  whyAccept,
  whyAcknowledge,
  whyApprove,
  whyCase,
  whyItem,
  whyOwnerless,
  whyPersona,
  whyRatify,
  whyReply,
  whyStory,
  whyUpdate,
  whyValue,
  whyVisit,
} from './duty.ts'
import {
  acknowledgements,
  cases,
  initiativesToAccept,
  items,
  ownerlessCases,
  personas,
  plansToAccept,
  proposals,
  replies,
  stories,
  updates,
  values,
  visions,
  visits,
} from './owed.server.ts'

export type Debtor = Pick<Viewer, 'memberId' | 'role' | 'unitId'>

/** More of one kind than this are counted, not listed. */
const mostOfAKind = 200

/** Everything the viewer owes within the days ahead, by day. At most thirteen statements, whatever there is. */
export async function listDuties(ctx: Context): Promise<AnyDuty[]> {
  return dutiesOf(ctx, [ctx.viewer], mostOfAKind)
}

/** What the viewer is asked to decide: acceptances, acknowledgements, reviews and approvals, at most `limit` of each kind. */
export async function listDecisions(ctx: Context, limit = mostOfAKind): Promise<AnyDuty[]> {
  return inOrder(await decisionsOf(ctx, [ctx.viewer], limit))
}

/** What each of these people owes, by day. `limit` is for each kind. */
export async function dutiesOf(ctx: Context, people: readonly Debtor[], limit = 10_000): Promise<AnyDuty[]> {
  const ids = people.map(({ memberId }) => memberId)
  return inOrder([
    ...(await updatesOwed(ctx, ids, limit)),
    ...(await valuesOwed(ctx, able(people, 'kpi.record'), limit)),
    ...(await itemsOwed(ctx, ids, limit)),
    ...(await visitsOwed(ctx, ids, limit)),
    ...(await casesOwed(ctx, ids, limit)),
    ...(await repliesOwed(ctx, ids, limit)),
    ...(await decisionsOf(ctx, people, limit)),
  ])
}

async function decisionsOf(ctx: Context, people: readonly Debtor[], limit: number): Promise<AnyDuty[]> {
  const ids = people.map(({ memberId }) => memberId)
  return [
    ...(await acceptancesOwed(ctx, ids, limit)),
    ...(await acknowledgementsOwed(ctx, ids, limit)),
    ...(await reviewsOwed(ctx, able(people, 'persona.edit'), limit)),
    ...(await storiesOwed(ctx, able(people, 'story.edit'), limit)),
    ...(await ownerlessOwed(ctx, allowed(people, 'customer_case.assign'), limit)),
    ...(await ratificationsOwed(ctx, allowed(people, 'vision.ratify'), limit)),
    ...(await approvalsOwed(ctx, allowed(people, 'initiative.approve'), limit)),
  ]
}

/** How many duties the viewer has, for the navigation. One statement. */
export async function countDuties(ctx: Context): Promise<number> {
  const own = [ctx.viewer.memberId]
  const work = [
    updates(own, ctx.today),
    values(able([ctx.viewer], 'kpi.record'), ctx.today),
    items(own, ctx.today),
    visits(own, ctx.today),
    cases(own, ctx.today, ctx.org.timeZone),
    replies(own, ctx.today),
  ]
  return count(ctx, [...work, ...decisions(ctx)])
}

/** How many of them ask for a decision. One statement. */
export const countDecisions = (ctx: Context): Promise<number> => count(ctx, decisions(ctx))

function decisions(ctx: Context) {
  const own = [ctx.viewer.memberId]
  return [
    initiativesToAccept(own),
    plansToAccept(own),
    acknowledgements(own),
    personas(able([ctx.viewer], 'persona.edit'), ctx.today),
    stories(able([ctx.viewer], 'story.edit'), ctx.today),
    ...(allowed([ctx.viewer], 'customer_case.assign').length ? [ownerlessCases()] : []),
    ...(allowed([ctx.viewer], 'vision.ratify').length ? [visions()] : []),
    ...(allowed([ctx.viewer], 'initiative.approve').length ? [proposals()] : []),
  ]
}

async function count(ctx: Context, all: RawBuilder<unknown>[]): Promise<number> {
  const counted = all.map((rows) => sql`(select count(*) ${rows})`)
  const { rows } = await sql<{ count: number }>`select ${sql.join(counted, sql` + `)} as count`.execute(ctx.db)
  return rows[0]!.count
}

/** Those who may do it to a record of their own. */
const able = (people: readonly Debtor[], ability: AbilityName) =>
  people
    .filter((person) => may(person, ability, { ownerId: person.memberId } satisfies Standing))
    .map(({ memberId }) => memberId)
const allowed = (people: readonly Debtor[], ability: AbilityName) =>
  people.filter((person) => may(person, ability)).map(({ memberId }) => memberId)

// ── Listing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function select<R>(ctx: Context, ids: readonly string[], query: RawBuilder<R>): Promise<R[]> {
  if (!ids.length) return []
  return (await query.execute(ctx.db)).rows
}

const words = (ctx: Context) => ({ today: ctx.today, locale: ctx.org.locale })

async function updatesOwed(ctx: Context, ids: string[], limit: number): Promise<UpdateDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Owed<UpdateDuty> & { lastUpdateOn: string | null }>`
      select p.id, p.owner_id as member_id, p.name as title, s.next_update_due_on as due_on, s.last_update_on, s.stated, s.derived,
        s.derived_sentence, i.id as initiative_id, i.name as initiative_name
      ${updates(ids, ctx.today, sql`join initiative i on i.id = p.initiative_id`)} order by s.next_update_due_on limit ${sql.lit(limit)}`,
  )
  return rows.map(({ lastUpdateOn, ...row }) => ({
    ...row,
    kind: 'plan update',
    why: whyUpdate({ lastUpdateOn, dueOn: row.dueOn }, words(ctx)),
    href: paths.actionPlan(ctx.org.slug, row.id),
  }))
}

async function valuesOwed(ctx: Context, ids: string[], limit: number): Promise<ValueDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Omit<Owed<ValueDuty>, 'period'>>`
      select k.id, k.owner_id as member_id, k.name as title, s.next_due_on as due_on, k.unit, k.decimals, k.score_kind, k.frequency,
        s.period as last_period, s.value as last_value
      ${values(ids, ctx.today)} order by s.next_due_on limit ${sql.lit(limit)}`,
  )
  return rows.map((row) => {
    const period = periodDueOn(row.dueOn, row.frequency)
    const after = periodsBetween(period, ctx.today, row.frequency).length - 2
    return {
      ...row,
      kind: 'KPI value',
      period,
      why: whyValue({ period, frequency: row.frequency, more: Math.max(0, after) }),
      href: paths.kpi(ctx.org.slug, row.id),
    }
  })
}

const blockers = sql`left join action_item b on b.id = a.blocked_by_id and b.done_on is null and b.archived_at is null
  left join member bm on bm.id = b.owner_id`

async function itemsOwed(ctx: Context, ids: string[], limit: number): Promise<ItemDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<
      Omit<Owed<ItemDuty>, 'blocked'> & {
        firstDueOn: string | null
        blocker: string | null
        blockerOwner: string | null
      }
    >`
      select a.id, a.owner_id as member_id, a.title, a.due_on, a.first_due_on, a.version, p.id as plan_id, p.name as plan_name,
        b.title as blocker, bm.name as blocker_owner
      ${items(ids, ctx.today, blockers)} order by a.due_on limit ${sql.lit(limit)}`,
  )
  return rows.map(({ firstDueOn, blocker, blockerOwner, ...row }) => ({
    ...row,
    kind: 'action item',
    blocked: blocker !== null,
    why: whyItem({
      ...row,
      firstDueOn,
      blocker: blocker === null ? null : { title: blocker, ownerName: blockerOwner },
    }),
    href: paths.actionItem(ctx.org.slug, row.id),
  }))
}

async function visitsOwed(ctx: Context, ids: string[], limit: number): Promise<VisitDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Owed<VisitDuty> & { place: string }>`
      select v.id, v.visitor_id as member_id, v.purpose as title, v.due_on, v.version, concat_ws(', ', t.name, nullif(v.place, '')) as place
      ${visits(ids, ctx.today, sql`left join touchpoint t on t.id = v.touchpoint_id`)} order by v.due_on limit ${sql.lit(limit)}`,
  )
  return rows.map(({ place, ...row }) => ({
    ...row,
    kind: 'visit',
    why: whyVisit({ where: place, dueOn: row.dueOn }, words(ctx)),
    href: paths.visit(ctx.org.slug, row.id),
  }))
}

async function casesOwed(ctx: Context, ids: string[], limit: number): Promise<CaseDuty[]> {
  const { timeZone, locale, slug } = ctx.org
  const rows = await select(
    ctx,
    ids,
    sql<Omit<Owed<CaseDuty>, 'dueAt'> & { dueAt: Date; state: string }>`
      select c.id, c.owner_id as member_id, 'Case ' || c.number || ': ' || c.title as title, c.due_at, c.state, c.version,
        (c.due_at at time zone ${timeZone})::date as due_on
      ${cases(ids, ctx.today, timeZone)} order by c.due_at, c.id limit ${sql.lit(limit)}`,
  )
  return rows.map(({ state, ...row }) => ({
    ...row,
    kind: 'case',
    why: whyCase({ dueAt: row.dueAt, state }, { now: ctx.now, locale, timeZone }),
    href: paths.case(slug, row.id),
  }))
}

async function repliesOwed(ctx: Context, ids: string[], limit: number): Promise<ReplyDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Owed<ReplyDuty> & { initiativeName: string }>`
      select t.id, t.owner_id as member_id, t.due_on, t.draft, t.version, i.name as initiative_name,
        coalesce('Case ' || c.number || ': ' || c.title, t.reach || ' customers behind “' || th.name || '”', 'one response') as title
      ${replies(
        ids,
        ctx.today,
        sql`left join customer_case c on c.id = t.customer_case_id left join theme th on th.id = t.theme_id`,
      )} order by t.due_on, t.id limit ${sql.lit(limit)}`,
  )
  return rows.map(({ initiativeName, ...row }) => ({
    ...row,
    kind: 'reply',
    why: whyReply({ initiativeName }),
    href: paths.replyTask(ctx.org.slug, row.id),
  }))
}

async function ownerlessOwed(ctx: Context, ids: string[], limit: number): Promise<OwnerlessDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<{ id: string; title: string; openedOn: string; dueOn: string }>`
      select c.id, 'Case ' || c.number || ': ' || c.title as title, (c.opened_at at time zone ${ctx.org.timeZone})::date as opened_on,
        (c.due_at at time zone ${ctx.org.timeZone})::date as due_on
      ${ownerlessCases()} order by c.due_at, c.id limit ${sql.lit(limit)}`,
  )
  return forEach(ids, rows, ({ openedOn, ...row }) => ({
    ...row,
    kind: 'case without owner' as const,
    dueOn: row.dueOn < ctx.today ? row.dueOn : ctx.today,
    why: whyOwnerless({ openedOn }, words(ctx)),
    href: paths.case(ctx.org.slug, row.id),
  }))
}

async function acceptancesOwed(ctx: Context, ids: string[], limit: number): Promise<AcceptanceDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<{ kind: 'initiative' | 'plan'; id: string; memberId: string; title: string; version: number }>`
      (select 'initiative' as kind, i.id, i.owner_id as member_id, i.name as title, i.version ${initiativesToAccept(ids)} order by i.id limit ${sql.lit(limit)})
      union all
      (select 'plan', p.id, p.owner_id, p.name, p.version ${plansToAccept(ids)} order by p.id limit ${sql.lit(limit)})`,
  )
  return rows.map(({ kind, ...row }) => ({
    ...row,
    kind: `${kind} acceptance` as const,
    dueOn: ctx.today,
    why: whyAccept(kind),
    href: (kind === 'plan' ? paths.actionPlan : paths.initiative)(ctx.org.slug, row.id),
  }))
}

async function acknowledgementsOwed(ctx: Context, ids: string[], limit: number): Promise<AcknowledgementDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Undated<AcknowledgementDuty> & { authorName: string; madeOn: string; sentence: string }>`
      select u.id, p.reviewer_id as member_id, p.name as title, p.id as plan_id, u.stated_status as stated, u.sentence, u.next_step, u.help_wanted,
        u.made_on, m.name as author_name
      ${acknowledgements(ids, sql`join member m on m.id = u.author_id`)} order by u.made_on, u.id limit ${sql.lit(limit)}`,
  )
  return rows.map(({ authorName, madeOn, sentence, ...row }) => ({
    ...row,
    kind: 'acknowledgement',
    dueOn: ctx.today,
    why: whyAcknowledge({ authorName, madeOn, sentence }, words(ctx)),
    href: paths.planUpdate(ctx.org.slug, row.planId, row.id),
  }))
}

async function reviewsOwed(ctx: Context, ids: string[], limit: number): Promise<PersonaDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Owed<PersonaDuty> & { reviewedOn: string | null; mentions: number }>`
      select p.id, p.owner_id as member_id, p.name as title, p.review_by as due_on, p.reviewed_on, p.version,
        (select coalesce(sum(d.n), 0)::int from theme_day d where d.day <= ${ctx.today}::date and (p.reviewed_on is null or d.day > p.reviewed_on)
          and d.theme_id in ${themesOf(sql`p.id`)}) as mentions
      ${personas(ids, ctx.today)} order by p.review_by limit ${sql.lit(limit)}`,
  )
  return rows.map(({ reviewedOn, mentions, ...row }) => ({
    ...row,
    kind: 'persona review',
    why: whyPersona({ reviewBy: row.dueOn, reviewedOn, mentions }, words(ctx)),
    href: paths.persona(ctx.org.slug, row.id),
  }))
}

async function storiesOwed(ctx: Context, ids: string[], limit: number): Promise<StoryDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<Owed<StoryDuty>>`
      select s.id, s.owner_id as member_id, s.title, s.consent_ends_on as due_on
      ${stories(ids, ctx.today)} order by s.consent_ends_on, s.id limit ${sql.lit(limit)}`,
  )
  return rows.map((row) => ({
    ...row,
    kind: 'story consent',
    why: whyStory(row, words(ctx)),
    href: paths.story(ctx.org.slug, row.id),
  }))
}

async function ratificationsOwed(ctx: Context, ids: string[], limit: number): Promise<RatificationDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<{
      id: string
      number: number
      statement: string
      version: number
      proposerName: string | null
      proposedOn: string | null
    }>`
      select v.id, v.number, v.statement, v.version, m.name as proposer_name,
        (v.proposed_at at time zone ${ctx.org.timeZone})::date as proposed_on
      ${visions(sql`left join member m on m.id = v.proposed_by`)} order by v.number limit ${sql.lit(limit)}`,
  )
  return forEach(ids, rows, ({ number, proposerName, proposedOn, ...row }) => ({
    ...row,
    kind: 'vision ratification' as const,
    title: visionTitle(number),
    dueOn: ctx.today,
    why: whyRatify({ proposerName, proposedOn }, words(ctx)),
    href: paths.visionVersion(ctx.org.slug, row.id),
  }))
}

async function approvalsOwed(ctx: Context, ids: string[], limit: number): Promise<ApprovalDuty[]> {
  const rows = await select(
    ctx,
    ids,
    sql<{ id: string; title: string; purpose: string; version: number; ownerName: string | null }>`
      select i.id, i.name as title, i.purpose, i.version, m.name as owner_name ${proposals(sql`left join member m on m.id = i.owner_id`)} order by i.id limit ${sql.lit(limit)}`,
  )
  return forEach(ids, rows, ({ ownerName, ...row }) => ({
    ...row,
    kind: 'initiative approval' as const,
    dueOn: ctx.today,
    why: whyApprove({ ownerName }),
    href: paths.initiative(ctx.org.slug, row.id),
  }))
}

/** What waits for anybody of several people waits for each of them. */
const forEach = <R, D>(ids: readonly string[], rows: readonly R[], make: (row: R) => D): (D & { memberId: string })[] =>
  rows.flatMap((row) => ids.map((memberId) => ({ ...make(row), memberId })))

type Owed<D extends Duty> = Omit<D, 'kind' | 'why' | 'href'>
type Undated<D extends Duty> = Omit<Owed<D>, 'dueOn'>
