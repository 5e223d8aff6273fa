// Hashing passwords with Argon2id, two at a time so that a flood of sign-ins cannot eat the processor.
import { hash, verify } from '@node-rs/argon2'

// OWASP's parameters: 19 MiB, 2 passes, 1 lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** The same password typed on another keyboard is the same password: normalised, never cut. */
const normalised = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string) => inTurn(() => hash(normalised(password), parameters))

let decoy: string | undefined

/** Takes as long for an account without a password, or none at all (hash null), as for a wrong password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  if (stored) return inTurn(() => verify(stored, normalised(password)))
  decoy ??= await hashPassword('no account has this password')
  await inTurn(() => verify(decoy!, normalised(password)))
  return false
}
