// The job that sends a queued mail. It may run twice; the letter is the same then, down to its Message-ID.
import { sql } from 'kysely'
import type { JobHelpers } from 'graphile-worker'
import { actingAsSystem } from '#app/access/context.server.ts'
import { deliver, deliveryProblem, isFinal } from './deliver.server.ts'
import { withoutSecrets } from './mail.ts'
import { smtpUrl } from './mail-settings.server.ts'

/** Tries after which a mail counts as not delivered: about ten hours after the first. */
export const mostTries = 10

type Try = Pick<JobHelpers, 'job'>

/** Sends one mail of an organisation's outbox, or keeps it there when no mail server is set up. */
export async function sendMail(payload: { org: string; mail: string }, { job }: Try) {
  const letter = await actingAsSystem({ slug: payload.org }, (ctx) =>
    ctx.db
      .selectFrom('mail')
      .selectAll()
      .where('id', '=', payload.mail)
      .where('state', '=', 'queued')
      .executeTakeFirst(),
  )
  if (!letter) return // sent before, or given up
  const url = smtpUrl()
  if (!url) return settle(payload, { state: 'kept', problem: null })
  const { id, toName, toAddress, subject, textBody, htmlBody } = letter
  // A link is the recipient's alone: once the letter went out, or never will, the copy keeps no secret.
  const bare = { textBody: withoutSecrets(textBody), htmlBody: withoutSecrets(htmlBody) }
  try {
    // No transaction is open here: a slow mail server holds no connection of the database.
    await deliver(url, {
      id,
      to: { name: toName, address: toAddress },
      mail: { subject, text: textBody, html: htmlBody },
    })
  } catch (error) {
    const problem = deliveryProblem(error)
    const lastTry = isFinal(error) || job.attempts >= Math.min(mostTries, job.max_attempts)
    if (lastTry) return settle(payload, { state: 'failed', problem, ...bare })
    await settle(payload, { state: 'queued', problem })
    throw new Error(`Mail ${id} was not handed over: ${problem}`)
  }
  await settle(payload, { state: 'sent', problem: null, ...bare })
}

interface Settled {
  state: 'kept' | 'sent' | 'failed' | 'queued'
  problem: string | null
  textBody?: string
  htmlBody?: string
}

const settle = (payload: { org: string; mail: string }, values: Settled) =>
  actingAsSystem({ slug: payload.org }, async (ctx) => {
    const sentAt = values.state === 'sent' ? sql<Date>`now()` : null
    await ctx.db
      .updateTable('mail')
      .set({ ...values, sentAt })
      .where('id', '=', payload.mail)
      .execute()
  })
