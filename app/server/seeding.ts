/** Fills an empty database with the demo organisations, and says who can sign in to them. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { migrate } from '#db/migrate.ts'
import { type Databases, hasNoOrganisation, recreateDatabase } from './databases.ts'
import { keepSecrets, readSecrets } from './secrets.ts'

export const demoAccounts = [
  ['admin@demo.example', 'administrator'],
  ['leader@demo.example', 'CX leader'],
  ['owner@demo.example', 'business owner'],
  ['contributor@demo.example', 'contributor'],
  ['executive@demo.example', 'executive'],
  ['leader@other.example', 'CX leader of another organisation'],
] as const

interface Seeding {
  databases: Databases
  dataDir: string
  /** The wished password; without one a new one is made up. */
  password?: string
  say: (line: string) => void
}

const marker = (dataDir: string) => path.join(dataDir, 'seeding-began')

/** A seeding that was cut off is begun again from an empty database. Our own database only. */
export async function forgetHalfSeeded({ databases, dataDir, say }: Seeding) {
  if (!existsSync(marker(dataDir)) || !databases.superuserUrl) return
  say('The last start ended while the demo was being prepared; preparing it again.')
  await recreateDatabase(databases.superuserUrl)
  await migrate(databases.ownerUrl)
}

/**
 * Seeds if there is no organisation yet and returns the demo accounts' password: the same at every start, or nothing
 * when the organisations there are not the demo's.
 */
export async function seedIfEmpty(seeding: Seeding): Promise<string | undefined> {
  const { databases, dataDir, password: wished, say } = seeding
  const kept = readSecrets(dataDir).demoPassword
  if (!(await hasNoOrganisation(databases.ownerUrl))) {
    if (wished && kept && wished !== kept)
      say(
        'SIRIUS_DEMO_PASSWORD is not used: the demo was prepared with an earlier password. Delete the data directory to begin anew.',
      )
    return kept
  }
  const password = wished ?? kept ?? madeUpPassword()
  if (password.length < 12) say('The password in SIRIUS_DEMO_PASSWORD is short; let nobody else reach this demo.')
  say('Preparing the demo organisations. This happens once.')
  keepSecrets(dataDir, { ...readSecrets(dataDir), demoPassword: password })
  writeFileSync(marker(dataDir), '')
  const { seedDemo } = (await import('#db/seed/demo.ts' as string)) as {
    seedDemo(options: { password: string; ownerUrl: string }): Promise<void>
  }
  await seedDemo({ password, ownerUrl: databases.ownerUrl })
  rmSync(marker(dataDir), { force: true })
  return password
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Easy to type, about 79 bits: four groups of four letters and digits. */
export const madeUpPassword = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )
