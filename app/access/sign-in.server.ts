// Signing in: slow to guess, and silent about which accounts exist.
import { sql } from 'kysely'
import { pool } from '#db/database.ts'
import type { Context } from './context.server.ts'
import { passwordMatches } from './passwords.server.ts'
import { trustDevice, trustedDevice } from './trusted-device.server.ts'

export type SignInResult = { ok: true; accountId: string } | { ok: false; reason: 'wrong' | 'too many tries' }

const limit = 10
const window = '15 minutes'

interface FoundAccount {
  id: string
  password_hash: string | null
  disabled_at: Date | null
}

async function accountOf(email: string): Promise<FoundAccount | undefined> {
  const { rows } = await pool().query<FoundAccount>('select * from access.find_account($1)', [email])
  return rows[0]
}

/**
 * Checks a password. Ten failed tries per 15 minutes, for an account and for an address; a success does not count. A browser that the
 * account's owner signed in with before (`device`: its cookies) has a count of its own in the place of both: neither guesses at the
 * account nor a neighbour at the same address lock it out.
 */
export async function checkPassword(
  email: string,
  password: string,
  address: string,
  device?: { cookies: string | null; secure: boolean },
): Promise<SignInResult> {
  const account = await accountOf(email)
  const trusted =
    device && account?.password_hash
      ? trustedDevice(device.cookies, { id: account.id, passwordHash: account.password_hash }, device.secure)
      : null
  const keys = trusted ? [`device ${trusted}`] : [`account ${email.toLowerCase()}`, `address ${address}`]
  for (const key of keys) {
    const { rows } = await pool().query('select access.try($1, $2, $3::interval) as allowed', [key, limit, window])
    if (!rows[0].allowed) return { ok: false, reason: 'too many tries' }
  }
  const matches = await passwordMatches(account?.password_hash ?? null, password)
  if (!account || !matches || account.disabled_at) return { ok: false, reason: 'wrong' }
  for (const key of keys) await pool().query('select access.forgive_try($1)', [key])
  return { ok: true, accountId: account.id }
}

/** The Set-Cookie header with which a browser is recognised; null for an account without a password. */
export async function deviceCookie(email: string, secure: boolean): Promise<string | null> {
  const account = await accountOf(email)
  return account?.password_hash ? trustDevice({ id: account.id, passwordHash: account.password_hash }, secure) : null
}

export interface Membership {
  slug: string
  name: string
}

/** The organisations this account may open, by name. */
export async function listMemberships(accountId: string): Promise<Membership[]> {
  const { rows } = await pool().query('select slug, name from access.list_memberships($1)', [accountId])
  return rows
}

/** The same for the viewer, on the context's own connection. */
export async function membershipsOf(ctx: Context): Promise<Membership[]> {
  const { rows } =
    await sql<Membership>`select slug, name from access.list_memberships(${ctx.viewer.accountId})`.execute(ctx.db)
  return rows
}
