// Proves, or disproves, that nobody rewrote an organisation's history since it was recorded.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { pool, transaction, type Tx } from '#db/database.ts'
import { checkCheckpoints } from './verify-checkpoints.server.ts'

/** Something that is not as it was recorded. With the event it is about, where it is about one. */
export interface Problem {
  text: string
  seq?: number
  /** The event's time and title, as they are stored now. */
  at?: string
  title?: string
}

export interface Verdict {
  /** How many events follow from each other, from the first on. */
  events: number
  /** The hash of the last of them, as hex. */
  head: string
  /** The first event that does not follow; null when all do. */
  broken: { seq: number; why: string; at?: string; title?: string } | null
}

export interface Proof extends Verdict {
  /** How many checkpoints agree with the chain: those of the database, and lines of the file. */
  checkpoints: { stored: number; inFile: number }
  /** The broken event first, then everything else that is wrong; none: the history is what was recorded and signed. */
  problems: Problem[]
}

interface StoredEvent {
  seq: number
  body: string
  prev_hash: Buffer
  hash: Buffer
  at: string
  actor_id: string | null
  verb: string
  kind: string
  subject_id: string
  title: string
  reason: string | null
  request_id: string | null
}

const pageSize = 5000

/** The chain, and every checkpoint of it that the database and this machine's file know. */
export async function verifyProof(org: { id: string; slug: string }): Promise<Proof> {
  return transaction({ 'app.org_id': org.id }, 'read only', async (tx) => {
    const verdict = await walk(tx, org.id)
    const found = await checkCheckpoints(tx, org, verdict)
    const { broken } = verdict
    const first = broken ? [{ text: broken.why, seq: broken.seq, at: broken.at, title: broken.title }] : []
    return { ...verdict, checkpoints: found.agreeing, problems: [...first, ...found.problems] }
  })
}

/** The chain alone. */
export async function verifyChain(orgId: string): Promise<Verdict> {
  return transaction({ 'app.org_id': orgId }, 'read only', (tx) => walk(tx, orgId))
}

/**
 * Walks the chain in pages: each event's hash is SHA-256 over the hash before it and the event's own text; the first hash before
 * is SHA-256 of the organisation's id. What lists and timelines show of an event must be what its text says, and the chain's head
 * the last event.
 */
async function walk(tx: Tx, orgId: string): Promise<Verdict> {
  let hash: Buffer = createHash('sha256').update(orgId).digest()
  let seq = 0
  let coming = pageAfter(tx, 0)
  for (;;) {
    const events = await coming
    if (events.length === 0) break
    coming = pageAfter(tx, events.at(-1)!.seq) // fetched while this page is hashed
    coming.catch(() => {})
    for (const event of events) {
      const why = problemOf(event, seq + 1, hash, orgId)
      if (why) {
        const { at, title } = event
        await coming
        return { events: seq, head: hash.toString('hex'), broken: { seq: seq + 1, why, at, title } }
      }
      hash = event.hash
      seq++
    }
  }
  const head = await tx.selectFrom('history.chain').select(['size', 'hash']).executeTakeFirst()
  const agrees = head ? head.size === seq && head.hash.equals(hash) : seq === 0
  const why = 'The history ends here, but its head says otherwise: events after this one were removed.'
  return { events: seq, head: hash.toString('hex'), broken: agrees ? null : { seq: seq + 1, why } }
}

async function pageAfter(tx: Tx, seq: number): Promise<StoredEvent[]> {
  // One row of arrays costs more than rows; names stay as they are, since renaming millions of keys is felt.
  const { rows } = await sql<StoredEvent>`
    select seq, body, prev_hash, hash, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      actor_id, verb, kind, subject_id, title, reason, request_id
    from history.event where seq > ${seq} order by seq limit ${pageSize}`.execute(tx.withoutPlugins())
  return rows
}

function problemOf(event: StoredEvent, expected: number, before: Buffer, orgId: string): string | null {
  if (event.seq !== expected) return `Event ${expected} is missing; the next one there is event ${event.seq}.`
  if (!event.prev_hash.equals(before)) return 'It does not follow from the event before it.'
  const hash = createHash('sha256').update(before).update(event.body, 'utf8').digest()
  if (!hash.equals(event.hash)) return 'Its text is not what was recorded.'
  const said = readBody(event.body)
  if (said?.org !== orgId || said.seq !== expected) return 'It belongs to another place.'
  const column = shown.find(([name, of]) => (of(event) ?? undefined) !== said[name])
  return column ? `Its ${column[2]} is shown otherwise than it was recorded.` : null
}

type Body = Record<string, unknown>

function readBody(text: string): Body | null {
  try {
    return JSON.parse(text) as Body
  } catch {
    return null
  }
}

/** What stands beside an event's text so that it can be listed. */
const shown: [name: string, of: (event: StoredEvent) => string | null, words: string][] = [
  ['at', ({ at }) => at, 'time'],
  ['actor', (event) => event.actor_id, 'author'],
  ['verb', ({ verb }) => verb, 'verb'],
  ['kind', ({ kind }) => kind, 'kind'],
  ['id', (event) => event.subject_id, 'record'],
  ['title', ({ title }) => title, 'title'],
  ['reason', ({ reason }) => reason, 'reason'],
  ['request', (event) => event.request_id, 'request'],
]

export interface OrganisationToVerify {
  id: string
  slug: string
}

/** All organisations, or the one of this short name. Throws a plain sentence where there is none. */
export async function organisationsToVerify(slug?: string): Promise<OrganisationToVerify[]> {
  const { rows } = await pool().query<OrganisationToVerify>('select id, slug from access.list_organisations()')
  const chosen = slug ? rows.filter((row) => row.slug === slug) : rows
  if (slug && !chosen.length) throw new Error(`There is no organisation “${slug}”.`)
  return chosen
}
