// Taking hold of a row before changing it, and noticing that somebody else changed it first.
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { DB } from '#db/types.ts'
import { type Context, absent } from './context.server.ts'
import { Conflict } from './problems.ts'

type Versioned = {
  [T in keyof DB]: DB[T] extends { id: unknown; version: unknown } ? (T extends `history.${string}` ? never : T) : never
}[keyof DB]

/**
 * The row, locked until the transaction ends; 404 where there is none that the viewer may see. Rows that refer to it may still be added:
 * a form's key refers to the organisation, so a stronger lock would make two who change the organisation wait for each other in a ring.
 */
export async function lock<T extends Versioned & string>(
  ctx: Context,
  table: T,
  id: string,
): Promise<Selectable<DB[T]>> {
  const { rows } = await sql<
    Selectable<DB[T]>
  >`select * from ${sql.table(snake(table))} where id = ${id} for no key update`.execute(ctx.db)
  if (!rows[0]) throw absent()
  return rows[0]
}

/**
 * Throws a conflict unless the form was rendered from this version of the row. `now` gives the row as the form's fields,
 * for the comparison; forms of one button need none.
 */
export async function requireVersion<R extends { id: string; version: number }>(
  ctx: Context,
  row: R,
  version: number,
  now: (row: R) => Record<string, string | string[]> = () => ({}),
) {
  if (row.version === version) return
  const last = await ctx.db
    .selectFrom('history.event as e')
    .innerJoin('history.eventSubject as s', 's.seq', 'e.seq')
    .leftJoin('member as m', 'm.id', 'e.actorId')
    .where('s.subjectId', '=', row.id)
    .orderBy('e.seq', 'desc')
    .select(['m.name', 'e.recordedAt'])
    .limit(1)
    .executeTakeFirst()
  throw new Conflict(row.version, now(row), last?.name ?? undefined, last?.recordedAt.toISOString())
}

/** Columns that every change of a versioned row sets. */
export const nextVersion = (ctx: Context, row: { version: number }) => ({
  version: row.version + 1,
  updatedAt: ctx.now,
})

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
