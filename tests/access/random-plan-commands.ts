/** Initiatives, action plans, their items and updates: what each command is asked, and what it must answer. */
import {
  archiveActionItem,
  completeActionItem,
  createActionItem,
  moveDueDate,
  reopenActionItem,
} from '#app/action-plans/action-items.server.ts'
import {
  acceptActionPlan,
  archiveActionPlan,
  completeActionPlan,
  createActionPlan,
} from '#app/action-plans/action-plans.server.ts'
import { acknowledgePlanUpdate, makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import type { Stage } from '#app/initiatives/initiative.ts'
import {
  acceptInitiative,
  archiveInitiative,
  createInitiative,
  editInitiative,
  moveInitiative,
} from '#app/initiatives/initiatives.server.ts'
import { initiativeInput } from '../support/inputs.ts'
import {
  type Command,
  type Initiative,
  type Member,
  type Plan,
  aimed,
  answer,
  business,
  leads,
  own,
} from './random-model.ts'

// ── Initiatives ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where an initiative may go, and which of these ways want a reason. */
const ways: Record<Stage, Partial<Record<Stage, 'reason' | 'plain'>>> = {
  idea: { proposed: 'plain', stopped: 'reason' },
  proposed: { approved: 'plain', idea: 'reason', stopped: 'reason' },
  approved: { running: 'plain', stopped: 'reason' },
  running: { finished: 'plain', stopped: 'reason' },
  finished: { running: 'reason' },
  stopped: { idea: 'reason' },
}
const words = (adHoc: boolean) => ({ name: 'Shorter queues', adHocReason: adHoc ? 'It cannot wait.' : null })

const initiatives: Record<string, Command> = {
  createInitiative({ named, me, org, step }) {
    const owner = named('members')
    const adHoc = step.choice % 2 === 0
    return {
      expect: answer([leads(me) && !!owner?.disabled, 422]),
      run: (ctx) => createInitiative(ctx, initiativeInput({ ...words(adHoc), ownerId: owner?.id ?? null })),
      then({ id }) {
        const ownerId = leads(me) ? (owner?.id ?? null) : null
        const stands = { stage: 'idea' as const, archived: false, version: 1, adHoc, createdBy: me.id }
        org.initiatives.push({ id, ...stands, ownerId, accepted: ownerId === me.id })
      },
    }
  },

  editInitiative({ target, named, me }) {
    const aim = target('initiatives')
    if (!aim) return null
    const { record } = aim
    const owner = named('members')
    const ownerId = owner?.id ?? null
    const gone = !!owner?.disabled && ownerId !== record.ownerId
    return {
      expect: aimed(
        aim,
        leads(me) || own(me, record.ownerId, record.createdBy),
        [record.archived, 422],
        [leads(me) && gone, 422],
      ),
      run: (ctx) =>
        editInitiative(ctx, record.id, {
          ...initiativeInput({ ...words(record.adHoc), ownerId }),
          version: aim.version,
        }),
      then() {
        if (leads(me) && ownerId !== record.ownerId)
          Object.assign(record, { ownerId, accepted: ownerId !== null && ownerId === me.id })
        record.version++
      },
    }
  },

  moveInitiative({ target, me, org, pick, step }) {
    const aim = target('initiatives')
    if (!aim) return null
    const { record } = aim
    // Mostly a way there is, sometimes one there is not.
    const to = pick<Stage>([...(Object.keys(ways[record.stage]) as Stage[]), 'running'])
    const reason = step.other % 3 ? 'So it is.' : null
    const way = ways[record.stage][to]
    const openPlans = org.plans.filter((one) => one.initiativeId === record.id && !one.archived && !one.finished)
    const blocked =
      !way ||
      (way === 'reason' && !reason) ||
      (to === 'approved' && (!record.ownerId || !record.adHoc)) ||
      (to === 'running' && (!record.accepted || !reason)) ||
      (to === 'finished' && openPlans.length > 0 && !reason)
    const may = leads(me) || (to === 'approved' ? me.role === 'executive' : business(me, record.ownerId))
    return {
      expect: aimed(aim, may, [record.archived || blocked, 422]),
      run: (ctx) => moveInitiative(ctx, record.id, { to, reason, version: aim.version }),
      then: () => void Object.assign(record, { stage: to, version: record.version + 1 }),
    }
  },

  acceptInitiative({ target, me }) {
    const aim = target('initiatives')
    if (!aim) return null
    const { record } = aim
    return {
      expect: answer(
        [!aim.ours, 404],
        [!own(me, record.ownerId), 403],
        [record.accepted, 'nothing'],
        [aim.version !== record.version, 409],
      ),
      run: (ctx) => acceptInitiative(ctx, record.id, aim.version),
      then: () => void Object.assign(record, { accepted: true, version: record.version + 1 }),
    }
  },

  archiveInitiative({ target, me }) {
    const aim = target('initiatives')
    if (!aim) return null
    const { record } = aim
    return {
      expect: aimed(aim, leads(me)),
      run: (ctx) => archiveInitiative(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },
}

// ── Action plans ────────────────────────────────────────────────────────────────────────────────────────────────────

const closed = (plan: Plan) => plan.archived || plan.finished

const plans: Record<string, Command> = {
  createActionPlan({ target, named, me, org, pick, fresh }) {
    const aim = target('initiatives')
    if (!aim) return null
    const initiative = aim.record
    const owner = named('members')
    const reviewer = pick<Member>(org.members.filter((one) => one !== owner)) // the form sees to that
    const texts = { name: fresh('Plan'), purpose: null, startsOn: null, endsOn: null, kpiId: null }
    const form = { initiativeId: initiative.id, ownerId: owner?.id ?? null, reviewerId: reviewer.id, ...texts }
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me) && !business(me, initiative.ownerId), 403],
        [initiative.archived || initiative.stage === 'finished' || initiative.stage === 'stopped', 422],
        [!!owner?.disabled || reviewer.disabled, 422],
      ),
      run: (ctx) => createActionPlan(ctx, { ...form, cadence: 'monthly' }),
      then({ id }) {
        const { initiativeId, ownerId, reviewerId } = form
        const stands = { accepted: ownerId === me.id, finished: false, archived: false, version: 1, updates: [] }
        org.plans.push({ id, initiativeId, ownerId, reviewerId, ...stands })
      },
    }
  },

  acceptActionPlan({ target, me }) {
    const aim = target('plans')
    if (!aim) return null
    const { record } = aim
    return {
      expect: answer(
        [!aim.ours, 404],
        [!own(me, record.ownerId), 403],
        [record.accepted, 'nothing'],
        [aim.version !== record.version, 409],
        [closed(record), 422],
      ),
      run: (ctx) => acceptActionPlan(ctx, record.id, aim.version),
      then: () => void Object.assign(record, { accepted: true, version: record.version + 1 }),
    }
  },

  completeActionPlan({ target, me, org, pick, step }) {
    const aim = target('plans')
    if (!aim) return null
    const { record } = aim
    const to = pick(['finished', 'finished', 'open'] as const)
    const reason = step.other % 2 ? 'Enough.' : null
    const above = org.initiatives.find(({ id }) => id === record.initiativeId) as Initiative
    const open = org.items.some((one) => one.planId === record.id && !one.done && !one.archived)
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me) && !business(me, record.ownerId, above?.ownerId), 403],
        [record.finished === (to === 'finished'), 'nothing'],
        [aim.version !== record.version, 409],
        [record.archived, 422],
        [to === 'finished' && open && !reason, 422],
      ),
      run: (ctx) => completeActionPlan(ctx, record.id, { to, reason, version: aim.version }),
      then: () => void Object.assign(record, { finished: to === 'finished', version: record.version + 1 }),
    }
  },

  archiveActionPlan({ target, me, org }) {
    const aim = target('plans')
    if (!aim) return null
    const { record } = aim
    const above = org.initiatives.find(({ id }) => id === record.initiativeId) as Initiative
    return {
      expect: aimed(aim, leads(me) || business(me, above?.ownerId)),
      run: (ctx) => archiveActionPlan(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },

  makePlanUpdate({ target, me, pick, step }) {
    const aim = target('plans')
    if (!aim) return null
    const { record } = aim
    const seen = record.updates.length - (step.outdated ? 1 : 0)
    const kpi = { kpiPeriod: null, kpiValue: null, kpiN: null, kpiSd: null, kpiPromoters: null, kpiDetractors: null }
    const texts = { sentence: 'It moves.', nextStep: null, helpWanted: null, ...kpi }
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me) && !own(me, record.ownerId), 403],
        [seen !== record.updates.length, 409],
        [closed(record), 422],
      ),
      run: (ctx) =>
        makePlanUpdate(ctx, record.id, { ...texts, version: seen, statedStatus: pick(['on track', 'off track']) }),
      then: ({ id }) => void record.updates.push({ id, authorId: me.id, acknowledged: false }),
    }
  },

  acknowledgePlanUpdate({ target, me, pick, org }) {
    const aim = target('plans')
    const wanted = org.plans.flatMap(({ updates }) => updates)
    if (!aim || !wanted.length) return null
    const { record } = aim
    const update = pick(record.updates.length ? record.updates : wanted)
    return {
      expect: answer(
        [!aim.ours || !record.updates.includes(update), 404],
        [!leads(me) && !own(me, record.reviewerId), 403],
        [update.acknowledged, 'nothing'],
        [update.authorId === me.id, 422],
      ),
      run: (ctx) => acknowledgePlanUpdate(ctx, record.id, update.id),
      then: () => void (update.acknowledged = true),
    }
  },
}

// ── Action items ────────────────────────────────────────────────────────────────────────────────────────────────────

const items: Record<string, Command> = {
  createActionItem({ target, named, me, org, pick, fresh }) {
    const aim = target('plans')
    if (!aim) return null
    const plan = aim.record
    const owner = named('members')
    const dueOn = pick([null, '2026-03-01'])
    const rest = { milestoneId: null, weight: 1, evidenceUrl: null, blockedById: null }
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me) && !own(me, plan.ownerId), 403],
        [closed(plan) || !!owner?.disabled, 422],
      ),
      run: (ctx) =>
        createActionItem(ctx, plan.id, { title: fresh('Item'), ownerId: owner?.id ?? null, dueOn, ...rest }),
      then: ({ id }) =>
        void org.items.push({
          id,
          planId: plan.id,
          ownerId: owner?.id ?? null,
          dueOn,
          done: false,
          archived: false,
          version: 1,
        }),
    }
  },

  completeActionItem({ target, me, org }) {
    const aim = target('items')
    if (!aim) return null
    const { record } = aim
    const plan = org.plans.find(({ id }) => id === record.planId)
    return {
      expect: answer(
        [!aim.ours || !plan, 404],
        [!leads(me) && !own(me, record.ownerId, plan?.ownerId ?? null), 403],
        [record.done, 'nothing'],
        [!!plan && (closed(plan) || record.archived), 422],
      ),
      run: (ctx) => completeActionItem(ctx, record.id),
      then: () => void Object.assign(record, { done: true, version: record.version + 1 }),
    }
  },

  reopenActionItem({ target, me, org }) {
    const aim = target('items')
    if (!aim) return null
    const { record } = aim
    const plan = org.plans.find(({ id }) => id === record.planId)
    return {
      expect: answer(
        [!aim.ours || !plan, 404],
        [!leads(me) && !own(me, record.ownerId, plan?.ownerId ?? null), 403],
        [!record.done, 'nothing'],
        [!!plan && (closed(plan) || record.archived), 422],
      ),
      run: (ctx) => reopenActionItem(ctx, record.id),
      then: () => void Object.assign(record, { done: false, version: record.version + 1 }),
    }
  },

  moveDueDate({ target, me, org, pick, step }) {
    const aim = target('items')
    if (!aim) return null
    const { record } = aim
    const plan = org.plans.find(({ id }) => id === record.planId)
    const dueOn = pick(['2026-03-01', '2026-04-01', null])
    const reason = step.other % 2 ? 'The printer is late.' : null
    const blocked =
      !!plan &&
      (closed(plan) ||
        record.archived ||
        record.done ||
        dueOn === record.dueOn ||
        (record.dueOn !== null && dueOn !== record.dueOn && !reason))
    return {
      expect: aimed(aim, leads(me) || own(me, record.ownerId, plan?.ownerId ?? null), [blocked, 422]),
      run: (ctx) => moveDueDate(ctx, record.id, { dueOn, reason, version: aim.version }),
      then: () => void Object.assign(record, { dueOn, version: record.version + 1 }),
    }
  },

  archiveActionItem({ target, me, org }) {
    const aim = target('items')
    if (!aim) return null
    const { record } = aim
    const plan = org.plans.find(({ id }) => id === record.planId)
    return {
      expect: aimed(aim, leads(me) || own(me, record.ownerId, plan?.ownerId ?? null), [!!plan && closed(plan), 422]),
      run: (ctx) => archiveActionItem(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },
}

export const planCommands: Record<string, Command> = { ...initiatives, ...plans, ...items }
