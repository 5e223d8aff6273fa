import { once } from 'node:events'
import { request as httpRequest, type Server } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { readForm } from '#app/server/form-body.ts'
import { deadlines, type Door, listen, loggedPath, makeServer, serve } from '#app/server/http.ts'
import { drain } from '#app/server/shutdown.ts'

let server: Server | undefined
let port = 0
const state = { draining: false }
const logged: { message: string; fields: Record<string, unknown> }[] = []

afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  logged.length = 0
  state.draining = false
})

async function open(pages: Door['pages'], { largeUploads, ...more }: Partial<Door & Door['rules']> = {}) {
  server = makeServer()
  port = await listen(server, '127.0.0.1', 20_000 + Math.floor(Math.random() * 20_000), true)
  const write = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message })
  serve(server, {
    rules: { baseUrl: `http://localhost:${port}`, trustedProxies: [], largeUploads },
    secure: false,
    log: { info: write, warn: write, error: write },
    pages,
    findFile: () => undefined,
    ready: async () => true,
    state,
    ...more,
  })
}

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: object; body?: string | Buffer } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const req = httpRequest({ port, host: 'localhost', path, method, headers: { ...headers } }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }))
    })
    req.on('error', reject)
    req.end(body)
  })
}

const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, body: string, headers: object = {}) =>
  ask(path, { method: 'POST', body, headers: { ...form, 'content-length': Buffer.byteLength(body), ...headers } })

/** Sends bytes as they are and reads until the other side closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(bytes)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

const page = (text: string) => async () => new Response(text, { headers: { 'content-type': 'text/html' } })

test('a page is sent once, whole, compressed, and is not kept by anybody', async () => {
  await open(page('<p>'.repeat(1000)))
  const answer = await ask('/', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(answer.headers).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': 'no-store',
    vary: 'accept-encoding',
  })
  expect(gunzipSync(answer.body).toString()).toBe('<p>'.repeat(1000))
  const plain = await ask('/', { headers: { 'accept-encoding': 'gzip;q=0' } })
  expect(plain.body.toString()).toBe('<p>'.repeat(1000))
})

test('the page learns the origin from the gate and nothing from forwarded headers', async () => {
  let seen: Request | undefined
  await open(async (request) => {
    seen = request
    return new Response('ok')
  })
  await ask('/a?b=1', {
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
  })
  expect(seen?.url).toBe(`http://localhost:${port}/a?b=1`)
  expect([...(seen?.headers.keys() ?? [])].filter((name) => name.includes('forward'))).toEqual([])
})

test('HEAD is asked like GET and answered without a body', async () => {
  const seen: string[] = []
  await open(async (request) => {
    seen.push(`${request.method} ${request.headers.get('origin')}`)
    return new Response('a page')
  })
  const answer = await ask('/page.data', { method: 'HEAD', headers: { origin: 'garbage' } })
  expect(answer.status).toBe(200)
  expect(answer.body.length).toBe(0)
  expect(answer.headers['content-length']).toBe('6')
  expect(seen).toEqual(['GET null'])
})

test('forms arrive whole and cookies go back one by one', async () => {
  await open(async (request) => {
    const { fields } = await readForm(request)
    const response = new Response(fields.get('text')?.[0])
    response.headers.append('set-cookie', 'a=1; Path=/')
    response.headers.append('set-cookie', 'b=2; Path=/')
    return response
  })
  const answer = await post('/', 'text=caf%C3%A9')
  expect(answer.body.toString()).toBe('café')
  expect(answer.headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/'])
})

test('a cookie of the context goes with any answer that does not set it itself', async () => {
  await open(async (_, context) => {
    context.cookies.push('session=renewed; Path=/')
    const response = new Response(null, { status: 302, headers: { location: '/' } })
    response.headers.append('set-cookie', 'flash=x; Path=/')
    return response
  })
  expect((await ask('/')).headers['set-cookie']).toEqual(['flash=x; Path=/', 'session=renewed; Path=/'])
  server?.close()
  await open(async (_, context) => {
    context.cookies.push('session=renewed; Path=/')
    return new Response('bye', { headers: { 'set-cookie': 'session=; Path=/; Max-Age=0' } })
  })
  expect((await ask('/')).headers['set-cookie']).toEqual(['session=; Path=/; Max-Age=0'])
})

test('a bug is a plain page with the id that the log has, once', async () => {
  await open(async () => {
    throw new Error('select secret from table')
  })
  const answer = await ask('/')
  expect(answer.status).toBe(500)
  expect(answer.body.toString()).toContain(String(answer.headers['x-request-id']))
  expect(answer.body.toString()).not.toContain('secret')
  const errors = logged.filter(({ message }) => message === 'unexpected error')
  expect(errors).toHaveLength(1)
  expect(errors[0]?.fields.requestId).toBe(answer.headers['x-request-id'])
})

test('every refusal carries the security headers, an id and a sentence', async () => {
  await open(page('in'))
  for (const [status, answer] of [
    [405, await ask('/', { method: 'DELETE' })],
    [421, await ask('/', { headers: { host: 'evil.example' } })],
    [400, await ask('/?_data=x')],
    [403, await post('/', 'a=1', { 'sec-fetch-site': 'cross-site' })],
    [415, await post('/', '{}', { 'content-type': 'application/json' })],
  ] as const) {
    expect(answer.status).toBe(status)
    expect(answer.headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    expect(answer.body.toString()).toContain(String(answer.headers['x-request-id']))
  }
  expect((await ask('/')).body.toString()).toBe('in')
})

test('every answer has a nonce of its own, the one its page is given', async () => {
  await open(async (_request, { nonce }) => new Response(nonce))
  const answers = [await ask('/'), await ask('/'), await ask('/')]
  for (const { headers, body } of answers) {
    expect(body.toString()).toMatch(/^[\w+/]{22}==$/)
    expect(headers['content-security-policy']).toContain(`'nonce-${body.toString()}'`)
  }
  expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(3)
})

test('slow senders are let go: headers after ten seconds, a whole request after thirty', async () => {
  expect(makeServer().headersTimeout).toBe(10_000)
  expect(deadlines.request).toBe(30_000)
  await open(async (request) => new Response(String((await readForm(request)).fields.size)), {
    deadline: 500,
    largeUploads: { '/:org/large': 20_000_000 },
  })
  server!.headersTimeout = 300
  /** Sends one byte every now and then; resolves to what came back, and after how long. */
  const dribble = async (bytes: string, piece = 'x', every = 50) => {
    const [socket, began] = [connect(port, '127.0.0.1'), performance.now()]
    socket.on('error', () => {})
    socket.write(bytes)
    const more = setInterval(() => socket.writable && socket.write(piece), every)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    await once(socket, 'close')
    clearInterval(more)
    return { answer: Buffer.concat(chunks).toString(), ms: performance.now() - began }
  }
  const head = (path: string, length: number) =>
    `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n`
  expect((await dribble(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: `)).answer).toMatch(/^HTTP\/1\.1 408 /)
  for (const path of ['/bay/small', '/bay/large']) {
    const { answer, ms } = await dribble(head(path, 9_000_000))
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(ms).toBeLessThan(2_000)
  }
  // Two megabytes a second for longer than the deadline: fast enough where much is allowed, and late elsewhere.
  const brisk = 'x'.repeat(100_000)
  const [late, whole] = [dribble(head('/bay/small', 4_000_000), brisk), dribble(head('/bay/large', 4_000_000), brisk)]
  expect((await late).answer).toMatch(/^HTTP\/1\.1 408 /)
  const { answer, ms } = await whole
  expect([answer.slice(0, 12), ms > 1_500]).toEqual(['HTTP/1.1 400', true]) // all of it came; it was no whole form
})

test('garbage on the wire is answered with 4xx', async () => {
  await open(page('in'))
  const host = `Host: localhost:${port}\r\n`
  expect(await raw('GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect(await raw(`GET / HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(await raw(`GET / HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(await raw(`GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  expect(await raw(`GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  expect(await raw(`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`)).toMatch(/^HTTP\/1\.1 405 /)
  const both = 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'
  expect(await raw(`POST / HTTP/1.1\r\n${host}${both}\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
})

test('an upload too large is refused before it is sent', async () => {
  let entered = false
  await open(async () => {
    entered = true
    return new Response('in')
  })
  const headers = `Host: localhost:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\n`
  expect(await raw(`POST / HTTP/1.1\r\n${headers}Content-Length: 1000000000\r\n\r\nstart`)).toMatch(/^HTTP\/1\.1 413 /)
  expect(entered).toBe(false)
})

test('a file of responses of 60 MB reaches the reader, one of 110 MB is refused in a sentence before it is sent', async () => {
  await open(async (request) => {
    const { files } = await readForm(request)
    return new Response(`${files[0]!.filename} ${files[0]!.size}`)
  })
  const path = '/bay/listening-posts/0b9ab9ad-7a58-4d23-a5a5-0f3b1b5a2f6e/import'
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="answers.csv"\r\n\r\n'
  const body = Buffer.concat([Buffer.from(head), Buffer.alloc(60_000_000, 'a'), Buffer.from('\r\n--x--\r\n')])
  const type = { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' }
  const whole = await ask(path, { method: 'POST', body, headers: { ...type, 'content-length': body.length } })
  expect([whole.status, whole.body.toString()]).toEqual([200, 'answers.csv 60000000'])
  const headers = `Host: localhost:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\n`
  const refused = await raw(`POST ${path} HTTP/1.1\r\n${headers}Content-Length: 110000000\r\n\r\n--x`)
  expect(refused).toMatch(/^HTTP\/1\.1 413 [^]*This is too large: at most 100 MB are accepted\./)
  // Elsewhere a form takes no more than usual.
  const usual = await raw(`POST /bay/kpis/import HTTP/1.1\r\n${headers}Content-Length: 60000000\r\n\r\n--x`)
  expect(usual).toMatch(/^HTTP\/1\.1 413 /)
})

test('a body that breaks off is the sender’s fault and the server lives on', async () => {
  await open(async (request) => new Response(String((await readForm(request)).fields.size)))
  await raw(
    `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=1`,
  )
  expect((await post('/', 'a=1')).body.toString()).toBe('1')
})

test('pages beyond the cap are turned away at once, health answers all the same', async () => {
  const gate = withResolvers()
  await open(
    async () => {
      await gate.promise
      return new Response('done')
    },
    { lines: { line: { active: 2, reads: 0, writes: 1, patience: 500 } } },
  )
  const slow = [ask('/'), ask('/')]
  await sleep(100)
  const refused = await ask('/')
  expect(refused.status).toBe(503)
  expect(refused.headers['retry-after']).toBe('1')
  const waiting = post('/', 'a=1')
  await sleep(50)
  expect((await post('/', 'a=1')).status).toBe(503)
  expect((await ask('/healthz')).status).toBe(200)
  gate.resolve()
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200])
  expect((await waiting).status).toBe(200)
  expect((await ask('/')).status).toBe(200)
})

test('a write that waits too long is refused after all, and its place is free again', async () => {
  const gate = withResolvers()
  await open(
    async () => {
      await gate.promise
      return new Response('done')
    },
    { lines: { line: { active: 1, reads: 5, writes: 5, patience: 100 } } },
  )
  const slow = ask('/')
  await sleep(50)
  expect((await post('/', 'a=1')).status).toBe(503)
  gate.resolve()
  expect((await slow).status).toBe(200)
  expect((await post('/', 'a=1')).status).toBe(200)
})

test('large uploads arrive together, are dealt with a few at a time, and keep nobody else waiting', async () => {
  const gate = withResolvers()
  const [arrived, inside] = [new Set<string>(), new Set<string>()]
  await open(
    async (request, context) => {
      const name = new URL(request.url).search
      const { fields } = await readForm(request)
      arrived.add(name)
      try {
        await context.received?.()
      } catch (refusal) {
        return refusal as Response
      }
      inside.add(name)
      if (name !== '?small') await gate.promise
      return new Response(String(fields.size))
    },
    {
      lines: {
        line: { active: 2, reads: 0, writes: 9, patience: 5_000 },
        arriving: { active: 3, reads: 0, writes: 0, patience: 5_000 },
        uploads: { active: 1, reads: 0, writes: 1, patience: 5_000 },
      },
    },
  )
  const large = `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'a'.repeat(900_000)}\r\n`
  const body = `${large}${large.replace('"a"', '"b"')}--x--\r\n`
  const headers = { ...form, 'content-type': 'multipart/form-data; boundary=x', 'content-length': body.length }
  const upload = (name: string) => ask(`/?${name}`, { method: 'POST', headers, body })
  const first = upload('first')
  await vi.waitFor(() => expect(arrived).toContain('?first'), 5_000)
  const second = upload('second')
  await vi.waitFor(() => expect(arrived).toContain('?second'), 5_000)
  const third = await upload('third')
  expect([third.status, third.headers['retry-after']]).toEqual([503, '1'])
  expect((await post('/?small', 'a=1')).body.toString()).toBe('1')
  expect([...arrived]).toEqual(['?first', '?second', '?third', '?small'])
  expect([...inside]).toEqual(['?first', '?small'])
  gate.resolve()
  expect((await Promise.all([first, second])).map((answer) => answer.body.toString())).toEqual(['2', '2'])
  expect((await upload('fourth')).body.toString()).toBe('2')
})

test('only so many large uploads arrive at a time', async () => {
  const gate = withResolvers()
  let entered = false
  await open(
    async () => {
      entered = true
      await gate.promise
      return new Response('in')
    },
    { lines: { arriving: { active: 1, reads: 0, writes: 0, patience: 5_000 } } },
  )
  const headers = { ...form, 'content-type': 'multipart/form-data; boundary=x', 'content-length': 1_000_001 }
  const upload = () => ask('/', { method: 'POST', headers, body: 'x'.repeat(1_000_001) })
  const first = upload()
  await vi.waitFor(() => expect(entered).toBe(true), 5_000)
  expect((await upload()).status).toBe(503)
  gate.resolve()
  expect((await first).status).toBe(200)
})

function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve: () => resolve() }
}

test('readiness turns red without a database and while draining', async () => {
  let reachable = true
  await open(page('in'), { ready: async () => reachable })
  expect((await ask('/readyz')).status).toBe(200)
  reachable = false
  expect((await ask('/readyz')).status).toBe(503)
  reachable = true
  state.draining = true
  expect((await ask('/readyz')).status).toBe(503)
  expect((await ask('/healthz')).status).toBe(200)
})

test('a database that hangs makes readiness red within half a second', async () => {
  await open(page('in'), { ready: () => new Promise(() => {}) })
  const began = performance.now()
  expect((await ask('/readyz')).status).toBe(503)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('draining lets open requests finish and takes no new ones', async () => {
  await open(async () => {
    await sleep(300)
    return new Response('finished')
  })
  const open1 = ask('/')
  await sleep(50)
  const drained = drain(server as Server)
  expect((await open1).body.toString()).toBe('finished')
  await drained
  await expect(ask('/')).rejects.toThrow()
})

test('downloads stream', async () => {
  await open(async () => {
    const body = new ReadableStream({
      async start(controller) {
        for (let i = 0; i < 3; i++) {
          controller.enqueue(new TextEncoder().encode(`line ${i}\n`))
          await sleep(10)
        }
        controller.close()
      },
    })
    return new Response(body, {
      headers: { 'content-disposition': 'attachment; filename="x.csv"', 'content-type': 'text/csv' },
    })
  })
  const answer = await ask('/x')
  expect(answer.body.toString()).toBe('line 0\nline 1\nline 2\n')
  expect(answer.headers['content-length']).toBeUndefined()
})

test('built files are kept by browsers and recognised when asked again', async () => {
  const headers = { 'content-type': 'text/css', etag: '"abc"', 'cache-control': 'public, max-age=31536000, immutable' }
  const file = { body: Buffer.from('a{}'), gzipped: undefined, headers }
  await open(page('page'), { findFile: (pathname) => (pathname === '/assets/a.css' ? file : undefined) })
  expect((await ask('/assets/a.css')).body.toString()).toBe('a{}')
  expect((await ask('/assets/a.css', { headers: { 'if-none-match': '"abc"' } })).status).toBe(304)
  expect((await ask('/assets/a.css', { method: 'HEAD' })).headers['content-length']).toBe('3')
})

test('the log shows neither queries nor mailed tokens', () => {
  expect(loggedPath('/reset/9vJ0m2Zq8u3Yb1N6c5X7d4F2/now?next=/x')).toBe('/reset/:token/now')
  expect(loggedPath('/demo/initiatives/0190a4d2-7c1e-7b3a-9c55-0123456789ab')).toBe(
    '/demo/initiatives/0190a4d2-7c1e-7b3a-9c55-0123456789ab',
  )
})
