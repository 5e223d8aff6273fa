// Asking for the rows of one person, plan or initiative, or of several at once.
import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * That a uuid column holds one of these. A single one is asked for plainly: PostgreSQL then plans the statement once and keeps
 * the plan, where it plans anew for every list of ids.
 */
export const among = (column: string, ids: readonly string[]): RawBuilder<SqlBool> =>
  ids.length === 1 ? sql`${sql.ref(column)} = ${ids[0]}::uuid` : sql`${sql.ref(column)} = any(${ids}::uuid[])`
