// Sealing what the database is to hold and nobody is to read there: whom to answer, secrets of live intake.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyFor } from './import-key.server.ts'

/** Nonce, tag, and what nobody reads without this installation's key. What is moved to another place does not open. */
export function seal(place: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor('sealing'), nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Null where it was sealed elsewhere, or changed since. */
export function unseal(place: string, bytes: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor('sealing'), bytes.subarray(0, 12)).setAAD(
      Buffer.from(place),
    )
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
