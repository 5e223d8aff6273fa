// The outbox as administrators read it: what was written to whom, and what became of it.
import { type Expression, type SqlBool, sql } from 'kysely'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { mailKinds, mailStates, withoutSecrets } from './mail.ts'

export const outboxListRules = {
  filters: { state: mailStates, kind: mailKinds },
  sorts: ['written', 'to', 'subject'],
  defaultSort: '-written',
} as const

/** One page of the outbox, without what the mails say. */
export async function listMails(ctx: Context, query: ListQuery) {
  authorize(ctx, 'mail.read')
  const base = ctx.db.selectFrom('mail as m').where((eb) => eb.and(conditions(query)))
  const order = { written: sql`m.created_at`, to: sql`lower(m.to_name)`, subject: sql`lower(m.subject)` }[
    query.sort.key as (typeof outboxListRules.sorts)[number]
  ]
  const rows = await base
    .select(['m.id', 'm.kind', 'm.toName', 'm.toAddress', 'm.subject', 'm.state', 'm.createdAt'])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)}`)
    .orderBy('m.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

function conditions({ q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [sql<SqlBool>`true`]
  if (filters.state) all.push(sql<SqlBool>`m.state = any(${filters.state})`)
  if (filters.kind) all.push(sql<SqlBool>`m.kind = any(${filters.kind})`)
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      sql<SqlBool>`(plain(m.to_name) like plain(${like}) or m.to_address ilike ${like} or plain(m.subject) like plain(${like}))`,
    )
  }
  return all
}

/**
 * One mail with its text. The secret of a link is shown only in mails that are kept here for want of a mail server:
 * whoever reads another's link could act as them.
 */
export async function findMail(ctx: Context, id: string) {
  authorize(ctx, 'mail.read')
  const row = await ctx.db
    .selectFrom('mail')
    .select([
      'id',
      'kind',
      'memberId',
      'toName',
      'toAddress',
      'subject',
      'textBody',
      'state',
      'problem',
      'createdAt',
      'sentAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw absent()
  return { ...row, textBody: row.state === 'kept' ? row.textBody : withoutSecrets(row.textBody) }
}
