// The birth of an organisation: by the printed one-time link, by the operator's command line, or by the seed.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { type Tx, setLocal, transaction } from '#db/database.ts'
import { paths } from '#app/paths.ts'
import { email } from '#app/ui/schema.ts'
import { type Client, createAccount, findAccount } from './accounts.server.ts'
import { checkNewPassword, findLink, saveLink, useLink } from './mailed-links.server.ts'
import { hashPassword } from './passwords.server.ts'
import { Refusal, databaseProblem, refuse } from './problems.ts'
import { isTimeZone, type setUpForm, slugProblem } from './set-up.ts'
import { checkPassword } from './sign-in.server.ts'

/** The path of a link that sets up an organisation, valid for a day and once; links made before it stop working. */
export async function createSetUpLink(): Promise<string> {
  return transaction({}, 'read write', async (db) => {
    await sql`select access.withdraw_set_up_links()`.execute(db)
    return paths.setUp(await saveLink(db, 'set up'))
  })
}

export interface NewOrganisation {
  slug: string
  name: string
  timeZone: string
  adminName: string
  adminEmail: string
  /** Of the administrator's new account; an account that exists already keeps its own. */
  password: string
  locale?: string
  currency?: string
  /** A moved clock, for the demo's past. */
  now?: Date
}

export interface CreatedOrganisation {
  organisationId: string
  memberId: string
  accountId: string
}

/** Creates an organisation with its first administrator: for the operator's command line and the seed. */
export async function createOrganisation(given: NewOrganisation): Promise<CreatedOrganisation> {
  const problem = slugProblem(given.slug)
  if (problem) refuse(problem, 'slug')
  if (!isTimeZone(given.timeZone))
    refuse(`There is no time zone “${given.timeZone}”. Use one such as Europe/Lisbon.`, 'timeZone')
  const adminEmail = given.adminEmail.trim().toLowerCase()
  if (!email().safeParse(adminEmail).success) refuse(`“${adminEmail}” is no email address.`, 'email')
  const passwordHash = await hashPassword(given.password)
  return found({ ...given, adminEmail }, 'command', async (db) => {
    const known = await findAccount(db, adminEmail)
    return known?.id ?? createAccount(db, { email: adminEmail, name: given.adminName }, passwordHash)
  })
}

/** Creates the organisation of a set-up link and gives the account to sign in. */
export async function setUpOrganisation(token: string, form: z.output<typeof setUpForm>, client: Client) {
  if (!(await findLink(token, 'set up')))
    refuse('This set-up link was used or replaced. Restart Sirius to print a new one.')
  const { name, slug, timeZone, yourName: adminName, email: adminEmail, password } = form
  const known = await transaction({}, 'read only', (db) => findAccount(db, adminEmail))
  if (known) await requirePassword(adminEmail, password, client.address)
  else await checkNewPassword(password, { email: adminEmail, name: adminName, organisations: [name, slug] })
  const passwordHash = known ? null : await hashPassword(password)
  const created = await found({ slug, name, timeZone, adminName, adminEmail }, client.requestId, async (db) => {
    await useLink(db, token)
    return known?.id ?? createAccount(db, { email: adminEmail, name: adminName }, passwordHash)
  })
  return { ...created, slug }
}

async function requirePassword(email: string, password: string, address: string) {
  const result = await checkPassword(email, password, address)
  if (!result.ok) refuse('This address has an account already. Give its password, or use another address.', 'password')
}

/**
 * One transaction: organisation, account, administrator, history. There is no context yet to do it in, since contexts are
 * made from organisations; so this is the one write that appends to the history by itself.
 */
async function found(
  given: Omit<NewOrganisation, 'password'>,
  requestId: string,
  account: (db: Tx) => Promise<string>,
): Promise<CreatedOrganisation> {
  const now = given.now ?? new Date()
  const [organisationId, memberId] = [uuidv7({ msecs: now.getTime() }), uuidv7({ msecs: now.getTime() })]
  const { slug, name, timeZone, adminName, adminEmail, locale = 'en-GB', currency = 'EUR' } = given
  try {
    return await transaction(
      { 'app.now': now.toISOString(), 'app.request_id': requestId },
      'read write',
      async (db) => {
        const accountId = await account(db)
        await sql`select access.create_organisation(${organisationId}, ${slug}, ${name}, ${timeZone}, ${locale}, ${currency})`.execute(
          db,
        )
        await setLocal(db, { 'app.org_id': organisationId, 'app.member_id': memberId })
        await db
          .insertInto('member')
          .values({
            id: memberId,
            accountId,
            name: adminName,
            email: adminEmail,
            role: 'administrator',
            joinedAt: now,
            createdAt: now,
            updatedAt: now,
          })
          .execute()
        const events = [
          { verb: 'organisation.created', kind: 'organisation', id: organisationId, title: name },
          { verb: 'member.joined', kind: 'member', id: memberId, title: name },
        ]
        await sql`select history.append(${JSON.stringify(events)}::jsonb)`.execute(db)
        return { organisationId, memberId, accountId }
      },
    )
  } catch (error) {
    if (constraintOf(error) === 'organisation_slug_key')
      refuse('An organisation uses this short name already. Choose another one.', 'slug')
    if (constraintOf(error) === 'account_email')
      throw new Refusal('An account with this address was made meanwhile. Send the form again.')
    throw databaseProblem(error)
  }
}

const constraintOf = (error: unknown) => (error as { constraint?: string } | null)?.constraint
