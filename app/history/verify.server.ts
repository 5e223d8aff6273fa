// Proves, or disproves, that nobody rewrote an organisation's history since it was recorded.
import { createHash } from 'node:crypto'
import { pool, transaction } from '#db/database.ts'

export interface Verdict {
  events: number
  /** The first event that does not follow from the ones before it; null when all do. */
  broken: { seq: number; why: string } | null
}

interface StoredEvent {
  seq: number
  body: string
  prevHash: Buffer
  hash: Buffer
}

/**
 * Walks the chain of one organisation in pages: each event's hash is SHA-256 over the hash before it and the event's own
 * text; the first hash before is SHA-256 of the organisation's id. The chain's head must be the last event.
 */
export async function verifyChain(orgId: string): Promise<Verdict> {
  return transaction({ 'app.org_id': orgId }, 'isolation level repeatable read read only', async (tx) => {
    let hash: Buffer = createHash('sha256').update(orgId).digest()
    let seq = 0
    for (;;) {
      const events = await tx
        .selectFrom('history.event')
        .where('seq', '>', seq)
        .select(['seq', 'body', 'prevHash', 'hash'])
        .orderBy('seq')
        .limit(5000)
        .execute()
      for (const event of events) {
        const why = problemOf(event, seq + 1, hash, orgId)
        if (why) return { events: seq, broken: { seq: seq + 1, why } }
        hash = event.hash
        seq++
      }
      if (events.length === 0) break
    }
    const head = await tx.selectFrom('history.chain').select(['size', 'hash']).executeTakeFirst()
    const agrees = head ? head.size === seq && head.hash.equals(hash) : seq === 0
    return { events: seq, broken: agrees ? null : { seq: seq + 1, why: 'The chain’s head is not its last event.' } }
  })
}

function problemOf(event: StoredEvent, expected: number, before: Buffer, orgId: string): string | null {
  if (event.seq !== expected) return `Event ${expected} is missing.`
  if (!event.prevHash.equals(before)) return 'It does not follow from the event before it.'
  const hash = createHash('sha256').update(before).update(event.body, 'utf8').digest()
  if (!hash.equals(event.hash)) return 'Its text is not what was recorded.'
  const { org, seq } = JSON.parse(event.body) as { org: string; seq: number }
  return org === orgId && seq === expected ? null : 'It belongs to another place.'
}

/** `npm run sirius -- verify-history`: every organisation's chain, one line each; throws at a broken one. */
export async function verifyHistoryCommand(): Promise<string> {
  const { rows } = await pool().query<{ id: string; slug: string }>('select id, slug from access.list_organisations()')
  const lines: string[] = []
  for (const { id, slug } of rows) {
    const { events, broken } = await verifyChain(id)
    if (broken) throw new Error(`${slug}: broken at event ${broken.seq}. ${broken.why}`)
    lines.push(`${slug}: ${events} events, unbroken`)
  }
  return lines.join('\n') || 'There is no organisation yet.'
}
