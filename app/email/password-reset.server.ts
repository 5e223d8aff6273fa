// The job behind “Forgot your password?”: only here it is looked up whether there is such an account.
import { sql } from 'kysely'
import type { JobHelpers } from 'graphile-worker'
import { transaction } from '#db/database.ts'
import { actingAsSystem, newId } from '#app/access/context.server.ts'
import { saveResetLink } from '#app/access/mailed-links.server.ts'
import { paths } from '#app/paths.ts'
import { deliver } from './deliver.server.ts'
import { passwordResetMail } from './mail.ts'
import { siteAddress, smtpUrl } from './mail-settings.server.ts'

const minutes = 10

interface Membership {
  slug: string
  memberId: string
  memberName: string
  disabled: boolean
}

/**
 * Mails a reset link to the account of this address, if there is one.
 * With a mail server the link exists only in the mail: it is made at the moment of sending and never stored.
 * Without one it can only be kept where an organisation's administrators read it. That is done for accounts of that one
 * organisation only: for any other account the link would open somebody else's organisation, so there the operator's
 * command line (`resetLink`) is the only way.
 */
export async function sendPasswordReset(
  payload: { email: string; askedAt: string },
  { job, logger }: Pick<JobHelpers, 'job' | 'logger'>,
) {
  if (Date.now() - Date.parse(payload.askedAt) > minutes * 60_000) return // nobody waits for it any more
  const found = await transaction({}, 'read write', async (db) => {
    const account = (
      await sql<{
        id: string
        name: string
        disabledAt: Date | null
      }>`select id, name, disabled_at from access.find_account(${payload.email})`.execute(db)
    ).rows[0]
    if (!account || account.disabledAt) return null
    const memberships = (await sql<Membership>`select * from access.every_membership(${account.id})`.execute(db)).rows
    if (memberships.every(({ disabled }) => disabled)) return null
    return { account, memberships, token: await saveResetLink(db, account.id) }
  })
  if (!found) return
  const { account, memberships, token } = found
  const mail = passwordResetMail({ person: account.name, link: siteAddress() + paths.passwordReset(token), minutes })
  const to = { name: account.name, address: payload.email }
  const url = smtpUrl()
  if (url) return deliver(url, { id: `reset-${job.id}-${job.attempts}`, to, mail })
  const [only, ...others] = memberships
  if (!only || others.length > 0)
    return logger.warn(
      'A reset link was asked for an account of several organisations, but no mail server is set up: use the command line.',
    )
  await actingAsSystem({ slug: only.slug }, async (ctx) => {
    await ctx.db
      .insertInto('mail')
      .values({
        id: newId(ctx),
        kind: 'password_reset',
        memberId: only.memberId,
        toName: to.name,
        toAddress: to.address,
        subject: mail.subject,
        textBody: mail.text,
        htmlBody: mail.html,
        state: 'kept',
        createdAt: ctx.now,
      })
      .execute()
  })
}
