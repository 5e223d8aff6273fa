import { describe, expect, test } from 'vitest'
import { decide, type GateRules, type Knock } from '#app/server/gate.ts'
import { plainPage, securityHeaders } from '#app/server/security-headers.ts'

const local: GateRules = { baseUrl: 'http://localhost:3000', trustedProxies: [] }
const live: GateRules = { baseUrl: 'https://cx.example.com', trustedProxies: ['10.0.0.1'] }

const knock = (change: Partial<Knock> = {}): Knock => ({
  method: 'GET',
  target: '/',
  headers: { host: 'localhost:3000' },
  hosts: 1,
  peer: '127.0.0.1',
  ...change,
})
const post = (headers: Knock['headers'] = {}, change: Partial<Knock> = {}) =>
  knock({
    method: 'POST',
    headers: {
      host: 'localhost:3000',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '10',
      ...headers,
    },
    ...change,
  })
const statusOf = (rules: GateRules, request: Knock) => {
  const decision = decide(rules, request)
  return decision.enter ? 200 : decision.status
}

describe('host', () => {
  test.each([
    ['localhost:3000', 200],
    ['LOCALHOST:3000', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['localhost:3001', 421],
    ['localhost', 421],
    ['evil.example', 421],
    ['localhost:3000.evil.example', 421],
    ['', 421],
  ])('%s -> %d on a local server', (host, status) => {
    expect(statusOf(local, knock({ headers: { host } }))).toBe(status)
  })

  test.each([
    ['cx.example.com', 200],
    ['localhost', 421],
    ['cx.example.com:444', 421],
    ['cx.example.com.', 421],
  ])('%s -> %d on a live server', (host, status) => {
    expect(statusOf(live, knock({ headers: { host } }))).toBe(status)
  })

  test('absent and doubled hosts are refused', () => {
    expect(statusOf(local, knock({ headers: {} }))).toBe(421)
    expect(statusOf(local, knock({ hosts: 2 }))).toBe(421)
  })

  test('a forwarded host counts from a trusted proxy only', () => {
    const headers = { host: 'internal:8080', 'x-forwarded-host': 'cx.example.com' }
    expect(statusOf(live, knock({ headers, peer: '10.0.0.2' }))).toBe(421)
    expect(statusOf(live, knock({ headers, peer: '::ffff:10.0.0.1' }))).toBe(200)
    expect(statusOf(live, knock({ headers: { host: 'cx.example.com', 'x-forwarded-host': 'evil.example' } }))).toBe(200)
  })
})

test('only GET, HEAD and POST are offered', () => {
  for (const method of ['GET', 'HEAD']) expect(statusOf(local, knock({ method }))).toBe(200)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get'])
    expect(statusOf(local, knock({ method }))).toBe(405)
})

describe('target', () => {
  test.each([
    ['/', 200],
    ['/demo/initiatives/0190?sort=title&q=50%25', 200],
    ['/demo.data?_routes=a/b', 200],
    ['/a?q=caf%C3%A9%20x', 200],
    ['/a?q=back%5Cslash', 200],
    ['//evil.example', 400],
    ['/\\evil.example', 400],
    ['/%5Cevil.example', 400],
    ['/%2F/evil.example', 400],
    ['/a?q=a\\b', 400],
    ['http://evil.example/', 400],
    ['*', 400],
    ['', 400],
    ['/%zz', 400],
    ['/%', 400],
    ['/%ff', 400],
    ['/a?q=%ed%a0%80', 400],
    ['/%00', 400],
    ['/a?q=%00', 400],
    ['/a\u00e9', 400],
    ['/a/../b', 400],
    ['/a/%2e%2e/b', 400],
    ['/?_data=routes/x', 400],
    ['/?a=1&%5Fdata=x', 400],
    ['/' + 'a'.repeat(5000), 414],
    ['/a'.repeat(40), 414],
    ['/?' + 'a&'.repeat(300), 414],
  ])('%s -> %d', (target, status) => {
    expect(statusOf(local, knock({ target }))).toBe(status)
  })
})

describe('writes', () => {
  test('from our own pages enter', () => {
    expect(statusOf(local, post())).toBe(200)
    expect(statusOf(local, post({ 'content-type': 'multipart/form-data; boundary=x' }))).toBe(200)
    expect(statusOf(local, post({ 'sec-fetch-site': undefined, origin: 'http://localhost:3000' }))).toBe(200)
  })

  test.each<[string, Knock['headers'], number]>([
    ['cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, 403],
    ['typed by hand', { 'sec-fetch-site': 'none' }, 403],
    ['garbage site', { 'sec-fetch-site': 'x' }, 403],
    ['neither site nor origin', { 'sec-fetch-site': undefined }, 403],
    ['a foreign origin', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }, 403],
    ['the null origin', { 'sec-fetch-site': undefined, origin: 'null' }, 403],
    ['another scheme', { 'sec-fetch-site': undefined, origin: 'https://localhost:3000' }, 403],
    ['another port', { 'sec-fetch-site': undefined, origin: 'http://localhost:3001' }, 403],
    ['an origin that contradicts the site', { origin: 'https://evil.example' }, 403],
    ['a forwarded host trick', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }, 403],
    ['no type', { 'content-type': undefined }, 415],
    ['JSON', { 'content-type': 'application/json' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['a compressed body', { 'content-encoding': 'gzip' }, 415],
    ['no length', { 'content-length': undefined }, 411],
    ['a chunked body', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, 411],
    ['a garbage length', { 'content-length': '1e9' }, 411],
    ['a form too large', { 'content-length': '1000001' }, 413],
    ['an upload too large', { 'content-type': 'multipart/form-data', 'content-length': '12000001' }, 413],
  ])('%s is refused', (_what, headers, status) => {
    expect(statusOf(local, post(headers))).toBe(status)
  })

  test('the refused and the accepted differ in one header', () => {
    expect(statusOf(local, post({ origin: 'http://localhost:3000' }))).toBe(200)
    expect(statusOf(local, post({ origin: 'http://127.0.0.1:3000' }))).toBe(403)
  })
})

describe('address', () => {
  const addressOf = (peer: string, forwarded?: string) => {
    const headers = { host: 'cx.example.com', 'x-forwarded-for': forwarded }
    const decision = decide(live, knock({ headers, peer }))
    return decision.enter ? decision.address : undefined
  }
  test.each([
    ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', 'spoofed, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    ['10.0.0.1', 'nonsense<script>', '10.0.0.1'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ])('peer %s saying %s is %s', (peer, forwarded, expected) => {
    expect(addressOf(peer, forwarded)).toBe(expected)
  })
})

test('the policy allows no inline script or style but those with the nonce', () => {
  const policy = securityHeaders('abc', { secure: true, dev: false })['content-security-policy'] ?? ''
  const directive = (name: string) => policy.split('; ').find((one) => one.startsWith(`${name} `))
  expect(directive('script-src')).toBe(`script-src 'self' 'nonce-abc'`)
  expect(directive('style-src')).toBe(`style-src 'self' 'nonce-abc'`)
  expect(directive('frame-ancestors')).toBe(`frame-ancestors 'none'`)
})

test('every answer forbids sniffing, foreign frames, bases and form targets', () => {
  const headers = securityHeaders('abc', { secure: true, dev: false })
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  const policy = headers['content-security-policy'] ?? ''
  for (const directive of [
    `default-src 'self'`,
    `frame-ancestors 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
    `connect-src 'self'`,
  ])
    expect(policy.split('; ')).toContain(directive)
  // Style attributes are the only thing written inline.
  expect(policy.match(/[\w-]+ [^;]*unsafe-[^;]*/g)).toEqual([`style-src-attr 'unsafe-inline'`])
})

test('strict transport security comes with https only', () => {
  expect(securityHeaders('abc', { secure: true, dev: false })).toHaveProperty('strict-transport-security')
  expect(securityHeaders('abc', { secure: false, dev: false })).not.toHaveProperty('strict-transport-security')
})

test('a refusal page escapes what it shows', () => {
  expect(plainPage(400, '<b>', 'id"')).not.toMatch(/<b>|id"/)
})
