// The stand-alone verifier finds whatever is done to an exported log, given one checkpoint that was kept outside.
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { checkpointLine, logLine, readCheckpointLine, signedText } from '#app/history/checkpoint-format.ts'
import { checkLog, readCheckpoints, readKeys } from '../../verifier/sirius-verify.mjs'

const program = path.resolve(import.meta.dirname, '../../verifier/sirius-verify.mjs')
const runs = { numRuns: 1000 }
const org = '018f0000-0000-7000-8000-00000000abcd'
const size = 60

const hashOf = (before: Buffer, body: string) => createHash('sha256').update(before).update(body, 'utf8').digest()

function bodyOf(seq: number): string {
  const at = new Date(Date.UTC(2026, 0, 1, 0, seq)).toISOString().replace('Z', '000Z')
  const change = {
    table: 'initiative',
    key: { id: org },
    before: { name: `Weg ${seq}` },
    after: { name: `Wëg “${seq}” 日\n\t\\` },
  }
  return JSON.stringify({
    at,
    id: org,
    org,
    seq,
    kind: 'initiative',
    verb: 'initiative.edited',
    title: `Wëg ${seq}`,
    changes: [change],
  })
}

/** The lines of a log, without ends, chained from the first body on. */
function chain(bodies: readonly string[]): { lines: string[]; heads: string[] } {
  let hash = createHash('sha256').update(org).digest()
  const heads: string[] = []
  const lines = bodies.map((body) => {
    hash = hashOf(hash, body)
    heads.push(hash.toString('hex'))
    return logLine(hash.toString('hex'), body)
  })
  return { lines, heads }
}

const bytesOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''))

const bodies = Array.from({ length: size }, (_, at) => bodyOf(at + 1))
const { lines, heads } = chain(bodies)
const log = bytesOf(lines)

const pair = generateKeyPairSync('ed25519')
const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const keys = readKeys(pem)
const [key] = [...keys.keys()]

function signed(of: number, head = heads[of - 1]!, by = pair.privateKey) {
  const text = signedText({ org, slug: 'bay', size: of, head, at: '2026-02-01T00:00:00.000Z', key: key! })
  return checkpointLine(text, sign(null, Buffer.from(text), by).toString('hex'))
}

const outside = (...sizes: number[]) => readCheckpoints(bytesOf(sizes.map((of) => signed(of))), keys).checkpoints
const whole = outside(size)
const problemIn = async (bytes: Buffer, checkpoints = whole) => (await checkLog([bytes], checkpoints)).problem

const index = fc.integer({ min: 0, max: size - 1 })
const changedByte = (length: number) =>
  fc.tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 255 }))
const withByte = (bytes: Buffer, [at, by]: [number, number]) => {
  const copy = Buffer.from(bytes)
  copy[at]! ^= by
  return copy
}

describe('an untouched log', () => {
  test('passes, whatever pieces it arrives in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: log.length }), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), log.length]
        const pieces = at.slice(1).map((end, n) => log.subarray(at[n], end))
        const found = await checkLog(pieces, outside(10, 30, size))
        expect(found).toMatchObject({ problem: null, events: size, head: heads.at(-1), agreed: 3, covered: size, org })
      }),
      { numRuns: 200 },
    )
  })

  test('says how far checkpoints reach, and that without one it only fits together', async () => {
    expect(await checkLog([log], outside(10, 40))).toMatchObject({ problem: null, agreed: 2, covered: 40 })
    expect(await checkLog([log])).toMatchObject({ problem: null, agreed: 0, covered: 0 })
  })
})

describe('1,000 of 1,000 are found', () => {
  test('single bytes changed', async () => {
    await fc.assert(
      fc.asyncProperty(changedByte(log.length), async (change) => {
        const line = log.subarray(0, change[0]).filter((byte) => byte === 10).length + 1
        const problem = await problemIn(withByte(log, change))
        expect(problem?.line, JSON.stringify(problem)).toBe(line)
      }),
      runs,
    )
  })

  test('events removed', async () => {
    await fc.assert(
      fc.asyncProperty(index, async (at) => {
        const problem = await problemIn(bytesOf(lines.toSpliced(at, 1)))
        expect(problem?.line).toBe(at + 1)
        expect(problem?.text).toMatch(
          at === size - 1 ? /ends here.* 1 are cut off/ : new RegExp(`^Event ${at + 1} is missing`),
        )
      }),
      runs,
    )
  })

  test('events swapped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(index, index).filter(([a, b]) => a !== b),
        async ([a, b]) => {
          const swapped = lines.with(a, lines[b]!).with(b, lines[a]!)
          expect((await problemIn(bytesOf(swapped)))?.line).toBe(Math.min(a, b) + 1)
        },
      ),
      runs,
    )
  })

  test('the tail cut off, between lines and within one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: log.length - 1 }), async (end) => {
        expect(await problemIn(log.subarray(0, end))).not.toBeNull()
      }),
      runs,
    )
  })

  test('lines doubled', async () => {
    await fc.assert(
      fc.asyncProperty(index, index, async (from, to) => {
        const problem = await problemIn(bytesOf(lines.toSpliced(to, 0, lines[from]!)))
        // beside itself, the second of the two is the one too many
        expect(problem?.line).toBe(from === to ? to + 2 : to + 1)
      }),
      runs,
    )
  })

  test('the chain made anew by whoever owns the database', async () => {
    await fc.assert(
      fc.asyncProperty(
        index,
        fc.integer({ min: 1, max: size }),
        fc.constantFrom('change', 'remove', 'add'),
        async (at, kept, how) => {
          const told = bodies.map((body, n) => (n === at ? body.replace('Wëg “', 'Weg “') : body))
          if (how === 'remove') told.splice(at, 1)
          if (how === 'add') told.splice(at, 0, bodyOf(at + 1).replace('Weg', 'Nie'))
          const anew = chain(told.map((body, n) => body.replace(/"seq":\d+/, `"seq":${n + 1}`)))
          const forged = bytesOf(anew.lines)
          expect(await problemIn(forged, []), 'fits together').toBeNull()
          const problem = await problemIn(forged, outside(kept))
          if (kept <= at) expect(problem, 'no checkpoint knows of it').toBeNull()
          else expect(problem?.text).toMatch(/not the one that was signed|ends here/)
          expect(await problemIn(forged), 'a checkpoint of the whole').not.toBeNull()
        },
      ),
      runs,
    )
  })

  test('single bytes of the checkpoints changed, and signatures of another key', async () => {
    const file = bytesOf([20, 40, size].map((of) => signed(of)))
    expect(readCheckpoints(file, keys).checkpoints).toHaveLength(3)
    fc.assert(
      fc.property(changedByte(file.length), (change) => {
        const line = file.subarray(0, change[0]).filter((byte) => byte === 10).length + 1
        const { problem, checkpoints } = readCheckpoints(withByte(file, change), keys)
        expect(problem).toMatch(`Line ${line} of the checkpoints `)
        expect(checkpoints).toEqual([])
      }),
      runs,
    )
    const stranger = signed(size, heads.at(-1), generateKeyPairSync('ed25519').privateKey)
    expect(readCheckpoints(bytesOf([stranger]), keys).problem).toContain('its signature does not belong to it')
  })
})

test('it says between which checkpoints the history was rewritten', async () => {
  const anew = chain(bodies.with(34, bodies[34]!.replace('Weg', 'Nie')))
  const problem = await problemIn(bytesOf(anew.lines), outside(20, 30, 50, size))
  expect(problem).toMatchObject({ line: 31 })
  expect(problem!.text).toMatch(/up to event 50 .*after event 30, which agrees/)
})

test('two heads of one size, both signed, cannot both be true', async () => {
  const file = bytesOf([signed(40), signed(40, heads[38])])
  expect((await problemIn(log, readCheckpoints(file, keys).checkpoints))?.text).toContain('not the one that was signed')
})

test('checkpoints of another organisation prove nothing about this one', async () => {
  const others = whole.map((one) => ({ ...one, org: '018f0000-0000-7000-8000-00000000ffff' }))
  expect((await problemIn(log, others))?.text).toContain('No checkpoint is about this organisation')
  expect(await problemIn(log, [...others, ...whole])).toBeNull()
})

test('what it reads as a checkpoint is what Sirius reads', () => {
  expect(readCheckpointLine(signed(size))?.checkpoint).toMatchObject({ org, size, head: heads.at(-1) })
  expect(readCheckpointLine(signed(size).replace('"size":60', '"size": 60'))).toBeNull()
})

describe('as a program', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sirius-verifier-'))
  afterAll(() => rmSync(directory, { recursive: true }))
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(path.join(directory, name), content)
    return path.join(directory, name)
  }
  const call = (logFile: string, more: string[], script = program) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, logFile, ...more], { encoding: 'utf8' })
    return { status, said: stdout + stderr }
  }
  const good = file('log.jsonl', log)
  const proofs = [
    '--key',
    file('public.pem', pem),
    '--checkpoints',
    file('points.jsonl', bytesOf([signed(50), signed(size)])),
  ]

  test('it answers 0 and the head, 1 and the broken line in words, 2 where it was misused', () => {
    const passed = call(good, proofs)
    expect(passed.said).toContain(`Unbroken: ${size} events`)
    expect(passed.said).toContain(`Head: ${heads.at(-1)}`)
    expect(passed.said).toContain('Checkpoints that agree: 2.')
    expect(passed.status).toBe(0)
    const bad = call(file('bad.jsonl', bytesOf(lines.with(6, lines[6]!.replace('Weg 7', 'Weg 8')))), proofs)
    expect(bad.said).toMatch(
      /^BROKEN at line 7 of the log\. .*event 7 of 2026-01-01T00:07:00.000000Z, initiative.edited, “Wëg 7”/,
    )
    expect(bad.status).toBe(1)
    expect(call(good, []).said).toContain('whoever owns the database could have made it anew')
    expect(call(good, proofs.slice(0, 2)).status).toBe(2)
    expect(call(path.join(directory, 'none.jsonl'), proofs)).toMatchObject({
      status: 2,
      said: expect.stringContaining('There is no file'),
    })
    expect(call(file('empty.jsonl', ''), proofs).status).toBe(1)
    expect(call(good, [...proofs.slice(0, 3), file('none.points', '')]).status).toBe(1)
  })

  test('it works through a link, too, instead of silently doing nothing', () => {
    const link = path.join(directory, 'linked.mjs')
    symlinkSync(program, link)
    expect(call(good, proofs, link).said).toContain('Unbroken')
  })

  test('it is one file of at most 200 lines that imports nothing but Node', () => {
    const source = readFileSync(program, 'utf8')
    expect(source.split('\n').length - 1).toBeLessThanOrEqual(200)
    const imported = [...source.matchAll(/^import .* from '([^']+)'$/gm)].map(([, module]) => module)
    expect(imported.length).toBe(source.match(/\bimport\b(?!\.meta)/g)!.length)
    for (const module of imported) expect(module).toMatch(/^node:/)
  })
})
