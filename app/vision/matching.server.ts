// Finding records by words people remember: case and accents do not count.
import { type SqlBool, sql } from 'kysely'

/** Whether any of the columns contains what was typed; `%` and `_` mean themselves. */
export function matching(columns: readonly string[], q: string) {
  const literal = q.replace(/[\\%_]/g, '\\$&')
  return sql<SqlBool>`plain(concat_ws(' ', ${sql.join(columns.map((column) => sql.ref(column)))})) like '%' || plain(${literal}) || '%'`
}
