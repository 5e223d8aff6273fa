/** Remembers at which address Sirius was last reached, so that commands print links that open. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const addressFile = (dataDir: string) => path.join(dataDir, 'address')

export function keepAddress(dataDir: string, address: string) {
  try {
    writeFileSync(addressFile(dataDir), address + '\n')
  } catch {
    return // A read-only directory costs a convenience, not the start.
  }
}

export function knownAddress(dataDir: string): string | undefined {
  try {
    return readFileSync(addressFile(dataDir), 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
