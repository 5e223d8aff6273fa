import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueDateForm } from '#app/action-plans/action-item.ts'
import { moveDueDate } from '#app/action-plans/action-items.server.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import {
  byWeight,
  headline,
  howMuchChanged,
  outcomeGaps,
  outcomesToShow,
  sinceOf,
  visited,
} from '#app/dashboards/executive.ts'
import { firstMoment } from '#app/moment.ts'
import { listChanges, listStatusChanges } from '#app/dashboards/executive-changes.server.ts'
import {
  countStrategy,
  findSince,
  listDisagreements,
  listHelpWanted,
  listLateInitiatives,
  listServingOutcomes,
  recordVisit,
} from '#app/dashboards/executive.server.ts'
import { listDifference, sinceThen } from '#app/history/difference.server.ts'
import { loader } from '#app/dashboards/routes/executive.tsx'
import { action as visit } from '#app/dashboards/routes/executive-visit.tsx'
import { listInitiatives, initiativeListRules } from '#app/initiatives/initiative-list.server.ts'
import { listActionPlans, planListRules } from '#app/action-plans/plan-list.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { argsFor, statusOf } from '../support/world.ts'
import { statements } from './statements.ts'
import { type StrategyWorld, day, dayText, filled, strategyWorld } from './strategy-world.ts'

describe('the outcomes drawn', () => {
  const outcome = (n: number, pillarId: string, againstTarget: string | null) => ({
    id: `${pillarId}${n}`,
    pillarId,
    ownerId: n % 2 ? 'somebody' : null,
    missing: againstTarget === null ? ['what'] : [],
    kpi: againstTarget === null ? null : { value: 1, archived: false, againstTarget },
  })
  const drawn = (outcomes: ReturnType<typeof outcome>[]) => outcomesToShow(outcomes).map(({ id }) => id)

  it('are all of them while they fit a page', () => {
    const twelve = Array.from({ length: 12 }, (_, n) => outcome(n, 'ab'[n % 2]!, 'met'))
    expect(drawn(twelve)).toEqual(twelve.map(({ id }) => id))
  })

  it('are of each pillar those that need a look, in their own order', () => {
    const standings = ['met', 'met', 'within the band', 'missed', null, 'met', 'within the band', 'met', 'missed']
    const a = standings.map((standing, n) => outcome(n, 'a', standing))
    const b = standings.map((_, n) => outcome(n, 'b', 'met'))
    expect(drawn([...a, ...b])).toEqual(['a2', 'a3', 'a4', 'a6', 'a8', 'a0', 'b0', 'b1', 'b2', 'b3', 'b4', 'b5'].sort())
  })

  it('leave no pillar out, however many there are', () => {
    const many = Array.from({ length: 40 }, (_, n) => outcome(n, `p${n % 20}`, 'met'))
    expect(new Set(outcomesToShow(many).map(({ pillarId }) => pillarId)).size).toBe(20)
  })

  it('and what they lack is counted of all', () => {
    expect(outcomeGaps([outcome(0, 'a', null), outcome(1, 'a', 'met'), outcome(2, 'a', 'met')])).toEqual({
      noOwner: 2,
      noWhat: 1,
      noHow: 0,
    })
  })
})

describe('the headline', () => {
  const say = (outcomes: (string | null)[], disagreements = 0, stalePlans = 0) =>
    headline({ outcomes, disagreements, stalePlans })
  it('says how many outcomes are where they should be', () => {
    expect(say(['met', 'met', 'met', 'within the band', 'missed', null], 3)).toBe(
      '3 of the 6 outcomes have their KPI on their target path (1 more within its band and 1 not measurable yet); 3 plans disagree with what their owners say.',
    )
    expect(say(['met', 'missed'], 1, 2)).toBe(
      '1 of the 2 outcomes has its KPI on its target path; 1 plan disagrees with what its owner says and 2 plans are stale.',
    )
    expect(say(['met', 'met'])).toBe(
      'All 2 outcomes have their KPI on their target path; no plan disagrees with what its owner says.',
    )
    expect(say(['missed', 'missed'])).toMatch(/^None of the 2 outcomes have their KPI on their target path;/)
    expect(say(['met'])).toMatch(/^The one outcome has its KPI on its target path;/)
    expect(say(['missed'])).toMatch(/^The one outcome does not have its KPI on its target path;/)
  })
  it('says what is not known instead of a figure', () => {
    expect(say([])).toMatch(/^No bold outcome is set yet;/)
    expect(say([null, 'no target'])).toMatch(/^None of the 2 outcomes can be judged yet/)
  })
})

describe('what needs me', () => {
  it('puts decisions of weight before what is only to be read', () => {
    const kinds = ['acknowledgement', 'initiative approval', 'persona review', 'vision ratification'] as const
    expect(byWeight(kinds.map((kind) => ({ kind }))).map(({ kind }) => kind)).toEqual([
      'vision ratification',
      'initiative approval',
      'acknowledgement',
      'persona review',
    ])
  })
})

describe('the last visit', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2) + minutes * 60_000)
  it('looks back a week the first time', () => {
    expect(sinceOf(null, at(0))).toEqual({ since: at(-7 * 24 * 60), first: true })
    expect(sinceOf(visited(null, at(0)), at(5))).toMatchObject({ first: true })
    const early = new Date('2000-01-03T12:00:00Z')
    expect(sinceOf(null, early).since, 'no address knows a moment before 2000').toEqual(firstMoment)
  })
  it('stays where it is while a visit lasts, before it is recorded and after', () => {
    const first = visited(null, at(0))
    expect(sinceOf(first, at(100))).toEqual({ since: at(0), first: false })
    const second = visited(first, at(100))
    expect(sinceOf(second, at(101))).toEqual({ since: at(0), first: false })
    expect(sinceOf(visited(second, at(129)), at(150))).toEqual({ since: at(0), first: false })
    expect(sinceOf(second, at(200))).toEqual({ since: at(100), first: false })
  })
})

describe('the page', () => {
  let world: StrategyWorld
  beforeAll(async () => {
    world = await strategyWorld()
    await world.update(world.ids.plan, 0, { statedStatus: 'on track', helpWanted: 'A ladder, please.' }, 1)
    // 20 days on, the item is late: the records no longer bear out what Bo said.
    await judgeOrganisation('bay', { now: day(20) })
  })
  afterAll(() => world.close())

  it('shows what disagrees, with the sentence', async () => {
    const found = await world.as(world.eva, (ctx) => listDisagreements(ctx), day(20))
    expect(found).toMatchObject([
      { id: world.ids.plan, stated: 'on track', derived: 'off track', ownerName: 'Bo Quay' },
    ])
    expect(found[0]!.derivedSentence).toContain('0 of 1 action item')
    expect(await world.as(world.otto, (ctx) => listDisagreements(ctx), day(20))).toEqual([])
  })

  it('puts the late initiatives first and those behind an outcome beside it', async () => {
    const late = await world.as(world.eva, (ctx) => listLateInitiatives(ctx), day(20))
    expect(late).toMatchObject([{ id: world.ids.initiative, derived: 'off track', overdueItems: 1, disagreements: 1 }])
    const serving = await world.as(world.eva, (ctx) => listServingOutcomes(ctx, [world.ids.outcome]), day(20))
    expect(serving).toMatchObject([{ outcomeId: world.ids.outcome, id: world.ids.initiative, total: 1 }])
  })

  it('counts what its links list', async () => {
    await world.addInitiative('Nobody’s') // an idea: not active, so not counted
    const counts = await world.as(world.eva, (ctx) => countStrategy(ctx), day(40))
    const initiatives = (filter: string) =>
      world.as(
        world.eva,
        async (ctx) =>
          (await listInitiatives(ctx, readListQuery(`/bay/initiatives?${filter}`, initiativeListRules))).total,
        day(40),
      )
    const plans = (filter: string) =>
      world.as(
        world.eva,
        async (ctx) => (await listActionPlans(ctx, readListQuery(`/bay/action-plans?${filter}`, planListRules))).total,
        day(40),
      )
    expect({
      noOwner: await initiatives('flag=no owner'),
      notAccepted: await initiatives('flag=not accepted'),
      noKpi: await initiatives('flag=no KPI'),
      adHoc: await initiatives('flag=ad hoc'),
      noPlan: await initiatives('flag=no plan'),
      running: await initiatives('stage=running'),
      offTrack: await initiatives('stage=running&status=off track'),
      disagreements: await plans('attention=disagreement'),
      stalePlans: await plans('derived=stale&show=open'),
      overduePlans: await plans('attention=overdue'),
      ownerlessPlans: await plans('attention=no owner'),
      helpWanted: await plans('attention=help wanted'),
    }).toEqual(
      Object.fromEntries(
        [
          'noOwner',
          'notAccepted',
          'noKpi',
          'adHoc',
          'noPlan',
          'running',
          'offTrack',
          'disagreements',
          'stalePlans',
          'overduePlans',
          'ownerlessPlans',
          'helpWanted',
        ].map((name) => [name, counts[name as keyof typeof counts]]),
      ),
    )
    expect(counts).toMatchObject({ running: 1, noKpi: 1, disagreements: 1, helpWanted: 1, overduePlans: 1 })
  })

  it('asks the sponsor for help, not others', async () => {
    const help = (who: 'eva' | 'ben' | 'bo') => world.as(world[who], (ctx) => listHelpWanted(ctx), day(20))
    expect(await help('eva')).toMatchObject([
      { planId: world.ids.plan, helpWanted: 'A ladder, please.', who: 'Bo Quay' },
    ])
    expect(await help('ben')).toEqual([])
    expect(await help('bo')).toEqual([]) // who asked
  })

  it('tells what changed since then: what is said differently, what moved, and the rest in numbers', async () => {
    const since = day(20)
    await world.update(world.ids.plan, 1, { statedStatus: 'at risk', sentence: 'The printer broke.' }, 21)
    const move = filled(dueDateForm, { dueOn: dayText(40), reason: 'The printer broke.', version: '1' })
    await world.as(world.bo, (ctx) => moveDueDate(ctx, world.ids.item, move), day(21))
    const statuses = await world.as(world.eva, (ctx) => listStatusChanges(ctx, since), day(22))
    expect(statuses).toMatchObject([
      { id: world.ids.plan, before: 'on track', now: 'at risk', sentence: 'The printer broke.', who: 'Bo Quay' },
    ])
    const changes = await world.as(world.eva, (ctx) => listChanges(ctx, since), day(22))
    expect(changes).toMatchObject({ total: 2, movedCount: 1 })
    expect(changes.rooms).toEqual([
      { room: 'action-plans', label: 'Action plans', total: 2, fates: { moved: 1, changed: 1 } },
    ])
    // what the page counts is what the difference lists
    const between = await world.as(world.eva, (ctx) => sinceThen(ctx, since), day(22))
    const listed = await world.as(
      world.eva,
      (ctx) => listDifference(ctx, { ...between, offset: 0, limit: 50 }),
      day(22),
    )
    expect(listed.records.map(({ title, fate }) => [title, fate])).toEqual([
      ['New signs in hall A', 'changed'],
      ['Walk the hall', 'moved'],
    ])
    expect(listed.rooms).toEqual(changes.rooms)
    // beyond what is counted a room is named, and the others are counted all the same
    const bounded = await world.as(world.eva, (ctx) => listChanges(ctx, since, 1), day(22))
    expect(bounded).toMatchObject({ total: 0, rooms: [], beyond: [{ key: 'action-plans' }] })
    expect(howMuchChanged(changes)).toBe('2 records changed')
    expect(howMuchChanged(bounded)).toBe('More than 10,000 changes')
    expect(changes.moved).toMatchObject([
      { title: 'Walk the hall', verbText: 'moved the due date of', reason: 'The printer broke.', who: 'Bo Quay' },
    ])
    const earlier = await world.as(world.eva, (ctx) => listChanges(ctx, day(-1)), day(22))
    expect(earlier.notable.map(({ verbText }) => verbText)).toEqual(['started', 'approved', 'proposed'])
    expect(await world.as(world.eva, (ctx) => listChanges(ctx, day(22)), day(22))).toMatchObject({
      total: 0,
      notable: [],
      moved: [],
    })
  })

  it('records a visit only when it is posted', async () => {
    const get = async () => loader(await argsFor('/bay/executive', { as: world.eva }))
    expect((await get()).first).toBe(true)
    expect((await get()).first).toBe(true)
    expect(await statusOf(visit(await argsFor('/bay/executive/visit', { as: world.eva, form: {} })))).toBe(302)
    expect((await get()).first).toBe(true) // the same visit still
    const visits = () =>
      world.superuser.query('select previous_at, current_at from executive_visit where member_id = $1', [
        world.eva.memberId,
      ])
    expect((await visits()).rows).toMatchObject([{ previous_at: null }])
    const later = new Date(Date.now() + 31 * 60_000)
    const since = await world.as(world.eva, (ctx) => findSince(ctx), later)
    await world.as(world.eva, (ctx) => recordVisit(ctx), later)
    expect((await visits()).rows[0].previous_at).toEqual(since.since)
    expect(since.first).toBe(false)
  })

  it('turns strangers and other organisations away', async () => {
    expect(await statusOf(loader(await argsFor('/bay/executive', { as: world.cora })))).toBe(200)
    expect(await statusOf(loader(await argsFor('/bay/executive')))).toBe(302)
    expect(await statusOf(loader(await argsFor('/bay/executive', { as: world.otto })))).toBe(404)
    expect(await statusOf(visit(await argsFor('/bay/executive/visit', { form: {} })))).toBe(302)
    expect(await statusOf(visit(await argsFor('/bay/executive/visit', { as: world.otto, form: {} })))).toBe(404)
  })

  it('takes the same number of statements however large the strategy', async () => {
    const before = await statements(async () => loader(await argsFor('/bay/executive', { as: world.eva })))
    for (let i = 0; i < 15; i++) {
      const id = await world.addInitiative(`Initiative ${i}`, {
        outcomeIds: [world.ids.outcome],
        sponsorId: world.eva.memberId,
      })
      await world.addPlan(id, { name: `Plan ${i}` })
    }
    expect(await statements(async () => loader(await argsFor('/bay/executive', { as: world.eva })))).toBe(before)
    expect(before).toBeLessThan(25)
  })
})
