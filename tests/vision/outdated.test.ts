// Whatever one changes from an older version changes nothing: every command of visions, values, pillars and outcomes says so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { editCoreValueForm, newCoreValueForm } from '#app/vision/core-value.ts'
import { archiveCoreValue, createCoreValue, editCoreValue } from '#app/vision/core-values.server.ts'
import { editOutcomeForm, newOutcomeForm } from '#app/vision/outcome.ts'
import { archiveOutcome, createOutcome, editOutcome, moveOutcome } from '#app/vision/outcomes.server.ts'
import { editPillarForm, newPillarForm } from '#app/vision/pillar.ts'
import { archivePillar, createPillar, editPillar } from '#app/vision/pillars.server.ts'
import { editVisionForm, newVisionForm } from '#app/vision/vision.ts'
import {
  archiveVision,
  createVision,
  editVision,
  proposeVision,
  ratifyVision,
  returnVision,
} from '#app/vision/visions.server.ts'
import type { Context } from '#app/access/context.server.ts'
import { type VisionWorld, dayText, filled, leave, statusOf, visionWorld } from './vision-world.ts'

let world: VisionWorld
let made = 0
beforeAll(async () => void (world = await visionWorld()))
afterAll(leave)

type Change = (ctx: Context, id: string, version: number) => Promise<unknown>
const none = (version: number) => ({ reason: null, version })

const pillar = async () =>
  (await world.as('leader', (ctx) => createPillar(ctx, filled(newPillarForm, { name: `Pillar ${++made}` })))).id
const coreValue = async () =>
  (await world.as('leader', (ctx) => createCoreValue(ctx, filled(newCoreValueForm, { name: `Value ${++made}` })))).id
const outcomeFields = (pillarId: string) => ({ title: `Outcome ${++made}`, pillarId, horizon: '1' })
const outcome = async () => {
  const form = filled(newOutcomeForm, outcomeFields(await pillar()))
  return (await world.as('leader', (ctx) => createOutcome(ctx, form))).id
}

const draft = async () =>
  (await world.as('leader', (ctx) => createVision(ctx, filled(newVisionForm, { statement: `Vision ${++made}` })))).id
const proposed = async () => {
  const id = await draft()
  await world.as('leader', (ctx) => proposeVision(ctx, id, { version: 1 }))
  return id
}

describe('from an older version nothing is changed; from the present one it is, and only by those who may', () => {
  const commands: [string, () => Promise<string>, Change][] = [
    ['editing a value', coreValue, (ctx, id, version) => editCoreValue(ctx, id, { ...valueForm(), version })],
    ['archiving a value', coreValue, (ctx, id, version) => archiveCoreValue(ctx, id, none(version))],
    ['editing a pillar', pillar, (ctx, id, version) => editPillar(ctx, id, { ...pillarForm(), version })],
    ['archiving a pillar', pillar, (ctx, id, version) => archivePillar(ctx, id, none(version))],
    [
      'editing an outcome',
      outcome,
      async (ctx, id, version) => {
        const { pillarId } = await ctx.db
          .selectFrom('outcome')
          .select('pillarId')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        await editOutcome(ctx, id, filled(editOutcomeForm, { ...outcomeFields(pillarId), version: String(version) }))
      },
    ],
    [
      'moving an outcome',
      outcome,
      (ctx, id, version) => moveOutcome(ctx, id, { state: 'achieved', reason: 'Reached', version }),
    ],
    ['archiving an outcome', outcome, (ctx, id, version) => archiveOutcome(ctx, id, none(version))],
  ]
  const valueForm = () => filled(editCoreValueForm, { name: `Value ${++made}`, version: '1' })
  const pillarForm = () => filled(editPillarForm, { name: `Pillar ${++made}`, version: '1' })

  const visions: [string, () => Promise<string>, present: number, Change][] = [
    ['editing a vision', draft, 1, (ctx, id, version) => editVision(ctx, id, visionForm(version))],
    ['proposing a vision', draft, 1, (ctx, id, version) => proposeVision(ctx, id, { version })],
    ['returning a vision', proposed, 2, (ctx, id, version) => returnVision(ctx, id, { reason: 'Shorter', version })],
    [
      'ratifying a vision',
      proposed,
      2,
      (ctx, id, version) => ratifyVision(ctx, id, { effectiveOn: dayText(1), note: null, version }),
    ],
    ['archiving a vision', draft, 1, (ctx, id, version) => archiveVision(ctx, id, none(version))],
  ]
  const visionForm = (version: number) =>
    filled(editVisionForm, { statement: `Vision ${++made}`, version: String(version) })

  test.each(visions)('%s', async (_, make, present, change) => {
    const id = await make()
    for (const version of [present - 1, present + 1])
      await expect(world.as('leader', (ctx) => change(ctx, id, version))).rejects.toBeInstanceOf(Conflict)
    expect(await statusOf(world.as('contributor', (ctx) => change(ctx, id, present)))).toBe(403)
    await world.as('leader', (ctx) => change(ctx, id, present))
  })

  test.each(commands)('%s', async (_, make, change) => {
    const id = await make()
    for (const version of [0, 2])
      await expect(world.as('leader', (ctx) => change(ctx, id, version))).rejects.toBeInstanceOf(Conflict)
    expect(await statusOf(world.as('contributor', (ctx) => change(ctx, id, 1)))).toBe(403)
    await world.as('leader', (ctx) => change(ctx, id, 1))
    await expect(world.as('leader', (ctx) => change(ctx, id, 1))).rejects.toBeInstanceOf(Conflict)
  })
})
