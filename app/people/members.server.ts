// Reading and changing members. The organisation never loses its last administrator.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { createAccount, findAccount } from '#app/access/accounts.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { type Role, roleNames, roles } from '#app/access/viewer.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { countHoldings, holdingCount } from './holdings.server.ts'
import { type accessForm, type memberForm, memberState, memberStates } from './member.ts'
import { requireOpenUnit } from './units.server.ts'

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const memberListRules = {
  filters: { state: [...memberStates, 'still owns'], role: roles, unit: 'id' },
  sorts: ['name', 'role', 'unit', 'joined'],
  defaultSort: 'name',
} as const

/** One page of members, with how much each owns now, and how many match in all. Three statements. */
export async function listMembers(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('member as m')
    .leftJoin('unit as u', 'u.id', 'm.unitId')
    .where((eb) => eb.and(conditions(query)))
  const order = {
    name: sql`lower(m.name)`,
    role: sql`array_position(${[...roles]}::text[], m.role)`,
    unit: sql`lower(u.name)`,
    joined: sql`m.joined_at`,
  }[query.sort.key as (typeof memberListRules.sorts)[number]]
  const rows = await base
    .select([
      'm.id',
      'm.name',
      'm.email',
      'm.role',
      'm.jobTitle',
      'm.unitId',
      'm.accountId',
      'm.invitedAt',
      'm.joinedAt',
      'm.disabledAt',
    ])
    .select('u.name as unitName')
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy('m.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const holds = await countHoldings(
    ctx,
    rows.map(({ id }) => id),
  )
  return {
    rows: rows.map(({ accountId, ...row }) => ({
      ...row,
      state: memberState({ ...row, accountId }),
      holds: holds.get(row.id) ?? 0,
    })),
    total,
  }
}

function conditions({ q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [sql<SqlBool>`true`]
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      sql<SqlBool>`(plain(m.name) like plain(${like}) or plain(m.email) like plain(${like}) or plain(m.job_title) like plain(${like}))`,
    )
  }
  if (filters.role) all.push(sql<SqlBool>`m.role = any(${filters.role})`)
  if (filters.unit) all.push(sql<SqlBool>`m.unit_id = any(${filters.unit}::uuid[])`)
  const states = filters.state ?? []
  if (states.length)
    all.push(
      sql<SqlBool>`(${sql.join(
        states.map((state) => stateSql[state as keyof typeof stateSql]),
        sql` or `,
      )})`,
    )
  return all
}

const stateSql = {
  active: sql`(m.disabled_at is null and m.account_id is not null)`,
  invited: sql`(m.disabled_at is null and m.account_id is null)`,
  disabled: sql`m.disabled_at is not null`,
  'still owns': sql`(m.disabled_at is not null and ${holdingCount} > 0)`,
}

/** One member with their unit; 404 where there is none. */
export async function findMember(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('member as m')
    .leftJoin('unit as u', 'u.id', 'm.unitId')
    .where('m.id', '=', id)
    .selectAll('m')
    .select('u.name as unitName')
    .executeTakeFirst()
  if (!row) throw absent()
  const { accountId, orgId: _, ...shown } = row
  return { ...shown, role: row.role as Role, state: memberState({ ...row, accountId }), joined: accountId !== null }
}

/** How many members are in each state, and how many disabled ones still own something. */
export async function countMembers(ctx: Context) {
  return ctx.db
    .selectFrom('member as m')
    .select([
      sql<number>`count(*) filter (where ${stateSql.active})`.as('active'),
      sql<number>`count(*) filter (where ${stateSql.invited})`.as('invited'),
      sql<number>`count(*) filter (where ${stateSql['still owns']})`.as('stillOwn'),
    ])
    .executeTakeFirstOrThrow()
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Changes a member's name, place and, until they have joined, their address. A corrected address ends the invitation's link. */
export async function editMember(ctx: Context, id: string, form: z.output<typeof memberForm>) {
  const row = await lock(ctx, 'member', id)
  authorize(ctx, 'member.edit')
  await requireVersion(ctx, row, form.version, memberValues)
  const email = row.accountId ? row.email : (form.email?.toLowerCase() ?? row.email)
  if (row.accountId && form.email && form.email !== row.email)
    refuse('This is how they sign in, so it stays as it is.', 'email')
  if (email !== row.email) {
    await requireNewAddresses(ctx, [email])
    await withdrawLinks(ctx, id)
  }
  await requireOpenUnit(ctx, form.unitId, row.unitId)
  await ctx.db
    .updateTable('member')
    .set({ name: form.name, email, jobTitle: form.jobTitle, unitId: form.unitId, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'member.edited', kind: 'member', id, title: form.name })
  return { addressChanged: email !== row.email }
}

/** A member as the fields of their form. */
export const memberValues = (row: { name: string; email: string; jobTitle: string | null; unitId: string | null }) => ({
  name: row.name,
  email: row.email,
  jobTitle: row.jobTitle ?? '',
  unitId: row.unitId ?? '',
})

/**
 * Changes a member's role, and whether they may come in. Disabling takes nothing away from them: what they own stays theirs
 * and is flagged, until somebody hands it over.
 */
export async function changeAccess(ctx: Context, id: string, form: z.output<typeof accessForm>) {
  await lock(ctx, 'organisation', ctx.org.id)
  const row = await lock(ctx, 'member', id)
  await authorizeAgain(ctx)
  const closes = form.access === 'closed' && row.disabledAt === null
  const opens = form.access === 'open' && row.disabledAt !== null
  const moves = form.role !== row.role
  authorize(ctx, 'member.edit')
  if (closes || opens) authorize(ctx, 'member.disable')
  await requireVersion(ctx, row, form.version, accessValues)
  if (closes && id === ctx.viewer.memberId) refuse('You cannot disable yourself. Ask another administrator.', 'access')
  if (isActiveAdministrator(row) && (closes || moves) && (await countOtherAdministrators(ctx, id)) === 0)
    refuse(
      `${row.name} is the last active administrator. Make somebody else an administrator first.`,
      closes ? 'access' : 'role',
    )
  if (!closes && !opens && !moves) return
  if (opens) await requireOpenUnit(ctx, row.unitId, null, 'access')
  if (closes) await withdrawLinks(ctx, id)
  await ctx.db
    .updateTable('member')
    .set({
      role: form.role,
      ...(closes || opens ? { disabledAt: closes ? ctx.now : null } : {}),
      ...nextVersion(ctx, row),
    })
    .where('id', '=', id)
    .execute()
  if (closes && row.accountId) await endOrphanedSessions(ctx, row.accountId)
  const about = { kind: 'member', id, title: row.name, reason: form.reason }
  if (moves) record(ctx, { verb: 'member.role-changed', ...about })
  if (closes) record(ctx, { verb: 'member.disabled', ...about })
  if (opens) record(ctx, { verb: 'member.enabled', ...about })
}

/** Whoever may open no organisation any more is signed in nowhere; where another one is left, its sessions are not ours to end. */
const endOrphanedSessions = (ctx: Context, accountId: string) =>
  sql`select access.end_sessions(${accountId}, null) where not exists (select from access.list_memberships(${accountId}))`.execute(
    ctx.db,
  )

export const accessValues = (row: { role: string; disabledAt: Date | null }) => ({
  role: row.role,
  access: row.disabledAt ? 'closed' : 'open',
})

const isActiveAdministrator = (row: { role: string; accountId: string | null; disabledAt: Date | null }) =>
  row.role === 'administrator' && memberState(row) === 'active'

/**
 * Whoever changes who administers the organisation holds its row, so that two cannot each take away the other's last
 * colleague. Once it is held, one looks again whether one still is an administrator oneself.
 */
async function authorizeAgain(ctx: Context) {
  if (ctx.viewer.role === 'system') return
  const me = await ctx.db
    .selectFrom('member')
    .select(['role', 'disabledAt'])
    .where('id', '=', ctx.viewer.memberId)
    .executeTakeFirst()
  if (!me || me.disabledAt) throw absent()
  authorize({ ...ctx, viewer: { ...ctx.viewer, role: me.role as Role } }, 'member.edit')
}

async function countOtherAdministrators(ctx: Context, id: string): Promise<number> {
  const { others } = await ctx.db
    .selectFrom('member as m')
    .where('m.id', '<>', id)
    .where('m.role', '=', 'administrator')
    .where(sql<SqlBool>`${stateSql.active}`)
    .select(sql<number>`count(*)`.as('others'))
    .executeTakeFirstOrThrow()
  return others
}

/** The last active administrator, to be told before they try to leave; null while there are several. */
export async function isLastAdministrator(ctx: Context, member: { id: string; role: string; state: string }) {
  return (
    member.role === 'administrator' &&
    member.state === 'active' &&
    (await countOtherAdministrators(ctx, member.id)) === 0
  )
}

/** Refuses addresses that are members already. */
export async function requireNewAddresses(ctx: Context, addresses: string[], field = 'email') {
  const taken = await ctx.db
    .selectFrom('member')
    .select(['email', 'disabledAt'])
    .where(sql<SqlBool>`email = any(${addresses})`)
    .orderBy('email')
    .execute()
  if (!taken.length) return
  const names = taken.map(({ email }) => email).join(', ')
  const disabled = taken.length === 1 && taken[0]!.disabledAt !== null
  refuse(
    `${names} ${taken.length === 1 ? 'is' : 'are'} here already${disabled ? ', but disabled: enable them again instead' : ''}.`,
    field,
  )
}

export const withdrawLinks = (ctx: Context, id: string) =>
  sql`select access.withdraw_links(${ctx.org.id}, ${id})`.execute(ctx.db)

/**
 * Admits a person at once, without an invitation: for the seed and the operator's command line. An account of this address
 * is used where there is one; a new one gets the password whose hash is given (none: only a reset link opens it).
 */
export async function admitMember(
  ctx: Context,
  person: { name: string; email: string; role: Role; unitId?: string | null; jobTitle?: string | null },
  passwordHash: string | null,
): Promise<{ id: string; accountId: string }> {
  authorize(ctx, 'member.invite')
  authorize(ctx, 'member.edit')
  const { name, role, unitId = null, jobTitle = null } = person
  const email = person.email.toLowerCase()
  const known = await findAccount(ctx.db, email)
  const accountId = known?.id ?? (await createAccount(ctx.db, { email, name }, passwordHash))
  const id = newId(ctx)
  await ctx.db
    .insertInto('member')
    .values({ id, accountId, name, email, role, unitId, jobTitle, joinedAt: ctx.now })
    .execute()
  record(ctx, { verb: 'member.admitted', kind: 'member', id, title: name })
  return { id, accountId }
}

export const roleFilterOptions = roles.map((role) => ({ value: role, label: roleNames[role] }))
