// Whom to answer: name, e-mail and phone of a response, sealed with a key that the database does not hold, opened for a reason and on record.
import { sql } from 'kysely'
import { type Context, authorize } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { seal, unseal } from '#app/imports/sealing.server.ts'
import { type Contact, contactParts } from './contact.ts'

/** For how long whoever opened a contact sees it; then it is opened again, with another line in the history. */
export const openMinutes = 10

/** A sealed contact moved to another response, or organisation, does not open. */
const placeOf = (org: string, response: string) => `${org}/${response}`

/** A contact as it may be stored: what nobody reads without this installation's key. */
export const sealContact = (org: string, response: string, contact: Contact): Buffer =>
  seal(placeOf(org, response), JSON.stringify(contact))

/** Null where it was sealed elsewhere, or changed since. */
export function unsealContact(org: string, response: string, bytes: Buffer): Contact | null {
  const text = unseal(placeOf(org, response), bytes)
  return text === null ? null : (JSON.parse(text) as Contact)
}

/** Keeps contacts of responses that were just written, in the same transaction. */
export async function keepContacts(
  ctx: Context,
  rows: readonly { responseId: string; answeredOn: string; contact: Contact }[],
) {
  const given = rows.filter(({ contact }) => contactParts.some((part) => contact[part]))
  if (!given.length) return
  await sql`insert into response_contact (response_id, answered_on, sealed) select * from unnest(
    ${given.map((row) => row.responseId)}::uuid[], ${given.map((row) => row.answeredOn)}::date[],
    ${given.map((row) => sealContact(ctx.org.id, row.responseId, row.contact))}::bytea[]) on conflict do nothing`.execute(
    ctx.db,
  )
}

/** Whose cases came from this response: they answer, so they may open whom to answer. */
export async function contactStanding(ctx: Context, responseId: string): Promise<{ ownerId: string | null }> {
  const { rows } = await sql<{ ownerId: string }>`select owner_id from customer_case
    where response_id = ${responseId} and owner_id = ${ctx.viewer.memberId || null}::uuid and archived_at is null limit 1`.execute(
    ctx.db,
  )
  return { ownerId: rows[0]?.ownerId ?? null }
}

/** Puts the opening on record; nothing of the contact goes into the history. */
export async function openContact(ctx: Context, responseId: string, title: string, { reason }: { reason: string }) {
  authorize(ctx, 'response.open_contact', await contactStanding(ctx, responseId))
  const there = await ctx.db
    .selectFrom('responseContact')
    .where('responseId', '=', responseId)
    .select('responseId')
    .executeTakeFirst()
  if (!there) refuse('This response came without anybody to answer.')
  record(ctx, { verb: 'response.contact-opened', kind: 'response', id: responseId, title, reason })
}

/** The contact, for whoever put on record that they opened it a few minutes ago; null for everybody else. */
export async function openedContact(
  ctx: Context,
  responseId: string,
): Promise<{ contact: Contact | null; until: Date } | null> {
  const { rows } = await sql<{ recordedAt: Date; sealed: Buffer }>`
    select e.recorded_at, c.sealed from history.event e join response_contact c on c.response_id = e.subject_id
    where e.actor_id = ${ctx.viewer.memberId || null}::uuid and e.verb = 'response.contact-opened' and e.subject_id = ${responseId}
      and e.recorded_at > now() - make_interval(mins => ${openMinutes}) order by e.recorded_at desc limit 1`.execute(
    ctx.db,
  )
  const row = rows[0]
  if (!row) return null
  authorize(ctx, 'response.open_contact', await contactStanding(ctx, responseId))
  return {
    contact: unsealContact(ctx.org.id, responseId, row.sealed),
    until: new Date(row.recordedAt.getTime() + openMinutes * 60_000),
  }
}

export async function hasContact(ctx: Context, responseId: string): Promise<boolean> {
  if (ctx.asOf) return false
  return (
    (await ctx.db
      .selectFrom('responseContact')
      .where('responseId', '=', responseId)
      .select('responseId')
      .executeTakeFirst()) !== undefined
  )
}

/** Takes the contact of a response away for good, in the transaction that erases its texts; says whether there was one. */
export async function eraseContact(ctx: Context, responseId: string): Promise<boolean> {
  const gone = await ctx.db.deleteFrom('responseContact').where('responseId', '=', responseId).executeTakeFirst()
  return gone.numDeletedRows > 0n
}
