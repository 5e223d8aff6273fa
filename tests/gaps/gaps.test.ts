// What lies between: added by everybody, changed by whoever owns or added it, with its evidence, its place in the matrix and what became of it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/access/problems.ts'
import { findEvidence } from '#app/evidence/evidence.server.ts'
import { type Axis, axes, axesAsked, editGapForm, matrixOf, moveRefusal, newGapForm, stepped } from '#app/gaps/gap.ts'
import { linkEvidence, unlinkEvidence } from '#app/gaps/gap-evidence.server.ts'
import { gapListRules, listGaps } from '#app/gaps/gap-list.server.ts'
import { archiveGap, createGap, editGap, findGap, listClosing, moveGap, rateGap } from '#app/gaps/gaps.server.ts'
import { createInitiative, editInitiative, findInitiative } from '#app/initiatives/initiatives.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
let ids: Ids
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
})
afterAll(() => w.close())

function filled<T>(schema: FormSchema<T>, values: Record<string, string | string[]>): T {
  const parsed = parseForm(schema, new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()])))
  if (!parsed.ok) throw new Refusal('invalid', parsed.errors, 400)
  return parsed.data
}
const words = (values: Record<string, string | string[]> = {}) => ({
  ...{
    name: 'Nobody says how long',
    description: '',
    asIsStepId: ids.step,
    toBeStepId: ids.toBeStep,
    touchpointId: '',
  },
  ...{ personaId: ids.persona, segmentId: '', barrier: 'process', size: '4', value: '5', effort: '', ownerId: '' },
  ...values,
})
const fresh = (values: Record<string, string | string[]> = {}) =>
  filled(newGapForm, { ...words(), observationIds: [], themeIds: [], responseIds: [], ...values })
const refusal = (work: Promise<unknown>) =>
  work.then(
    (): string | number => 'done',
    async (problem: unknown): Promise<string | number> =>
      problem instanceof Refusal ? problem.message : statusOf(Promise.reject(problem as Error)),
  )

test('a gap is added by everybody with what it rests on, and found by what it lacks', async () => {
  const rests = { observationIds: [ids.observation], themeIds: [ids.theme], responseIds: [ids.response] }
  const { id } = await w.as(w.cora, (ctx) => createGap(ctx, fresh(rests)))
  const found = await w.as(w.eva, async (ctx) => ({
    gap: await findGap(ctx, id),
    rests: await findEvidence(ctx, { kind: 'gap', id }),
  }))
  expect(found.gap).toMatchObject({ state: 'open', size: 4, value: 5, effort: null, createdBy: w.cora.memberId })
  expect(found.rests.counts).toEqual({ observations: 1, themes: 1, responses: 1 })
  expect(found.rests.responses[0]!.text).toMatch(/^We waited and nobody told us why\./)
  const list = async (search: string) =>
    (await w.as(w.eva, (ctx) => listGaps(ctx, readListQuery(`/bay/gaps?${search}`, gapListRules)))).rows.map(
      (row) => row.id,
    )
  expect(await list('lacks=rating')).toEqual([id])
  expect(await list('lacks=evidence')).toEqual([])
  expect(await list('lacks=initiative')).toEqual([id])
  expect(await list(`touchpoint=${ids.touchpoint}&state=not closed`)).toContain(id)
  expect(() => fresh({ asIsStepId: '', toBeStepId: '' })).toThrow('invalid')
  expect(await refusal(w.as(w.cora, (ctx) => createGap(ctx, fresh({ observationIds: [ids.gap] }))))).toBe(404)
  expect(await refusal(w.as(w.otto, (ctx) => findGap(ctx, id)))).toBe(404)
})

test('it is changed, rated, moved and archived by whom it concerns', async () => {
  const { id } = await w.as(w.cora, (ctx) => createGap(ctx, fresh({ ownerId: w.bo.memberId })))
  const edit = (version: number) =>
    filled(editGapForm, { ...words({ name: 'Renamed', ownerId: w.bo.memberId }), version: String(version) })
  expect(await refusal(w.as(w.ben, (ctx) => editGap(ctx, id, edit(1))))).toBe(403)
  await w.as(w.cora, (ctx) => editGap(ctx, id, edit(1)))
  const rating = { value: '2', effort: '3', size: '5', version: 2 } as const
  expect(await refusal(w.as(w.ben, (ctx) => rateGap(ctx, id, rating)))).toBe(403)
  await w.as(w.bo, (ctx) => rateGap(ctx, id, rating))
  const accept = (reason: string | null, version = 3) => ({ to: 'accepted' as const, reason, version })
  expect(await refusal(w.as(w.cora, (ctx) => moveGap(ctx, id, accept('No money'))))).toBe(403)
  expect(await refusal(w.as(w.bo, (ctx) => moveGap(ctx, id, accept(null))))).toMatch(/needs a reason/)
  await w.as(w.bo, (ctx) => moveGap(ctx, id, accept('No money')))
  expect(await w.as(w.eva, (ctx) => findGap(ctx, id))).toMatchObject({
    ...{ name: 'Renamed', value: 2, effort: 3, size: 5, state: 'accepted', stateReason: 'No money' },
  })
  expect(await refusal(w.as(w.ben, (ctx) => archiveGap(ctx, id, { reason: null, version: 4 })))).toBe(403)
  await w.as(w.lea, (ctx) => archiveGap(ctx, id, { reason: null, version: 4 }))
})

test('evidence is linked once and taken off with a reason', async () => {
  const { id } = await w.as(w.cora, (ctx) => createGap(ctx, fresh()))
  const given = { observationIds: [ids.observation], themeIds: [], responseIds: [] }
  expect(await refusal(w.as(w.ben, (ctx) => linkEvidence(ctx, id, given)))).toBe(403)
  expect(await w.as(w.cora, (ctx) => linkEvidence(ctx, id, given))).toEqual({ added: 1 })
  expect(await w.as(w.cora, (ctx) => linkEvidence(ctx, id, given))).toEqual({ added: 0 })
  const off = { kind: 'observation' as const, evidenceId: ids.observation, reason: 'Another hall' }
  expect(await refusal(w.as(w.ben, (ctx) => unlinkEvidence(ctx, id, off)))).toBe(403)
  await w.as(w.cora, (ctx) => unlinkEvidence(ctx, id, off))
  expect(await refusal(w.as(w.cora, (ctx) => unlinkEvidence(ctx, id, off)))).toBe(404)
})

test('an initiative closes gaps, and a gap names the initiatives that close it', async () => {
  const { id } = await w.as(w.cora, (ctx) => createGap(ctx, fresh()))
  const made = await w.as(w.cora, (ctx) => createInitiative(ctx, initiativeInput({ gapIds: [id] })))
  expect(await w.as(w.eva, (ctx) => listClosing(ctx, id))).toMatchObject([{ id: made.id, stage: 'idea' }])
  const { gaps, version } = await w.as(w.cora, (ctx) => findInitiative(ctx, made.id))
  expect(gaps).toMatchObject([{ id }])
  await w.as(w.cora, (ctx) => editInitiative(ctx, made.id, { ...initiativeInput(), version }))
  expect(await w.as(w.eva, (ctx) => listClosing(ctx, id))).toEqual([])
  const closing = (gap: string) => w.as(w.cora, (ctx) => createInitiative(ctx, initiativeInput({ gapIds: [gap] })))
  expect(await refusal(closing(ids.step))).toBe(404)
})

describe('the rules', () => {
  test('closed and accepted need a reason, taking up does not', () => {
    expect(moveRefusal('open', 'being closed', null)).toBeNull()
    expect(moveRefusal('being closed', 'closed', null)).toMatch(/needs a reason/)
    expect(moveRefusal('closed', 'accepted', 'why')).toMatch(/cannot go there/)
  })

  test('the matrix holds every rated gap exactly once, whatever the axes, and the others apart', () => {
    const point = fc.option(fc.integer({ min: 1, max: 5 }))
    const gap = fc.record({ value: point, effort: point, size: point })
    fc.assert(
      fc.property(
        fc.array(gap, { maxLength: 30 }),
        fc.constantFrom(...axes),
        fc.constantFrom(...axes),
        (gaps, x, y) => {
          const asked = axesAsked(x, y)
          expect(asked.across).not.toBe(asked.up)
          const { rows, unrated } = matrixOf(gaps, asked.across, asked.up)
          const placed = rows.flatMap(({ cells }) => cells)
          expect(placed).toHaveLength(25)
          expect([...placed.flatMap((cell) => cell.gaps), ...unrated]).toHaveLength(gaps.length)
          for (const cell of placed)
            for (const one of cell.gaps) expect([one[asked.across], one[asked.up]]).toEqual([cell.x, cell.y])
        },
      ),
    )
  })

  test('axes may be chosen freely, and arrows stay on the scale', () => {
    const both = (x: Axis | null, y: Axis | null) => Object.values(axesAsked(x, y)).join(' ')
    expect([both(null, null), both('size', null), both('value', null), both('size', 'effort')]).toEqual([
      ...['effort value', 'size value', 'value effort', 'size effort'],
    ])
    expect([stepped(1, -1), stepped(5, 1), stepped(3, 1)]).toEqual([1, 5, 4])
  })
})
