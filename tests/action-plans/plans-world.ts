/** A small organisation with a running initiative, its people and a KPI, on a database of the test file's own. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { type Context, actingAs, actingAsSystem } from '#app/access/context.server.ts'
import { createActionItem } from '#app/action-plans/action-items.server.ts'
import { createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { newItemForm } from '#app/action-plans/action-item.ts'
import { newPlanForm } from '#app/action-plans/action-plan.ts'
import { planUpdateForm } from '#app/action-plans/plan-update.ts'
import { record } from '#app/history/record.server.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { closeDatabase, openDatabase, transaction } from '#db/database.ts'
import { fileDatabase } from '../support/database.ts'

export const people = {
  leader: 'cx_leader',
  sponsor: 'business_owner', // owns the initiative
  owner: 'business_owner', // owns the plan
  reviewer: 'executive',
  contributor: 'contributor',
  stranger: 'business_owner',
} as const
export type Person = keyof typeof people

export const start = new Date('2026-03-02T09:00:00Z')
export const day = (days: number) => new Date(start.getTime() + days * 86_400_000)
export const dayText = (days: number) => day(days).toISOString().slice(0, 10)

export interface PlansWorld {
  slug: string
  ids: Record<Person | 'initiative' | 'otherInitiative' | 'kpi' | 'leaver', string>
  /** Runs a command as one of the people, on the first day or days later. */
  as: <T>(who: Person, work: (ctx: Context) => Promise<T>, days?: number) => Promise<T>
}

let organisations = 0

export async function plansWorld(): Promise<PlansWorld> {
  const { webUrl } = await fileDatabase()
  openDatabase(webUrl)
  const slug = `plans-${++organisations}`
  const orgId = uuidv7()
  await actingAsCreator(orgId, slug)
  const ids = Object.fromEntries(
    [...Object.keys(people), 'initiative', 'otherInitiative', 'kpi', 'leaver'].map((name) => [name, uuidv7()]),
  ) as PlansWorld['ids']
  await actingAsSystem({ slug }, (ctx) => populate(ctx, ids), start)
  const as: PlansWorld['as'] = (who, work, days = 0) =>
    actingAs({ slug, email: `${who}@plans.example`, now: day(days) }, work)
  return { slug, ids, as }
}

async function actingAsCreator(orgId: string, slug: string) {
  await transaction({ 'app.now': start.toISOString() }, 'read write', async (tx) => {
    await sql`select access.create_organisation(${orgId}, ${slug}, 'Bayline', 'UTC', 'en-GB', 'EUR')`.execute(tx)
    const event = { verb: 'organisation.created', kind: 'organisation', id: orgId, title: 'Bayline' }
    await sql`select history.append(${JSON.stringify([event])}::jsonb)`.execute(tx)
  })
}

async function populate(ctx: Context, ids: PlansWorld['ids']) {
  const rows = Object.entries(people).map(([name, role]) => ({
    id: ids[name as Person],
    name,
    email: `${name}@plans.example`,
    role,
  }))
  await ctx.db.insertInto('member').values(rows).execute()
  await ctx.db
    .insertInto('member')
    .values({ id: ids.leaver, name: 'leaver', email: 'leaver@plans.example', role: 'contributor', disabledAt: start })
    .execute()
  await ctx.db
    .insertInto('kpi')
    .values({
      id: ids.kpi,
      name: 'Wayfinding',
      kind: 'perception',
      direction: 'up',
      frequency: 'monthly',
      scoreKind: 'csat',
      unit: '%',
    })
    .execute()
  for (const [id, name, stage] of [
    [ids.initiative, 'Signs people can read', 'running'],
    [ids.otherInitiative, 'Another', 'idea'],
  ] as const)
    await ctx.db
      .insertInto('initiative')
      .values({ id, name, stage, ownerId: ids.sponsor, startsOn: '2026-01-01' })
      .execute()
  record(ctx, { verb: 'initiative.created', kind: 'initiative', id: ids.initiative, title: 'Signs people can read' })
}

export const leave = closeDatabase

/** The form as a browser would send it, judged by its schema. */
export function filled<T>(schema: FormSchema<T>, fields: Record<string, string>): T {
  const parsed = parseForm(schema, new Map(Object.entries(fields).map(([name, value]) => [name, [value]])))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.data
}

export const planForm = ({ ids }: PlansWorld, fields: Record<string, string> = {}) =>
  filled(newPlanForm, {
    initiativeId: ids.initiative,
    name: 'New signs in hall A',
    ownerId: ids.owner,
    reviewerId: ids.reviewer,
    cadence: 'monthly',
    ...fields,
  })

export const newPlan = async (world: PlansWorld, fields: Record<string, string> = {}) =>
  (await world.as('leader', (ctx) => createActionPlan(ctx, planForm(world, fields)))).id

export const newItem = async (world: PlansWorld, planId: string, fields: Record<string, string> = {}) =>
  (
    await world.as('leader', (ctx) =>
      createActionItem(ctx, planId, filled(newItemForm, { title: 'Walk the hall', ...fields })),
    )
  ).id

export const updateForm = (version: number, fields: Record<string, string> = {}) =>
  filled(planUpdateForm, {
    version: String(version),
    statedStatus: 'on track',
    sentence: 'The first ten signs hang.',
    ...fields,
  })
