/** The operator's commands: `npm run sirius -- <command>`. Each loads its own module only, and works while Sirius runs. */
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { type Config, readConfig } from './config.ts'
import { type Databases, hasNoOrganisation, provideDatabases } from './databases.ts'
import { errorText, makeLog } from './log.ts'

interface Tools {
  args: string[]
  config: Config
  databases: Databases
  say: (line: string) => void
}

interface Command {
  name: string
  usage: string
  summary: string
  /** The least number of arguments. */
  needs: number
  run: (tools: Tools) => Promise<void>
}

/** A function of another room, found when it is needed: `module` exports `name`. */
async function borrowed<T>(module: string, name: string): Promise<T> {
  const exports = (await import(module)) as Record<string, T>
  if (!exports[name]) throw new Error(`${module} does not offer ${name}.`)
  return exports[name]
}

/** Calls a room's own command, which takes the arguments and returns what to say. */
const delegated =
  (module: string, name: string) =>
  async ({ args, config, say }: Tools) => {
    type Delegate = (args: string[], options: { baseUrl: string; dataDir: string }) => Promise<string | void>
    const work = await borrowed<Delegate>(module, name)
    const answer = await work(args, { baseUrl: config.baseUrl, dataDir: config.dataDir })
    if (answer) say(answer)
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
    run: async ({ config, say }) => {
      const createSetUpLink = await borrowed<() => Promise<string>>('#app/access/set-up.server.ts', 'createSetUpLink')
      say(new URL(await createSetUpLink(), config.baseUrl).href)
    },
  },
  {
    name: 'create-organisation',
    usage: '<slug> <name> <administrator’s e-mail>',
    summary: 'Creates an organisation and prints the link with which its administrator chooses a password.',
    needs: 3,
    run: delegated('#app/access/set-up.server.ts', 'createOrganisationCommand'),
  },
  {
    name: 'reset-link',
    usage: '<e-mail>',
    summary: 'Prints a one-time link to choose a new password.',
    needs: 1,
    run: delegated('#app/access/set-up.server.ts', 'resetLinkCommand'),
  },
  {
    name: 'seed-demo',
    usage: '<password>',
    summary: 'Fills an empty database with the demo organisations.',
    needs: 1,
    run: async ({ args, databases, say }) => {
      if (!(await hasNoOrganisation(databases.ownerUrl)))
        throw new Error('The database already has organisations; nothing was changed.')
      const seedDemo = await borrowed<(options: object) => Promise<void>>('#db/seed/demo.ts', 'seedDemo')
      await seedDemo({ password: args[0], ownerUrl: databases.ownerUrl })
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
    name: 'verify-history',
    usage: '[organisation]',
    summary: 'Checks that nobody rewrote the recorded history.',
    needs: 0,
    run: delegated('#app/history/verify.server.ts', 'verifyHistoryCommand'),
  },
]

function help(): string {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length)) + 2
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}${summary}`)
  return ['npm run sirius -- <command>', '', ...lines].join('\n')
}

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 misused. */
export async function runCommand(
  argv: string[],
  say: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const [name, ...args] = argv
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    say(help())
    return name ? 0 : 2
  }
  const command = commands.find((one) => one.name === name)
  if (!command) {
    complain(`There is no command "${name}"; "npm run sirius -- --help" lists them all.`)
    return 2
  }
  if (args.length < command.needs) {
    complain(`Usage: npm run sirius -- ${name} ${command.usage}`)
    return 2
  }
  const reading = readConfig(process.env)
  if (!reading.ok) {
    for (const fault of reading.faults) complain(fault)
    return 1
  }
  return runOn(command, args, reading.config, say, complain)
}

async function runOn(command: Command, args: string[], config: Config, say: Tools['say'], complain: Tools['say']) {
  let databases: Databases | undefined
  try {
    databases = await provideDatabases(config)
    if (command.name !== 'migrate') await migrate(databases.ownerUrl)
    openDatabase(databases.webUrl, { max: 4, statementTimeoutMs: 600_000 })
    await command.run({ args, config, databases, say })
    return 0
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    makeLog(config.logLevel ?? 'silent').error({ error: errorText(error) }, 'command failed')
    return 1
  } finally {
    await closeDatabase()
    await databases?.stop()
  }
}

if (process.argv[1]?.endsWith('command-line.ts')) {
  process.exitCode = await runCommand(
    process.argv.slice(2),
    (line) => console.log(line),
    (line) => console.error(line),
  )
}
