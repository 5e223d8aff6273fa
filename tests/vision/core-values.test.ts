import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { editCoreValueForm, newCoreValueForm } from '#app/vision/core-value.ts'
import {
  archiveCoreValue,
  coreValueListRules,
  createCoreValue,
  editCoreValue,
  findCoreValue,
  listCoreValues,
  listCurrentCoreValues,
  moveCoreValue,
} from '#app/vision/core-values.server.ts'
import { editPillarForm, newPillarForm } from '#app/vision/pillar.ts'
import {
  archivePillar,
  createDefaultPillars,
  createPillar,
  editPillar,
  findPillar,
  listPillars,
  movePillar,
  pillarListRules,
} from '#app/vision/pillars.server.ts'
import {
  type Person,
  type VisionWorld,
  filled,
  leave,
  refusalOf,
  statusOf,
  verbs,
  visionWorld,
} from './vision-world.ts'

let world: VisionWorld
beforeEach(async () => void (world = await visionWorld()))
afterAll(leave)

const add = (name: string, who: Person = 'leader') =>
  world.as(who, (ctx) => createCoreValue(ctx, filled(newCoreValueForm, { name, dos: '- Greet first\nOwn it' })))
const names = () => world.as('contributor', async (ctx) => (await listCurrentCoreValues(ctx)).map(({ name }) => name))

/** The outer two both change places with the one between them at the same moment, again and again: in whichever turn, both moves are made. */
async function twoMovesAtOnce(
  order: () => Promise<string[]>,
  move: (id: string, way: 'later' | 'earlier') => Promise<unknown>,
) {
  for (let round = 0; round < 6; round++) {
    const [a, b, c] = (await order()) as [string, string, string]
    await Promise.all([move(a, 'later'), move(c, 'earlier')])
    expect([`${b} ${c} ${a}`, `${c} ${a} ${b}`]).toContain((await order()).join(' '))
  }
}

describe('a value', () => {
  it('is added by leaders only, at the end, under a name of its own', async () => {
    await add('Warmth')
    await add('Clarity', 'admin')
    for (const who of ['owner', 'contributor', 'executive'] as const) expect(await statusOf(add('Mine', who))).toBe(403)
    expect(await names()).toEqual(['Warmth', 'Clarity'])
    expect((await refusalOf(add('WARMTH'))).errors.name).toMatch(/There is a value with this name/)
  })

  it('is edited by leaders, from the version they read', async () => {
    const { id } = await add('Warmth')
    const edit = (who: Person, version: string) =>
      world.as(who, (ctx) => editCoreValue(ctx, id, filled(editCoreValueForm, { name: 'Kindness', version })))
    expect(await statusOf(edit('contributor', '1'))).toBe(403)
    await edit('leader', '1')
    await expect(edit('admin', '1')).rejects.toBeInstanceOf(Conflict)
    expect(await names()).toEqual(['Kindness'])
  })

  it('is moved while others are, and no move is lost', async () => {
    for (const name of ['One', 'Two', 'Three']) await add(name)
    const order = () => world.as('leader', async (ctx) => (await listCurrentCoreValues(ctx)).map(({ id }) => id))
    await twoMovesAtOnce(order, (id, way) => world.as('leader', (ctx) => moveCoreValue(ctx, id, way)))
  })

  it('moves in the order without making open forms outdated', async () => {
    const [first, , third] = [await add('One'), await add('Two'), await add('Three')]
    const move = (who: Person, id: string, way: 'earlier' | 'later') =>
      world.as(who, (ctx) => moveCoreValue(ctx, id, way))
    expect(await statusOf(move('executive', third.id, 'earlier'))).toBe(403)
    await move('leader', third.id, 'earlier')
    await move('leader', first.id, 'later')
    expect(await names()).toEqual(['Three', 'One', 'Two'])
    await move('leader', third.id, 'earlier') // already first: nothing to record
    expect(await world.as('leader', (ctx) => verbs(ctx, 'core_value', third.id))).toEqual([
      'core_value.created',
      'core_value.moved-earlier',
    ])
    const versions = (await world.as('leader', listCurrentCoreValues)).map(({ version }) => version)
    expect(versions).toEqual([1, 1, 1])
  })

  it('is archived, leaves its lists, and comes back unless its name was taken', async () => {
    const { id } = await add('Warmth')
    const archive = (who: Person, version: number) =>
      world.as(who, (ctx) => archiveCoreValue(ctx, id, { reason: null, version }))
    expect(await statusOf(archive('contributor', 1))).toBe(403)
    expect(await archive('leader', 1)).toEqual({ archived: true })
    expect(await names()).toEqual([])
    const edit = world.as('leader', (ctx) =>
      editCoreValue(ctx, id, filled(editCoreValueForm, { name: 'A', version: '2' })),
    )
    expect((await refusalOf(edit)).message).toMatch(/Restore it/)
    const other = await add('Warmth')
    expect((await refusalOf(archive('leader', 2))).message).toMatch(/Choose another name/)
    await world.as('leader', (ctx) => archiveCoreValue(ctx, other.id, { reason: null, version: 1 }))
    expect(await archive('leader', 2)).toEqual({ archived: false })
  })

  it('shows the initiatives that serve it', async () => {
    const { id } = await add('Warmth')
    await world.as('leader', async (ctx) => {
      await ctx.db
        .insertInto('initiativeCoreValue')
        .values({ initiativeId: world.ids.initiative, coreValueId: id })
        .execute()
      record(ctx, { verb: 'initiative.edited', kind: 'initiative', id: world.ids.initiative, title: 'Signs' })
    })
    const { serving } = await world.as('contributor', (ctx) => findCoreValue(ctx, id))
    expect(serving).toMatchObject({ total: 1, initiatives: [{ id: world.ids.initiative, stage: 'running' }] })
    const query = readListQuery('/x/values?q=greet', coreValueListRules)
    expect((await world.as('contributor', (ctx) => listCoreValues(ctx, query))).rows[0]?.initiativeCount).toBe(1)
  })

  it('belongs to its organisation', async () => {
    const { id } = await add('Warmth')
    const other = await visionWorld()
    expect(await statusOf(other.as('leader', (ctx) => findCoreValue(ctx, id)))).toBe(404)
    expect(await statusOf(other.as('leader', (ctx) => moveCoreValue(ctx, id, 'later')))).toBe(404)
  })
})

describe('pillars', () => {
  const list = async (query = '') =>
    (await world.as('contributor', (ctx) => listPillars(ctx, readListQuery(`/x/pillars${query}`, pillarListRules))))
      .rows
  const pillar = (name: string, who: Person = 'leader') =>
    world.as(who, (ctx) => createPillar(ctx, filled(newPillarForm, { name })))

  it('start with the three defaults, once, for leaders', async () => {
    expect(await statusOf(world.as('owner', createDefaultPillars))).toBe(403)
    await world.as('leader', createDefaultPillars)
    expect((await list()).map(({ name }) => name)).toEqual([
      'Transform the experience',
      'Develop and engage our people',
      'A scalable model',
    ])
    expect((await refusalOf(world.as('leader', createDefaultPillars))).message).toMatch(/already/)
  })

  it('are added, edited and ordered by leaders', async () => {
    const [first, second] = [await pillar('One'), await pillar('Two')]
    expect(await statusOf(pillar('Three', 'executive'))).toBe(403)
    expect((await refusalOf(pillar('one'))).errors.name).toMatch(/pillar with this name/)
    const edit = (who: Person) =>
      world.as(who, (ctx) => editPillar(ctx, first.id, filled(editPillarForm, { name: 'First', version: '1' })))
    expect(await statusOf(edit('owner'))).toBe(403)
    await edit('leader')
    await world.as('leader', (ctx) => movePillar(ctx, second.id, 'earlier'))
    expect(await statusOf(world.as('owner', (ctx) => movePillar(ctx, second.id, 'later')))).toBe(403)
    expect((await list()).map(({ name }) => name)).toEqual(['Two', 'First'])
    expect((await list('?q=fir')).map(({ name }) => name)).toEqual(['First'])
  })

  it('are moved by several people at the same moment, and no move is lost', async () => {
    for (const name of ['One', 'Two', 'Three']) await pillar(name)
    const order = async () => (await list()).map(({ id }) => id)
    await twoMovesAtOnce(order, (id, way) => world.as('leader', (ctx) => movePillar(ctx, id, way)))
  })

  it('are archived only when nothing stands under them', async () => {
    const { id } = await pillar('One')
    await world.as('leader', async (ctx) => {
      await ctx.db
        .insertInto('outcome')
        .values({ id: world.ids.kpi, pillarId: id, horizon: 1, title: 'Calm' })
        .execute()
      record(ctx, { verb: 'outcome.created', kind: 'outcome', id: world.ids.kpi, title: 'Calm' })
    })
    const archive = (version = 1) => world.as('leader', (ctx) => archivePillar(ctx, id, { reason: null, version }))
    expect((await refusalOf(archive())).message).toMatch(/One outcome still stands/)
    await world.as('leader', async (ctx) => {
      await ctx.db.updateTable('outcome').set({ archivedAt: ctx.now }).execute()
      record(ctx, { verb: 'outcome.archived', kind: 'outcome', id: world.ids.kpi, title: 'Calm' })
    })
    expect(await archive()).toEqual({ archived: true })
    expect((await list('?show=archived')).map((row) => row.id)).toEqual([id])
    expect(await archive(2)).toEqual({ archived: false })
    expect((await world.as('owner', (ctx) => findPillar(ctx, id))).archivedAt).toBeNull()
  })
})
