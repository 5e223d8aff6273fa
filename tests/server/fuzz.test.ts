import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readForm } from '#app/server/form-body.ts'
import { listen, makeServer, serve } from '#app/server/http.ts'

const rounds = Number(process.env.FUZZ_ROUNDS ?? 2_000)
let state = Number(process.env.FUZZ_SEED ?? 20_261)

/** A small seeded generator (mulberry32), so that a failure can be seen again. */
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % below
}
const pick = <T>(values: T[]): T => values[random(values.length)] as T
const bytes = (length: number) => Buffer.from(Array.from({ length }, () => random(256)))

const server = makeServer()
let port = 0
let bugs = 0

beforeAll(async () => {
  port = await listen(server, '127.0.0.1', 20_000 + (process.pid % 20_000), true)
  serve(server, {
    rules: { baseUrl: `http://localhost:${port}`, trustedProxies: [] },
    secure: false,
    log: { info: () => {}, warn: () => {}, error: () => void bugs++ },
    pages: async (request) => {
      if (request.method !== 'POST') return new Response('a page')
      try {
        return Response.json([...(await readForm(request)).fields])
      } catch (thrown) {
        if (thrown instanceof Response) return thrown
        throw thrown
      }
    },
    findFile: () => undefined,
    ready: async () => true,
    state: { draining: false },
  })
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const part = (disposition: string, content: string) =>
  Buffer.from(`--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}`)

function body(): Buffer {
  return pick([
    () => bytes(random(300)),
    () => Buffer.from('a=1&'.repeat(random(3_000))),
    () => Buffer.from('['.repeat(10_000)),
    () => Buffer.from(pick(['a=%00', 'a=%ff', '__proto__=1&constructor=2', 'a=%ed%a0%80', '=', '&&&', '%'])),
    () => Buffer.concat([part('name="a"', 'x\r\n'), Buffer.from('--b--\r\n')]),
    () => part('name="a"; filename="x"', 'cut off'),
    () =>
      Buffer.concat([Buffer.from('--b\r\n'), bytes(60), Buffer.from('\r\n\r\n'), bytes(60), Buffer.from('\r\n--b--')]),
  ])()
}

function knock(): Buffer {
  const content = body()
  const length = Math.max(0, content.length + pick([0, 0, 0, 0, 7, -3]))
  const targets = [
    '/',
    '/a.data',
    '/a?b=%zz',
    '//x',
    '/\\x',
    '/%00',
    '/?_data=x',
    '*',
    'http://evil.example/',
    `/${'a/'.repeat(30)}`,
  ]
  const types = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'multipart/form-data',
    'application/json',
    'a/b;;;=',
    '',
  ]
  const lines = [
    `${pick(['POST', 'POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT', 'TRACE', 'FOO', 'post'])} ${pick(['/', '/', '/', pick(targets)])} HTTP/1.1`,
    `Host: ${pick([`localhost:${port}`, `localhost:${port}`, `localhost:${port}`, 'evil.example', '', 'a b'])}`,
    `Content-Type: ${pick([types[0], types[1], pick(types)])}`,
    pick([
      `Content-Length: ${length}`,
      `Content-Length: ${length}`,
      `Content-Length: ${length}`,
      'Transfer-Encoding: chunked',
      '',
    ]),
    pick([
      'Sec-Fetch-Site: same-origin',
      'Sec-Fetch-Site: same-origin',
      'Origin: null',
      `Origin: http://localhost:${port}`,
      'Origin: x',
      '',
    ]),
    pick([
      '',
      '',
      'X-Forwarded-Host: evil.example',
      'Expect: 100-continue',
      'Upgrade: websocket\r\nConnection: Upgrade',
      'Content-Encoding: gzip',
    ]),
  ]
  return Buffer.concat([Buffer.from(lines.filter(Boolean).join('\r\n') + '\r\n\r\n'), content])
}

/** The final status, or 0 when the connection ended or stayed silent without one. */
function send(request: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const status = () => Number(/HTTP\/1\.1 ([2-5]\d\d) /.exec(answer)?.[1] ?? 0)
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (status()) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(status()))
    socket.end(request)
  })
}

test(`${rounds} hostile requests are all answered with 2xx or 4xx`, { timeout: 20_000 + rounds * 20 }, async () => {
  const seen = new Map<number, number>()
  for (let round = 0; round < rounds; round += 20) {
    const batch = Array.from({ length: 20 }, knock)
    for (const [at, status] of (await Promise.all(batch.map(send))).entries()) {
      seen.set(status, (seen.get(status) ?? 0) + 1)
      if (status >= 500 || status === 0) expect(status, JSON.stringify(batch[at]?.toString('latin1'))).toBeLessThan(500)
    }
  }
  expect(bugs).toBe(0)
  expect(seen.get(200)).toBeGreaterThan(rounds / 20)
  expect([...seen.keys()].filter((status) => status >= 500)).toEqual([])
})
