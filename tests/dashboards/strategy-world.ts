/** A running initiative with its outcome, KPI, plan, item and persona, for the dashboards' tests. Bo owns them, Eva sponsors and reviews. */
import { newItemForm } from '#app/action-plans/action-item.ts'
import { createActionItem } from '#app/action-plans/action-items.server.ts'
import { newPlanForm } from '#app/action-plans/action-plan.ts'
import { acceptActionPlan, createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { planUpdateForm } from '#app/action-plans/plan-update.ts'
import { makePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { acceptInitiative, createInitiative, moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { newKpiForm } from '#app/kpis/kpi.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import { newPersonaForm } from '#app/personas/persona.ts'
import { createPersona } from '#app/personas/personas.server.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { newOutcomeForm } from '#app/vision/outcome.ts'
import { createOutcome } from '#app/vision/outcomes.server.ts'
import { newPillarForm } from '#app/vision/pillar.ts'
import { createPillar } from '#app/vision/pillars.server.ts'
import { initiativeInput } from '../support/inputs.ts'
import { type World, makeWorld } from '../support/world.ts'

export const start = new Date('2026-03-02T09:00:00Z')
export const day = (days: number) => new Date(start.getTime() + days * 86_400_000)
export const dayText = (days: number) => day(days).toISOString().slice(0, 10)

/** The form as a browser would send it, judged by its schema. */
export function filled<T>(schema: FormSchema<T>, fields: Record<string, string>): T {
  const parsed = parseForm(schema, new Map(Object.entries(fields).map(([name, value]) => [name, [value]])))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.data
}

export interface StrategyWorld extends World {
  ids: Record<'pillar' | 'outcome' | 'kpi' | 'initiative' | 'plan' | 'item' | 'persona', string>
  addInitiative(name: string, given?: Parameters<typeof initiativeInput>[0]): Promise<string>
  addPlan(initiativeId: string, fields?: Record<string, string>): Promise<string>
  addItem(planId: string, fields?: Record<string, string>): Promise<string>
  update(planId: string, version: number, fields?: Record<string, string>, days?: number): Promise<{ id: string }>
}

export async function strategyWorld(): Promise<StrategyWorld> {
  const world = await makeWorld()
  const { as, lea, bo, eva } = world
  const addInitiative: StrategyWorld['addInitiative'] = async (name, given) =>
    (await as(lea, (ctx) => createInitiative(ctx, initiativeInput({ name, ...given })), start)).id
  const addPlan: StrategyWorld['addPlan'] = async (initiativeId, fields) =>
    (
      await as(
        lea,
        (ctx) =>
          createActionPlan(
            ctx,
            filled(newPlanForm, {
              initiativeId,
              name: 'New signs in hall A',
              ownerId: bo.memberId,
              reviewerId: eva.memberId,
              cadence: 'monthly',
              ...fields,
            }),
          ),
        start,
      )
    ).id
  const addItem: StrategyWorld['addItem'] = async (planId, fields) =>
    (
      await as(
        lea,
        (ctx) =>
          createActionItem(
            ctx,
            planId,
            filled(newItemForm, { title: 'Walk the hall', ownerId: bo.memberId, dueOn: dayText(10), ...fields }),
          ),
        start,
      )
    ).id
  const update: StrategyWorld['update'] = (planId, version, fields, days = 0) =>
    as(
      bo,
      (ctx) =>
        makePlanUpdate(
          ctx,
          planId,
          filled(planUpdateForm, {
            version: String(version),
            statedStatus: 'on track',
            sentence: 'Ten signs hang.',
            ...fields,
          }),
        ),
      day(days),
    )

  const pillar = (await as(lea, (ctx) => createPillar(ctx, filled(newPillarForm, { name: 'Experience' })), start)).id
  const kpiFields = {
    kind: 'perception',
    definition: 'Can people find their way?',
    decimals: '0',
    scoreKind: 'amount',
    direction: 'up',
  }
  const kpi = (
    await as(
      lea,
      (ctx) =>
        createKpi(
          ctx,
          filled(newKpiForm, { name: 'Wayfinding', frequency: 'monthly', ownerId: bo.memberId, ...kpiFields }),
        ),
      start,
    )
  ).id
  const outcome = (
    await as(
      lea,
      (ctx) =>
        createOutcome(
          ctx,
          filled(newOutcomeForm, {
            title: 'Nobody asks twice',
            pillarId: pillar,
            horizon: '1',
            whatKpiId: kpi,
            ownerId: lea.memberId,
          }),
        ),
      start,
    )
  ).id
  const initiative = await addInitiative('Signs people can read', {
    ownerId: bo.memberId,
    sponsorId: eva.memberId,
    outcomeIds: [outcome],
  })
  const move = (who: typeof lea, to: 'proposed' | 'approved' | 'running', version: number) =>
    as(who, (ctx) => moveInitiative(ctx, initiative, { to, reason: 'No KPI is linked in this test.', version }), start)
  await move(lea, 'proposed', 1)
  await move(lea, 'approved', 2)
  await as(bo, (ctx) => acceptInitiative(ctx, initiative, 3), start)
  await move(bo, 'running', 4)
  const plan = await addPlan(initiative)
  await as(bo, (ctx) => acceptActionPlan(ctx, plan, 1), start)
  const item = await addItem(plan)
  const personaFields = { name: 'Wen, fifty minutes to connect', ownerId: bo.memberId, reviewBy: dayText(60) }
  const persona = (await as(lea, (ctx) => createPersona(ctx, filled(newPersonaForm, personaFields)), start)).id
  return {
    ...world,
    addInitiative,
    addPlan,
    addItem,
    update,
    ids: { pillar, outcome, kpi, initiative, plan, item, persona },
  }
}

/** Changes rows behind the app's back, as no command would: without an event, in the organisation of a person. */
export async function behindTheBack(world: World, statement: string, values: unknown[] = [], orgId = world.bo.orgId) {
  const { superuser } = world
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
  await superuser.query(statement, values)
  await superuser.query('commit')
}
