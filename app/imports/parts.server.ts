// A file's bytes in the database while it waits to be applied: in parts of one megabyte, compressed and encrypted.
import { deflateSync, inflateSync } from 'node:zlib'
import { type Context } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { sealed, unsealed } from './import-key.server.ts'

export const partSize = 1_048_576

/** Keeps a file as it comes. Returns its size and whether all of it is UTF-8. */
export async function keepParts(ctx: Context, importId: string, source: AsyncIterable<Buffer>) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let validUtf8 = true
  let size = 0
  let number = 0
  let waiting: Buffer[] = []
  let length = 0
  const keep = async (bytes: Buffer) => {
    await ctx.db
      .insertInto('importPart')
      .values({ dataImportId: importId, number: number++, bytes: sealed(deflateSync(bytes, { level: 1 })) })
      .execute()
  }
  for await (const chunk of source) {
    size += chunk.length
    try {
      if (validUtf8) decoder.decode(chunk, { stream: true })
    } catch {
      validUtf8 = false
    }
    waiting.push(chunk)
    length += chunk.length
    while (length >= partSize) {
      const all = Buffer.concat(waiting)
      await keep(all.subarray(0, partSize))
      waiting = [all.subarray(partSize)]
      length -= partSize
    }
  }
  if (length > 0 || number === 0) await keep(Buffer.concat(waiting))
  try {
    if (validUtf8) decoder.decode()
  } catch {
    validUtf8 = false
  }
  return { size, validUtf8 }
}

/** One part; null after the last. */
export async function readPart(ctx: Context, importId: string, number: number): Promise<Buffer | null> {
  const row = await ctx.db
    .selectFrom('importPart')
    .where('dataImportId', '=', importId)
    .where('number', '=', number)
    .select('bytes')
    .executeTakeFirst()
  if (!row) return null
  try {
    return inflateSync(unsealed(row.bytes))
  } catch {
    throw new Refusal('This file was encrypted with another key than this server has. Upload it again.')
  }
}

export async function dropParts(ctx: Context, importId: string) {
  await ctx.db.deleteFrom('importPart').where('dataImportId', '=', importId).execute()
}
