// A browser somebody signed in with before keeps its own count of failed tries: whoever guesses at their account elsewhere cannot lock
// them out. The cookie opens nothing by itself, and a new password ends it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readCookie } from './sessions.server.ts'

interface Account {
  id: string
  /** Of the present password. It is the key, so that nobody who has not seen the database can make such a cookie. */
  passwordHash: string
}

const nameOf = (secure: boolean) => (secure ? '__Host-device' : 'device')
const halfAYear = 180 * 86_400

const sealOf = (nonce: string, { id, passwordHash }: Account) =>
  createHmac('sha256', passwordHash).update(`device ${nonce} ${id}`).digest('base64url')

/** The Set-Cookie header that lets this browser be recognised when its owner signs in again. */
export function trustDevice(account: Account, secure: boolean): string {
  const nonce = randomBytes(16).toString('base64url')
  const value = `${nonce}.${sealOf(nonce, account)}`
  return `${nameOf(secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${halfAYear}${secure ? '; Secure' : ''}`
}

/** The nonce of a cookie that was made for this account and its present password; null for anything else. */
export function trustedDevice(cookieHeader: string | null, account: Account, secure: boolean): string | null {
  const [, nonce, seal] = /^([\w-]{22})\.([\w-]{43})$/.exec(readCookie(cookieHeader, nameOf(secure)) ?? '') ?? []
  if (!nonce || !seal) return null
  return timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(nonce, account))) ? nonce : null
}
