// Signing in: slow to guess, silent about accounts, a new session each time, and back to a place inside the site.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword, passwordMatches } from '#app/access/passwords.server.ts'
import { action as signIn, loader as signInLoader } from '#app/access/routes/sign-in.tsx'
import { safePath } from '#app/access/safe-path.ts'
import { findSession } from '#app/access/sessions.server.ts'
import { checkPassword } from '#app/access/sign-in.server.ts'
import { pool } from '#db/database.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'

const password = 'the tulips are late this year'

let w: World
beforeAll(async () => {
  w = await makeWorld()
  const hash = await hashPassword(password)
  await w.superuser.query(`update access.account set password_hash = $1`, [hash])
})
afterAll(() => w.close())
beforeEach(async () => void (await w.superuser.query('delete from access.attempt')))

const said = async (email: string, given = 'wrong', address = '192.0.2.1') => {
  const result = await checkPassword(email, given, address)
  return result.ok ? 'in' : result.reason
}
const post = async (
  fields: Record<string, string>,
  { path = '/sign-in', cookie }: { path?: string; cookie?: string } = {},
) => signIn(await argsFor(path, { form: fields, cookie })) as Promise<unknown>
const credentials = (who: Person) => ({ email: who.email, password })

describe('guessing', () => {
  test('ten failed tries for an account, from anywhere, and even the right password waits', async () => {
    for (let at = 0; at < 10; at++) expect(await said(w.bo.email, 'wrong', `192.0.2.${at}`)).toBe('wrong')
    expect(await said(w.bo.email.toUpperCase(), password, '192.0.2.99')).toBe('too many tries')
    expect(await said(w.ben.email, password, '192.0.2.99')).toBe('in')
  })

  test('ten failed tries from an address, for whatever account', async () => {
    for (let at = 0; at < 10; at++) expect(await said(`nobody${at}@bay.example`, 'wrong', '192.0.2.7')).toBe('wrong')
    expect(await said(w.bo.email, password, '192.0.2.7')).toBe('too many tries')
    expect(await said(w.bo.email, password, '192.0.2.8')).toBe('in')
  })

  test('tries at the same moment wait for each other: forty at once are ten', async () => {
    const attempt = `select access.try('race', 10, interval '15 minutes') as allowed`
    const first = await pool().connect()
    const tries: Promise<{ rows: { allowed: boolean }[] }>[] = []
    try {
      await first.query('begin')
      for (let at = 0; at < 5; at++) expect((await first.query(attempt)).rows[0].allowed).toBe(true)
      for (let at = 0; at < 35; at++) tries.push(pool().query(attempt))
      await sleep(500) // they wait, since the first five are not committed
      await first.query('commit')
    } finally {
      first.release()
    }
    expect((await Promise.all(tries)).filter(({ rows }) => rows[0]!.allowed)).toHaveLength(5)
  })

  test('a success does not count', async () => {
    for (let at = 0; at < 12; at++) expect(await said(w.bo.email, password)).toBe('in')
    expect(await said(w.bo.email)).toBe('wrong')
  })

  test('a quarter of an hour later one may try again', async () => {
    for (let at = 0; at < 10; at++) await said(w.bo.email)
    await w.superuser.query(`update access.attempt set at = now() - interval '14 minutes'`)
    expect(await said(w.bo.email, password)).toBe('too many tries')
    await w.superuser.query(`update access.attempt set at = now() - interval '16 minutes'`)
    expect(await said(w.bo.email, password)).toBe('in')
  })

  test('an account that does not exist is refused in the same words and time', async () => {
    const answers: { known: string; unknown: string } = { known: '', unknown: '' }
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 8; round++) {
      for (const kind of ['known', 'unknown'] as const) {
        await w.superuser.query('delete from access.attempt')
        const email = kind === 'known' ? w.bo.email : `nobody${round}@bay.example`
        const began = performance.now()
        const answer = (await post({ email, password: 'wrong' })) as { data: { message: string; errors: object } }
        times[kind].push(performance.now() - began)
        answers[kind] = JSON.stringify([answer.data.message, answer.data.errors])
      }
    }
    expect(answers.unknown).toBe(answers.known)
    expect(answers.known).toContain('Email or password is wrong')
    const median = (of: number[]) => [...of].sort((a, b) => a - b)[of.length / 2]!
    // Hashing is nearly all of the time: without it, an unknown account would be refused several times faster.
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.5)
  })
})

test('passwords are stored as Argon2id, whole and normalised', async () => {
  const hash = await hashPassword('Ångström '.repeat(20))
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordMatches(hash, 'Ångström '.repeat(20).normalize('NFD'))).toBe(true)
  expect(await passwordMatches(hash, 'Ångström '.repeat(20).trimEnd())).toBe(false)
  expect(await passwordMatches(hash, 'Ångström '.repeat(19))).toBe(false)
})

describe('signing in', () => {
  test('signing in again is a new session, and the old one ends', async () => {
    const first = (await post(credentials(w.cora))) as Response
    const old = first.headers.get('set-cookie')!.split(';')[0]!
    expect(await findSession(old, false)).toMatchObject({ email: w.cora.email })
    const again = (await post(credentials(w.cora), { cookie: old })) as Response
    const fresh = again.headers.get('set-cookie')!.split(';')[0]!
    expect(fresh).not.toBe(old)
    expect(await findSession(fresh, false)).not.toBeNull()
    expect(await findSession(old, false)).toBeNull()
    expect(await statusOf(signInLoader(await argsFor('/sign-in', { cookie: fresh })))).toBe(302)
  })

  test('signing in leads back inside the site and nowhere else', async () => {
    const leadsTo = async (back: string) => {
      const answer = (await post(credentials(w.eva), { path: `/sign-in?back=${encodeURIComponent(back)}` })) as Response
      return answer.headers.get('location')
    }
    expect(await leadsTo('/bay/initiatives?q=a%20b')).toBe('/bay/initiatives?q=a%20b')
    for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect(await leadsTo(elsewhere)).toBe('/')
  })

  test('a refused form keeps the address and never the password', async () => {
    const answer = await post({ email: w.eva.email, password: 'canary-password-1' })
    expect(JSON.stringify(answer)).toContain(w.eva.email)
    expect(JSON.stringify(answer)).not.toContain('canary')
  })
})

describe('a way back', () => {
  test.each(['/', '/bay', '/bay/kpis?q=%2F%2Fx', '/a//b', '/a?next=https://x.example', '/bay/é'])(
    '%j is kept',
    (path) => expect(safePath(path, '/otherwise')).toBe(path),
  )
  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'bay',
    '',
    '/a\\b',
    '/a\nLocation: x',
    '/a\tb',
    '/\t/evil.example',
    '/a\u007f',
    '/' + 'a'.repeat(2000),
  ])('%j is no path inside this site', (path) => expect(safePath(path, '/otherwise')).toBe('/otherwise'))
  test('nothing is no path either', () => {
    expect(safePath(null, '/otherwise')).toBe('/otherwise')
    expect(safePath(undefined, '/otherwise')).toBe('/otherwise')
  })
})
