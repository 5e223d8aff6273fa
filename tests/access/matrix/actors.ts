/** Everybody who may knock: strangers, five roles in every relation to the records, and those whose access has ended. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { changeAccess } from '#app/people/members.server.ts'
import { hashPassword } from '#app/access/passwords.server.ts'
import { type Role, roles } from '#app/access/viewer.ts'
import { fileDatabase } from '#tests/support/database.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { type World, cookieOf, makeWorld } from '#tests/support/world.ts'

/** What can make a record somebody's own. */
export const relations = [
  'initiative owner',
  'initiative creator',
  'initiative sponsor',
  'plan owner',
  'plan reviewer',
  'item owner',
  'kpi owner',
  'outcome owner',
  'persona owner',
  'journey owner',
  'touchpoint owner',
  'step owner',
  'observer',
  'visitor',
  'gap owner',
  'gap creator',
  'reconstruction creator',
  'post owner',
  'case owner',
  'reply owner',
  'story owner',
  'story creator',
  'update author',
  'theme owner',
  'response tagger',
  'import starter',
  'view owner',
] as const
export type Relation = (typeof relations)[number]

export type Kind = 'stranger' | 'member' | 'elsewhere' | 'disabled' | 'expired'

export interface Actor {
  name: string
  kind: Kind
  /** The role that counts for the very request. */
  role?: Role
  memberId?: string
  accountId?: string
  /** How they stand to the records while they ask. */
  holds: readonly Relation[]
}

export interface Stage extends World {
  bayIds: Ids
  otherIds: Ids
  actors: Actor[]
  /** Gives the records to this actor in all relations they hold; everything else goes back to the holder and the author. */
  cast(actor: Actor): Promise<void>
  /** A cookie for one more request of this actor; undefined for a stranger. */
  cookie(actor: Actor): Promise<string | undefined>
}

export const password = 'a long password for tests'

/** Two organisations with everything in them, and everybody. The caller closes it. */
export async function setStage(): Promise<Stage> {
  await planOnce()
  const w = await makeWorld()
  const { superuser } = w
  const bay = { id: w.ada.orgId, slug: 'bay' }
  const { ids: bayIds } = await furnish(superuser, bay)
  const { ids: otherIds } = await furnish(superuser, { id: w.otto.orgId, slug: 'other' })
  const passwordHash = await hashPassword(password)
  const actors: Actor[] = [{ name: 'a stranger', kind: 'stranger', holds: [] }]
  for (const role of roles) {
    const add = async (words: string, unit: string, holds: readonly Relation[]) =>
      actors.push({ name: `${role}, ${words}`, kind: 'member', role, holds, ...(await person(bay, role, unit)) })
    await add('owner', bayIds.homeUnit, owning)
    await add('own unit', bayIds.homeUnit, [])
    await add('other unit', bayIds.awayUnit, [])
  }
  const elsewhere = await person({ id: w.otto.orgId, slug: 'other' }, 'administrator', otherIds.homeUnit)
  actors.push({ name: 'administrator of another organisation', kind: 'elsewhere', holds: [], ...elsewhere })
  const gone = await person(bay, 'administrator', bayIds.homeUnit)
  await bulk(superuser, bay.id, 'update member set disabled_at = now() where id = $1', [gone.memberId])
  actors.push({ name: 'a disabled administrator', kind: 'disabled', holds: [], ...gone })
  const late = await person(bay, 'administrator', bayIds.homeUnit)
  actors.push({ name: 'an administrator, session expired', kind: 'expired', holds: [], ...late })
  const lowered = await person(bay, 'administrator', bayIds.homeUnit)
  actors.push({
    name: 'administrator lowered a second ago',
    kind: 'member',
    role: 'contributor',
    holds: [],
    ...lowered,
  })
  await superuser.query('update access.account set password_hash = $1', [passwordHash])

  async function person(org: { id: string; slug: string }, role: Role, unitId: string) {
    const [memberId, accountId] = [randomUUID(), randomUUID()]
    const email = `${role}.${memberId.slice(0, 8)}@${org.slug}.example`
    await superuser.query('select access.create_account($1, $2, $3, null)', [
      accountId,
      email,
      `${role} ${memberId.slice(0, 4)}`,
    ])
    await bulk(
      superuser,
      org.id,
      'insert into member (org_id, id, account_id, name, email, role, unit_id, joined_at) values ($1, $2, $3, $4, $5, $6, $7, now())',
      [org.id, memberId, accountId, `${role} ${memberId.slice(0, 4)}`, email, role, unitId],
    )
    return { memberId, accountId }
  }

  const sessions = new Map<string | undefined, string>()
  let before: Promise<unknown> = Promise.resolve() // one connection answers one question at a time
  const session = async (actor: Actor) => cookieOf({ accountId: actor.accountId! })
  for (const actor of actors) if (actor.accountId) sessions.set(actor.accountId, await session(actor))
  // Everybody has left themselves signed in somewhere else, too.
  for (const actor of actors) if (actor.accountId) await session(actor)
  // Lowered by another administrator, while their session goes on.
  await w.as(w.ada, (ctx) =>
    changeAccess(ctx, lowered.memberId, { role: 'contributor', access: 'open', reason: null, version: 1 }),
  )
  return {
    ...w,
    bayIds,
    otherIds,
    actors,
    cast: (actor) => cast(superuser, bay.id, bayIds, actor),
    async cookie(actor) {
      if (actor.kind !== 'expired') return sessions.get(actor.accountId)
      const made = before.then(() => expiredSession(superuser, actor.accountId!))
      before = made
      return made
    },
  }
}

/** Tables of a few rows are planned longer than they are read: in this file's database each statement is planned once a connection. */
async function planOnce() {
  const { superuserUrl } = await fileDatabase()
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query(`alter database ${client.database} set plan_cache_mode = force_generic_plan`)
  await client.end()
}

/** One of each role, and all who are no member: they ask by every way there is; the others by those that give a page. */
export const asksFully = ({ kind, name }: Actor) => kind !== 'member' || / owner$|lowered/.test(name)

/** Owner of everything that can be owned. */
export const owning: readonly Relation[] = [
  'initiative owner',
  'plan owner',
  'item owner',
  'kpi owner',
  'outcome owner',
  'persona owner',
  'journey owner',
  'touchpoint owner',
  'step owner',
  'observer',
  'visitor',
  'gap owner',
  'post owner',
  'case owner',
  'reply owner',
  'story owner',
  'theme owner',
  'response tagger',
  'view owner',
]

/** The columns that each relation is. */
const columns: Record<Relation, readonly [table: string, column: string]> = {
  'initiative owner': ['initiative', 'owner_id'],
  'initiative creator': ['initiative', 'created_by'],
  'initiative sponsor': ['initiative', 'sponsor_id'],
  'plan owner': ['action_plan', 'owner_id'],
  'plan reviewer': ['action_plan', 'reviewer_id'],
  'item owner': ['action_item', 'owner_id'],
  'kpi owner': ['kpi', 'owner_id'],
  'outcome owner': ['outcome', 'owner_id'],
  'persona owner': ['persona', 'owner_id'],
  'journey owner': ['journey', 'owner_id'],
  'touchpoint owner': ['touchpoint', 'owner_id'],
  'step owner': ['journey_step', 'owner_id'],
  observer: ['observation', 'observer_id'],
  visitor: ['visit', 'visitor_id'],
  'gap owner': ['gap', 'owner_id'],
  'gap creator': ['gap', 'created_by'],
  'reconstruction creator': ['reconstruction', 'created_by'],
  'post owner': ['listening_post', 'owner_id'],
  'case owner': ['customer_case', 'owner_id'],
  'reply owner': ['reply_task', 'owner_id'],
  'story owner': ['story', 'owner_id'],
  'story creator': ['story', 'created_by'],
  'theme owner': ['theme', 'owner_id'],
  'response tagger': ['response_theme', 'tagged_by'],
  'update author': ['plan_update', 'author_id'],
  'import starter': ['data_import', 'created_by'],
  'view owner': ['saved_view', 'member_id'],
}

/** Who has what nobody else is given. */
const otherwise = (relation: Relation, ids: Ids) =>
  /creator|sponsor|reviewer|author/.test(relation) ? ids.author : ids.holder

async function cast(superuser: pg.Client, org: string, ids: Ids, actor: Actor) {
  for (const table of new Set(relations.map((relation) => columns[relation][0]))) {
    const here = relations.filter((relation) => columns[relation][0] === table)
    const who = here.map((relation) => (actor.holds.includes(relation) ? actor.memberId : otherwise(relation, ids)))
    const sets = here.map((relation, at) => `${columns[relation][1]} = $${at + 2}`).join(', ')
    await bulk(superuser, org, `update ${table} set ${sets} where org_id = $1`, [org, ...who])
  }
}

/** A change of tracked rows that no event speaks of, as only a superuser can make it. */
export async function bulk(superuser: pg.Client, org: string, sql: string, values: unknown[]) {
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [org])
  await superuser.query(sql, values)
  await superuser.query('commit')
}

/** A session whose idle limit has passed; made anew each time, since asking with it ends it. */
async function expiredSession(superuser: pg.Client, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const id = createHash('sha256').update(token).digest('hex')
  await superuser.query(
    `insert into access.session (id, token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $1, $2, now() - interval '9 hours', now() - interval '9 hours', now() + interval '20 days')`,
    [id, accountId],
  )
  return `session=${token}`
}
