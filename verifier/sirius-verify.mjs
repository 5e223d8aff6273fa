#!/usr/bin/env node
// Checks an exported history of Sirius without Sirius: needs Node 18 or newer, and nothing else.
//
//   node sirius-verify.mjs log.jsonl --key public.pem --checkpoints checkpoints.jsonl
//
// A line of the log:         {"hash":"<64 hex>","event":<the recorded text>}
//   hash = SHA-256(the hash of the line before + the text); before the first line stands SHA-256(the organisation's id).
// A line of the checkpoints: {"checkpoint":<text>,"signature":"<128 hex>"}, an Ed25519 signature over the bytes of the text.
// Both are compared byte for byte and never written anew, so no other spelling of the same content passes.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync, realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const sha256 = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
const logStart = Buffer.from('{"hash":"')
const logMiddle = Buffer.from('","event":')
const at = (bytes, from, part) => bytes.subarray(from, from + part.length).equals(part)

/** Public keys in PEM text, one after the other, by their 64 hex digits. */
export function readKeys(pem) {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
  const keys = blocks.map((block) => createPublicKey(block)).filter((key) => key.asymmetricKeyType === 'ed25519')
  return new Map(keys.map((key) => [key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex'), key]))
}

/** The checkpoints of a file whose lines are all whole and signed by one of the keys; else a problem in words. */
export function readCheckpoints(bytes, keys) {
  const checkpoints = []
  const bad = (line, why) => ({ checkpoints: [], problem: `Line ${line} of the checkpoints ${why}` })
  const text = bytes.toString('latin1') // one character a byte
  if (text !== '' && !text.endsWith('\n')) return bad(text.split('\n').length, 'is not whole: it has no end.')
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, signed, signature] = /^\{"checkpoint":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/.exec(line) ?? []
    if (!signed) return bad(index + 1, 'is not a line as Sirius writes them.')
    const raw = Buffer.from(signed, 'latin1')
    const one = parse(raw)
    const key = keys.get(one?.key)
    if (one && !key) return bad(index + 1, `was signed with another key (${String(one.key).slice(0, 16)}…).`)
    if (!key || !verify(null, raw, key, Buffer.from(signature, 'hex')))
      return bad(index + 1, 'was changed: its signature does not belong to it.')
    checkpoints.push({ org: one.org, size: one.size, head: one.head, at: one.at })
  }
  return { checkpoints: checkpoints.sort((a, b) => a.size - b.size), problem: null }
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** The lines of a stream of bytes without their ends; the last is marked where it has none. */
async function* linesOf(chunks) {
  let open = []
  for await (const chunk of chunks) {
    let from = 0
    for (let end; (end = chunk.indexOf(10, from)) >= 0; from = end + 1) {
      const part = chunk.subarray(from, end)
      yield { bytes: open.length ? Buffer.concat([...open, part]) : part, whole: true }
      open = []
    }
    if (from < chunk.length) open.push(chunk.subarray(from))
  }
  if (open.length) yield { bytes: Buffer.concat(open), whole: false }
}

/**
 * Walks a log, given as chunks of bytes. Returns how many events are good, the head after them, how far checkpoints reach, and
 * the first problem: { line, text }, or null.
 */
export async function checkLog(chunks, allCheckpoints = []) {
  const found = { events: 0, head: null, org: null, last: null, agreed: 0, covered: 0, problem: null }
  let hash
  let due = [] // the checkpoints not passed yet, by size
  let sound = null // the newest checkpoint that agreed
  const broken = (text) => ({
    ...found,
    head: hash?.toString('hex') ?? null,
    problem: { line: found.events + 1, text },
  })
  for await (const { bytes, whole } of linesOf(chunks)) {
    const text = bytes.subarray(logStart.length + 64 + logMiddle.length, -1)
    const event = parse(text)
    const named = event ? ` It says: ${wordsOf(event)}` : ''
    const shaped = at(bytes, 0, logStart) && at(bytes, logStart.length + 64, logMiddle) && bytes.at(-1) === 125
    if (!shaped || !whole) return broken(`This line is not whole, or not a line as Sirius writes them.${named}`)
    if (found.events === 0) {
      found.org = String(event?.org ?? '')
      hash = sha256(found.org)
      due = allCheckpoints.filter(({ org }) => org === found.org)
      if (allCheckpoints.length && !due.length) return broken(`No checkpoint is about this organisation.${named}`)
    }
    const next = sha256(hash, text)
    const good = at(bytes, logStart.length, Buffer.from(next.toString('hex')))
    const expected = found.events + 1
    if (!good || event?.seq !== expected || event.org !== found.org) return broken(whyOf(event, expected, good) + named)
    hash = next
    found.events = expected
    found.last = event
    for (; due[0]?.size === expected; due.shift()) {
      if (due[0].head !== hash.toString('hex')) {
        found.events = sound?.size ?? 0
        return broken(rewritten(sound, due[0]))
      }
      sound = due[0]
      found.agreed++
      found.covered = expected
    }
  }
  if (found.events === 0) return broken('The log is empty.')
  if (due.length) {
    const { size, at: when } = due.at(-1)
    return broken(
      `The log ends here, but a checkpoint of ${when} knows ${size} events: ${size - found.events} are cut off.`,
    )
  }
  return { ...found, head: hash.toString('hex') }
}

const wordsOf = ({ seq, at, title, verb }) => `event ${seq} of ${at}, ${verb}, “${title}”.`

function whyOf(event, expected, good) {
  if (Number.isInteger(event?.seq) && event.seq > expected)
    return `Event ${expected} is missing${event.seq > expected + 1 ? `, up to ${event.seq - 1}` : ''}, or was moved.`
  if (Number.isInteger(event?.seq) && event.seq < expected) return `Event ${event.seq} stands here again, or was moved.`
  if (good) return 'This line belongs to another history.'
  return 'This line is not what was recorded: its text or its hash was changed.'
}

const rewritten = (sound, { size, at: when, head }) =>
  `The history up to event ${size} is not the one that was signed at ${when} (head ${head.slice(0, 16)}…). ` +
  `It was rewritten somewhere ${sound ? `after event ${sound.size}, which agrees with the checkpoint of ${sound.at}` : 'from its beginning on'}.`

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, checkpoints: { type: 'string' } },
  })
  const [log] = positionals
  if (!log || positionals.length > 1 || Boolean(values.key) !== Boolean(values.checkpoints)) {
    console.error('Usage: node sirius-verify.mjs log.jsonl --key public.pem --checkpoints checkpoints.jsonl')
    return 2
  }
  let checkpoints = []
  if (values.key) {
    const keys = readKeys(readFileSync(values.key, 'utf8'))
    if (!keys.size) return say(`BROKEN. ${values.key} holds no Ed25519 public key.`)
    const read = readCheckpoints(readFileSync(values.checkpoints), keys)
    if (read.problem) return say(`BROKEN. ${read.problem}`)
    checkpoints = read.checkpoints
    if (!checkpoints.length) return say('BROKEN. The file of checkpoints is empty.')
  }
  const found = await checkLog(createReadStream(log, { highWaterMark: 1 << 20 }), checkpoints)
  if (found.problem) return say(`BROKEN at line ${found.problem.line} of the log. ${found.problem.text}`)
  console.log(`Unbroken: ${found.events} events of organisation ${found.org}. The last: ${wordsOf(found.last)}`)
  console.log(`Head: ${found.head}`)
  if (!checkpoints.length)
    console.log(
      'No checkpoint was given, so this shows only that the log fits together: whoever owns the database could have made it anew.',
    )
  else {
    console.log(`Checkpoints that agree: ${found.agreed}. The newest covers the events up to ${found.covered}.`)
    if (found.covered < found.events)
      console.log(`Events after it, which no checkpoint given here proves: ${found.events - found.covered}.`)
  }
  return 0
}

function say(text) {
  console.log(text)
  return 1
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  main().then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(error.code === 'ENOENT' ? `There is no file ${error.path}.` : error)
      process.exitCode = 2
    },
  )
