import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { editVisionForm, newVisionForm, ratificationForm } from '#app/vision/vision.ts'
import {
  archiveVision,
  createVision,
  editVision,
  findCurrentVision,
  findVision,
  findVisionBefore,
  listVisions,
  proposeVision,
  ratifyVision,
  returnVision,
  visionListRules,
} from '#app/vision/visions.server.ts'
import {
  type Person,
  type VisionWorld,
  dayText,
  filled,
  history,
  leave,
  refusalOf,
  statusOf,
  verbs,
  visionWorld,
} from './vision-world.ts'

let world: VisionWorld
beforeEach(async () => void (world = await visionWorld()))
afterAll(leave)

const draft = (fields: Record<string, string> = {}, who: Person = 'leader') =>
  world.as(who, (ctx) => createVision(ctx, filled(newVisionForm, { statement: 'The calmest airport.', ...fields })))
const find = (id: string) => world.as('contributor', (ctx) => findVision(ctx, id))
const versionOf = async (id: string) => (await find(id)).version
const propose = async (id: string, who: Person = 'leader', version?: number) => {
  const form = { version: version ?? (await versionOf(id)) }
  return world.as(who, (ctx) => proposeVision(ctx, id, form))
}
const ratify = async (id: string, effectiveOn: string, who: Person = 'executive', days = 0) => {
  const form = filled(ratificationForm, { effectiveOn, note: 'Board, 2 March', version: String(await versionOf(id)) })
  return world.as(who, (ctx) => ratifyVision(ctx, id, form), days)
}

describe('a draft', () => {
  it('is added by leaders with the next number, and by nobody else', async () => {
    expect((await draft()).number).toBe(1)
    expect((await draft({}, 'admin')).number).toBe(2)
    for (const who of ['owner', 'contributor', 'executive'] as const) expect(await statusOf(draft({}, who))).toBe(403)
  })

  it('gets its own number when two are added at once', async () => {
    const numbers = await Promise.all([draft(), draft(), draft()])
    expect(numbers.map(({ number }) => number).sort()).toEqual([1, 2, 3])
  })

  it('is edited by leaders while it is a draft, and never over somebody else’s words', async () => {
    const { id } = await draft()
    const edit = (who: Person, version: string, statement: string) =>
      world.as(who, (ctx) => editVision(ctx, id, filled(editVisionForm, { statement, version })))
    await edit('leader', '1', 'The calmest airport of the coast.')
    expect(await find(id)).toMatchObject({ statement: 'The calmest airport of the coast.', version: 2 })
    expect(await statusOf(edit('executive', '2', 'Mine.'))).toBe(403)
    await expect(edit('admin', '1', 'Mine.')).rejects.toBeInstanceOf(Conflict)
    await propose(id)
    expect((await refusalOf(edit('leader', '3', 'Too late.'))).message).toMatch(/Send it back to draft first/)
    expect((await find(id)).statement).toBe('The calmest airport of the coast.')
  })

  it('is archived and restored; what was proposed is not', async () => {
    const { id } = await draft()
    const archive = (who: Person, version: number) =>
      world.as(who, (ctx) => archiveVision(ctx, id, { reason: 'Started twice', version }))
    expect(await statusOf(archive('executive', 1))).toBe(403)
    expect(await archive('leader', 1)).toEqual({ archived: true })
    expect((await refusalOf(propose(id))).message).toMatch(/restore it first/)
    expect(await archive('leader', 2)).toEqual({ archived: false })
    await propose(id)
    expect((await refusalOf(archive('leader', 4))).message).toMatch(/Only drafts can be archived/)
    expect(await world.as('leader', (ctx) => verbs(ctx, 'vision', id))).toEqual([
      'vision.drafted',
      'vision.archived',
      'vision.restored',
      'vision.proposed',
    ])
  })
})

describe('a proposal', () => {
  it('is made by leaders only, from the words they read', async () => {
    const { id } = await draft()
    expect(await statusOf(propose(id, 'executive'))).toBe(403)
    await expect(propose(id, 'leader', 7)).rejects.toBeInstanceOf(Conflict)
    await propose(id)
    expect(await find(id)).toMatchObject({ state: 'proposed', proposerName: 'leader' })
  })

  it('says why, once there is a vision to change', async () => {
    const first = await draft()
    await propose(first.id)
    await ratify(first.id, dayText(0))
    const silent = await draft()
    expect((await refusalOf(propose(silent.id))).message).toMatch(/why it changes version 1/)
    const { id } = await draft({ reason: 'Cruise passengers came.' })
    await propose(id)
    expect((await find(id)).state).toBe('proposed')
  })

  it('is sent back with a reason by those who ratify', async () => {
    const { id } = await draft()
    await propose(id)
    const back = (who: Person) => world.as(who, (ctx) => returnVision(ctx, id, { reason: 'Too long.', version: 2 }))
    expect(await statusOf(back('owner'))).toBe(403)
    await back('executive')
    expect(await find(id)).toMatchObject({ state: 'draft', proposedAt: null, proposerName: null })
    expect((await world.as('leader', (ctx) => history(ctx, 'vision', id))).at(-1)).toEqual({
      verb: 'vision.sent-back',
      reason: 'Too long.',
    })
  })
})

describe('a ratification', () => {
  it('is made by leaders and executives, of what was proposed', async () => {
    const { id } = await draft()
    expect((await refusalOf(ratify(id, dayText(0)))).message).toMatch(/Only a proposed version/)
    await propose(id)
    for (const who of ['owner', 'contributor'] as const) expect(await statusOf(ratify(id, dayText(0), who))).toBe(403)
    await ratify(id, dayText(0))
    expect(await find(id)).toMatchObject({ state: 'ratified', ratifierName: 'executive', effectiveOn: dayText(0) })
  })

  it('supersedes the version before it in the same step, on both timelines', async () => {
    const [first, second] = [await draft(), await draft({ reason: 'More guests.' })]
    await propose(first.id)
    await ratify(first.id, dayText(0))
    await propose(second.id)
    const early = await refusalOf(ratify(second.id, dayText(-1), 'executive', 1))
    expect(early.errors.effectiveOn).toMatch(/took effect on 02\/03\/2026/)
    expect((await find(first.id)).state).toBe('ratified')
    await ratify(second.id, dayText(1), 'executive', 1)
    expect(await find(first.id)).toMatchObject({ state: 'superseded' })
    expect(await find(second.id)).toMatchObject({ state: 'ratified' })
    expect((await world.as('leader', (ctx) => verbs(ctx, 'vision', first.id))).at(-1)).toBe('vision.superseded')
    const before = await world.as('leader', async (ctx) => findVisionBefore(ctx, await findVision(ctx, second.id)))
    expect(before?.id).toBe(first.id)
  })

  it('leaves exactly one ratified version when two are ratified at once', async () => {
    const [first, second] = [await draft(), await draft()]
    await propose(first.id)
    await propose(second.id)
    await Promise.all([ratify(first.id, dayText(0)), ratify(second.id, dayText(0))])
    const states = [(await find(first.id)).state, (await find(second.id)).state].sort()
    expect(states).toEqual(['ratified', 'superseded'])
  })

  it('may take effect later: until then the version before it holds', async () => {
    const [first, second] = [await draft(), await draft({ reason: 'More guests.' })]
    await propose(first.id)
    await ratify(first.id, dayText(0))
    await propose(second.id)
    await ratify(second.id, dayText(30), 'executive', 1)
    const on = (days: number) => world.as('contributor', findCurrentVision, days)
    expect(await on(29)).toMatchObject({ current: { id: first.id }, upcoming: { id: second.id } })
    expect(await on(30)).toMatchObject({ current: { id: second.id }, upcoming: null })
  })
})

describe('the list of versions', () => {
  it('is filtered by state, searched without accents, and hides what is archived', async () => {
    const first = await draft({ statement: 'Un aéroport calme.' })
    const second = await draft({ statement: '100 % calm_ness' })
    await draft({ statement: 'Nothing of the kind' })
    await world.as('leader', (ctx) => archiveVision(ctx, first.id, { reason: null, version: 1 }))
    await propose(second.id)
    const list = (query: string) =>
      world.as('contributor', async (ctx) => {
        const { rows, total } = await listVisions(ctx, readListQuery(`/x/vision/versions${query}`, visionListRules))
        return [total, ...rows.map(({ number }) => number)]
      })
    expect(await list('')).toEqual([2, 3, 2])
    expect(await list('?sort=number')).toEqual([2, 2, 3])
    expect(await list('?state=proposed')).toEqual([1, 2])
    expect(await list('?state=archived&q=AEROPORT')).toEqual([1, 1])
    expect(await list('?q=100+%25')).toEqual([1, 2])
    expect(await list('?q=calm%25ness')).toEqual([0])
  })
})

describe('another organisation', () => {
  it('sees none of it', async () => {
    const { id } = await draft()
    const other = await visionWorld()
    expect(await statusOf(other.as('leader', (ctx) => findVision(ctx, id)))).toBe(404)
    expect(await statusOf(other.as('leader', (ctx) => proposeVision(ctx, id, { version: 1 })))).toBe(404)
    expect(await other.as('leader', findCurrentVision)).toEqual({
      current: null,
      upcoming: null,
      proposed: [],
      drafts: [],
    })
  })
})
