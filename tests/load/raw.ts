/** Sends bytes as they are and reads what comes back: for requests that no client library would send. */
import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 where the connection ended without an answer. */
  status: number
  head: string
  body: string
  /** Milliseconds from the last byte sent to the answer's end. */
  ms: number
  /** Neither an answer nor an end within the patience. */
  hung: boolean
}

/** `cut` ends our side after the bytes, as a sender that gives up does. */
export function sendRaw(port: number, bytes: Buffer, { cut = false, patience = 5_000 } = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const began = performance.now()
    const done = (hung: boolean) => {
      clearTimeout(late)
      socket.destroy()
      resolve({ ...parsed(Buffer.concat(chunks)), ms: performance.now() - began, hung })
    }
    const late = setTimeout(() => done(true), patience)
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (whole(Buffer.concat(chunks))) done(false)
    })
    socket.on('error', () => done(false))
    socket.on('close', () => done(false))
    socket.on('connect', () => {
      socket.write(bytes)
      if (cut) socket.end()
    })
  })
}

/** A request of HTTP/1.1; `length` may lie. */
export function message(line: string, headers: readonly (readonly [string, string])[], body: Buffer = Buffer.alloc(0)) {
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.concat([Buffer.from(`${line}\r\n${head}\r\n`, 'latin1'), body])
}

function parsed(all: Buffer): Pick<RawAnswer, 'status' | 'head' | 'body'> {
  const text = all.toString('utf8').replace(/^HTTP\/1\.1 100[^]*?\r\n\r\n/, '')
  const at = text.indexOf('\r\n\r\n')
  const head = at < 0 ? text : text.slice(0, at)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: at < 0 ? '' : text.slice(at + 4) }
}

function whole(all: Buffer): boolean {
  const at = all.indexOf('\r\n\r\n')
  if (at < 0) return false
  const head = all.subarray(0, at).toString('latin1')
  if (head.startsWith('HTTP/1.1 100')) return whole(all.subarray(at + 4))
  if (/^HTTP\/1\.1 (204|304|101)/.test(head)) return true
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length !== undefined) return all.length >= at + 4 + Number(length)
  return /\r\ntransfer-encoding: chunked/i.test(head) ? all.subarray(-5).toString('latin1') === '0\r\n\r\n' : false
}
