/** Decides, before any page sees a request, whether it may come in at all; pure, so that every rule can be tried by itself. */
import type { IncomingHttpHeaders } from 'node:http'
import { isLocalHost } from './config.ts'
import { apiCap, besidesFiles, type LargeUploads, uploadCap, usualUpload } from './upload-caps.ts'

export interface GateRules {
  /** Scheme and host people use, such as `https://cx.example.com`. */
  baseUrl: string
  /** Peers whose forwarded headers count. */
  trustedProxies: string[]
  /** Pages that take larger files; by default those of `upload-caps.ts`. */
  largeUploads?: LargeUploads
}

/** A request as it came from the wire. */
export interface Knock {
  method: string
  target: string
  headers: IncomingHttpHeaders
  /** Whether more than one Host header came. */
  hosts: number
  peer: string
}

export type Decision =
  | {
      enter: true
      origin: string
      address: string
      pathname: string
      /** Takes more than most. */ large: boolean
      /** For programs: answered without pages and cookies. */ api: boolean
    }
  | { enter: false; status: number; sentence: string }

export const limits = { target: 4096, segments: 24, parameters: 200, form: 1_000_000 }

const refuse = (status: number, sentence: string): Decision => ({ enter: false, status, sentence })

export function decide(rules: GateRules, knock: Knock): Decision {
  const { method, target, headers } = knock
  const proxied = rules.trustedProxies.includes(plainAddress(knock.peer))
  const origin = originOf(rules, knock, proxied)
  if (!origin) return refuse(421, 'This address is not served here.')
  if (!['GET', 'HEAD', 'POST'].includes(method)) return refuse(405, 'This kind of request is not offered here.')
  const faulty = faultInTarget(target)
  if (faulty) return faulty
  const pathname = target.split('?', 1)[0] ?? '/'
  const api = isApi(target)
  const mixedUp = api ? faultOfBrowser(headers) : faultOfProgram(headers)
  if (mixedUp) return mixedUp
  const cap = uploadCap(pathname, rules.largeUploads)
  const faultyWrite =
    method !== 'POST' ? undefined : api ? faultInCall(headers, apiCap(pathname)) : faultInWrite(headers, origin, cap)
  if (faultyWrite) return faultyWrite
  const address = addressOf(rules, knock, proxied)
  return { enter: true, origin, address, pathname, large: !api && cap > usualUpload, api }
}

/** Addresses for programs, which bring a token or a signature and nothing else; pages take cookies and nothing else. */
export const isApi = (target: string) => /^\/api(\/|\?|$)/.test(target)

const faultOfBrowser = (headers: IncomingHttpHeaders) =>
  headers.cookie === undefined ? undefined : refuse(400, 'This address takes a token or a signature, never a cookie.')

const faultOfProgram = (headers: IncomingHttpHeaders) =>
  /^bearer\b/i.test(headers.authorization ?? '')
    ? refuse(400, 'Pages take no tokens. Tokens are for the addresses under /api.')
    : undefined

function faultInCall(headers: IncomingHttpHeaders, cap: number): Decision | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse(415, 'Only JSON is accepted here: content-type application/json.')
  return faultInSize(headers, cap, cap / 1_000_000)
}

/** The origin this request was sent to, if it is one of ours: the base URL's host, or this machine's when that is local. */
function originOf({ baseUrl }: GateRules, { headers, hosts }: Knock, proxied: boolean): string | undefined {
  const base = new URL(baseUrl)
  const forwarded = proxied ? headers['x-forwarded-host'] : undefined
  const host = (typeof forwarded === 'string' ? forwarded : headers.host)?.toLowerCase()
  if (!host || hosts !== 1) return undefined
  if (host === base.host) return base.origin
  const local = isLocalHost(base.host) && isLocalHost(host) && portOf(host) === base.port
  return local ? `${base.protocol}//${host}` : undefined
}

const portOf = (host: string) => /:(\d+)$/.exec(host)?.[1] ?? ''

function faultInTarget(target: string): Decision | undefined {
  const [path = '', ...rest] = target.split('?')
  const query = rest.join('?')
  if (target.length > limits.target) return refuse(414, 'This address is too long.')
  if (!path.startsWith('/') || path.startsWith('//')) return refuse(400, 'This address is malformed.')
  if (/[\\#\s\x00-\x20\x7f-\uffff]/.test(target) || /%(00|5c)/i.test(path) || /%00/.test(query))
    return refuse(400, 'This address contains characters that are not allowed.')
  if (!decodes(path) || !decodes(query)) return refuse(400, 'This address is wrongly encoded.')
  if (/^\/\/|\/\.\.?(\/|$)/.test(decodeURIComponent(path))) return refuse(400, 'This address is malformed.')
  if (path.split('/').length > limits.segments || query.split('&').length > limits.parameters)
    return refuse(414, 'This address has too many parts.')
  if (new URLSearchParams(query).has('_data')) return refuse(400, 'This kind of request is not offered here.')
  return undefined
}

function decodes(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

/** Browsers say where a write comes from; a write that does not say, or not from our own pages, is not taken. */
function faultInWrite(headers: IncomingHttpHeaders, origin: string, files: number): Decision | undefined {
  const site = headers['sec-fetch-site']
  if (site !== undefined ? site !== 'same-origin' : headers.origin === undefined)
    return refuse(403, 'This form was not sent from Sirius itself. Open the page here and send it again.')
  if (headers.origin !== undefined && headers.origin !== origin)
    return refuse(403, 'This form was sent from another site and was not accepted.')
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const withFiles = type === 'multipart/form-data'
  const cap = withFiles ? files + besidesFiles : type === 'application/x-www-form-urlencoded' ? limits.form : 0
  if (!cap) return refuse(415, 'Only forms are accepted here.')
  return faultInSize(headers, cap, (withFiles ? files : cap) / 1_000_000)
}

function faultInSize(headers: IncomingHttpHeaders, cap: number, most: number): Decision | undefined {
  const encoding = headers['content-encoding']
  if (encoding && encoding !== 'identity') return refuse(415, 'Compressed bodies are not accepted here.')
  const length = headers['content-length']
  if (length === undefined || !/^\d{1,15}$/.test(length)) return refuse(411, 'This does not say how long it is.')
  if (Number(length) > cap) return refuse(413, `This is too large: at most ${most} MB are accepted.`)
  return undefined
}

/** The peer's address; behind our own proxies the last address they did not add themselves. */
function addressOf({ trustedProxies }: GateRules, { peer, headers }: Knock, proxied: boolean): string {
  const forwarded = headers['x-forwarded-for']
  if (!proxied || typeof forwarded !== 'string') return plainAddress(peer)
  const hops = forwarded.split(',').map((hop) => plainAddress(hop.trim()))
  const client = hops.reverse().find((hop) => !trustedProxies.includes(hop))
  return client && /^[0-9a-f.:]{2,45}$/i.test(client) ? client : plainAddress(peer)
}

const plainAddress = (address: string) => address.replace(/^::ffff:/, '')
