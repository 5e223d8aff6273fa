// Rows that were written in bulk stand in no event; their event holds one hash over all of them, which is worked out again here.
import { sql } from 'kysely'
import type { Tx } from '#db/database.ts'
import { setLocal } from '#db/database.ts'
import { merkleRoot } from './merkle.server.ts'
import type { BulkWrite, Values } from './replay.ts'

interface BulkEvent extends BulkWrite {
  rows: number
  root: string
  title: string
  /** The record it is about; rows that point at it are its own. */
  kind: string
  subject: string
}

interface Group {
  table: string
  keys: readonly string[]
  /** The only event these rows can be of, where several are of the moment. */
  of: BulkEvent | null
  /** In the order of the rows' keys. */
  leaves: string[]
}

export class BulkProof {
  readonly #events: BulkEvent[]
  readonly #byMoment = new Map<string, BulkEvent[]>()
  /** By moment, then by table and event: rows that no change tells of. */
  readonly #groups = new Map<string, Map<string, Group>>()
  /** The first bulk write of each moment. */
  readonly at: ReadonlyMap<string, BulkWrite>
  readonly moments: string[]

  private constructor(events: BulkEvent[]) {
    this.#events = events
    for (const event of events) this.#byMoment.set(event.at, [...(this.#byMoment.get(event.at) ?? []), event])
    this.at = new Map([...this.#byMoment].map(([at, [first]]) => [at, first!]))
    this.moments = [...this.at.keys()]
  }

  static async read(tx: Tx): Promise<BulkProof> {
    const { rows } = await sql<BulkEvent>`
      select seq, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, title, kind, subject_id as subject,
        (body::jsonb -> 'digest' ->> 'rows')::int as rows, body::jsonb -> 'digest' ->> 'merkleRoot' as root
      from history.event where body like '%"digest": {%' and body::jsonb ? 'digest' order by seq`.execute(tx)
    return new BulkProof(rows)
  }

  get count() {
    return this.#events.length
  }

  /** Takes a version that was written in bulk; those of one table must come in the order of their keys. */
  add(table: string, keys: readonly string[], { from, leaf, values }: { from: string; leaf: string; values: Values }) {
    const events = this.#byMoment.get(from) ?? []
    const named = events.filter(({ kind, subject }) =>
      [values[`${kind}_id`], values.id].some((text) => text === `"${subject}"`),
    )
    const of = events.length > 1 && named.length === 1 ? named[0]! : null
    const groups = this.#groups.get(from) ?? new Map<string, Group>()
    const name = `${table} ${of?.seq ?? ''}`
    const group = groups.get(name) ?? { table, keys, of, leaves: [] }
    group.leaves.push(leaf)
    groups.set(name, group)
    this.#groups.set(from, groups)
  }

  /** Bulk writes whose rows do not give their hash, and rows that no bulk write stands for. */
  async problems(tx: Tx, orgId: string): Promise<string[]> {
    const problems: string[] = []
    for (const at of this.moments) {
      const events = this.#byMoment.get(at)!
      const left = new Set(this.#groups.get(at)?.values())
      for (const event of events) {
        const ofResponses = event.kind === 'listening_post'
        const match = ofResponses ? undefined : await findGroup(tx, orgId, event, [...left])
        if (match) left.delete(match)
        else if (ofResponses ? !(await matchesResponses(tx, event)) : event.rows > 0)
          problems.push(
            `The ${event.rows} rows that event ${event.seq} (${event.title}) wrote at ${at} are not those that are kept: their hash differs.`,
          )
      }
      for (const { table, leaves } of left)
        if (events.every(({ rows }) => rows !== leaves.length))
          problems.push(`${leaves.length} rows of ${table} were written at ${at}, and no event stands for them.`)
    }
    return problems
  }
}

/** Responses have no versions: what an import wrote, or came in live and was noted, is told by what of them never changes. */
async function matchesResponses(tx: Tx, { seq, at, root, subject }: BulkEvent): Promise<boolean> {
  const { rows } = await sql<{ leaf: string }>`
    select encode(sha256('\\x00'::bytea || convert_to(jsonb_build_object('id', r.id, 'at', extract(epoch from r.answered_at), 'scores', r.scores)::text, 'UTF8')), 'hex') as leaf
    from (
      select r.* from history.event_subject s join response r on r.data_import_id = s.subject_id
      where s.seq = ${seq} and s.kind = 'data_import' and r.received_at = ${at}::timestamptz
      union all
      select r.* from response_key k join response r on r.id = k.response_id and r.answered_on = k.answered_on
      where k.listening_post_id = ${subject}::uuid and k.noted_at = ${at}::timestamptz
    ) r order by r.id`.execute(tx)
  return merkleRoot(rows.map(({ leaf }) => leaf)) === root
}

async function findGroup(tx: Tx, orgId: string, event: BulkEvent, groups: Group[]): Promise<Group | undefined> {
  const alike = groups.filter(({ of, leaves }) => (!of || of === event) && leaves.length === event.rows)
  const found = alike.find(({ leaves }) => merkleRoot(leaves) === event.root)
  if (found) return found
  for (const group of alike) if (await matchesAsWrittenThen(tx, orgId, event, group)) return group
  return undefined
}

/**
 * A row's text as it was when it was written: without columns that the table got since (all of them null in these rows), and with
 * its moments as another time zone spells them, should the server have been set to one then.
 */
async function matchesAsWrittenThen(
  tx: Tx,
  orgId: string,
  event: BulkEvent,
  { table, keys, of }: Group,
): Promise<boolean> {
  const columns = await columnsOf(tx, table)
  const order = sql.join(keys.map((column) => sql`h.${sql.ref(column)}::text collate "C"`))
  const pointer = columns.includes(`${event.kind}_id`) ? `${event.kind}_id` : 'id'
  const written = sql`from ${sql.id('history', table)} h where h.recorded_from = ${event.at}::timestamptz
    ${of ? sql`and h.${sql.ref(pointer)} = ${event.subject}` : sql``}`
  const zones = await zonesToTry(tx, orgId)
  try {
    for (const zone of zones) {
      await setLocal(tx, { TimeZone: zone })
      for (let left = columns.length; left > 0; left--) {
        const some = sql.join(columns.slice(0, left).map((column) => sql.ref(`h.${column}`)))
        const { rows } = await sql<{ leaf: string }>`
          select encode(sha256('\\x00'::bytea || convert_to((select to_jsonb(s) from (select ${some}) s)::text, 'UTF8')), 'hex') as leaf
          ${written} order by ${order}`.execute(tx)
        if (merkleRoot(rows.map(({ leaf }) => leaf)) === event.root) return true
        const { rows: used } = await sql<{ used: boolean }>`
          select exists (select ${written} and h.${sql.ref(columns[left - 1]!)} is not null) as used`.execute(tx)
        if (used[0]!.used) break
      }
    }
    return false
  } finally {
    await setLocal(tx, { TimeZone: 'UTC' })
  }
}

async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname::text as name from pg_attribute where attrelid = ${`public.${table}`}::regclass
      and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'org_id' order by attnum`.execute(tx)
  return rows.map(({ name }) => name)
}

async function zonesToTry(tx: Tx, orgId: string): Promise<string[]> {
  const { rows } = await sql<{ server: string; own: string }>`
    select (select reset_val from pg_settings where name = 'TimeZone') as server, time_zone as own from organisation where id = ${orgId}`.execute(
    tx,
  )
  return [...new Set(['UTC', rows[0]!.server, rows[0]!.own])]
}
