// Links that open one thing once: set-up, invitation, password reset. The token is 32 random bytes; only its hash is stored.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { type Tx, transaction } from '#db/database.ts'
import { paths } from '#app/paths.ts'
import { type PasswordContext, passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.server.ts'
import { Refusal, refuse } from './problems.ts'
import { isStolen } from './stolen-passwords.server.ts'

export type LinkPurpose = 'set up' | 'invitation' | 'password reset'

const minute = 60_000
const lifetimes: Record<LinkPurpose, number> = {
  'set up': 24 * 60 * minute,
  invitation: 7 * 24 * 60 * minute,
  'password reset': 10 * minute,
}

interface LinkTarget {
  orgId?: string
  accountId?: string
  memberId?: string
}

/** What a link opens, as far as a stranger who holds it may know. */
export interface FoundLink {
  orgId: string | null
  orgSlug: string | null
  orgName: string | null
  accountId: string | null
  memberId: string | null
  memberName: string | null
  email: string | null
  hasAccount: boolean
}

export const linkHash = (token: string) => createHash('sha256').update(token).digest('hex')

/** Makes a link in this transaction and gives its token, which is kept nowhere. */
export async function saveLink(
  db: Tx,
  purpose: LinkPurpose,
  target: LinkTarget = {},
  now = new Date(),
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { orgId = null, accountId = null, memberId = null } = target
  const expires = new Date(now.getTime() + lifetimes[purpose])
  await sql`select access.save_link(${linkHash(token)}, ${purpose}, ${orgId}, ${accountId}, ${memberId}, ${expires})`.execute(
    db,
  )
  return token
}

/** Looks a link up without using it; null when it was used, withdrawn, replaced, or its time has passed. */
export async function findLink(token: string | undefined, purpose: LinkPurpose): Promise<FoundLink | null> {
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  return transaction({}, 'read only', async (db) => {
    const { rows } = await sql<FoundLink>`select * from access.find_link(${linkHash(token)}, ${purpose})`.execute(db)
    return rows[0] ?? null
  })
}

/** Uses a link up, in the transaction of what it opens; refuses where somebody was quicker or it no longer counts. */
export async function useLink(db: Tx, token: string) {
  const { rows } = await sql<{ used: boolean }>`select access.use_link(${linkHash(token)}) as used`.execute(db)
  if (!rows[0]?.used) refuse('This link was used or replaced meanwhile. Ask for a new one.')
}

const window = sql`interval '15 minutes'`

/**
 * Counts a try at each key in a transaction of its own, so that a refused try counts too. Once a key had its number of
 * tries within 15 minutes, all are refused, with the same words whoever is behind the key.
 */
export async function countTry(limits: Record<string, number>) {
  const allowed = await transaction({}, 'read write', async (db) => {
    let all = true
    for (const [key, limit] of Object.entries(limits)) {
      const { rows } = await sql<{ ok: boolean }>`select access.try(${key}, ${limit}, ${window}) as ok`.execute(db)
      all &&= rows[0]!.ok
    }
    return all
  })
  if (!allowed) throw new Refusal('There were too many tries. Wait a quarter of an hour, then try again.', {}, 429)
}

/** Takes back a try that turned out to be good. */
export async function forgiveTry(...keys: string[]) {
  await transaction({}, 'read write', async (db) => {
    for (const key of keys) await sql`select access.forgive_try(${key})`.execute(db)
  })
}

/** Whether people get their mails by themselves; without a mail server administrators have to pass them on. */
export const mailsAreSent = () => Boolean(process.env.SMTP_URL)

// ── Password reset ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Milliseconds between asking and looking for the account, at least and at most. */
const later = [2_000, 4_000] as const

/**
 * Asks for a reset link to be mailed. It never looks whether there is such an account: a job does (app/email), some seconds later, when
 * the answer has long been given. So its words are the same for every address, and so is the time it takes: what a job does at the same
 * moment on the same machine would be felt. Asked again meanwhile, it stays one job and one mail.
 */
export async function requestPasswordReset(email: string, address: string) {
  await countTry({ [`reset address ${address}`]: 10, [`reset account ${email}`]: 5 })
  await transaction({}, 'read write', async (db) => {
    const payload = JSON.stringify({ email, askedAt: new Date().toISOString() })
    const at = new Date(Date.now() + randomInt(...later))
    await sql`select jobs.enqueue('send-password-reset', ${payload}::json, ${`password reset ${email}`}, ${at})`.execute(
      db,
    )
  })
}

/** Makes the account's one working reset link; its token. */
export async function saveResetLink(db: Tx, accountId: string): Promise<string> {
  await sql`select access.withdraw_reset_links(${accountId})`.execute(db)
  return saveLink(db, 'password reset', { accountId })
}

/** For the operator's command line: the path of a reset link for this account, or null where there is no such account. */
export async function resetLink(email: string): Promise<string | null> {
  return transaction({}, 'read write', async (db) => {
    const account = (
      await sql<{ id: string }>`select id from access.find_account(${email.trim().toLowerCase()})`.execute(db)
    ).rows[0]
    return account ? paths.passwordReset(await saveResetLink(db, account.id)) : null
  })
}

/** Sets the password of the link's account, whose address it gives; every session of it ends, and so does every other reset link. */
export async function resetPassword(token: string, password: string): Promise<{ email: string }> {
  const link = await findLink(token, 'password reset')
  if (!link?.accountId) refuse('This link no longer works. Ask for a new one.')
  const { accountId } = link
  const organisations = await organisationsOf(accountId)
  await checkNewPassword(password, { email: link.email ?? '', name: link.memberName ?? '', organisations })
  const hash = await hashPassword(password)
  await transaction({}, 'read write', async (db) => {
    await useLink(db, token)
    await sql`select access.set_password(${accountId}, ${hash}, null)`.execute(db)
  })
  return { email: link.email ?? '' }
}

/** Refuses a new password beside its field. */
export async function checkNewPassword(password: string, context: PasswordContext, field = 'password') {
  const problem = passwordProblem(password, context) ?? ((await isStolen(password)) ? stolenSentence : null)
  if (problem) throw new Refusal('Please look at the marked fields.', { [field]: problem }, 400)
}

const stolenSentence =
  'This password, or what it is made of, is among those stolen elsewhere and tried first. Use a short sentence instead.'

async function organisationsOf(accountId: string): Promise<string[]> {
  return transaction({}, 'read only', async (db) => {
    const { rows } = await sql<{
      name: string
      slug: string
    }>`select name, slug from access.every_membership(${accountId})`.execute(db)
    return rows.flatMap(({ name, slug }) => [name, slug])
  })
}
