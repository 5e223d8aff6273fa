/** The operator's commands: `npm run sirius -- <command>`. Each loads its own module only, and works while Sirius runs. */
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { type Config, readConfig } from './config.ts'
import { type Command, commands, type Tools } from './commands.ts'
import { type Databases, provideDatabases } from './databases.ts'
import { knownAddress } from './address.ts'
import { errorText, makeLog } from './log.ts'

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
    process.env.SIRIUS_DATA_DIR = config.dataDir
    databases = await provideDatabases(config)
    if (command.name !== 'migrate' && !command.empty) await migrate(databases.ownerUrl)
    openDatabase(databases.webUrl, { max: 4, statementTimeoutMs: 600_000 })
    const baseUrl = config.baseUrlGiven ? config.baseUrl : (knownAddress(config.dataDir) ?? config.baseUrl)
    const address = (path: string) => new URL(path, baseUrl).href
    await command.run({ args, config, databases, address, say })
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
