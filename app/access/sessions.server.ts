// Sign-in sessions. The only file that knows Lucia: leaving it is a change to this file alone.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { pool } from '#db/database.ts'

declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia
    DatabaseUserAttributes: { email: string; name: string; disabled: boolean }
    DatabaseSessionAttributes: SessionRow
  }
}

interface SessionRow {
  createdAt: Date
  lastSeenAt: Date
  authenticatedAt: Date
  idleMinutes: number
  absoluteHours: number
  /** What the next token is to be made of the one that was sent; null: that one is the session's. */
  renewalKey: string | null
  renewalDue: boolean
  address?: string
  userAgent?: string
}

export interface SignedIn {
  /** The same for as long as the session lasts, whatever its token. */
  sessionId: string
  accountId: string
  email: string
  name: string
  /** When the password was last given; account changes ask for it again after a while. */
  authenticatedAt: Date
  /** The Set-Cookie header of the session's new token, where it has one. */
  renewedCookie?: string
}

const minute = 60_000

// The stored id is the sha-256 of the token and is made here, outside Lucia: an adapter that hashes would be handed back
// the stored id, hash it again, and make signing out do nothing.
const adapter: Adapter = {
  async getSessionAndUser(tokenHash) {
    const { rows } = await pool().query('select * from access.find_session($1)', [tokenHash])
    const row = rows[0]
    if (!row) return [null, null]
    return [
      {
        id: row.id,
        userId: row.account_id,
        expiresAt: row.expires_at,
        attributes: {
          createdAt: row.created_at,
          lastSeenAt: row.last_seen_at,
          authenticatedAt: row.authenticated_at,
          idleMinutes: row.idle_minutes,
          absoluteHours: row.absolute_hours,
          renewalKey: row.renewal_key,
          renewalDue: row.renewal_due,
        },
      },
      {
        id: row.account_id,
        attributes: { email: row.email, name: row.name, disabled: row.account_disabled_at !== null },
      },
    ]
  },
  async setSession(session) {
    const { address = null, userAgent = null } = session.attributes
    await pool().query('select access.create_session($1, $2, $3, $4, $5)', [
      session.id,
      session.userId,
      session.expiresAt,
      address,
      userAgent,
    ])
  },
  async updateSessionExpiration(id, expiresAt) {
    await pool().query('select access.touch_session($1, $2)', [id, expiresAt])
  },
  async deleteSession(id) {
    await pool().query('select access.end_session($1)', [id])
  },
  async deleteUserSessions(accountId) {
    await pool().query('select access.end_sessions($1, null)', [accountId])
  },
  async deleteExpiredSessions() {
    await pool().query('select access.end_expired_sessions()')
  },
  async getUserSessions() {
    throw new Error('Sessions are listed by listSessions.')
  },
}

const lucia = new Lucia(adapter, {
  sessionExpiresIn: new TimeSpan(30, 'd'), // the real limits, idle and absolute, are the organisation's and checked below
  getSessionAttributes: (row) => row,
  getUserAttributes: (row) => ({ email: row.email, name: row.name, disabled: row.disabled }),
})

const hashed = (token: string) => createHash('sha256').update(token).digest('hex')
const cookieName = (secure: boolean) => (secure ? '__Host-session' : 'session')
const cookieOf = (token: string, secure: boolean) =>
  `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

/**
 * Reads the session that a request's cookie names; null where there is none, or its idle or absolute limit has passed. Where its token is
 * to change, the answer must carry `renewedCookie`.
 */
export async function findSession(
  cookieHeader: string | null,
  secure: boolean,
  now = new Date(),
): Promise<SignedIn | null> {
  const token = readCookie(cookieHeader, cookieName(secure))
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  const { session, user } = await lucia.validateSession(hashed(token))
  if (!session || user.disabled) return null
  const idle = now.getTime() - session.lastSeenAt.getTime()
  const age = now.getTime() - session.createdAt.getTime()
  if (idle > session.idleMinutes * minute || age > session.absoluteHours * 60 * minute) {
    await lucia.invalidateSession(session.id)
    return null
  }
  if (idle > minute) await adapter.updateSessionExpiration(session.id, session.expiresAt)
  return {
    sessionId: session.id,
    accountId: user.id,
    email: user.email,
    name: user.name,
    authenticatedAt: session.authenticatedAt,
    renewedCookie: session.renewalKey ? cookieOf(await renewed(token, session, session.renewalKey), secure) : undefined,
  }
}

/** The session of a request; a new token of it goes with whatever is answered. */
export async function findSessionOf(request: Request, context: { secure: boolean; cookies: string[] }) {
  const signedIn = await findSession(request.headers.get('cookie'), context.secure)
  if (signedIn?.renewedCookie) context.cookies.push(signedIn.renewedCookie)
  return signedIn
}

/**
 * The token that goes on in the place of this one, once a password was given or a role changed. It follows from both, so that all
 * requests that come with the old token at the same time, to whatever server, are given the same; the database alone does not know it.
 */
async function renewed(token: string, session: { id: string; renewalDue: boolean }, key: string): Promise<string> {
  const next = createHmac('sha256', key).update(token).digest('base64url')
  if (session.renewalDue)
    await pool().query('select access.renew_session($1, $2, $3, $4)', [session.id, hashed(token), hashed(next), key])
  return next
}

/** Starts a session and gives the Set-Cookie header that carries its token; the token itself is kept nowhere. */
export async function startSession(
  accountId: string,
  client: { address: string; userAgent: string; secure: boolean },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const attributes = { address: client.address, userAgent: client.userAgent } as SessionRow
  await lucia.createSession(accountId, attributes, { sessionId: hashed(token) })
  return cookieOf(token, client.secure)
}

/** Ends one session at once. */
export async function endSession(sessionId: string) {
  await lucia.invalidateSession(sessionId)
}

/** The Set-Cookie header that forgets the session's cookie. */
export const forgetSession = (secure: boolean) =>
  `${cookieName(secure)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? '; Secure' : ''}`

export const endExpiredSessions = () => lucia.deleteExpiredSessions()

/** The value of a cookie by its exact name, or null. */
export function readCookie(header: string | null, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}
