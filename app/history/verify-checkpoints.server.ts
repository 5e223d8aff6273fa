// Checkpoints against the chain: those of the database, and those of the file that stands outside it.
import { type KeyObject, verify } from 'node:crypto'
import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import type { Tx } from '#db/database.ts'
import { checkpointLines } from './checkpoint-file.server.ts'
import { type Checkpoint, readCheckpointLine } from './checkpoint-format.ts'
import { ownKeys } from './checkpoint-key.server.ts'
import { checkpointFile } from './checkpoint-settings.server.ts'
import type { Problem, Verdict } from './verify.server.ts'

interface Found {
  agreeing: { stored: number; inFile: number }
  problems: Problem[]
}

/** Problems of one place; of many alike, the first ones and how many more there are. */
class Problems {
  readonly found: Problem[] = []
  #more = 0
  add(text: string) {
    if (this.found.length < 5) this.found.push({ text })
    else this.#more++
  }
  all(): Problem[] {
    return this.#more
      ? [...this.found, { text: `${this.#more} more checkpoints have problems of this kind.` }]
      : this.found
  }
}

const pageSize = 2000

/** Asks about every stored checkpoint and every line of the file whether it is signed by a key of ours and tells of this chain. */
export async function checkCheckpoints(tx: Tx, org: { id: string; slug: string }, chain: Verdict): Promise<Found> {
  const keys = ownKeys()
  const stored = await checkStored(tx, org, chain, keys)
  const inFile = await checkFile(tx, org, chain, keys, stored.lines)
  return {
    agreeing: { stored: stored.agreeing, inFile: inFile.agreeing },
    problems: [...stored.problems.all(), ...inFile.problems.all()],
  }
}

interface StoredRow {
  size: number
  head: string
  made_at: Date
  key: string
  line: string
  written: boolean
}

async function checkStored(tx: Tx, org: { id: string }, chain: Verdict, keys: Map<string, KeyObject>) {
  const problems = new Problems()
  const lines = new Map<string, boolean>() // whether each is said to stand in the file
  let agreeing = 0
  for (let after = 0; ;) {
    const { rows } = await sql<StoredRow>`
      select c.size, encode(c.head, 'hex') as head, c.made_at, c.key, c.line, coalesce(d.state = 'done', false) as written
      from history.checkpoint c left join checkpoint_delivery d on d.size = c.size and d.way = 'file'
      where c.size > ${after} order by c.size limit ${pageSize}`.execute(tx.withoutPlugins())
    if (!rows.length) break
    after = rows.at(-1)!.size
    const hashes = await hashesAt(
      tx,
      rows.map(({ size }) => size),
    )
    for (const row of rows) {
      const read = readCheckpointLine(row.line)
      const said = read?.checkpoint
      const name = `The checkpoint of ${row.size} events`
      const same = said?.size === row.size && said.head === row.head && said.key === row.key
      const why =
        !read || !same || said.at !== row.made_at.toISOString()
          ? 'was changed in the database.'
          : problemOf(read, org, chain, hashes, keys)
      if (why) problems.add(`${name} ${why}`)
      else {
        agreeing++
        lines.set(row.line, row.written)
      }
    }
  }
  return { agreeing, problems, lines }
}

async function checkFile(
  tx: Tx,
  org: { id: string; slug: string },
  chain: Verdict,
  keys: Map<string, KeyObject>,
  stored: Map<string, boolean>,
) {
  const file = checkpointFile(org.slug)
  const problems = new Problems()
  const expected = new Set([...stored].filter(([, written]) => written).map(([line]) => line))
  if (!existsSync(file)) {
    if (expected.size) problems.add(`The file of checkpoints is gone: ${file}. ${expected.size} stood in it.`)
    return { agreeing: 0, problems }
  }
  let agreeing = 0
  let number = 0
  for await (const { text, whole } of checkpointLines(file)) {
    number++
    expected.delete(text)
    if (whole && stored.has(text)) {
      agreeing++
      continue
    }
    const read = readCheckpointLine(text)
    const name = `Line ${number} of the file of checkpoints`
    if (!read || !whole) {
      problems.add(`${name} is not a whole line as Sirius writes them.`)
      continue
    }
    if (read.checkpoint.org !== org.id) continue // the file may be shared
    const hashes = await hashesAt(tx, [read.checkpoint.size])
    const why = problemOf(read, org, chain, hashes, keys)
    if (why) problems.add(`${name}, of ${read.checkpoint.size} events, ${why}`)
    else agreeing++
  }
  if (expected.size) {
    const sizes = [...expected].slice(0, 3).map((line) => readCheckpointLine(line)!.checkpoint.size)
    problems.add(
      `${expected.size === 1 ? 'A checkpoint that was' : `${expected.size} checkpoints that were`} written to the file ${expected.size === 1 ? 'is' : 'are'} not in it now: of ${sizes.join(', ')}${expected.size > 3 ? ', …' : ''} events.`,
    )
  }
  return { agreeing, problems }
}

async function hashesAt(tx: Tx, sizes: number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, encode(hash, 'hex') as hash from history.event where seq = any(${sizes}::bigint[])`.execute(
    tx.withoutPlugins(),
  )
  return new Map(rows.map(({ seq, hash }) => [seq, hash]))
}

function problemOf(
  { text, signature, checkpoint }: { text: string; signature: string; checkpoint: Checkpoint },
  org: { id: string },
  chain: Verdict,
  hashes: Map<number, string>,
  keys: Map<string, KeyObject>,
): string | null {
  const { key: id, size, head, at } = checkpoint
  const key = keys.get(id)
  if (!keys.size) return 'cannot be checked here: this machine has no key. Run the check where the worker runs.'
  if (!key) return `was signed with a key that is not ours (${id.slice(0, 16)}…).`
  if (!verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex')))
    return 'was changed: its signature does not fit.'
  if (checkpoint.org !== org.id) return 'is about another organisation.'
  const hash = hashes.get(size)
  if (!hash) return `was signed at ${at}, but the history now has ${chain.events} events: its end was cut off.`
  return hash === head ? null : `was signed at ${at} with another head: the history up to there was rewritten since.`
}
