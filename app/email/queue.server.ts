// Putting a mail on its way: written in the transaction of what it is about, sent by a job once that is committed.
import { type Context, newId } from '#app/access/context.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { type Mail, type MailKind, headerText } from './mail.ts'

export interface Envelope {
  kind: MailKind
  to: { name: string; address: string }
  /** The member it is for, where there is one. */
  member: string | null
  mail: Mail
}

/** Queues a mail; it is sent only if this transaction commits, and exactly then. */
export async function queueMail(ctx: Context, { kind, to, member, mail }: Envelope): Promise<{ id: string }> {
  const id = newId(ctx)
  await ctx.db
    .insertInto('mail')
    .values({
      id,
      kind,
      memberId: member,
      toName: headerText(to.name),
      toAddress: headerText(to.address),
      subject: headerText(mail.subject),
      textBody: mail.text,
      htmlBody: mail.html,
      createdAt: ctx.now,
    })
    .execute()
  await enqueue(ctx, 'send-mail', { mail: id }, { key: `mail ${id}` })
  return { id }
}
