import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import { initiativeListRules, listInitiatives } from '#app/initiatives/initiative-list.server.ts'
import {
  acceptInitiative,
  archiveInitiative,
  createInitiative,
  editInitiative,
  findInitiative,
  moveInitiative,
} from '#app/initiatives/initiatives.server.ts'
import { editKpiLink, linkKpi, unlinkKpi } from '#app/initiatives/kpi-links.server.ts'
import type { Stage } from '#app/initiatives/initiative.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'

let w: World
let kpiId: string
beforeAll(async () => {
  w = await makeWorld()
  kpiId = '018f0000-0000-7000-8000-00000000c001'
  await w.as(w.lea, async (ctx) => {
    await ctx.db
      .insertInto('kpi')
      .values({ id: kpiId, name: 'Ease', kind: 'perception', direction: 'up', frequency: 'monthly' })
      .execute()
    record(ctx, { verb: 'kpi.created', kind: 'kpi', id: kpiId, title: 'Ease' })
  })
})
afterAll(() => w.close())

const create = (given: Parameters<typeof initiativeInput>[0], by: Person = w.lea) =>
  w.as(by, (ctx) => createInitiative(ctx, initiativeInput(given)))
const find = (id: string) => w.as(w.lea, (ctx) => findInitiative(ctx, id))
const move = (by: Person, id: string, to: Stage, version: number, reason: string | null = null) =>
  w.as(by, (ctx) => moveInitiative(ctx, id, { to, version, reason }))
const forbidden = { status: 403 }

describe('initiatives', () => {
  test('anybody may add an idea; only leaders appoint its owner', async () => {
    const byCora = await create({ name: 'Benches at gate 12', ownerId: w.cora.memberId }, w.cora)
    expect((await find(byCora.id)).ownerId).toBeNull()
    const byLea = await create({ name: 'Benches at gate 14', ownerId: w.bo.memberId })
    expect(await find(byLea.id)).toMatchObject({ ownerName: 'Bo Quay', ownerAcceptedAt: null })
  })

  test('an owner edits their own initiative, another business owner may not', async () => {
    const { id } = await create({ name: 'Owned by Bo', ownerId: w.bo.memberId })
    const edit = (by: Person, version: number) =>
      w.as(by, (ctx) => editInitiative(ctx, id, { ...initiativeInput({ name: 'Renamed' }), version }))
    await expect(edit(w.ben, 1)).rejects.toMatchObject(forbidden)
    await edit(w.bo, 1)
    expect(await find(id)).toMatchObject({ name: 'Renamed', ownerId: w.bo.memberId, version: 2 })
  })

  test('a hand-over says why, where the history is read', async () => {
    const { id } = await create({ name: 'Handed over', ownerId: w.bo.memberId })
    const input = initiativeInput({ name: 'Handed over', ownerId: w.ben.memberId })
    await w.as(w.lea, (ctx) => editInitiative(ctx, id, { ...input, ownerReason: 'Bo moves to parking.', version: 1 }))
    const { events } = await w.as(w.lea, (ctx) => timelineOf(ctx, 'initiative', id))
    expect(events[0]).toMatchObject({ verbText: 'edited', reason: 'Bo moves to parking.' })
    expect(events[0]!.changes).toContainEqual({ label: 'Owner', before: 'Bo Quay', after: 'Ben Reed' })
  })

  test('a new owner has to accept; nobody accepts for them', async () => {
    const { id } = await create({ name: 'To be accepted', ownerId: w.bo.memberId })
    await expect(w.as(w.ben, (ctx) => acceptInitiative(ctx, id, 1))).rejects.toMatchObject(forbidden)
    await expect(w.as(w.ada, (ctx) => acceptInitiative(ctx, id, 1))).rejects.toMatchObject(forbidden)
    await w.as(w.bo, (ctx) => acceptInitiative(ctx, id, 1))
    expect((await find(id)).ownerAcceptedAt).not.toBeNull()
    await w.as(w.lea, (ctx) =>
      editInitiative(ctx, id, { ...initiativeInput({ name: 'To be accepted', ownerId: w.ben.memberId }), version: 2 }),
    )
    expect((await find(id)).ownerAcceptedAt).toBeNull()
  })

  test('it walks through its stages, and each gate says what is missing', async () => {
    const { id } = await create({ name: 'Gates', ownerId: w.bo.memberId, adHocReason: 'A trial' })
    await move(w.bo, id, 'proposed', 1)
    await expect(move(w.bo, id, 'approved', 2)).rejects.toMatchObject(forbidden)
    await move(w.eva, id, 'approved', 2)
    await expect(move(w.bo, id, 'running', 3)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('has not accepted'),
    })
    await w.as(w.bo, (ctx) => acceptInitiative(ctx, id, 3))
    await expect(move(w.bo, id, 'running', 4)).rejects.toMatchObject({
      message: expect.stringContaining('Link the KPI'),
    })
    await w.as(w.bo, (ctx) =>
      linkKpi(ctx, id, { kpiId, hypothesis: 'Because', expectedDirection: 'up', expectedSize: 3, confidence: 'low' }),
    )
    await move(w.bo, id, 'running', 4)
    expect(await find(id)).toMatchObject({ stage: 'running', kpiLinks: [{ name: 'Ease', expectedSize: 3 }] })
  })

  test('unlinking a KPI wants a reason and is remembered on both timelines', async () => {
    const { id } = await create({ name: 'Unlinked' })
    const link = await w.as(w.lea, (ctx) =>
      linkKpi(ctx, id, {
        kpiId,
        hypothesis: 'Because',
        expectedDirection: 'up',
        expectedSize: null,
        confidence: 'high',
      }),
    )
    const unlink = (reason: string | null) => w.as(w.lea, (ctx) => unlinkKpi(ctx, id, link.id, { version: 1, reason }))
    await expect(unlink(null)).rejects.toMatchObject({ errors: { reason: expect.any(String) } })
    await unlink('Measured twice')
    expect((await find(id)).kpiLinks).toEqual([])
    const { rows } = await w.superuser.query(
      `select count(*)::int as n from history.event_subject s join history.event e using (org_id, seq) where e.verb = 'initiative.kpi-unlinked' and s.subject_id = any($1)`,
      [[id, kpiId]],
    )
    expect(rows[0].n).toBe(2)
  })

  test('only those who may edit an initiative link, edit and unlink its KPIs', async () => {
    const { id } = await create({ name: 'Linked by Bo', ownerId: w.bo.memberId })
    const given = { hypothesis: 'Because', expectedDirection: 'up', expectedSize: null, confidence: 'low' } as const
    const link = (by: Person) => w.as(by, (ctx) => linkKpi(ctx, id, { kpiId, ...given }))
    await expect(link(w.ben)).rejects.toMatchObject(forbidden)
    const made = await link(w.bo)
    const edit = (by: Person, version = 1) =>
      w.as(by, (ctx) => editKpiLink(ctx, id, made.id, { ...given, hypothesis: 'Better', version }))
    await expect(edit(w.ben)).rejects.toMatchObject(forbidden)
    await edit(w.bo)
    await expect(edit(w.bo)).rejects.toBeInstanceOf(Conflict)
    const unlink = (by: Person, version = 2) =>
      w.as(by, (ctx) => unlinkKpi(ctx, id, made.id, { version, reason: 'Measured twice' }))
    await expect(unlink(w.ben)).rejects.toMatchObject(forbidden)
    await expect(unlink(w.bo, 1)).rejects.toBeInstanceOf(Conflict)
    await unlink(w.bo)
    expect((await find(id)).kpiLinks).toEqual([])
  })

  test('from an older version nothing is changed, whatever is asked', async () => {
    const attempts: [string, (id: string, version: number) => Promise<unknown>][] = [
      [
        'edit',
        (id, version) =>
          w.as(w.lea, (ctx) =>
            editInitiative(ctx, id, { ...initiativeInput({ name: `Renamed ${id}`, ownerId: w.bo.memberId }), version }),
          ),
      ],
      ['move', (id, version) => move(w.lea, id, 'proposed', version)],
      ['accept', (id, version) => w.as(w.bo, (ctx) => acceptInitiative(ctx, id, version))],
      ['archive', (id, version) => w.as(w.lea, (ctx) => archiveInitiative(ctx, id, { version, reason: null }))],
    ]
    for (const [name, attempt] of attempts) {
      const { id } = await create({ name: `To ${name}`, ownerId: w.bo.memberId, adHocReason: 'A trial' })
      for (const version of [0, 2]) await expect(attempt(id, version), name).rejects.toBeInstanceOf(Conflict)
      await attempt(id, 1)
      await expect(find(id), name).resolves.toMatchObject({ version: 2 })
    }
  })

  test('archiving takes it off the list and restoring brings it back; a contributor may do neither', async () => {
    const { id } = await create({ name: 'Short-lived' })
    const archive = (by: Person, version: number) =>
      w.as(by, (ctx) => archiveInitiative(ctx, id, { version, reason: null }))
    const listed = async () => (await list('q=Short-lived')).total
    await expect(archive(w.cora, 1)).rejects.toMatchObject(forbidden)
    await archive(w.lea, 1)
    expect(await listed()).toBe(0)
    expect((await list('q=Short-lived&stage=archived')).total).toBe(1)
    await archive(w.lea, 2)
    expect(await listed()).toBe(1)
  })

  test('the list filters, sorts and counts', async () => {
    await create({ name: 'Ärger am Schalter', ownerId: w.ben.memberId })
    expect((await list('q=arger')).rows.map((row) => row.name)).toEqual(['Ärger am Schalter'])
    expect((await list(`owner=${w.ben.memberId}&q=arger`)).total).toBe(1)
    expect((await list('q=100%25')).total).toBe(0)
    const names = (await list('sort=-name')).rows.map((row) => row.name.toLowerCase())
    expect(names).toEqual([...names].sort().reverse())
    for (const sort of initiativeListRules.sorts) expect((await list(`sort=${sort}`)).rows.length).toBeGreaterThan(0)
    for (const [filter, values] of Object.entries(initiativeListRules.filters))
      for (const value of values === 'id' ? [kpiId] : values) await list(`${filter}=${encodeURIComponent(value)}`)
  })
})

const list = (search: string) =>
  w.as(w.lea, (ctx) => listInitiatives(ctx, readListQuery(`http://x/bay/initiatives?${search}`, initiativeListRules)))
