/** Rules about initiatives, plans and what is in them, for races. */
import { createActionItem, completeActionItem } from '#app/action-plans/action-items.server.ts'
import { createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { createMilestone } from '#app/action-plans/milestones.server.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import type { Stage } from '#app/initiatives/initiative.ts'
import { createInitiative, moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Game, type Rule, done, oneOf, send } from './races.ts'

async function makePlan({ org, n }: Game, given: { ownerId?: string } = {}): Promise<{ id: string }> {
  return org.as('lea', async (ctx) => {
    const { id: initiativeId } = await createInitiative(ctx, initiativeInput({ name: `Of ${n}` }))
    const form = { name: `Plan ${n}`, purpose: null, startsOn: null, endsOn: null, kpiId: null, reviewerId: null }
    const { id } = await createActionPlan(ctx, {
      ...{ ...form, initiativeId, cadence: 'weekly' },
      ownerId: given.ownerId ?? null,
    })
    return { id }
  })
}

const item = { ownerId: null, milestoneId: null, weight: 1, evidenceUrl: null, blockedById: null, dueOn: null }
const addItem = ({ org }: Game, planId: string, title: string) =>
  org.as('lea', (ctx) => createActionItem(ctx, planId, { ...item, title }))

const itemFields = { ownerId: '', milestoneId: '', weight: '1', evidenceUrl: '', blockedById: '' }
const planFields = { purpose: '', reviewerId: '', cadence: 'weekly', startsOn: '', endsOn: '', kpiId: '' }
const updateFields = { statedStatus: 'on track', sentence: 'Still on the way.', nextStep: '' }

/** Verbs on a record's timeline, in the order of the history. */
const timeline = async (game: Game, kind: string, id: string) =>
  (
    await game.rows<{ verb: string }>(
      `select e.verb from history.event_subject s join history.event e on e.org_id = s.org_id and e.seq = s.seq
       where s.org_id = $1 and s.kind = $2 and s.subject_id = $3 order by s.seq`,
      kind,
      id,
    )
  ).map(({ verb }) => verb)

const archivedPlan: Rule = {
  rule: 'nothing changes in a plan once it is archived',
  async round(game) {
    const { org, n } = game
    const { id } = await makePlan(game)
    const { id: itemId } = await addItem(game, id, 'An item')
    const { id: milestone } = await org.as('lea', (ctx) =>
      createMilestone(ctx, id, { name: 'Gate', dueOn: '2030-01-01' }),
    )
    const version = '1'
    const changes = [
      () => send('bob', `action-plans/${id}/updates/new`, { ...updateFields, version: '0' }),
      () => send('bob', `action-plans/${id}/items/new`, { ...itemFields, title: 'One more', dueOn: '' }),
      () => send('bob', `action-items/${itemId}/completion`, { to: 'done' }),
      () => send('bob', `action-plans/${id}/milestones/${milestone}/reached`, { to: 'reached' }),
      () => send('bob', `action-plans/${id}/edit`, { ...planFields, name: 'Renamed', ownerId: '', version }),
      () => send('bob', `action-plans/${id}/milestones/new`, { name: 'Another', dueOn: '2030-02-01' }),
      () => send('bob', `action-items/${itemId}/archive`, { reason: '', version }),
    ]
    const pick = (at: number) => changes[at % changes.length]!()
    return {
      sends: [pick(n), send('lea', `action-plans/${id}/archive`, { reason: '', version }), pick(n + 3)],
      judge: async () => {
        const verbs = await timeline(game, 'action_plan', id)
        const end = verbs.indexOf('action_plan.archived')
        return end < 0 || end === verbs.length - 1 ? null : `it went on: ${verbs.slice(end).join(', ')}`
      },
    }
  },
}

const finishedPlan: Rule = {
  rule: 'a plan is not finished without a word while something in it is open',
  async round(game) {
    const { org, n } = game
    const { id } = await makePlan(game)
    const { id: itemId } = await addItem(game, id, 'An item')
    await org.as('lea', (ctx) => completeActionItem(ctx, itemId))
    const opens = [
      () => send('bob', `action-plans/${id}/items/new`, { ...itemFields, title: 'One more', dueOn: '' }),
      () => send('bob', `action-items/${itemId}/completion`, { to: 'open' }),
      () => send('bob', `action-plans/${id}/milestones/new`, { name: 'Another', dueOn: '2030-02-01' }),
    ]
    const finish = send('lea', `action-plans/${id}/completion`, { to: 'finished', reason: '', version: '1' })
    return {
      sends: [finish, opens[n % opens.length]!()],
      judge: async (answers) => {
        const [plan] = await game.rows<{ finished: boolean; open: number }>(
          `select p.finished_on is not null as finished,
             (select count(*)::int from action_item a where a.org_id = p.org_id and a.action_plan_id = p.id and a.done_on is null) +
             (select count(*)::int from milestone m where m.org_id = p.org_id and m.action_plan_id = p.id and m.reached_on is null) as open
           from action_plan p where p.org_id = $1 and p.id = $2`,
          id,
        )
        return plan!.finished && plan!.open ? `${plan!.open} open in a finished plan` : oneOf(answers)
      },
    }
  },
}

const closedInitiative: Rule = {
  rule: 'an archived or finished initiative gets no new plan',
  async round(game) {
    const { org, n } = game
    const name = `Initiative ${n}`
    const { memberId: ownerId } = org.people.lea
    const { id } = await org.as('lea', (ctx) =>
      createInitiative(ctx, initiativeInput({ name, ownerId, adHocReason: 'Asked for' })),
    )
    let version = 1
    const finishes = n % 2 === 0
    const steps: Stage[] = finishes ? ['proposed', 'approved', 'running'] : []
    for (const to of steps)
      await org.as('lea', (ctx) => moveInitiative(ctx, id, { to, reason: 'No KPI yet', version: version++ }))
    const closes = finishes
      ? send('lea', `initiatives/${id}/stage`, { to: 'finished', reason: '', version: String(version) })
      : send('lea', `initiatives/${id}/archive`, { reason: '', version: String(version) })
    const plan = { ...planFields, ownerId: '', initiativeId: id }
    const adds = (who: 'ada' | 'bob') => send(who, 'action-plans/new', { ...plan, name: `By ${who}` })
    return {
      sends: [adds('ada'), closes, adds('bob')],
      judge: async () => {
        const verbs = await timeline(game, 'initiative', id)
        const end = verbs.findIndex((verb) => verb === 'initiative.finished' || verb === 'initiative.archived')
        if (end < 0) return null
        const plans = verbs.filter((verb) => verb === 'action_plan.created').length
        if (finishes && plans) return `${plans} open plans in a finished initiative`
        return verbs.lastIndexOf('action_plan.created') > end ? `it went ${verbs.join(', ')}` : null
      },
    }
  },
}

const once = async (game: Game, kind: string, id: string, verb: string) => {
  const times = (await timeline(game, kind, id)).filter((one) => one === verb).length
  return times === 1 ? null : `${verb} ${times} times`
}

const doneOnce: Rule = {
  rule: 'an item is done once, and a plan is reported on once by those who saw the same',
  async round(game) {
    const { id } = await makePlan(game)
    if (game.n % 2) {
      const { id: itemId } = await addItem(game, id, 'An item')
      const sends = (['lea', 'ada', 'bob'] as const).map((who) =>
        send(who, `action-items/${itemId}/completion`, { to: 'done' }),
      )
      return { sends, judge: () => once(game, 'action_item', itemId, 'action_item.completed') }
    }
    const sends = (['lea', 'ada', 'bob'] as const).map((who) =>
      send(who, `action-plans/${id}/updates/new`, { ...updateFields, version: '0' }),
    )
    return {
      sends,
      judge: async (answers) => (await once(game, 'action_plan', id, 'plan_update.made')) ?? oneOf(answers),
    }
  },
}

const acknowledgedOnce: Rule = {
  rule: 'an update is acknowledged once',
  async round(game) {
    const { id } = await makePlan(game)
    const said = { ...updateFields, statedStatus: 'on track' as const, version: 0, helpWanted: null }
    const none = { kpiPeriod: null, kpiValue: null, kpiN: null, kpiSd: null, kpiPromoters: null, kpiDetractors: null }
    const { id: update } = await game.org.as('lea', (ctx) => makePlanUpdate(ctx, id, { ...said, ...none }))
    const sends = (['ada', 'bob', 'lea'] as const).map((who) =>
      send(who, `action-plans/${id}/updates/${update}/acknowledgement`),
    )
    return {
      sends,
      judge: async () => {
        const own = await game.rows(
          'select 1 from plan_update where org_id = $1 and id = $2 and acknowledged_by = author_id',
          update,
        )
        return own.length ? 'its author acknowledged it' : once(game, 'plan_update', update, 'plan_update.acknowledged')
      },
    }
  },
}

const noRing: Rule = {
  rule: 'no action items wait for each other in a ring',
  async round(game) {
    const { id } = await makePlan(game)
    const size = 2 + (game.n % 2)
    const ids: string[] = []
    for (let at = 0; at < size; at++) ids.push((await addItem(game, id, `Item ${at}`)).id)
    const sends = ids.map((itemId, at) =>
      send(at % 2 ? 'ada' : 'lea', `action-items/${itemId}/edit`, {
        ...{ ...itemFields, title: `Item ${at}`, blockedById: ids[(at + 1) % size]! },
        ...{ progress: '0', version: '1' },
      }),
    )
    return {
      sends,
      judge: async (answers) => {
        const waiting = await game.rows(
          'select 1 from action_item where org_id = $1 and action_plan_id = $2 and blocked_by_id is not null',
          id,
        )
        return waiting.length < size && done(answers) === size - 1
          ? null
          : `${waiting.length} of ${size} wait in a ring`
      },
    }
  },
}

const ownerAccepts: Rule = {
  rule: 'nobody is accountable for what another accepted',
  async round(game) {
    const { org, n } = game
    const { bo, cora } = org.people
    const [table, path, fields, id] = await handedOver(game, n % 2 === 0, bo.memberId, cora.memberId)
    return {
      sends: [
        send('bo', `${path}/${id}/acceptance`, { version: '1' }),
        send('lea', `${path}/${id}/edit`, { ...fields, version: '1' }),
      ],
      judge: async () => {
        const [row] = await game.rows<{ owner_id: string; accepted: boolean }>(
          `select owner_id, owner_accepted_at is not null as accepted from ${table} where org_id = $1 and id = $2`,
          id,
        )
        return row!.accepted && row!.owner_id !== bo.memberId ? 'the new owner counts as having accepted' : null
      },
    }
  },
}

/** A plan or an initiative of one owner, and the form that gives it to another. */
async function handedOver(game: Game, plan: boolean, from: string, to: string) {
  if (plan) {
    const form: Record<string, string> = { ...planFields, name: 'Handed over', ownerId: to }
    return ['action_plan', 'action-plans', form, (await makePlan(game, { ownerId: from })).id] as const
  }
  const made = await game.org.as('lea', (ctx) => createInitiative(ctx, initiativeInput({ ownerId: from })))
  const form: Record<string, string> = {
    ...{ name: 'Handed over', purpose: '', ownerId: to, sponsorId: '', unitId: '', startsOn: '', endsOn: '' },
    ...{ aboutPeople: '', aboutProcess: '', aboutTechnology: '', adHocReason: '' },
  }
  return ['initiative', 'initiatives', form, made.id] as const
}

const linkedOnce: Rule = {
  rule: 'a KPI is linked to an initiative once',
  async round(game) {
    const { org, n } = game
    const { id } = await org.as('lea', (ctx) => createInitiative(ctx, initiativeInput()))
    const kpi = await org.as('lea', (ctx) => createKpi(ctx, { ...plainKpi, name: `Linked ${n}` }))
    const link = {
      kpiId: kpi.id,
      hypothesis: 'It moves it',
      expectedDirection: 'up',
      expectedSize: '2',
      confidence: 'low',
    }
    return {
      sends: (['lea', 'ada', 'bob'] as const).map((who) => send(who, `initiatives/${id}/kpis/new`, link)),
      judge: async (answers) => {
        const links = await game.rows('select 1 from initiative_kpi where org_id = $1 and initiative_id = $2', id)
        return links.length === 1 ? oneOf(answers) : `${links.length} links`
      },
    }
  },
}

export const plainKpi = {
  kind: 'perception',
  definition: 'What guests say',
  formula: null,
  unit: '%',
  decimals: 1,
  scoreKind: 'mean',
  direction: 'up',
  frequency: 'monthly',
  source: null,
  ownerId: null,
} as const

export const rulesOfWork: Rule[] = [
  ...[archivedPlan, finishedPlan, closedInitiative, doneOnce, acknowledgedOnce],
  ...[noRing, ownerAccepts, linkedOnce],
]
