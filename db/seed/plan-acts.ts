/** Tells the life of each action plan: taken on, broken down into items, worked on, reported, read, handed over and finished. */
import type { Context } from '#app/access/context.server.ts'
import { dueDateForm, editItemForm, newItemForm } from '#app/action-plans/action-item.ts'
import {
  completeActionItem,
  createActionItem,
  editActionItem,
  moveDueDate,
} from '#app/action-plans/action-items.server.ts'
import { archiveForm, editPlanForm, newPlanForm, planCompletionForm } from '#app/action-plans/action-plan.ts'
import {
  acceptActionPlan,
  archiveActionPlan,
  completeActionPlan,
  createActionPlan,
  editActionPlan,
} from '#app/action-plans/action-plans.server.ts'
import { newMilestoneForm } from '#app/action-plans/milestone.ts'
import { createMilestone, reachMilestone } from '#app/action-plans/milestones.server.ts'
import { planUpdateForm } from '#app/action-plans/plan-update.ts'
import { acknowledgePlanUpdate, makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { acknowledgedOn, authorOf, ownerOn } from './demo/plans.ts'
import type { Day, DemoInitiative, DemoItem, DemoPlan, DemoUpdate, Key } from './demo/types.ts'
import { accountableOn } from './initiative-acts.ts'
import { type Carried, carriedKey } from './kpi-acts.ts'
import {
  type Story,
  dateOf,
  fill,
  idOf,
  idOrNone,
  isThere,
  leaderOf,
  remember,
  runsThings,
  tell,
  versionOf,
} from './story.ts'

export function tellPlan(story: Story, plan: DemoPlan, carried: Carried) {
  tellStart(story, plan)
  tellMilestones(story, plan)
  for (const item of blockersFirst(plan.items)) tellItem(story, plan, item)
  for (const [earlier, update] of plan.updates.entries()) tellUpdate(story, plan, update, earlier, carried)
  tellHandOver(story, plan)
  tellEnd(story, plan)
}

const planId = (story: Story, plan: DemoPlan) => idOf(story, 'action_plan', plan.key)
const initiativeOf = (story: Story, plan: DemoPlan): DemoInitiative =>
  story.initiatives.find((one) => one.key === plan.initiative)!

/** Who may set up, finish and archive the plan on a day: of those who stand on it the first who runs things, else the leader. */
function manager(story: Story, day: Day, from: (Key | null)[]): Key {
  return from.find((key) => key !== null && isThere(story, key, day) && runsThings(story, key)) ?? leaderOf(story)
}

function formOf(story: Story, plan: DemoPlan, owner: Key, day: Day) {
  const { name, purpose, cadence } = plan
  return {
    name,
    purpose,
    cadence,
    ownerId: idOf(story, 'member', owner),
    reviewerId: idOf(story, 'member', plan.reviewer),
    startsOn: dateOf(story, plan.starts),
    endsOn: dateOf(story, plan.ends),
    kpiId: kpiDay(story, plan) <= day ? idOrNone(story, 'kpi', plan.kpi) : null,
  }
}

/** The day from which the plan can ask for its KPI's value. */
const kpiDay = (story: Story, { kpi }: DemoPlan): Day =>
  story.kpis.find(({ key }) => key === kpi)?.definedOn ?? -Infinity

function tellStart(story: Story, plan: DemoPlan) {
  const { recordedOn: day } = plan
  const owner = ownerOn(plan, day)
  const initiative = initiativeOf(story, plan)
  tell(story, day, 'plan', manager(story, day, [accountableOn(initiative, day)]), async (ctx) => {
    const initiativeId = idOf(story, 'initiative', plan.initiative)
    const form = fill(newPlanForm, { initiativeId, ...formOf(story, plan, owner, day) })
    remember(story, 'action_plan', plan.key, (await createActionPlan(ctx, form)).id)
  })
  tellAcceptance(story, plan, day, owner)
  const measured = kpiDay(story, plan) + 1
  if (measured > day) tellChange(story, plan, measured, 'link')
}

/** The plan's form filled in anew, as it is to be from that day on. */
function tellChange(story: Story, plan: DemoPlan, day: Day, step: 'link' | 'hand over') {
  const owner = step === 'hand over' ? plan.owner : ownerOn(plan, day)
  const by = step === 'hand over' ? leaderOf(story) : manager(story, day, [owner])
  tell(story, day, step, by, async (ctx) => {
    const id = planId(story, plan)
    const version = await versionOf(ctx, 'action_plan', id)
    await editActionPlan(ctx, id, fill(editPlanForm, { ...formOf(story, plan, owner, day), version }))
  })
}

/** Nothing happens where the owner accepted by setting the plan up. */
function tellAcceptance(story: Story, plan: DemoPlan, day: Day, owner: Key) {
  tell(story, day, 'take on', owner, async (ctx) => {
    const id = planId(story, plan)
    await acceptActionPlan(ctx, id, await versionOf(ctx, 'action_plan', id))
  })
}

function tellMilestones(story: Story, plan: DemoPlan) {
  for (const { name, due, reached } of plan.milestones) {
    const key = `${plan.key} ${name}`
    tell(story, plan.recordedOn, 'break down', ownerOn(plan, plan.recordedOn), async (ctx) => {
      const form = fill(newMilestoneForm, { name, dueOn: dateOf(story, due) })
      remember(story, 'milestone', key, (await createMilestone(ctx, planId(story, plan), form)).id)
    })
    if (reached === undefined) continue
    tell(story, reached, 'reach', ownerOn(plan, reached), (ctx) =>
      reachMilestone(ctx, planId(story, plan), idOf(story, 'milestone', key), 'reached'),
    )
  }
}

// ── Action items ────────────────────────────────────────────────────────────────────────────────────────────────────

function blockersFirst(items: readonly DemoItem[]): DemoItem[] {
  const ordered: DemoItem[] = []
  const add = (item: DemoItem) => {
    if (ordered.includes(item)) return
    const blocker = items.find((one) => one.key !== undefined && one.key === item.blockedBy)
    if (blocker) add(blocker)
    ordered.push(item)
  }
  items.forEach(add)
  return ordered
}

const itemKey = (plan: DemoPlan, item: DemoItem) => `${plan.key} ${item.title}`

function itemForm(story: Story, plan: DemoPlan, item: DemoItem) {
  const blocker = plan.items.find((one) => one.key !== undefined && one.key === item.blockedBy)
  return {
    title: item.title,
    ownerId: idOf(story, 'member', item.owner),
    milestoneId: null,
    weight: item.weight ?? 1,
    blockedById: blocker ? idOf(story, 'action_item', itemKey(plan, blocker)) : null,
  }
}

function tellItem(story: Story, plan: DemoPlan, item: DemoItem) {
  const key = itemKey(plan, item)
  tell(story, plan.recordedOn, 'break down', ownerOn(plan, plan.recordedOn), async (ctx) => {
    const form = fill(newItemForm, { ...itemForm(story, plan, item), dueOn: dateOf(story, item.due) })
    remember(story, 'action_item', key, (await createActionItem(ctx, planId(story, plan), form)).id)
  })
  for (const { on, to, reason } of item.moves ?? [])
    tell(story, on, 'move', item.owner, (ctx) =>
      withItem(story, key, ctx, (id, version) =>
        moveDueDate(ctx, id, fill(dueDateForm, { dueOn: dateOf(story, to), reason, version })),
      ),
    )
  const edit = (ctx: Context, to: { progress?: number; evidenceUrl?: string }) =>
    withItem(story, key, ctx, (id, version) =>
      editActionItem(ctx, id, fill(editItemForm, { ...itemForm(story, plan, item), ...to, version })),
    )
  for (const { on, progress } of stretches(plan, item))
    tell(story, on, 'work', item.owner, (ctx) => edit(ctx, { progress }))
  const { done, evidence } = item
  if (done === undefined) return
  tell(story, done, 'complete', item.owner, async (ctx) => {
    if (evidence) await edit(ctx, { evidenceUrl: evidence })
    await completeActionItem(ctx, idOf(story, 'action_item', key))
  })
}

async function withItem(
  story: Story,
  key: string,
  ctx: Context,
  work: (id: string, version: number) => Promise<unknown>,
) {
  const id = idOf(story, 'action_item', key)
  await work(id, await versionOf(ctx, 'action_item', id))
}

/** Progress is told with the plan's last two updates: half the way with the one, the rest with the other. */
function stretches(plan: DemoPlan, { progress = 0 }: DemoItem): { on: Day; progress: number }[] {
  if (progress === 0) return []
  const [half, rest] = plan.updates.slice(-2).map(({ on }) => on)
  if (half === undefined) return [{ on: Math.min(0, plan.recordedOn + 5), progress }]
  if (rest === undefined || progress < 20) return [{ on: rest ?? half, progress }]
  return [
    { on: half, progress: Math.round(progress / 20) * 10 },
    { on: rest, progress },
  ]
}

// ── Updates ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function tellUpdate(story: Story, plan: DemoPlan, update: DemoUpdate, earlier: number, carried: Carried) {
  const key = `${plan.key} ${update.on}`
  const author = authorOf(plan, update)
  const value = carried.get(carriedKey(plan, update))
  tell(story, update.on, 'report', author, async (ctx) => {
    const form = fill(planUpdateForm, {
      version: earlier,
      statedStatus: update.status,
      sentence: update.text,
      nextStep: update.next,
      helpWanted: update.help,
      kpiPeriod: value?.period,
      kpiValue: value?.value,
      kpiN: value?.n,
      kpiSd: value?.sd,
      kpiPromoters: value?.promoters,
      kpiDetractors: value?.detractors,
    })
    remember(story, 'plan_update', key, (await makePlanUpdate(ctx, planId(story, plan), form)).id)
  })
  const read = acknowledgedOn(update)
  if (read === null) return
  const reader = isThere(story, plan.reviewer, read) && plan.reviewer !== author ? plan.reviewer : leaderOf(story)
  tell(story, read, 'read', reader, (ctx) =>
    acknowledgePlanUpdate(ctx, planId(story, plan), idOf(story, 'plan_update', key)),
  )
}

// ── Changing hands, ending ──────────────────────────────────────────────────────────────────────────────────────────

function tellHandOver(story: Story, plan: DemoPlan) {
  const { formerOwner } = plan
  if (!formerOwner) return
  tellChange(story, plan, formerOwner.until, 'hand over')
  tellAcceptance(story, plan, Math.min(0, formerOwner.until + 1), plan.owner)
}

function tellEnd(story: Story, plan: DemoPlan) {
  const { finishedOn, archivedOn } = plan
  const initiative = initiativeOf(story, plan)
  if (finishedOn !== undefined) {
    const by = manager(story, finishedOn, [ownerOn(plan, finishedOn), accountableOn(initiative, finishedOn)])
    tell(story, finishedOn, 'finish', by, async (ctx) => {
      const id = planId(story, plan)
      const version = await versionOf(ctx, 'action_plan', id)
      await completeActionPlan(ctx, id, fill(planCompletionForm, { to: 'finished', version }))
    })
  }
  if (archivedOn === undefined) return
  const reason = initiative.stages.find(({ stage, on }) => stage === 'stopped' && on <= archivedOn)?.reason
  tell(
    story,
    archivedOn,
    'archive',
    manager(story, archivedOn, [accountableOn(initiative, archivedOn)]),
    async (ctx) => {
      const id = planId(story, plan)
      const version = await versionOf(ctx, 'action_plan', id)
      await archiveActionPlan(ctx, id, fill(archiveForm, { reason, version }))
    },
  )
}
