// The key that signs checkpoints. It lives in a file or a setting of the worker, never in the database.
import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { appendFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataDir } from './checkpoint-settings.server.ts'

export interface SigningKey {
  /** 64 hex digits: the raw public key, which names it. */
  id: string
  privateKey: KeyObject
  publicPem: string
}

/** The key of `SIRIUS_CHECKPOINT_KEY`, or of the data directory's `checkpoint-key.pem`; null where neither is there. */
export function signingKey(): SigningKey | null {
  const given = process.env.SIRIUS_CHECKPOINT_KEY
  if (given) return readPrivateKey(given)
  return existsSync(keyFile()) ? readPrivateKey(keyFile()) : null
}

/** The same, made and kept (mode 0600) the first time a worker starts, and noted among the keys that were ever used here. */
export function ensureSigningKey(): SigningKey {
  try {
    if (!process.env.SIRIUS_CHECKPOINT_KEY && !existsSync(keyFile())) makeKey()
    const key = signingKey()!
    if (!noted().includes(key.publicPem)) {
      mkdirSync(dataDir(), { recursive: true })
      appendFileSync(ringFile(), key.publicPem, { mode: 0o644 })
    }
    return key
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code || !/^E[A-Z]+$/.test(code)) throw error
    throw new Error(`The key that signs checkpoints cannot be kept in ${dataDir()} (${code}); set SIRIUS_DATA_DIR.`)
  }
}

/** Reads an Ed25519 private key from PEM text or from the file that it names. Throws a plain sentence, never the key. */
export function readPrivateKey(given: string): SigningKey {
  let privateKey: KeyObject
  try {
    const pem = given.includes('-----BEGIN') ? given.replaceAll('\\n', '\n') : readFileSync(given, 'utf8')
    privateKey = createPrivateKey(pem)
  } catch {
    throw new Error('SIRIUS_CHECKPOINT_KEY must be an Ed25519 private key in PEM form, or the path of a file with one.')
  }
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error(
      'SIRIUS_CHECKPOINT_KEY is a key of another kind: make one with “openssl genpkey -algorithm ed25519”.',
    )
  const publicPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  return { id: idOfPublicKey(publicPem), privateKey, publicPem }
}

const spkiStart = Buffer.from('302a300506032b6570032100', 'hex')

const idOfPublicKey = (pem: string) =>
  createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')

/** The public key that an id is, as PEM. Throws where it is none. */
export function publicPemOf(id: string): string {
  const der = Buffer.concat([spkiStart, Buffer.from(id, 'hex')])
  return createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString()
}

/** Every public key that signed from here, by its id: the earlier ones after a change of keys, and last today's. */
export function ownKeys(): Map<string, KeyObject> {
  const now = signingKey()
  const pems = now ? [...noted().filter((pem) => pem !== now.publicPem), now.publicPem] : noted()
  return new Map(pems.map((pem) => [idOfPublicKey(pem), createPublicKey(pem)]))
}

const noted = (): string[] => (existsSync(ringFile()) ? (readFileSync(ringFile(), 'utf8').match(pemBlock) ?? []) : [])

const pemBlock = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----\n?/g
const keyFile = () => path.join(dataDir(), 'checkpoint-key.pem')
const ringFile = () => path.join(dataDir(), 'checkpoint-public-keys.pem')

/** Two processes that start at once end up with one key: whoever links its file first has made it. */
function makeKey() {
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(dataDir(), { recursive: true })
  const draft = `${keyFile()}.${process.pid}.new`
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  try {
    linkSync(draft, keyFile())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
