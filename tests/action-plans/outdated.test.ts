// Whatever one changes from an older version changes nothing, and only those who may change anything at all: every command.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { dueDateForm, editItemForm } from '#app/action-plans/action-item.ts'
import { archiveActionItem, editActionItem, moveDueDate } from '#app/action-plans/action-items.server.ts'
import { editPlanForm } from '#app/action-plans/action-plan.ts'
import {
  acceptActionPlan,
  archiveActionPlan,
  completeActionPlan,
  editActionPlan,
} from '#app/action-plans/action-plans.server.ts'
import { editMilestoneForm, newMilestoneForm } from '#app/action-plans/milestone.ts'
import {
  archiveMilestone,
  createMilestone,
  editMilestone,
  reachMilestone,
} from '#app/action-plans/milestones.server.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import {
  type Person,
  type PlansWorld,
  dayText,
  filled,
  leave,
  newItem,
  newPlan,
  plansWorld,
  updateForm,
} from './plans-world.ts'

let world: PlansWorld
beforeAll(async () => void (world = await plansWorld()))
afterAll(leave)

interface Made {
  plan: string
  id: string
}
type Change = (ctx: Context, made: Made, version: number) => Promise<unknown>

const plan = async () => {
  const id = await newPlan(world)
  return { plan: id, id }
}
const item = async () => {
  const { plan: planId } = await plan()
  return { plan: planId, id: await newItem(world, planId) }
}
const milestone = async () => {
  const { plan: planId } = await plan()
  const form = filled(newMilestoneForm, { name: 'Signs hang', dueOn: dayText(30) })
  const { id } = await world.as('leader', (ctx) => createMilestone(ctx, planId, form))
  return { plan: planId, id }
}

const commands: [string, () => Promise<Made>, Person, present: number, Change][] = [
  [
    'editing a plan',
    plan,
    'owner',
    1,
    (ctx, { id }, version) =>
      editActionPlan(
        ctx,
        id,
        filled(editPlanForm, { name: 'Renamed', ownerId: world.ids.owner, cadence: 'monthly', version: `${version}` }),
      ),
  ],
  ['accepting a plan', plan, 'owner', 1, (ctx, { id }, version) => acceptActionPlan(ctx, id, version)],
  [
    'finishing a plan',
    plan,
    'owner',
    1,
    (ctx, { id }, version) => completeActionPlan(ctx, id, { to: 'finished', reason: 'Done', version }),
  ],
  [
    'archiving a plan',
    plan,
    'leader',
    1,
    (ctx, { id }, version) => archiveActionPlan(ctx, id, { reason: null, version }),
  ],
  ['writing an update', plan, 'owner', 0, (ctx, { id }, version) => makePlanUpdate(ctx, id, updateForm(version))],
  [
    'editing an action item',
    item,
    'owner',
    1,
    (ctx, { id }, version) =>
      editActionItem(ctx, id, filled(editItemForm, { title: 'Renamed', version: `${version}` })),
  ],
  [
    'moving a due date',
    item,
    'owner',
    1,
    (ctx, { id }, version) => moveDueDate(ctx, id, filled(dueDateForm, { dueOn: dayText(9), version: `${version}` })),
  ],
  [
    'archiving an action item',
    item,
    'owner',
    1,
    (ctx, { id }, version) => archiveActionItem(ctx, id, { reason: null, version }),
  ],
  [
    'editing a milestone',
    milestone,
    'owner',
    1,
    (ctx, made, version) =>
      editMilestone(
        ctx,
        made.plan,
        made.id,
        filled(editMilestoneForm, { name: 'All signs hang', dueOn: dayText(30), version: `${version}` }),
      ),
  ],
  [
    'archiving a milestone',
    milestone,
    'owner',
    1,
    (ctx, made, version) => archiveMilestone(ctx, made.plan, made.id, { reason: null, version }),
  ],
]

describe('from an older version nothing is changed; from the present one it is, and only by those who may', () => {
  test.each(commands)('%s', async (_, make, who, present, change) => {
    const made = await make()
    for (const version of [present + 1, present + 7])
      await expect(world.as(who, (ctx) => change(ctx, made, version))).rejects.toBeInstanceOf(Conflict)
    for (const other of ['stranger', 'contributor'] as const)
      await expect(world.as(other, (ctx) => change(ctx, made, present))).rejects.toMatchObject({ status: 403 })
    await world.as(who, (ctx) => change(ctx, made, present))
  })

  test('reaching a milestone, which takes no version', async () => {
    const made = await milestone()
    const reach = (who: Person) => world.as(who, (ctx) => reachMilestone(ctx, made.plan, made.id, 'reached'))
    await expect(reach('stranger')).rejects.toMatchObject({ status: 403 })
    await reach('owner')
  })
})
