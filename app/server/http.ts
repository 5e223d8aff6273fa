/** The server: lets requests through the gate, serves the built files, hands the rest to Remix and sends the answers. */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendFile, sendResponse, sendWhole } from './answer.ts'
import { decide, type Decision, type GateRules, isApi, limits } from './gate.ts'
import type { AppLoadContext } from '@remix-run/node'
import type { RequestLog } from './load-context.ts'
import { errorText, logFor } from './log.ts'
import { problemBody, problemResponse, problemType } from './problem-json.ts'
import { plainPage, securityHeaders } from './security-headers.ts'
import type { FileFinder } from './static-files.ts'
import { watchSending } from './slow-senders.ts'
import { type Lines, makeTurns } from './waiting-line.ts'

export type Pages = (request: Request, context: AppLoadContext) => Promise<Response>

export interface Door {
  rules: GateRules
  secure: boolean
  dev?: boolean
  log: RequestLog
  pages: Pages
  /** What answers programs under /api; nothing is there without. */
  api?: Pages
  findFile: FileFinder
  /** Vite's own files in development; says whether it answered. */
  devFiles?: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>
  /** Whether the database answers and is up to date. */
  ready: () => Promise<boolean>
  /** Set when the process is about to stop: readiness turns red and connections are not kept. */
  state: { draining: boolean }
  /** Milliseconds in which a request has to be there, if not the usual. */
  deadline?: number
  /** How many pages are made at the same time, and how many requests wait for that. */
  lines?: Lines
}

/** Milliseconds: to send the headers, to send the whole request, to make a page. */
export const deadlines = { headers: 10_000, request: 30_000, page: 30_000, ready: 500 }

/** A server without pages yet; it answers nothing before `serve` is called. */
export function makeServer(): Server {
  const server = createServer({
    requireHostHeader: false, // the gate refuses it, with the headers and the id that every answer has
    headersTimeout: deadlines.headers,
    requestTimeout: 0, // each request is watched by itself: see `watchSending`
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 65_000,
  })
  server.on('clientError', refuseOnSocket)
  server.on('connect', (_req, socket) => refuseSocket(socket, 405, 'Method Not Allowed'))
  return server
}

/** Connects the server to its pages. */
export function serve(server: Server, door: Door) {
  const turnOf = makeTurns(door.lines ?? {})
  const respond = async (req: IncomingMessage, res: ServerResponse, expectsGoAhead: boolean) => {
    const began = performance.now()
    const requestId = randomUUID()
    const sending = watchSending(req, door.deadline ?? deadlines.request, () => {
      if (res.headersSent) req.socket.destroy()
      else refuseSocket(req.socket, 408, 'Request Timeout')
    })
    const nonce = randomBytes(16).toString('base64')
    for (const [name, value] of Object.entries(securityHeaders(nonce, { secure: door.secure, dev: door.dev ?? false })))
      res.setHeader(name, value)
    res.setHeader('x-request-id', requestId)
    if (door.state.draining) res.setHeader('connection', 'close')
    const target = req.url ?? ''
    if (target === '/healthz' || target === '/readyz') return void (await sendHealth(door, req, res))
    const decision = decide(door.rules, {
      method: req.method ?? '',
      target,
      headers: req.headers,
      hosts: req.headersDistinct.host?.length ?? 0,
      peer: req.socket.remoteAddress ?? '',
    })
    const log = logFor(door.log, { requestId })
    const refuse = (status: number, sentence: string) => sendRefusal(req, res, status, sentence, requestId)
    if (!decision.enter) await refuse(decision.status, decision.sentence)
    else if (!decision.api && (await sendStatic(door, req, res, decision.pathname))) return
    else {
      if (decision.large) sending.keepPace()
      const turn = await turnOf(kindOf(req))
      if (!turn) {
        res.setHeader('retry-after', soon['retry-after'])
        await refuse(503, busy)
      } else {
        try {
          if (res.destroyed) return // gave up waiting
          if (expectsGoAhead) res.writeContinue()
          const { address } = decision
          const received = async () => {
            if ((await turn.received?.()) === false) throw new Response(busy, { status: 503, headers: soon })
          }
          const { baseUrl } = door.rules
          const context = { requestId, nonce, address, baseUrl, secure: door.secure, cookies: [], log, received }
          await sendPage(door, req, res, decision, context)
        } catch (error) {
          log.error({ error: errorText(error) }, 'unexpected error')
          await refuse(500, 'Something went wrong on our side. It has been noted.')
        } finally {
          turn.leave()
        }
      }
    }
    const ms = Math.round(performance.now() - began)
    log.info({ method: req.method, path: loggedPath(target), status: res.statusCode, ms }, 'answered')
  }
  const safely = (goAhead: boolean) => (req: IncomingMessage, res: ServerResponse) =>
    void respond(req, res, goAhead).catch((error: unknown) => {
      door.log.error({ error: errorText(error) }, 'answer not sent')
      res.destroy()
    })
  server.on('request', safely(false))
  server.on('checkContinue', safely(true))
}

const kindOf = ({ method, headers }: IncomingMessage) =>
  method !== 'POST' ? 'read' : Number(headers['content-length']) > limits.form ? 'upload' : 'write'

const soon = { 'retry-after': '1' }
const busy = 'Sirius is busy right now. Please try again in a moment.'

async function sendHealth(door: Door, req: IncomingMessage, res: ServerResponse) {
  const well = req.url === '/healthz' || (!door.state.draining && (await readyInTime(door)))
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  await sendWhole(req, res, well ? 200 : 503, headers, Buffer.from(well ? 'ok\n' : 'not ready\n'))
}

const readyInTime = (door: Door) =>
  withDeadline(
    door.ready().catch(() => false),
    deadlines.ready,
    () => false,
  )

async function sendStatic(door: Door, req: IncomingMessage, res: ServerResponse, pathname: string): Promise<boolean> {
  if (req.method === 'POST') return false
  const file = door.findFile(pathname)
  if (file) sendFile(req, res, file)
  return file !== undefined || (door.devFiles?.(req, res) ?? false)
}

async function sendPage(
  door: Door,
  req: IncomingMessage,
  res: ServerResponse,
  entered: Decision & { enter: true },
  context: AppLoadContext,
) {
  const request = toRequest(req, entered.origin, entered.api)
  const { requestId } = context
  const giveUp = (sentence: string) =>
    entered.api
      ? problemResponse(503, sentence, requestId, { headers: { 'retry-after': '5' } })
      : new Response(plainPage(503, sentence, requestId), notNow)
  const late = () => giveUp('This took too long and was given up. Please try again.')
  const arrived = entered.large && !req.complete ? once(req, 'close').catch(() => {}) : undefined
  const nothing: Pages = async () => problemResponse(404, 'There is nothing at this address.', requestId)
  const answers = entered.api ? (door.api ?? nothing) : door.pages
  const response = await withDeadline(answers(request, context), deadlines.page, late, arrived)
  addCookies(response, context.cookies)
  const unreachable = context.unavailable && response.status === 500
  await sendResponse(
    req,
    res,
    unreachable ? giveUp('Sirius cannot reach its records right now. Please try again in a moment.') : response,
  )
}

const nameOfCookie = (header: string) => header.slice(0, header.indexOf('='))

/** What an action says of a cookie (signed in, signed out) is later than what was found when the request came. */
function addCookies({ headers }: Response, cookies: string[]) {
  const said = new Set(headers.getSetCookie().map(nameOfCookie))
  for (const cookie of cookies) if (!said.has(nameOfCookie(cookie))) headers.append('set-cookie', cookie)
}

const notNow = { status: 503, headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5' } }

/**
 * Only what a page may rely on: the origin is the gate's finding, and what proxies or strangers claim stays outside. HEAD
 * asks for a page like GET does (Remix would take it for a write), and its body is dropped when sending.
 */
function toRequest(req: IncomingMessage, origin: string, api: boolean): Request {
  const headers = new Headers()
  const write = req.method === 'POST'
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined && !untrusted.test(name)) headers.set(name, String(value))
  headers.set('host', new URL(origin).host)
  headers.delete(api ? 'cookie' : 'authorization')
  if (!write) headers.delete('origin')
  const init: RequestInit & { duplex?: 'half' } = { method: write ? 'POST' : 'GET', headers }
  if (write) Object.assign(init, { body: Readable.toWeb(req), duplex: 'half' })
  return new Request(origin + req.url, init)
}

const untrusted =
  /^(x-forwarded-.*|forwarded|connection|keep-alive|transfer-encoding|upgrade|te|trailer|expect|proxy-.*)$/

async function sendRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  sentence: string,
  requestId: string,
) {
  if (res.headersSent) return void res.destroy()
  const api = isApi(req.url ?? '')
  const headers = { 'content-type': api ? problemType : 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  if (status === 405) res.setHeader('allow', 'GET, HEAD, POST')
  await sendWhole(req, res, status, headers, Buffer.from((api ? problemBody : plainPage)(status, sentence, requestId)))
  endBody(req)
}

/** A refused body is not read to its end: the sender has a second to notice the answer. */
function endBody(req: IncomingMessage) {
  if (req.complete) return
  const timer = setTimeout(() => req.socket.destroy(), 1_000)
  timer.unref()
  req.once('end', () => clearTimeout(timer))
}

const socketRefusals: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

function refuseOnSocket(error: NodeJS.ErrnoException, socket: Duplex) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, reason] = socketRefusals[error.code ?? ''] ?? [400, 'Bad Request']
  refuseSocket(socket, status, reason)
}

function refuseSocket(socket: Duplex, status: number, reason: string) {
  const body = plainPage(status, 'This request was malformed.', randomUUID())
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-content-type-options: nosniff\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

/** The path without its query, and without tokens of mailed links, which are secrets. */
export const loggedPath = (target: string) =>
  (target.split('?', 1)[0] ?? '')
    .split('/')
    .map((part) => (/^[\w-]{24,}(\.data)?$/.test(part) && !/^[0-9a-f]{8}-/.test(part) ? ':token' : part))
    .join('/')
    .slice(0, 500)

/** The time runs from now or, where something is to come before, from then. */
async function withDeadline<T>(work: Promise<T>, ms: number, late: () => T, after?: Promise<unknown>): Promise<T> {
  const over = new AbortController()
  const expiry = (after ?? Promise.resolve()).then(() => sleep(ms, undefined, { signal: over.signal })).then(late)
  expiry.catch(() => {})
  try {
    return await Promise.race([work, expiry])
  } finally {
    over.abort()
  }
}

/** Listens on the port, or on the next free one when `search` allows it. Throws a plain sentence otherwise. */
export async function listen(server: Server, host: string, port: number, search: boolean): Promise<number> {
  for (let candidate = port; candidate < port + (search ? 100 : 1) && candidate <= 65_535; candidate++) {
    const failure = await tryListening(server, host, candidate)
    if (!failure) return (server.address() as { port: number }).port
    if (failure.code !== 'EADDRINUSE') throw new Error(`Cannot listen on ${host}:${candidate} (${failure.code}).`)
  }
  throw new Error(`Port ${port} is taken by another program; set PORT to a free one.`)
}

function tryListening(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen(port, host, () => {
      server.off('error', resolve)
      resolve(undefined)
    })
  })
}
