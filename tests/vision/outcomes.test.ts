import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { editOutcomeForm, newOutcomeForm, outcomeStateForm } from '#app/vision/outcome.ts'
import { findOutcome, findOutcomeBoard, listOutcomes, outcomeListRules } from '#app/vision/outcome-list.server.ts'
import { archiveOutcome, createOutcome, editOutcome, moveOutcome, outcomeValues } from '#app/vision/outcomes.server.ts'
import { newPillarForm } from '#app/vision/pillar.ts'
import { archivePillar, createPillar } from '#app/vision/pillars.server.ts'
import { ratingForm } from '#app/vision/rating.ts'
import { findMyRating, listRatings, rateOutcome } from '#app/vision/ratings.server.ts'
import {
  type Person,
  type VisionWorld,
  filled,
  history,
  leave,
  refusalOf,
  statusOf,
  visionWorld,
} from './vision-world.ts'

let world: VisionWorld
let pillarId: string
beforeEach(async () => {
  world = await visionWorld()
  pillarId = (await world.as('leader', (ctx) => createPillar(ctx, filled(newPillarForm, { name: 'Experience' })))).id
})
afterAll(leave)

const formOf = (fields: Record<string, string> = {}) =>
  filled(newOutcomeForm, { title: 'Calm at security', pillarId, horizon: '1', ownerId: world.ids.owner, ...fields })
const add = async (fields: Record<string, string> = {}, who: Person = 'leader') =>
  (await world.as(who, (ctx) => createOutcome(ctx, formOf(fields)))).id
const whole = () => ({ whatKpiId: world.ids.kpi, whatTarget: 'above 80', howQuestion: 'Do you feel calm?' })
const find = (id: string) => world.as('contributor', (ctx) => findOutcome(ctx, id))
const edit = async (id: string, fields: Record<string, string>, who: Person = 'leader', version?: number) => {
  const row = await find(id)
  const form = filled(editOutcomeForm, { ...outcomeValues(row), version: String(version ?? row.version), ...fields })
  return world.as(who, (ctx) => editOutcome(ctx, id, form))
}
const list = (query = '') =>
  world.as('contributor', (ctx) => listOutcomes(ctx, readListQuery(`/x/outcomes${query}`, outcomeListRules)))
const titles = async (query: string) => (await list(query)).rows.map(({ title }) => title)

describe('an outcome', () => {
  it('is added by leaders only', async () => {
    const id = await add()
    expect(await find(id)).toMatchObject({
      title: 'Calm at security',
      pillarName: 'Experience',
      ownerName: 'owner',
      missing: ['what', 'how'],
    })
    for (const who of ['owner', 'contributor', 'executive'] as const) expect(await statusOf(add({}, who))).toBe(403)
  })

  it('is edited by leaders and by its owner, from the version they read', async () => {
    const id = await add()
    expect(await statusOf(edit(id, { title: 'Mine' }, 'contributor'))).toBe(403)
    await edit(id, { title: 'Calmer' }, 'owner')
    await edit(id, { ownerId: world.ids.contributor })
    expect(await statusOf(edit(id, { title: 'Still mine' }, 'owner'))).toBe(403)
    await expect(edit(id, {}, 'leader', 1)).rejects.toBeInstanceOf(Conflict)
    expect(await find(id)).toMatchObject({ title: 'Calmer', ownerName: 'contributor' })
  })

  it('takes only what exists and is in use; what it had may stay', async () => {
    expect((await refusalOf(add({ whatKpiId: world.ids.archivedKpi }))).errors.whatKpiId).toMatch(/archived/)
    expect((await refusalOf(add({ ownerId: world.ids.leaver }))).errors.ownerId).toMatch(/has left/)
    expect(await statusOf(add({ pillarId: world.ids.kpi }))).toBe(404)
    expect(await statusOf(add({ whatKpiId: pillarId }))).toBe(404)
    const other = await visionWorld()
    expect(await statusOf(add({ ownerId: other.ids.owner }))).toBe(404)
    await world.as('leader', (ctx) => archivePillar(ctx, pillarId, { reason: null, version: 1 }))
    expect((await refusalOf(add())).errors.pillarId).toMatch(/archived/)
  })

  it('is achieved, held as table stakes and reopened, each with what shows it', async () => {
    const id = await add()
    const move = async (fields: Record<string, string>, who: Person = 'owner') => {
      const form = filled(outcomeStateForm, { version: String((await find(id)).version), ...fields })
      return world.as(who, (ctx) => moveOutcome(ctx, id, form))
    }
    await expect(move({ state: 'achieved', reason: ' ' })).rejects.toThrow(/what shows it/)
    expect((await refusalOf(move({ state: 'open', reason: 'x' }))).errors.state).toMatch(/already/)
    expect(await statusOf(move({ state: 'achieved', reason: 'x' }, 'contributor'))).toBe(403)
    await move({ state: 'achieved', reason: 'Four quarters above 80.' })
    await move({ state: 'table stakes', reason: 'Nobody remarks on it any more.' })
    expect((await find(id)).state).toBe('table stakes')
    expect((await world.as('leader', (ctx) => history(ctx, 'outcome', id))).slice(1)).toEqual([
      { verb: 'outcome.achieved', reason: 'Four quarters above 80.' },
      { verb: 'outcome.called-table-stakes', reason: 'Nobody remarks on it any more.' },
    ])
  })

  it('is archived and restored by those who may edit it', async () => {
    const id = await add()
    const archive = (who: Person, version: number) =>
      world.as(who, (ctx) => archiveOutcome(ctx, id, { reason: null, version }))
    expect(await statusOf(archive('contributor', 1))).toBe(403)
    expect(await archive('owner', 1)).toEqual({ archived: true })
    expect((await list()).total).toBe(0)
    expect((await list('?state=archived')).total).toBe(1)
    expect((await refusalOf(edit(id, {}))).message).toMatch(/Restore it/)
    expect(await archive('owner', 2)).toEqual({ archived: false })
    expect((await list()).total).toBe(1)
  })

  it('belongs to its organisation', async () => {
    const id = await add()
    const other = await visionWorld()
    expect(await statusOf(other.as('leader', (ctx) => findOutcome(ctx, id)))).toBe(404)
    expect(await statusOf(other.as('leader', (ctx) => archiveOutcome(ctx, id, { reason: null, version: 1 })))).toBe(404)
  })
})

describe('the list of outcomes', () => {
  it('is filtered by every word of its address', async () => {
    await add({ ...whole(), title: 'Whole' })
    await add({ ...whole(), title: 'No question', howQuestion: '', horizon: '2' })
    await add({ title: 'Ownerless', ownerId: '', howQuestion: 'How is it?', horizon: '3' })
    expect(await titles('')).toEqual(['Whole', 'No question', 'Ownerless'])
    expect(await titles('?sort=-year')).toEqual(['Ownerless', 'No question', 'Whole'])
    expect(await titles('?year=2&year=3')).toEqual(['No question', 'Ownerless'])
    expect(await titles('?missing=how')).toEqual(['No question'])
    expect(await titles('?missing=what')).toEqual(['Ownerless'])
    expect(await titles('?missing=what&missing=how')).toEqual(['No question', 'Ownerless'])
    expect(await titles('?missing=owner')).toEqual(['Ownerless'])
    expect(await titles(`?owner=${world.ids.owner}`)).toEqual(['Whole', 'No question'])
    expect(await titles(`?kpi=${world.ids.kpi}&q=WHOLE`)).toEqual(['Whole'])
    expect(await titles(`?pillar=${pillarId}&state=achieved`)).toEqual([])
  })

  it('flags the same halves in the list, on the board and on the page; an archived KPI measures nothing', async () => {
    const id = await add(whole())
    expect((await find(id)).missing).toEqual([])
    await world.as('leader', async (ctx) => {
      await ctx.db.updateTable('kpi').set({ archivedAt: ctx.now }).where('id', '=', world.ids.kpi).execute()
      record(ctx, { verb: 'kpi.archived', kind: 'kpi', id: world.ids.kpi, title: 'Wayfinding' })
    })
    expect((await find(id)).missing).toEqual(['what'])
    expect((await list('?missing=what')).rows[0]?.missing).toEqual(['what'])
    const board = await world.as('contributor', findOutcomeBoard)
    expect(board).toMatchObject([{ name: 'Experience', outcomes: [{ id, missing: ['what'] }] }])
  })

  it('shows the newest figure of the KPI and the initiatives behind it', async () => {
    const id = await add(whole())
    await world.as('leader', async (ctx) => {
      const recent = JSON.stringify([{ period: '2026-01-01', value: 71 }])
      const standing = {
        kpiId: world.ids.kpi,
        period: '2026-01-01',
        value: 71,
        target: 80,
        againstTarget: 'missed',
        recent,
      }
      await ctx.db.insertInto('kpiStanding').values(standing).execute()
      await ctx.db
        .insertInto('initiativeOutcome')
        .values({ initiativeId: world.ids.initiative, outcomeId: id })
        .execute()
      record(ctx, { verb: 'initiative.edited', kind: 'initiative', id: world.ids.initiative, title: 'Signs' })
    })
    expect(await find(id)).toMatchObject({
      kpi: { name: 'Wayfinding', value: 71, target: 80, againstTarget: 'missed', recent: [{ value: 71 }] },
      initiativeCount: 1,
      serving: { total: 1, initiatives: [{ name: 'Signs people can read' }] },
    })
  })
})

describe('rating an outcome', () => {
  const rate = (id: string, who: Person, rating: number, days = 0, comment = '') =>
    world.as(who, (ctx) => rateOutcome(ctx, id, filled(ratingForm, { rating: String(rating), comment })), days)

  it('is open to everybody, wherever there is a question', async () => {
    const id = await add(whole())
    for (const who of ['leader', 'owner', 'contributor', 'executive'] as const) await rate(id, who, 4)
    expect((await find(id)).rating).toMatchObject({ n: 4, average: 4 })
    expect((await refusalOf(rate(await add(), 'leader', 4))).message).toMatch(/no HOW measure/)
    const other = await visionWorld()
    const foreign = other.as('leader', (ctx) => rateOutcome(ctx, id, filled(ratingForm, { rating: '1', comment: '' })))
    expect(await statusOf(foreign)).toBe(404)
    await world.as('leader', (ctx) => archiveOutcome(ctx, id, { reason: null, version: 1 }))
    expect((await refusalOf(rate(id, 'leader', 5, 1))).message).toMatch(/not rated any more/)
  })

  it('keeps one rating a person and day, and counts each person’s latest', async () => {
    const id = await add(whole())
    await rate(id, 'leader', 2, 0, 'Queues at six.')
    expect(await rate(id, 'leader', 3, 0, 'Queues at six.')).toMatchObject({ replaced: true })
    await rate(id, 'leader', 5, 7)
    await rate(id, 'owner', 4, 1)
    await rate(id, 'contributor', 1, 3)
    expect((await find(id)).rating).toEqual({ n: 3, average: 10 / 3, low: 1, high: 5, counts: [1, 0, 0, 1, 1] })
    const { rows, total } = await world.as('contributor', (ctx) => listRatings(ctx, id))
    expect(total).toBe(4)
    expect(rows.map(({ memberName, rating, counts }) => [memberName, rating, counts])).toEqual([
      ['leader', 5, true],
      ['contributor', 1, true],
      ['owner', 4, true],
      ['leader', 3, false],
    ])
    expect(await world.as('leader', (ctx) => findMyRating(ctx, id))).toMatchObject({ rating: 5 })
    expect(await world.as('executive', (ctx) => findMyRating(ctx, id))).toBeNull()
  })

  it('keeps one when the same person rates twice at once', async () => {
    const id = await add(whole())
    await Promise.all([rate(id, 'leader', 2), rate(id, 'leader', 4), rate(id, 'leader', 5)])
    expect((await world.as('leader', (ctx) => listRatings(ctx, id))).total).toBe(1)
  })

  it('says nothing of too few', async () => {
    const id = await add(whole())
    await rate(id, 'leader', 5)
    await rate(id, 'owner', 5)
    expect((await find(id)).rating).toMatchObject({ n: 2, average: null })
  })
})
