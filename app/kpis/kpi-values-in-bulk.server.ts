// The fast path for many values at once: imports and large seeds. Rows are written by unnest, their proof is one hash.
import { sql } from 'kysely'
import { type Context, newId } from '#app/access/context.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import type { ValueInput } from './kpi.ts'
import type { ValueSource } from './kpi-values.server.ts'

export interface BulkValue extends ValueInput {
  kpiId: string
  /** By default the transaction's moment; the history always keeps that. */
  recordedAt?: Date
}

export interface BulkOptions {
  source?: ValueSource
  importId?: string | null
  /** Rows a statement; each statement must end within the connection's time limit. */
  chunk?: number
}

export interface BulkResult {
  recorded: number
  restated: number
  unchanged: number
  /** For the event's `digest`: how many rows were written, and the Merkle root over them in the order of their ids. */
  digest: { rows: number; merkleRoot: string }
}

interface Written {
  id: string
  fresh: boolean
  leaf: string
}

/**
 * Writes values without reading them first: new periods are inserted, others restated where something differs (an empty note
 * takes none away). Checks no rule and no right, records no event and refreshes no standing: the caller does (`valueProblems`,
 * `authorize`, `record` with the digest, `refreshKpiStanding`). No period of a KPI may be given twice. A leaf of the digest is
 * sha256(0x00 || the row as jsonb prints it, without org_id).
 */
export async function insertKpiValuesInBulk(
  ctx: Context,
  rows: readonly BulkValue[],
  options: BulkOptions = {},
): Promise<BulkResult> {
  const written: Written[] = []
  const chunk = options.chunk ?? 5000
  await setBulk(ctx, 'on')
  for (let at = 0; at < rows.length; at += chunk) {
    for (const row of await upsert(ctx, rows.slice(at, at + chunk), options)) written.push(row)
  }
  await setBulk(ctx, '')
  const recorded = written.filter((row) => row.fresh).length
  written.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    recorded,
    restated: written.length - recorded,
    unchanged: rows.length - written.length,
    digest: { rows: written.length, merkleRoot: merkleRoot(written.map((row) => row.leaf)) },
  }
}

/** While bulk is on, the history keeps each row but leaves its text out of the event. */
const setBulk = (ctx: Context, to: 'on' | '') => sql`select set_config('app.bulk', ${to}, true)`.execute(ctx.db)

async function upsert(
  ctx: Context,
  rows: readonly BulkValue[],
  { source = 'imported', importId = null }: BulkOptions,
): Promise<Written[]> {
  const column = <T>(of: (row: BulkValue) => T) => rows.map(of)
  const answer = await sql<Written>`
    insert into kpi_value as v (id, kpi_id, period, value, n, sd, promoters, detractors, note, recorded_at, source, data_import_id, recorded_by)
    select c.*, ${source}, ${importId}::uuid, current_member() from unnest(
      ${column(() => newId(ctx))}::uuid[], ${column((row) => row.kpiId)}::uuid[], ${column((row) => row.period)}::date[],
      ${column((row) => row.value)}::numeric[], ${column((row) => row.n ?? null)}::int[], ${column((row) => row.sd ?? null)}::numeric[],
      ${column((row) => row.promoters ?? null)}::int[], ${column((row) => row.detractors ?? null)}::int[],
      ${column((row) => row.note ?? '')}::text[], ${column((row) => (row.recordedAt ?? ctx.now).toISOString())}::timestamptz[]) c
    on conflict (org_id, kpi_id, period) do update set value = excluded.value, n = excluded.n, sd = excluded.sd,
      promoters = excluded.promoters, detractors = excluded.detractors, source = excluded.source, data_import_id = excluded.data_import_id,
      note = case when excluded.note = '' then v.note else excluded.note end,
      recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at, version = v.version + 1
    where (v.value, v.n, v.sd, v.promoters, v.detractors, v.note) is distinct from (excluded.value, excluded.n, excluded.sd,
      excluded.promoters, excluded.detractors, case when excluded.note = '' then v.note else excluded.note end)
    returning v.id, v.version = 1 as fresh, encode(sha256('\\x00'::bytea || convert_to((to_jsonb(v) - 'org_id')::text, 'UTF8')), 'hex') as leaf`.execute(
    ctx.db,
  )
  return answer.rows
}
