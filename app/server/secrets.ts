/** Secrets made once and kept in `<dataDir>/secrets.json`, readable by their owner only. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const newSecret = () => randomBytes(24).toString('hex')

const secretsFile = (dataDir: string) => path.join(dataDir, 'secrets.json')

/** All secrets kept so far; none when the file is absent. Throws a plain sentence when the file is unreadable. */
export function readSecrets(dataDir: string): Record<string, string> {
  const file = secretsFile(dataDir)
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch {
    throw new Error(`${file} cannot be read; restore it, or delete the whole directory to start afresh.`)
  }
}

/** The named secret, made with `make` and kept the first time it is asked for. */
export function keptSecret(dataDir: string, name: string, make: () => string = newSecret): string {
  const secrets = readSecrets(dataDir)
  const known = secrets[name]
  if (known !== undefined) return known
  const value = make()
  keepSecrets(dataDir, { ...secrets, [name]: value })
  return value
}

/** Writes the file whole, then puts it in place at once, so that a crash leaves either the old or the new one. */
export function keepSecrets(dataDir: string, secrets: Record<string, string>) {
  mkdirSync(dataDir, { recursive: true })
  const file = secretsFile(dataDir)
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}
