/**
 * Promise C3: memory stays bounded while fifty people send far too much at the same moment: declared gigabytes, gigabytes of unknown
 * length, more than was declared, and as much as is just allowed. Prints the server's memory before, at its highest, and after.
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { usualUpload } from '#app/server/upload-caps.ts'
import { ask, postForm } from './ask.ts'
import { argument, report, type Rig, withRig } from './rig.ts'

const senders = Number(argument('senders') ?? 50)
const gigabyte = 1_000_000_000
const boundary = 'sirius-load'
const chunk = Buffer.alloc(64 * 1024, 'a')

interface Sending {
  headers: string
  /** How many bytes are sent before the sender stops by itself. */
  bytes: number
  first?: string
  last?: string
  chunked?: boolean
  /** What is sent over and over; the letter a where nothing else is said. */
  content?: Buffer
}

const partHead = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n`
const partEnd = `\r\n--${boundary}--\r\n`
const allowed = usualUpload - 1000

/** Days after the year 1900, which are read, checked and staged line by line. */
const lines = Array.from(
  { length: 1500 },
  (_, at) => `${1900 + (at % 120)}-${String((at % 12) + 1).padStart(2, '0')}-01,${at}.5,a remark of some length`,
)

const kinds: Record<string, Sending> = {
  'a declared gigabyte': { headers: `content-length: ${gigabyte}\r\n`, bytes: gigabyte, first: partHead },
  'a gigabyte of unknown length': {
    headers: 'transfer-encoding: chunked\r\n',
    bytes: gigabyte,
    first: partHead,
    chunked: true,
  },
  'a gigabyte, declared as a little': { headers: 'content-length: 5000\r\n', bytes: gigabyte, first: partHead },
  'as much as is just allowed, in one line': whole(chunk),
  'as much as is just allowed, of values': whole(Buffer.from(`${lines.join('\n')}\n`)),
}

function whole(content: Buffer): Sending {
  const headers = `content-length: ${allowed + partHead.length + partEnd.length}\r\n`
  return { headers, bytes: allowed, first: partHead, last: partEnd, content }
}

await withRig({ env: { LOG_LEVEL: 'error' }, patience: 600 }, run)

async function run(rig: Rig) {
  const path = await importPage(rig)
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${rig.app.process.pid}/status`, 'utf8'))?.[1]) / 1024
  // A few pages first, so that what is loaded once is not counted.
  for (let at = 0; at < 40; at++) await ask(`${rig.app.url}/bay/kpis`, { headers: { cookie: rig.people.lea.cookie } })
  const lines = []
  for (const [kind, sending] of Object.entries(kinds)) {
    const before = memory()
    let highest = before
    const watch = setInterval(() => (highest = Math.max(highest, memory())), 20)
    const began = performance.now()
    const ends = await Promise.all(Array.from({ length: senders }, () => send(rig, path, sending)))
    clearInterval(watch)
    await sleep(2000)
    const after = memory()
    const sent = ends.reduce((sum, end) => sum + end.sent, 0) / 1e6
    const statuses = [...new Set(ends.map(({ status }) => status))]
      .sort()
      .map((status) => `${ends.filter((end) => end.status === status).length} × ${status || 'cut off'}`)
    const tooMuch = sending.bytes > allowed
    lines.push(
      {
        what: `${kind}: growth of memory at its highest`,
        reached: `${(highest - before).toFixed(0)} MB (${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after)`,
        promised: '<= 150 MB',
        ok: highest - before <= 150,
      },
      {
        what: `  ${statuses.join(', ')} in ${((performance.now() - began) / 1000).toFixed(1)} s; megabytes each could send before the answer`,
        reached: (sent / senders).toFixed(1),
        promised: tooMuch ? '<= 20 (refused at the limit, not after)' : 'all',
        ok: !tooMuch || sent <= senders * 20,
      },
      {
        what: '  answers of 5xx other than busy',
        reached: ends.filter(({ status }) => status >= 500 && status !== 503).length,
        promised: 0,
        ok: ends.every(({ status }) => status < 500 || status === 503),
      },
    )
  }
  const alive = (await ask(`${rig.app.url}/bay/kpis`, { headers: { cookie: rig.people.lea.cookie } })).status
  lines.push({ what: 'a page afterwards', reached: alive, promised: 200, ok: alive === 200 })
  report(`${senders} senders at the same moment`, lines)
}

async function importPage({ app, people }: Rig): Promise<string> {
  const fields = {
    name: 'Lounge rating',
    kind: 'perception',
    definition: 'What guests say.',
    decimals: '1',
    scoreKind: 'mean',
  }
  const made = await postForm(`${app.url}/bay/kpis/new`, people.lea.cookie, {
    ...fields,
    direction: 'up',
    frequency: 'monthly',
  })
  const id = /kpis\/([0-9a-f-]{36})/.exec(String(made.headers.location))?.[1]
  if (!id) throw new Error(`The KPI was not made: ${made.status} ${made.body.slice(0, 300)}`)
  return `/bay/kpis/${id}/import`
}

/** Sends as fast as the server takes it, until it answers or hangs up. */
function send({ app, people }: Rig, path: string, sending: Sending): Promise<{ status: number; sent: number }> {
  const { host, port } = new URL(app.url)
  const { content = chunk } = sending
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    let sent = 0
    let answer = ''
    let over = false
    let answered = false
    const end = () => {
      if (over) return
      over = true
      socket.destroy()
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
        sent: Math.min(sent, socket.bytesWritten),
      })
    }
    socket.setTimeout(60_000, end)
    socket.on('error', end).on('close', end)
    socket.on('data', (data: Buffer) => {
      answer += data.toString('latin1')
      answered = true // and nothing more is sent
      if (answer.includes('\r\n\r\n')) setTimeout(end, 50)
    })
    const frame = (data: Buffer | string) =>
      sending.chunked ? `${data.length.toString(16)}\r\n${String(data)}\r\n` : data
    const more = () => {
      while (!over && !answered && sent < sending.bytes) {
        const part = content.subarray(0, Math.min(content.length, sending.bytes - sent))
        sent += part.length
        if (!socket.write(frame(part))) return void socket.once('drain', more)
      }
      if (!over && !answered && sending.last) socket.write(sending.last)
    }
    socket.on('connect', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${people.lea.cookie}\r\nsec-fetch-site: same-origin\r\norigin: ${app.url}\r\n` +
          `content-type: multipart/form-data; boundary=${boundary}\r\n${sending.headers}\r\n`,
      )
      if (sending.first) socket.write(frame(sending.first))
      more()
    })
  })
}
