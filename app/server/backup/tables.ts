/** Which tables a backup holds, with their columns, in an order in which every row finds what it points at. */
import type pg from 'pg'

export interface Table {
  /** `schema.name`, as files and the manifest call it. */
  name: string
  columns: string[]
  /** Whether its rows belong to one organisation each. */
  owned: boolean
}

/** Rows that are worth nothing later, or that would sign somebody in: they are made anew. */
const leftOut = new Set([
  ...['public.migration', 'access.session', 'access.attempt', 'public.form_key'],
  'public.intake_request',
  'public.import_part', // a file that is lost on the way is uploaded again
])

/** Every kept table of the database. Unlogged ones can be worked out again and are left out. Throws where tables point at each other in a circle. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      n.nspname <> 'access' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') as owned,
      array(select distinct fn.nspname || '.' || fc.relname from pg_constraint f
        join pg_class fc on fc.oid = f.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
        where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'access', 'history', 'as_of') and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
    order by 1`)
  return inOrder(rows.filter(({ name }) => !leftOut.has(name))).map(({ name, columns, owned }) => ({
    name,
    columns,
    owned,
  }))
}

function inOrder<T extends { name: string; needs: string[] }>(tables: T[]): T[] {
  const waiting = new Map(tables.map((table) => [table.name, table]))
  const ordered: T[] = []
  while (waiting.size) {
    const ready = [...waiting.values()].filter(({ needs }) => !needs.some((need) => waiting.has(need)))
    if (!ready.length)
      throw new Error(`These tables point at each other in a circle: ${[...waiting.keys()].join(', ')}.`)
    for (const table of ready) {
      waiting.delete(table.name)
      ordered.push(table)
    }
  }
  return ordered
}

/** `schema.name` as SQL. */
export const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

export const columnList = ({ columns }: Table) => columns.map((column) => `"${column}"`).join(', ')
