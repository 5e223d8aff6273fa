/** Listens to what PostgreSQL is asked while something runs, through its own log. */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Rig } from './rig.ts'

export interface Statement {
  text: string
  values: (string | null)[]
}

/** Each message to the server is one, though it may hold several statements (as BEGIN does here). */
export async function statementsOf(rig: Rig, work: () => Promise<unknown>): Promise<Statement[]> {
  const log = path.join(rig.directory, 'postgres.log')
  await set(rig, `'all'`)
  const from = statSync(log).size
  await work()
  await sleep(200)
  const text = readFileSync(log, 'utf8').slice(from)
  await set(rig, 'default')
  return read(text)
}

async function set({ superuser }: Rig, level: string) {
  await superuser.query(`alter system set log_statement = ${level}`)
  await superuser.query(`alter system set log_line_prefix = '~~%u~'`)
  await superuser.query('select pg_reload_conf()')
  await sleep(300)
}

/** Of the application's role alone. */
function read(log: string): Statement[] {
  const statements: Statement[] = []
  for (const entry of log.split('~~')) {
    const line = /^sirius_web~\s*(LOG|DETAIL):\s+([\s\S]*)$/.exec(entry)
    const said = line?.[2]?.trimEnd() ?? ''
    const statement = /^(?:statement|execute [^:]+): ([\s\S]*)$/.exec(said)
    if (statement) statements.push({ text: statement[1]!, values: [] })
    // What was asked just before the server was told to log may say its values only.
    else if (/^parameters: /i.test(said) && statements.length) statements.at(-1)!.values = valuesOf(said)
  }
  return statements
}

const valuesOf = (said: string) =>
  Array.from(said.matchAll(/\$\d+ = (?:'((?:[^']|'')*)'|NULL)/g), ([, text]) => text?.replaceAll("''", "'") ?? null)
