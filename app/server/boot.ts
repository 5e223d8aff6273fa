/** Brings a process up, whatever its kind: settings, database, schema, worker, pages; and takes it down again in order. */
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import type { ServerBuild } from '@remix-run/node'
import { ensureSigningKey } from '#app/history/checkpoint-key.server.ts'
import { answerApi } from '#app/intake/api.server.ts'
import { makeCheckpoints } from '#app/jobs/checkpoints.server.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { keepAddress } from './address.ts'
import { buildIfChanged, clientDir, isBuilt, serverBuild } from './client-build.ts'
import { type Config, readConfig } from './config.ts'
import { fittingHandler } from './fitting-routes.ts'
import { faultsOfRole, hasNoOrganisation, provideDatabases } from './databases.ts'
import { listen, makeServer, type Pages, serve } from './http.ts'
import { errorText, makeLog } from './log.ts'
import { watchReadiness } from './readiness.ts'
import { demoAccounts, forgetHalfSeeded, seedIfEmpty } from './seeding.ts'
import { drain, endInOrder, type Ending, endOnSignals } from './shutdown.ts'
import { sweepSpool } from './spool.ts'
import { readStaticFiles } from './static-files.ts'
import { startWorker } from './worker.ts'
import type { DevPages } from './dev-pages.ts'

export type Kind = 'start' | 'demo' | 'dev'

const say = (line: string) => console.log(line)

// On a large machine V8 lets what lives grow fourfold before it tidies up: reading fifty files then takes hundreds of megabytes (promise C3).
setFlagsFromString('--heap-growing-percent=40')

/** Runs until a signal; a start that cannot succeed says why in plain sentences and exits with code 1. */
export async function boot(kind: Kind) {
  const reading = readConfig(process.env)
  if (!reading.ok) return giveUp(reading.faults)
  const { config } = reading
  const log = makeLog(config.logLevel ?? (kind === 'start' ? 'info' : 'warn'))
  const endings: Ending[] = []
  const end = () => endInOrder(endings.toReversed(), log)
  endOnSignals(end, log)
  try {
    await bringUp(kind, config, log, endings)
  } catch (error) {
    await end()
    giveUp([
      error instanceof Error ? (kind === 'start' ? error.message : (error.stack ?? error.message)) : String(error),
    ])
  }
}

function giveUp(faults: string[]): void {
  console.error(['Sirius cannot start:', ...faults.map((fault) => `- ${fault}`)].join('\n'))
  process.exit(1)
}

/** Every thing it opens is added to `endings`, which run last first. */
async function bringUp(kind: Kind, config: Config, log: ReturnType<typeof makeLog>, endings: Ending[]) {
  if (kind === 'demo') await buildIfChanged(say)
  if (kind === 'start' && config.role !== 'worker' && !isBuilt())
    throw new Error('The pages are not built yet; run "npm run build" first.')
  process.env.SIRIUS_DATA_DIR = config.dataDir // for modules of the pages' bundle, too
  const databases = await provideDatabases(config)
  endings.push({ name: 'database server', run: databases.stop })
  await migrate(databases.ownerUrl, kind === 'start' ? (line) => log.info({}, line) : undefined)
  const seeding = { databases, dataDir: config.dataDir, password: config.demoPassword, say }
  if (kind !== 'start') await forgetHalfSeeded(seeding)
  const faults = await faultsOfRole(databases.webUrl)
  if (faults.length > 0) throw new Error(faults.join('\n- '))
  openDatabase(databases.webUrl, {
    onError: (error) => log.warn({ error: error.message }, 'lost a database connection'),
  })
  endings.push({ name: 'database connections', run: closeDatabase })
  const password = await seed(kind, seeding)
  if (config.role !== 'web') {
    ensureSigningKey()
    if (kind === 'demo') await makeCheckpoints() // its past is older than any checkpoint, which its proof would call late
    const worker = startWorker({ ownerUrl: databases.ownerUrl, log })
    endings.push({ name: 'worker', run: worker.stop })
  }
  if (config.role === 'worker') return say('The worker is running.')
  const baseUrl = await openDoor(kind, config, databases.webUrl, log, endings)
  say(`Sirius is running at ${baseUrl}`)
  if (password) sayAccounts(password)
  if (await hasNoOrganisation(databases.ownerUrl)) await saySetUpLink(baseUrl)
}

/** A demo without its organisations is none; in development a broken seed must not keep anybody from the pages. */
async function seed(kind: Kind, seeding: Parameters<typeof seedIfEmpty>[0]): Promise<string | undefined> {
  if (kind === 'start') return undefined
  try {
    return await seedIfEmpty(seeding)
  } catch (error) {
    if (kind === 'demo') throw error
    say(`The demo organisations could not be prepared: ${errorText(error)}`)
    return undefined
  }
}

/** Listens and serves; returns the address to open. */
async function openDoor(
  kind: Kind,
  config: Config,
  webUrl: string,
  log: ReturnType<typeof makeLog>,
  endings: Ending[],
) {
  sweepSpool(config.dataDir)
  const readiness = watchReadiness(webUrl)
  endings.push({ name: 'readiness', run: readiness.stop })
  const server = makeServer()
  const dev = kind === 'dev' ? await devPages(server, endings) : undefined
  const pages = dev?.pages ?? (await builtPages())
  const port = await listen(server, config.host, config.port, kind !== 'start')
  if (port !== config.port) say(`Port ${config.port} is taken by another program, so this one uses ${port}.`)
  const baseUrl = config.baseUrlGiven ? config.baseUrl : `http://localhost:${port}`
  keepAddress(config.dataDir, baseUrl)
  process.env.BASE_URL ??= baseUrl // where links in mails lead
  const state = { draining: false }
  serve(server, {
    rules: { baseUrl, trustedProxies: config.trustedProxies },
    secure: config.secure,
    dev: dev !== undefined,
    log,
    pages,
    api: answerApi,
    findFile: dev ? () => undefined : readStaticFiles(clientDir),
    devFiles: dev?.files,
    ready: readiness.ready,
    state,
  })
  endings.push({
    name: 'open requests',
    run: async () => {
      state.draining = true
      await drain(server)
    },
  })
  return baseUrl
}

async function builtPages(): Promise<Pages> {
  const build = (await import(pathToFileURL(serverBuild).href)) as ServerBuild
  return fittingHandler(build)
}

async function devPages(server: ReturnType<typeof makeServer>, endings: Ending[]): Promise<DevPages> {
  const { openDevPages } = await import('./dev-pages.ts')
  const pages = await openDevPages(server)
  endings.push({ name: 'development server', run: pages.stop })
  return pages
}

function sayAccounts(password: string) {
  say(`\nSign in with the password ${password} as one of`)
  for (const [email, role] of demoAccounts) say(`  ${email.padEnd(26)} ${role}`)
  say('\nStop it with Ctrl-C.')
}

async function saySetUpLink(baseUrl: string) {
  try {
    const { createSetUpLink } = await import('#app/access/set-up.server.ts')
    const link = await createSetUpLink()
    say(`Set up the first organisation here (this link works once): ${new URL(link, baseUrl).href}`)
  } catch (error) {
    say(`No set-up link could be made: ${error instanceof Error ? error.message : String(error)}`)
  }
}
