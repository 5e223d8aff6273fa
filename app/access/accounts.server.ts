// A person's one account: joining an organisation with it, its password, its sessions, its name.
import { createHash, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { transaction } from '#db/database.ts'
import type { DB } from '#db/types.ts'
import { nextVersion } from './change.server.ts'
import { type Context, actingAs } from './context.server.ts'
import { checkNewPassword, findLink, useLink } from './mailed-links.server.ts'
import { hashPassword } from './passwords.server.ts'
import { Refusal, refuse } from './problems.ts'
import { checkPassword } from './sign-in.server.ts'

export interface Client {
  address: string
  requestId: string
}

interface Account {
  id: string
  email: string
  name: string
}

/** The account of an address, or null. */
export async function findAccount(db: Kysely<DB>, email: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from access.find_account(${email})`.execute(
    db,
  )
  return rows[0] ?? null
}

export async function createAccount(db: Kysely<DB>, { email, name }: Omit<Account, 'id'>, passwordHash: string | null) {
  const id = randomUUID()
  await sql`select access.create_account(${id}, ${email}, ${name}, ${passwordHash})`.execute(db)
  return id
}

// ── Joining ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Joins the organisation of an invitation: with a new account, or with the one that has this address already, whose
 * password is asked for. Gives the account to sign in and the organisation to go to.
 */
export async function acceptInvitation(token: string, given: { name: string; password: string }, client: Client) {
  const link = await findLink(token, 'invitation')
  if (!link?.orgSlug || !link.email || !link.memberId)
    refuse('This invitation no longer works. Ask the person who invited you for a new one.')
  const { orgSlug: slug, email, orgName, memberId } = link
  const known = link.hasAccount ? await knownAccount(email, given.password, client.address) : null
  const passwordHash = known
    ? null
    : await newPasswordHash(given.password, { email, name: given.name, organisations: [slug, orgName ?? ''] })
  return actingAs({ slug, email, memberId, requestId: client.requestId }, async (ctx) => {
    // The member before the link, as whoever corrects or withdraws the invitation locks them.
    const member = await ctx.db
      .selectFrom('member')
      .selectAll()
      .where('id', '=', memberId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow()
    await useLink(ctx.db, token)
    if (member.accountId || member.disabledAt || member.email !== email)
      refuse('This invitation was withdrawn. Ask the person who invited you for a new one.')
    if (!known && (await findAccount(ctx.db, email))) refuse(accountMeanwhile)
    const accountId =
      known ?? (await createAccount(ctx.db, { email, name: given.name }, passwordHash).catch(takenMeanwhile))
    // A reset link that one organisation's administrators could read must not open the other organisation.
    await sql`select access.withdraw_reset_links(${accountId})`.execute(ctx.db)
    const name = known ? member.name : given.name
    await ctx.db
      .updateTable('member')
      .set({ accountId, name, joinedAt: ctx.now, ...nextVersion(ctx, member) })
      .where('id', '=', member.id)
      .execute()
    // Read aloud: “Ada Lovelace joined Bayline Airport”.
    ctx.events.push({ verb: 'member.joined', kind: 'member', id: member.id, title: ctx.org.name })
    return { accountId, slug }
  })
}

const accountMeanwhile = 'An account with this address was made meanwhile. Open the link again.'

function takenMeanwhile(error: unknown): never {
  if ((error as { constraint?: unknown } | null)?.constraint === 'account_email') refuse(accountMeanwhile)
  throw error
}

async function knownAccount(email: string, password: string, address: string): Promise<string> {
  const result = await checkPassword(email, password, address)
  if (result.ok) return result.accountId
  if (result.reason === 'wrong')
    refuse('This is not the password of this account. Try again, or choose a new one by mail.', 'password')
  throw new Refusal('There were too many tries. Wait a quarter of an hour, then try again.', {}, 429)
}

async function newPasswordHash(password: string, context: { email: string; name: string; organisations: string[] }) {
  await checkNewPassword(password, context)
  return hashPassword(password)
}

// ── One's own account ───────────────────────────────────────────────────────────────────────────────────────────────

/** Changes the password of a signed-in person who knows the present one; every other session of the account ends. */
export async function changePassword(
  who: { accountId: string; sessionId: string; email: string; name: string; organisations: string[]; address: string },
  form: { currentPassword: string; newPassword: string },
) {
  await requirePresentPassword(who, form.currentPassword, who.address)
  await checkNewPassword(form.newPassword, who, 'newPassword')
  if (form.newPassword === form.currentPassword)
    refuse('This is your present password. Choose another one.', 'newPassword')
  const hash = await hashPassword(form.newPassword)
  await transaction({}, 'read write', (db) =>
    sql`select access.set_password(${who.accountId}, ${hash}, ${who.sessionId})`.execute(db),
  )
}

// For so long after a password was given, changes of the account do not ask for it again.
const freshFor = 10 * 60_000

/** Whether the password was given a moment ago, so that an unattended browser is not what is asking. */
export const isFresh = ({ authenticatedAt }: { authenticatedAt: Date }, now = new Date()) =>
  now.getTime() - authenticatedAt.getTime() <= freshFor

/**
 * Asks for the present password where it was given longer ago than that; refuses beside `currentPassword`. Tries count as those of
 * signing in do. A right one counts for the next minutes, too.
 */
export async function reauthenticate(
  who: { accountId: string; sessionId: string; email: string; authenticatedAt: Date },
  password: string | null,
  address: string,
) {
  if (isFresh(who)) return
  if (!password) refuse('You signed in some time ago, so give your password first.', 'currentPassword')
  await requirePresentPassword(who, password, address)
  await transaction({}, 'read write', (db) => sql`select access.reauthenticate_session(${who.sessionId})`.execute(db))
}

async function requirePresentPassword(who: { accountId: string; email: string }, password: string, address: string) {
  const result = await checkPassword(who.email, password, address)
  if (!result.ok && result.reason === 'too many tries')
    throw new Refusal('There were too many tries. Wait a quarter of an hour, then try again.', {}, 429)
  if (!result.ok || result.accountId !== who.accountId) refuse('This is not your present password.', 'currentPassword')
}

/** What is shown of a session; `handle` names it without being the stored id. */
export interface OpenSession {
  handle: string
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  userAgent: string | null
}

interface SessionRow {
  id: string
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  userAgent: string | null
}

const handleOf = (id: string) => createHash('sha256').update(`session ${id}`).digest('hex').slice(0, 20)

/** Where this account is signed in, the newest first. */
export async function listSessions(db: Kysely<DB>, accountId: string, currentId: string): Promise<OpenSession[]> {
  const { rows } = await sql<SessionRow>`select * from access.list_sessions(${accountId})`.execute(db)
  return rows.map(({ id, ...row }) => ({ ...row, handle: handleOf(id), current: id === currentId }))
}

/** Ends one session of the account, or (without a handle) all but the present one. */
export async function endSessions(db: Kysely<DB>, accountId: string, currentId: string, handle: string | null) {
  if (handle === null) {
    await sql`select access.end_sessions(${accountId}, ${currentId})`.execute(db)
    return
  }
  const { rows } = await sql<{ id: string }>`select id from access.list_sessions(${accountId})`.execute(db)
  const session = rows.find(({ id }) => handleOf(id) === handle)
  if (session) await sql`select access.end_session(${session.id})`.execute(db)
}

export async function findOwnPreferences(ctx: Context) {
  return ctx.db
    .selectFrom('member')
    .select(['name', 'wantsDigest'])
    .where('id', '=', ctx.viewer.memberId)
    .executeTakeFirstOrThrow()
}

/** What a person decides about themselves: how they are called, and whether the daily digest is mailed. Needs no ability. */
export async function changeOwnPreferences(ctx: Context, form: { name: string; wantsDigest: boolean }) {
  const me = await ctx.db
    .selectFrom('member')
    .selectAll()
    .where('id', '=', ctx.viewer.memberId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  if (me.name === form.name && me.wantsDigest === form.wantsDigest) return
  await ctx.db
    .updateTable('member')
    .set({ name: form.name, wantsDigest: form.wantsDigest, ...nextVersion(ctx, me) })
    .where('id', '=', me.id)
    .execute()
  if (me.name !== form.name && ctx.viewer.accountId)
    await sql`select access.rename_account(${ctx.viewer.accountId}, ${form.name})`.execute(ctx.db)
  ctx.events.push({ verb: 'member.edited', kind: 'member', id: me.id, title: form.name })
}
