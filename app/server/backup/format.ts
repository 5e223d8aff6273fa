/**
 * What a backup looks like on disk (docs/backup-format.md): `manifest.json` beside one gzipped file of JSON lines per table, or beside the
 * dump of PostgreSQL's own tool. The manifest is written last, so that a directory without one is no backup.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

const tableFacts = z.object({
  name: z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/),
  columns: z.array(z.string().regex(/^[a-z_0-9]+$/)),
  rows: z.number().int().min(0),
  /** Of the lines with their newlines, before compression. */
  sha256: z.string().nullable(),
  /** How many rows of which organisation follow each other; empty for tables of no organisation. */
  parts: z.array(z.object({ org: z.uuid(), rows: z.number().int() })),
})

const manifestShape = z.object({
  format: z.literal('sirius-backup/1'),
  /** `organisation`: one organisation with the accounts of its members. */
  kind: z.enum(['tables', 'pg_dump', 'organisation']),
  madeAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  organisations: z.array(
    z.object({ id: z.uuid(), slug: z.string(), name: z.string(), events: z.number(), head: z.string().nullable() }),
  ),
  tables: z.array(tableFacts),
})

export type Manifest = z.infer<typeof manifestShape>
export type TableFacts = z.infer<typeof tableFacts>

const manifestFile = (directory: string) => path.join(directory, 'manifest.json')
const tableFile = (directory: string, table: string) => path.join(directory, `${table}.jsonl.gz`)
export const dumpFile = (directory: string) => path.join(directory, 'database.dump')

export function writeManifest(directory: string, manifest: Manifest) {
  writeFileSync(manifestFile(directory), JSON.stringify(manifest, null, 2) + '\n', { mode: 0o600 })
}

/** Throws a sentence where the directory holds no backup that this version can read. */
export function readManifest(directory: string): Manifest {
  const file = manifestFile(directory)
  if (!existsSync(file)) throw new Error(`${directory} holds no backup: manifest.json is missing.`)
  try {
    return manifestShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Error(`${file} is not a manifest that this version of Sirius can read.`)
  }
}

export interface TableWriter {
  write(line: string): Promise<void>
  /** Closes the file; the digest of what was written. */
  end(): Promise<string>
}

export function openTable(directory: string, table: string): TableWriter {
  const digest = createHash('sha256')
  const gzip = createGzip({ level: 4 })
  const file = createWriteStream(tableFile(directory, table), { mode: 0o600, flags: 'wx' })
  gzip.pipe(file)
  return {
    async write(line) {
      digest.update(line).update('\n')
      if (!gzip.write(line + '\n')) await once(gzip, 'drain')
    },
    async end() {
      gzip.end()
      await once(file, 'finish')
      return digest.digest('hex')
    },
  }
}

/** The lines of a table, in order. They end at line feeds only: Node's own reader of lines would also break rows at U+2028. */
export async function* linesOf(directory: string, table: string): AsyncGenerator<string> {
  const file = createReadStream(tableFile(directory, table))
  const text = file.pipe(createGunzip())
  file.on('error', (error) => text.destroy(error))
  text.setEncoding('utf8')
  let rest = ''
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest) yield rest
}

/** Reads every file once. Throws, naming the first table whose file is missing, damaged or not the one the manifest tells of. */
export async function checkFiles(directory: string, manifest: Manifest) {
  for (const { name, rows, sha256 } of manifest.tables) {
    if (sha256 === null) continue
    const digest = createHash('sha256')
    let count = 0
    try {
      for await (const line of linesOf(directory, name)) {
        digest.update(line).update('\n')
        count++
      }
    } catch {
      throw new Error(`The file of ${name} is missing or damaged.`)
    }
    if (count !== rows || digest.digest('hex') !== sha256)
      throw new Error(`The file of ${name} is not the one that was backed up: its rows were changed.`)
  }
}
