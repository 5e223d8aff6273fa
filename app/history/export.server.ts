// The exported log: what was hashed, byte for byte, for those who check without Sirius (docs/history-format.md).
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { transaction } from '#db/database.ts'
import { logLine } from './checkpoint-format.ts'
import { organisationsToVerify } from './verify.server.ts'

const pageSize = 1000

/**
 * The history's lines from the first on, as bytes; those that it has when this begins. Each page is a transaction of its own, so
 * a slow reader holds nothing.
 */
export async function* exportedLog(orgId: string): AsyncGenerator<Buffer> {
  const settings = { 'app.org_id': orgId }
  const size = await transaction(settings, 'read only', async (tx) => {
    const head = await tx.selectFrom('history.chain').select('size').executeTakeFirst()
    return head?.size ?? 0
  })
  for (let after = 0; after < size; after += pageSize) {
    const { rows } = await transaction(settings, 'read only', (tx) =>
      sql<{ hash: string; body: string }>`
        select encode(hash, 'hex') as hash, body from history.event
        where seq > ${after} and seq <= ${Math.min(size, after + pageSize)} order by seq`.execute(tx.withoutPlugins()),
    )
    if (rows.length) yield Buffer.from(rows.map(({ hash, body }) => `${logLine(hash, body)}\n`).join(''))
  }
}

/** `npm run sirius -- export-log <organisation> <file>`. */
export async function exportLogCommand([slug = '', file = '']: string[]): Promise<string> {
  const [organisation] = await organisationsToVerify(slug)
  await pipeline(Readable.from(exportedLog(organisation!.id)), createWriteStream(file))
  return `The history of ${slug} is in ${file}; check it with verifier/sirius-verify.mjs.`
}
