// The key that seals what the database must not hold in the clear: uploaded files while they wait, and whom to answer. It lives in a file or
// a setting, never in the database.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataDir } from '#app/history/checkpoint-settings.server.ts'

const file = () => path.join(dataDir(), 'import-key')

/** The key of `SIRIUS_IMPORT_KEY` (any long text, the same for all processes), or of the data directory, where it is made at first. */
function importKey(): Buffer {
  const given = process.env.SIRIUS_IMPORT_KEY
  if (given) return createHash('sha256').update(given).digest()
  if (!existsSync(file())) makeKey()
  return Buffer.from(readFileSync(file(), 'utf8').trim(), 'hex')
}

/** Two processes that make it at once end up with the same. */
function makeKey() {
  mkdirSync(dataDir(), { recursive: true })
  const draft = `${file()}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    linkSync(draft, file())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** A key of its own for another purpose, from the same secret. */
export const keyFor = (purpose: string): Buffer =>
  createHash('sha256').update(`${purpose} `).update(importKey()).digest()

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. */
export function sealed(bytes: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', importKey(), nonce)
  const text = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** Throws where the key is another than it was sealed with, or the bytes were changed. */
export function unsealed(bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', importKey(), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}
