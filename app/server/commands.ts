/** The table of the operator's commands; each loads its own modules only when it runs. */
import { migrate } from '#db/migrate.ts'
import type { Config } from './config.ts'
import { type Databases, hasNoOrganisation } from './databases.ts'
import { newSecret } from './secrets.ts'

export interface Tools {
  args: string[]
  config: Config
  databases: Databases
  /** Makes a path an address that can be opened. */
  address: (path: string) => string
  say: (line: string) => void
}

export interface Command {
  name: string
  usage: string
  summary: string
  /** The least number of arguments. */
  needs: number
  run: (tools: Tools) => Promise<void>
  /** Wants a database as it is: nothing is migrated before it runs. */
  empty?: true
}

export const commands: Command[] = [
  {
    name: 'migrate',
    usage: '',
    summary: 'Brings the database to the schema of this version.',
    needs: 0,
    run: async ({ databases, say }) => {
      const count = await migrate(databases.ownerUrl, say)
      if (count === 0) say('The database is up to date.')
    },
  },
  {
    name: 'set-up-link',
    usage: '',
    summary: 'Prints a one-time link to set up an organisation and its first administrator.',
    needs: 0,
    run: async ({ address, say }) => {
      const { createSetUpLink } = await import('#app/access/set-up.server.ts')
      say(address(await createSetUpLink()))
    },
  },
  {
    name: 'create-organisation',
    usage: '<slug> <name> <administrator’s name> <e-mail> [time zone]',
    summary: 'Creates an organisation and prints the link with which its administrator chooses a password.',
    needs: 4,
    run: createOrganisation,
  },
  {
    name: 'reset-link',
    usage: '<e-mail>',
    summary: 'Prints a one-time link to choose a new password.',
    needs: 1,
    run: async ({ args: [email = ''], address, say }) => {
      const { resetLink } = await import('#app/access/mailed-links.server.ts')
      const link = await resetLink(email)
      if (!link) throw new Error(`There is no account for ${email}.`)
      say(address(link))
    },
  },
  {
    name: 'seed-demo',
    usage: '<password>',
    summary: 'Fills an empty database with the demo organisations.',
    needs: 1,
    run: async ({ args: [password], databases, say }) => {
      if (!(await hasNoOrganisation(databases.ownerUrl)))
        throw new Error('The database already has organisations; nothing was changed.')
      const seedDemo = await borrowed<(options: object) => Promise<void>>('#db/seed/demo.ts', 'seedDemo')
      await seedDemo({ password, ownerUrl: databases.ownerUrl })
      say('The demo organisations are ready.')
    },
  },
  {
    name: 'seed-large',
    usage: '[size]',
    summary: 'Adds an organisation with a great many records, for measuring.',
    needs: 0,
    run: delegated('#db/seed/large.ts', 'seedLargeCommand'),
  },
  {
    name: 'verify',
    usage: '[--org <organisation>] [--replay]',
    summary: 'Checks that nobody rewrote the history: its chain and checkpoints, with --replay the tables too.',
    needs: 0,
    run: delegated('#app/history/verify-command.server.ts', 'verifyCommand'),
  },
  {
    name: 'export-log',
    usage: '<organisation> <file>',
    summary: 'Writes the history as JSON lines, to be checked without Sirius.',
    needs: 2,
    run: delegated('#app/history/export.server.ts', 'exportLogCommand'),
  },
  {
    name: 'backup',
    usage: '<directory> [--tables]',
    summary: 'Backs everything up while Sirius runs; --tables: as JSON lines even where pg_dump fits.',
    needs: 1,
    run: async (tools) => (await import('./backup/commands.ts')).backupCommand(tools),
  },
  {
    name: 'restore',
    usage: '<directory>',
    summary: 'Restores a backup into an empty database and checks counts, history and sign-in.',
    needs: 1,
    run: async (tools) => (await import('./backup/commands.ts')).restoreCommand(tools),
    empty: true,
  },
  {
    name: 'export',
    usage: '--org <organisation> <directory>',
    summary: 'Writes one organisation, whole, to be brought into another installation.',
    needs: 3,
    run: async (tools) => (await import('./backup/commands.ts')).exportCommand(tools),
  },
  {
    name: 'import',
    usage: '<directory> [--as <slug>]',
    summary: 'Brings in an exported organisation with its history; --as: under another address.',
    needs: 1,
    run: async (tools) => (await import('./backup/commands.ts')).importCommand(tools),
  },
]

async function createOrganisation({ args, address, say }: Tools) {
  const [slug = '', name = '', adminName = '', adminEmail = '', timeZone = 'UTC'] = args
  const setUp = await import('#app/access/set-up.server.ts')
  const { resetLink } = await import('#app/access/mailed-links.server.ts')
  await setUp.createOrganisation({ slug, name, adminName, adminEmail, timeZone, password: newSecret() })
  const link = await resetLink(adminEmail)
  say(`${name} is created.`)
  if (link) say(`Choose the administrator's password here (this link works once): ${address(link)}`)
}

/** A function of another room: `module` exports `name`. */
async function borrowed<T>(module: string, name: string): Promise<T> {
  const exports = (await import(module)) as Record<string, T>
  if (!exports[name]) throw new Error(`${module} does not offer ${name}.`)
  return exports[name]
}

/** Calls a room's own command: it takes the arguments and the databases' addresses and returns what to say. */
function delegated(module: string, name: string) {
  return async ({ args, databases, say }: Tools) => {
    type Delegate = (args: string[], databases: { ownerUrl: string; webUrl: string }) => Promise<string | void>
    const work = await borrowed<Delegate>(module, name)
    const answer = await work(args, databases)
    if (answer) say(answer)
  }
}
