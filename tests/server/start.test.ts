import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'
import { expect, test } from 'vitest'
import { isBuilt } from '#app/server/client-build.ts'
import { checkout } from '#app/server/config.ts'
import { faultsOfRole } from '#app/server/databases.ts'
import { startApp } from '#tests/support/app.ts'
import { newDatabase } from '#tests/support/database.ts'

/** Runs a program of the server to its end. */
async function run(script: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', `app/server/${script}.ts`, ...args], {
    cwd: checkout,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said: said.join('') }
}

async function settings() {
  const { webUrl, ownerUrl, superuserUrl } = await newDatabase()
  const env = {
    DATABASE_URL: webUrl,
    DATABASE_OWNER_URL: ownerUrl,
    SMTP_URL: 'smtp://127.0.0.1:9',
    SIRIUS_ROLE: 'worker',
  }
  return { env, ownerUrl, superuserUrl }
}

test('bad settings end the start with sentences and no secret', async () => {
  const { code, said } = await run('start', [], { PORT: 'x', DATABASE_URL: 'postgresql://web:hidden-word@db/sirius' })
  expect(code).toBe(1)
  expect(said).toMatch(/^Sirius cannot start:\n- PORT .*\n(- [A-Z_]+ .*\.\n)+$/)
  expect(said).not.toContain('hidden-word')
})

test('a role that bypasses row security is refused', async () => {
  const { env, superuserUrl } = await settings()
  const { code, said } = await run('start', [], { ...env, DATABASE_URL: superuserUrl })
  expect(code).toBe(1)
  expect(said).toMatch(/superuser/)
})

test('a role that owns the tables is refused, the app’s own role is not', async () => {
  const { ownerUrl, webUrl } = await newDatabase()
  expect(await faultsOfRole(webUrl)).toEqual([])
  expect(await faultsOfRole(ownerUrl)).toContainEqual(expect.stringMatching(/owns the database/))
})

test('a role of any name that row security does not bind is refused', async () => {
  const { superuserUrl } = await newDatabase()
  const name = `strong_${randomBytes(4).toString('hex')}`
  const login = (user: string) => {
    const url = new URL(superuserUrl)
    url.username = user
    url.password = 'strong-word'
    return url.href
  }
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()
  try {
    await superuser.query(`create role ${name} login password 'strong-word' in role sirius_app`)
    expect(await faultsOfRole(login(name))).toEqual([])
    await superuser.query(`alter role ${name} bypassrls`)
    expect(await faultsOfRole(login(name))).toEqual([expect.stringMatching(/bypasses row security/)])
  } finally {
    await superuser.query(`drop role if exists ${name}`)
    await superuser.end()
  }
})

test('a database that cannot be reached ends the start with a sentence', async () => {
  const address = (role: string) => `postgresql://${role}:hidden-word@127.0.0.1:9/sirius`
  const { env } = await settings()
  const { code, said } = await run('start', [], {
    ...env,
    DATABASE_URL: address('a'),
    DATABASE_OWNER_URL: address('b'),
  })
  expect(code).toBe(1)
  expect(said).toMatch(/Sirius cannot start:\n- .*127\.0\.0\.1:9/)
  expect(said).not.toContain('hidden-word')
})

test.runIf(isBuilt())('the built server answers, and SIGTERM ends it in order', async () => {
  const app = await startApp()
  const answer = await fetch(`${app.url}/`, { redirect: 'manual' })
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('content-security-policy')).toContain('nonce-')
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  expect(await app.stop()).toBe(0)
})

test('commands are listed, and an unknown one is said to be', async () => {
  const help = await run('command-line', ['--help'], {})
  expect(help.code).toBe(0)
  expect(help.said).toContain('create-organisation')
  const unknown = await run('command-line', ['destroy'], {})
  expect(unknown.code).toBe(2)
  expect(unknown.said).toBe('There is no command "destroy"; "npm run sirius -- --help" lists them all.\n')
})

test('a command works on the given database', async () => {
  const { env } = await settings()
  expect(await run('command-line', ['migrate'], env)).toEqual({ code: 0, said: 'The database is up to date.\n' })
})
