// Nothing that somebody types makes the server talk to its own network.
import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebhookProblem, addressProblem, isOutside, postOutside } from '#app/jobs/webhook.server.ts'
import { makeCertificate } from '#tests/support/certificate.ts'

const { key, cert } = makeCertificate('hooks.example')
let server: Server
let port: number
let asked: { body: string; path: string; headers: IncomingMessage['headers'] }[] = []
let answer: (res: ServerResponse) => void = (res) => void res.writeHead(204).end()

beforeAll(async () => {
  server = createServer({ key, cert }, (req, res) => {
    let body = ''
    req.on('data', (chunk) => (body += chunk))
    req.on('end', () => {
      asked.push({ body, path: req.url ?? '', headers: req.headers })
      answer(res)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const at = (address: string, family = 4) => ({
  resolve: (_: string, done: (error: null, found: { address: string; family: number }[]) => void) =>
    done(null, [{ address, family }]),
})
const local = { ...at('127.0.0.1'), ca: cert, allowPrivate: true }
const send = (path: string, body = '{}') => postOutside(`https://hooks.example:${port}${path}`, body, local)
const problemOf = async (work: Promise<unknown>) => {
  const problem = await work.then(
    () => null,
    (error: unknown) => error,
  )
  expect(problem).toBeInstanceOf(WebhookProblem)
  return (problem as Error).message
}

describe('posting', () => {
  test('sends the line as it is', async () => {
    asked = []
    await send('/in?token=1', '{"checkpoint":"ä"}')
    expect(asked).toMatchObject([{ body: '{"checkpoint":"ä"}', path: '/in?token=1' }])
    expect(asked[0]!.headers).toMatchObject({ 'content-type': 'application/json', host: `hooks.example:${port}` })
  })

  test('a redirect is not followed', async () => {
    asked = []
    answer = (res) => void res.writeHead(302, { location: `https://hooks.example:${port}/inside` }).end()
    expect(await problemOf(send('/'))).toContain('redirect')
    expect(asked.map(({ path }) => path)).toEqual(['/'])
  })

  test.each([400, 404, 500, 503])('status %i is a failure', async (status) => {
    answer = (res) => void res.writeHead(status).end()
    expect(await problemOf(send('/'))).toBe(`It answered with status ${status}.`)
  })

  test('who answers without end, or not at all, is left after five seconds', async () => {
    answer = (res) => void setInterval(() => res.write('x'), 50).unref()
    const began = Date.now()
    await send('/') // its 200 is enough
    answer = () => {}
    expect(await problemOf(send('/'))).toContain('within five seconds')
    expect(Date.now() - began).toBeLessThan(7000)
  })

  test('a certificate of somebody unknown is not accepted', async () => {
    const work = postOutside(`https://hooks.example:${port}/`, '{}', { ...at('127.0.0.1'), allowPrivate: true })
    expect(await problemOf(work)).toContain('certificate')
  })
})

const inside = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
  ...['169.254.169.254', '169.254.0.1', '100.64.0.1', '100.127.255.255', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.7'],
  ...['203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...['::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', 'fe80::1', 'fc00::1', 'fd12:3456::1'],
  ...['ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'fec0::1'],
] // prettier-ignore

/** Ways to write such an address, or another way in, in the text that somebody types. */
const typed = [
  ...['http://hooks.example/', 'ftp://hooks.example/', 'file:///etc/passwd', 'gopher://x/', 'javascript:alert(1)', 'data:,x', 'nonsense', ''],
  ...['https://user:pass@hooks.example/', 'https://hooks.example:22/', 'https://hooks.example:8443/', 'https://hooks.example:80/'],
  ...['https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/', 'https://0x7f.1/', 'https://127.1/', 'https://0/', 'https://①②⑦.0.0.1/'],
  ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[0:0:0:0:0:ffff:7f00:1]/', 'https://[fe80::1]/', 'https://169.254.169.254/latest/'],
] // prettier-ignore

describe('reaching inside', () => {
  test(`${inside.length + typed.length} of ${inside.length + typed.length} addresses are refused, by name or as typed`, async () => {
    expect(inside.length + typed.length).toBeGreaterThanOrEqual(60)
    asked = []
    for (const address of inside) {
      expect(isOutside(address), address).toBe(false)
      const options = { ...at(address, address.includes(':') ? 6 : 4), ca: cert, allowPrivate: false }
      expect(await problemOf(postOutside('https://hooks.example/', '{}', options)), address).toMatch(/private network/)
    }
    for (const address of typed) {
      expect(addressProblem(address), address).not.toBeNull()
      expect(await problemOf(postOutside(address, '{}', { ca: cert, allowPrivate: false })), address).toBeTruthy()
    }
    expect(asked).toEqual([])
  })

  test('addresses of the open internet are not', () => {
    for (const address of ['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])
      expect(isOutside(address), address).toBe(true)
    expect(addressProblem('https://hooks.example/in?token=1')).toBeNull()
  })

  test('one private address among public ones is enough to refuse', async () => {
    const resolve = (_: string, done: (error: null, found: { address: string; family: number }[]) => void) =>
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ])
    expect(await problemOf(postOutside('https://hooks.example/', '{}', { resolve, allowPrivate: false }))).toMatch(
      /private/,
    )
  })

  test('a name is looked up once: what was looked at is connected to', async () => {
    let looked = 0
    answer = (res) => void res.writeHead(204).end()
    const resolve: (typeof local)['resolve'] = (host, done) => {
      looked++
      at('127.0.0.1').resolve(host, done)
    }
    await postOutside(`https://hooks.example:${port}/`, '{}', { ...local, resolve })
    expect(looked).toBe(1)
  })
})
