// Makes the history of the large organisation long.
import type pg from 'pg'

export const revisedTables = ['initiative', 'action_plan', 'action_item', 'kpi', 'outcome', 'member', 'persona']

/** Splits each current version into as many as if the record had been changed evenly since it was added. */
export async function revise(superuser: pg.Client, copies: number) {
  for (const table of revisedTables) {
    const { rows } = await superuser.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute where attrelid = 'history.${table}'::regclass and attnum > 0 and not attisdropped
       and attname not in ('recorded_from', 'recorded_to') order by attnum`,
    )
    const columns = rows.map(({ name }) => name).join(', ')
    await superuser.query(`insert into history.${table} (${columns}, recorded_from, recorded_to)
      select ${columns}, recorded_from + k * (now() - recorded_from) / ${copies}, recorded_from + (k + 1) * (now() - recorded_from) / ${copies}
      from history.${table}, generate_series(0, ${copies - 2}) k where recorded_to = 'infinity'`)
    await superuser.query(`update history.${table} set recorded_from = recorded_from + ${copies - 1} * (now() - recorded_from) / ${copies}
      where recorded_to = 'infinity'`)
  }
  await superuser.query('vacuum analyze')
}
