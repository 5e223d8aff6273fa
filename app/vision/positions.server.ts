// Where records stand in the order people gave them.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type OrderMove, moved } from './order.ts'

type Ordered = 'core_value' | 'pillar'

/**
 * One change of an order at a time, so that each starts from what the one before it made. Called before any row is locked: two who move
 * records of one order would else wait for each other's rows in a ring.
 */
export async function holdOrder(ctx: Context, table: Ordered) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`order of ${table} ${ctx.org.id}`}, 0))`.execute(ctx.db)
}

/** The place after the last one. */
export async function nextPosition(ctx: Context, table: Ordered): Promise<number> {
  await holdOrder(ctx, table)
  const { rows } = await sql<{
    next: number
  }>`select coalesce(max(position), 0) + 1 as next from ${sql.table(table)}`.execute(ctx.db)
  return rows[0]!.next
}

/** Moves a record one place among those in use; false where it is at the end already. The order is held by the caller. */
export async function changePosition(ctx: Context, table: Ordered, id: string, move: OrderMove): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where archived_at is null order by position, lower(name), id`.execute(ctx.db)
  const before = rows.map((row) => row.id)
  const after = moved(before, id, move)
  if (after.every((other, at) => other === before[at])) return false
  await sql`
    update ${sql.table(table)} t set position = o.place, updated_at = ${ctx.now}
    from unnest(${after}::uuid[]) with ordinality o(id, place)
    where t.id = o.id and t.position <> o.place`.execute(ctx.db)
  return true
}
