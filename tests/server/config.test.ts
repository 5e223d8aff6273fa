import { describe, expect, test } from 'vitest'
import { readConfig } from '#app/server/config.ts'

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://cx.example.com',
  DATABASE_URL: 'postgresql://sirius_web:web-secret@db:5432/sirius',
  DATABASE_OWNER_URL: 'postgresql://sirius_owner:owner-secret@db:5432/sirius',
  SMTP_URL: 'smtp://mailer:mail-secret@mail.example.com:587',
}

function configOf(env: Record<string, string | undefined>) {
  const reading = readConfig(env)
  if (!reading.ok) throw new Error(reading.faults.join(' '))
  return reading.config
}

test('without any settings it is a local server with its own database', () => {
  expect(configOf({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://localhost:3000',
    secure: false,
    role: 'all',
  })
})

test('a full production set-up is taken', () => {
  expect(configOf({ ...production, PORT: '8080', SIRIUS_ROLE: 'web', TRUSTED_PROXIES: '10.0.0.1, ::1' })).toMatchObject(
    {
      port: 8080,
      host: '0.0.0.0',
      baseUrl: 'https://cx.example.com',
      secure: true,
      role: 'web',
      trustedProxies: ['10.0.0.1', '::1'],
      mailFrom: 'Sirius <sirius@cx.example.com>',
    },
  )
})

describe('bad settings stop the start with one sentence each and no secret', () => {
  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ['a port that is no number', { PORT: 'http' }, /PORT/],
    ['a port out of range', { PORT: '70000' }, /PORT/],
    ['port zero', { PORT: '0' }, /PORT/],
    ['a host name to listen on', { HOST: 'cx.example.com' }, /HOST/],
    ['a base URL that is no address', { BASE_URL: 'cx.example.com' }, /BASE_URL/],
    ['a base URL of another scheme', { BASE_URL: 'ftp://cx.example.com' }, /BASE_URL/],
    ['a base URL with a path', { BASE_URL: 'https://cx.example.com/sirius' }, /BASE_URL/],
    ['a base URL with a password', { BASE_URL: 'https://admin:base-secret@cx.example.com' }, /BASE_URL/],
    ['plain http in production', { BASE_URL: 'http://cx.example.com' }, /https/],
    ['a database without its owner', { DATABASE_OWNER_URL: undefined }, /DATABASE_OWNER_URL/],
    ['an owner without the app role', { DATABASE_URL: undefined }, /DATABASE_URL/],
    ['the owner as app role', { DATABASE_URL: 'postgresql://sirius_owner:web-secret@db:5432/sirius' }, /another role/],
    ['the superuser as app role', { DATABASE_URL: 'postgresql://postgres:web-secret@db:5432/sirius' }, /superuser/],
    ['another kind of database', { DATABASE_URL: 'mysql://sirius_web:web-secret@db/sirius' }, /DATABASE_URL/],
    ['two databases', { DATABASE_URL: 'postgresql://sirius_web:web-secret@db:5432/other' }, /same server/],
    ['a database address without a role', { DATABASE_URL: 'postgresql://db:5432/sirius' }, /name the role/],
    [
      'a database address without a database',
      { DATABASE_URL: 'postgresql://sirius_web:web-secret@db' },
      /name the database/,
    ],
    ['a short key for imports', { SIRIUS_IMPORT_KEY: 'import-secret' }, /SIRIUS_IMPORT_KEY/],
    ['an unknown role', { SIRIUS_ROLE: 'everything' }, /SIRIUS_ROLE/],
    ['a mail server that is no address', { SMTP_URL: 'mail-secret@mail.example.com' }, /SMTP_URL/],
    ['a sender that is no address', { MAIL_FROM: 'Sirius' }, /MAIL_FROM/],
    ['a sender with a second header', { MAIL_FROM: 'a@example.com\r\nBcc: b@example.com' }, /MAIL_FROM/],
    ['a proxy that is no address', { TRUSTED_PROXIES: 'proxy.example.com' }, /TRUSTED_PROXIES/],
    ['an unknown log level', { LOG_LEVEL: 'verbose' }, /LOG_LEVEL/],
  ])('%s', (_what, change, expected) => {
    const reading = readConfig({ ...production, ...change })
    const faults = reading.ok ? [] : reading.faults
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(expected)
    expect(faults[0]).toMatch(/^[A-Z][^\n]*\.$/)
    expect(faults.join()).not.toContain('-secret')
  })

  test('several faults are all told at once', () => {
    const reading = readConfig({ PORT: 'x', LOG_LEVEL: 'x', SIRIUS_ROLE: 'x' })
    expect(reading.ok ? [] : reading.faults).toHaveLength(3)
  })
})
