/** Two small organisations with their people, a KPI and an initiative, on a database of the test file's own. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { type Context, actingAs, actingAsSystem } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { closeDatabase, openDatabase, transaction } from '#db/database.ts'
import { fileDatabase } from '../support/database.ts'

export const people = {
  admin: 'administrator',
  leader: 'cx_leader',
  owner: 'business_owner',
  contributor: 'contributor',
  executive: 'executive',
  leaver: 'contributor',
} as const
export type Person = keyof typeof people

export const start = new Date('2026-03-02T09:00:00Z')
export const day = (days: number) => new Date(start.getTime() + days * 86_400_000)
export const dayText = (days: number) => day(days).toISOString().slice(0, 10)

export interface VisionWorld {
  slug: string
  ids: Record<Person | 'kpi' | 'archivedKpi' | 'initiative', string>
  /** Runs a command as one of the people, on the first day or days later. */
  as: <T>(who: Person, work: (ctx: Context) => Promise<T>, days?: number) => Promise<T>
}

let organisations = 0

export async function visionWorld(): Promise<VisionWorld> {
  const { webUrl } = await fileDatabase()
  openDatabase(webUrl)
  const slug = `world-${++organisations}`
  const orgId = uuidv7()
  await transaction({ 'app.now': start.toISOString() }, 'read write', async (tx) => {
    await sql`select access.create_organisation(${orgId}, ${slug}, 'Bayline', 'UTC', 'en-GB', 'EUR')`.execute(tx)
    const event = { verb: 'organisation.created', kind: 'organisation', id: orgId, title: 'Bayline' }
    await sql`select history.append(${JSON.stringify([event])}::jsonb)`.execute(tx)
  })
  const named = [...Object.keys(people), 'kpi', 'archivedKpi', 'initiative'].map((name) => [name, uuidv7()])
  const ids = Object.fromEntries(named) as VisionWorld['ids']
  await actingAsSystem({ slug }, (ctx) => populate(ctx, slug, ids), start)
  const as: VisionWorld['as'] = (who, work, days = 0) =>
    actingAs({ slug, email: `${who}@${slug}.example`, now: day(days) }, work)
  return { slug, ids, as }
}

async function populate(ctx: Context, slug: string, ids: VisionWorld['ids']) {
  for (const [name, role] of Object.entries(people)) {
    const disabledAt = name === 'leaver' ? start : null
    const row = { id: ids[name as Person], name, email: `${name}@${slug}.example`, role, disabledAt }
    await ctx.db.insertInto('member').values(row).execute()
  }
  for (const [id, name, archivedAt] of [
    [ids.kpi, 'Wayfinding', null],
    [ids.archivedKpi, 'Queue length', start],
  ] as const) {
    const kind = { kind: 'perception', direction: 'up', frequency: 'monthly', unit: '%' }
    await ctx.db
      .insertInto('kpi')
      .values({ id, name, ...kind, archivedAt })
      .execute()
  }
  await ctx.db
    .insertInto('initiative')
    .values({ id: ids.initiative, name: 'Signs people can read', stage: 'running' })
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

/** The status of the Response that a command threw; fails where it did not. */
export const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('It was allowed.')),
    (problem: unknown) => (problem instanceof Response ? problem.status : Promise.reject(problem)),
  )

/** What a command refused, in its words; fails where it did not. */
export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('It was not refused.')),
    (problem: unknown) => (problem instanceof Refusal ? problem : Promise.reject(problem)),
  )

/** The verbs of a record's history, oldest first, with their reasons. */
export async function history(ctx: Context, kind: string, id: string) {
  const { rows } = await sql<{ verb: string; reason: string | null }>`
    select e.verb, e.reason from history.event_subject s join history.event e using (org_id, seq)
    where s.kind = ${kind} and s.subject_id = ${id} order by s.seq`.execute(ctx.db)
  return rows
}

export const verbs = async (ctx: Context, kind: string, id: string) =>
  (await history(ctx, kind, id)).map(({ verb }) => verb)
