/** Writes one answer to the wire, whole and compressed once: far cheaper here than through streams. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { StaticFile } from './static-files.ts'
import { wholeText } from './whole-response.ts'

const gzipLater = promisify(gzip)

/** Above this many bytes compressing would hold up other requests, so it goes to another thread. */
const longBody = 256_000

export const acceptsGzip = (req: IncomingMessage) =>
  /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(String(req.headers['accept-encoding'] ?? ''))

/** Sends a body that is already whole. */
export async function sendWhole(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: Buffer,
) {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  const type = String(res.getHeader('content-type') ?? '')
  const worthIt =
    body.length > 1000 && /^text\/|json|javascript|svg|x-script/.test(type) && !res.hasHeader('content-encoding')
  if (worthIt) res.appendHeader('vary', 'accept-encoding')
  const packed = worthIt && acceptsGzip(req)
  const sent = packed ? await compressed(body) : body
  if (packed) res.setHeader('content-encoding', 'gzip')
  finish(req, res, status, sent)
}

const compressed = async (body: Buffer) =>
  body.length > longBody ? gzipLater(body, { level: 1 }) : gzipSync(body, { level: 1 })

function finish(req: IncomingMessage, res: ServerResponse, status: number, body: Buffer) {
  if (res.destroyed || res.headersSent) return
  res.statusCode = status
  const bare = status === 204 || status === 304
  if (!bare && !(req.method === 'HEAD' && body.length === 0)) res.setHeader('content-length', body.length)
  res.end(bare || req.method === 'HEAD' ? undefined : body)
}

/** Sends one of the built files, or says that the browser's copy is still right. */
export function sendFile(req: IncomingMessage, res: ServerResponse, file: StaticFile): number {
  for (const [name, value] of Object.entries(file.headers)) res.setHeader(name, value)
  if (file.gzipped) res.setHeader('vary', 'accept-encoding')
  const known = String(req.headers['if-none-match'] ?? '')
  const status = known.includes(file.headers.etag ?? '-') ? 304 : 200
  const packed = file.gzipped && acceptsGzip(req) ? file.gzipped : undefined
  if (packed) res.setHeader('content-encoding', 'gzip')
  finish(req, res, status, packed ?? file.body)
  return status
}

/** Sends what a page answered: downloads as they come, everything else whole. */
export async function sendResponse(req: IncomingMessage, res: ServerResponse, response: Response) {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  headers['cache-control'] ??= 'no-store'
  const download = /^attachment/.test(String(headers['content-disposition'] ?? ''))
  if (download && response.body && req.method !== 'HEAD') return sendStream(res, response, headers)
  const text = wholeText(response)
  const body = text === undefined ? Buffer.from(await response.arrayBuffer()) : Buffer.from(text)
  return sendWhole(req, res, response.status, headers, body)
}

async function sendStream(res: ServerResponse, response: Response, headers: Record<string, string | string[]>) {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.statusCode = response.status
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), res)
}
