import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { ActionFunctionArgs } from '@remix-run/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { strangerActing } from '#app/access/stranger.server.ts'
import { readForm } from '#app/server/form-body.ts'
import { giveRoomBack, mostInMemory, spool, spoolRoom, sweepSpool, takeRoom } from '#app/server/spool.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'sirius-form-body-'))
const before = process.env.SIRIUS_DATA_DIR
beforeAll(() => void (process.env.SIRIUS_DATA_DIR = dataDir))
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
  if (before === undefined) delete process.env.SIRIUS_DATA_DIR
  else process.env.SIRIUS_DATA_DIR = before
})

const named = () => readdirSync(path.join(dataDir, 'spool'))
/** Files without a name that this process still holds. */
const held = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path.join(dataDir, 'spool'))
    } catch {
      return false
    }
  }).length

const urlencoded = (body: string | Uint8Array<ArrayBuffer>, type = 'application/x-www-form-urlencoded') =>
  new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body })

const multipart = (body: string | Uint8Array<ArrayBuffer>, type = 'multipart/form-data; boundary=b') =>
  urlencoded(body, type)

const part = (disposition: string, content: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`

async function statusOf(request: Request): Promise<number> {
  try {
    await (await readForm(request)).drop()
    return 200
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown
    expect(await thrown.text()).toMatch(/^[A-Z].*\.$/)
    return thrown.status
  }
}

describe('urlencoded', () => {
  test('reads names, repeated names, spaces and any script', async () => {
    const { fields } = await readForm(urlencoded('a=1&a=2&text=caf%C3%A9+%F0%9F%98%80&empty=&bare&__proto__=x'))
    expect([...fields]).toEqual([
      ['a', ['1', '2']],
      ['text', ['café 😀']],
      ['empty', ['']],
      ['bare', ['']],
      ['__proto__', ['x']],
    ])
  })

  test('an empty body is an empty form', async () => {
    expect((await readForm(urlencoded(''))).fields.size).toBe(0)
  })

  test.each([
    ['bad percent-encoding', 'a=%zz', 400],
    ['bad UTF-8 behind percents', 'a=%ff%fe', 400],
    ['a lone surrogate', 'a=%ed%a0%80', 400],
    ['NUL in a value', 'a=%00', 400],
    ['NUL in a name', 'a%00=1', 400],
    ['a name too long', `${'n'.repeat(300)}=1`, 400],
    ['too many fields', 'a=1&'.repeat(2001), 413],
    ['a body too large', 'a='.padEnd(1_000_002, 'x'), 413],
  ])('%s is refused', async (_what, body, status) => {
    expect(await statusOf(urlencoded(body))).toBe(status)
  })

  test('raw bytes that are not UTF-8 are refused', async () => {
    expect(await statusOf(urlencoded(Uint8Array.of(0x61, 0x3d, 0xff)))).toBe(400)
  })
})

describe('multipart', () => {
  test("reads what a browser's form data sends", async () => {
    const data = new FormData()
    data.set('title', 'Größe – 尺寸')
    data.append('tag', 'a')
    data.append('tag', 'b')
    data.set('file', new File(['id,name\n'], 'Kunden “neu”.csv', { type: 'text/csv' }))
    data.set('none', new File([], ''))
    const form = await readForm(new Request('http://localhost/', { method: 'POST', body: data }))
    expect([...form.fields]).toEqual([
      ['title', ['Größe – 尺寸']],
      ['tag', ['a', 'b']],
    ])
    expect(form.files).toMatchObject([{ name: 'file', filename: 'Kunden “neu”.csv', contentType: 'text/csv', size: 8 }])
    expect(String(await form.files[0]!.bytes())).toBe('id,name\n')
    await form.drop()
  })

  test('a path in a file name is dropped', async () => {
    const form = await readForm(multipart(part('name="f"; filename="../../etc/passwd"', 'x') + '--b--\r\n'))
    expect(form.files[0]?.filename).toBe('passwd')
    await form.drop()
  })

  test.each([
    ['no boundary', 'multipart/form-data', part('name="a"', '1') + '--b--\r\n', 400],
    ['another boundary', 'multipart/form-data; boundary=c', part('name="a"', '1') + '--b--\r\n', 400],
    ['cut off', undefined, part('name="a"', '1'), 400],
    ['cut off in a file', undefined, '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nabc', 400],
    ['empty', undefined, '', 400],
    ['malformed part header', undefined, '--b\r\nnonsense\0\r\n\r\nx\r\n--b--\r\n', 400],
    ['NUL in a value', undefined, part('name="a"', 'x\0y') + '--b--\r\n', 400],
    ['too many fields', undefined, part('name="a"', '1').repeat(2001) + '--b--\r\n', 413],
    ['too many files', undefined, part('name="f"; filename="x"', '1').repeat(6) + '--b--\r\n', 413],
    ['a field too large', undefined, part('name="a"', 'x'.repeat(1_000_001)) + '--b--\r\n', 413],
    ['a file too large', undefined, part('name="f"; filename="x"', 'x'.repeat(10_000_001)) + '--b--\r\n', 413],
    ['a body too large', undefined, part('name="a"', 'x').padEnd(12_000_001, 'x'), 413],
  ])('%s is refused', async (_what, type, body, status) => {
    expect(await statusOf(multipart(body, type))).toBe(status)
  })

  test('a whole megabyte in each of three fields is refused: a form with files has few words beside them', async () => {
    expect(await statusOf(multipart(part('name="a"', 'x'.repeat(900_000)).repeat(3) + '--b--\r\n'))).toBe(413)
  })

  test('files lie on disk without a name, are read in parts and more than once, and are gone when dropped', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251))
    const data = new FormData()
    data.set('large', new File([content], 'large.bin'))
    data.set('small', new File(['0123456789'], 'small.txt'))
    const form = await readForm(new Request('http://localhost/', { method: 'POST', body: data }))
    const [large, small] = form.files
    expect([named(), held()]).toEqual([[], 2])
    expect(large!.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect(Buffer.compare(await large!.bytes(), content)).toBe(0)
    expect(await text(small!.open({ start: 2, end: 5 }))).toBe('2345')
    expect(await Promise.all([text(small!.open()), text(small!.open())])).toEqual(['0123456789', '0123456789'])
    await form.drop()
    expect(held()).toBe(0)
    await expect(small!.bytes()).rejects.toThrow()
  })

  test('nothing is left of the files of a form that is refused', async () => {
    const file = part('name="f"; filename="x"', 'x'.repeat(200_000))
    for (const [body, status] of [
      [file + part('name="a"', 'x\0y') + '--b--\r\n', 400],
      [file.repeat(6) + '--b--\r\n', 413],
      [file, 400],
      [file + file.slice(0, 100_000), 400],
      [file + part('name="f"; filename="\xff"', 'x') + '--b--\r\n', 200],
    ] as const)
      expect(await statusOf(multipart(body))).toBe(status)
    expect([named(), held()]).toEqual([[], 0])
  })

  test('as much as the caller allows is taken and not a byte more; without any, no file is', async () => {
    const of = (size: number) => multipart(part('name="f"; filename="x"', 'x'.repeat(size)) + '--b--\r\n')
    const taken = await readForm(of(1000), 1000)
    expect(taken.files[0]?.size).toBe(1000)
    await taken.drop()
    for (const [size, cap] of [
      [1001, 1000],
      [1, 0],
    ] as const)
      await expect(readForm(of(size), cap)).rejects.toMatchObject({ status: 413 })
    expect(held()).toBe(0)
  })

  test('a file is given up at its cap, not after', async () => {
    let sent = 0
    const piece = Buffer.alloc(64 * 1024, 'x')
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(part('name="f"; filename="x"', '').slice(0, -2))),
      pull: (controller) => {
        sent += piece.length
        controller.enqueue(piece)
      },
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const endless = new Request('http://localhost/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    await expect(readForm(endless, 1_000_000)).rejects.toMatchObject({ status: 413 })
    expect(sent).toBeLessThan(1_000_000 + 10 * piece.length)
  })

  test('where too much is arriving already a further form is turned away, until there is room again', async () => {
    expect(takeRoom(spoolRoom)).toBe(true)
    const body = part('name="f"; filename="x"', 'x') + '--b--\r\n'
    expect(await statusOf(multipart(body))).toBe(503)
    giveRoomBack(spoolRoom)
    expect(await statusOf(multipart(body))).toBe(200)
    expect(takeRoom(spoolRoom)).toBe(true) // whatever forms took was given back
    giveRoomBack(spoolRoom)
  })

  test('a stranger’s form keeps neither room nor a file', async () => {
    for (const file of ['', part('name="f"; filename="x"', '')]) {
      const request = multipart(part('name="email"', 'ada@bay.example') + file + '--b--\r\n')
      const args = { request, params: {}, context: {} } as ActionFunctionArgs
      await strangerActing(args, z.looseObject({ email: z.string() }), () => Promise.resolve(new Response()))
    }
    expect(held()).toBe(0)
    expect(takeRoom(spoolRoom)).toBe(true)
    giveRoomBack(spoolRoom)
  })

  test('a large file is never read as a whole', async () => {
    const pieces = Array.from({ length: 13 }, () => Buffer.alloc(1_000_000))
    const file = await spool(
      (async function* () {
        yield* pieces
      })(),
      () => {},
    )
    expect(file.size).toBeGreaterThan(mostInMemory)
    const read = file.bytes().then(() => 'read') // nobody wants to see the bytes where it was
    await expect(read).rejects.toThrow('not to be read into memory')
    await file.drop()
  })

  test('what a process left that died is swept', () => {
    writeFileSync(path.join(dataDir, 'spool', 'left-behind'), 'x')
    sweepSpool(dataDir)
    expect(named()).toEqual([])
  })

  test('too many parts that are nothing are refused, a few are passed over', async () => {
    const nothing = (count: number) => '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count) + '--b--\r\n'
    expect(await statusOf(multipart(nothing(20)))).toBe(200)
    expect(await statusOf(multipart(nothing(2_100)))).toBe(413)
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const body = Buffer.from(part('name="a"', 'x\xffy') + '--b--\r\n', 'latin1')
    expect(await statusOf(multipart(body))).toBe(400)
  })

  test('a body that breaks off on the wire is refused', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(part('name="a"', '1')))
        controller.error(new Error('aborted'))
      },
    })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    }
    expect(await statusOf(new Request('http://localhost/', init as RequestInit))).toBe(400)
  })

  test('random bytes never break it', async () => {
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(Array.from({ length: round * 3 }, (_, i) => (i * 7919 + round * 104729) % 251))
      const mixed = Buffer.concat([Buffer.from(part('name="a"', '1')), bytes, Buffer.from('\r\n--b\r\n'), bytes])
      expect(await statusOf(multipart(mixed))).toBeLessThan(500)
      expect(await statusOf(urlencoded(bytes))).toBeLessThan(500)
    }
  })
})

test.each(['text/plain', 'application/json', '', 'multipart/mixed; boundary=b'])('%s is no form', async (type) => {
  expect(await statusOf(urlencoded('a=1', type))).toBe(415)
})
