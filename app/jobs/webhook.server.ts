// Posting to an address that somebody typed, without ever reaching into the network that this server stands in.
import { request } from 'node:https'
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'

/** Refused, or not taken, with a sentence that says why. */
export class WebhookProblem extends Error {}

interface Options {
  /** More authorities to trust, as PEM: for tests with a server of their own. */
  ca?: string
  /** Another resolver, for tests. */
  resolve?: Resolve
  allowPrivate?: boolean
}

type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void

const deadline = 5000
const usualPort = 443

/**
 * Posts JSON to an https address: no redirects, five seconds in all, and only to addresses of the open internet. The address that
 * was looked at is the one that is connected to, so a name that changes its mind gains nothing. Throws a WebhookProblem.
 */
export async function postOutside(address: string, body: string, options: Options = {}): Promise<void> {
  const { allowPrivate = privateAllowed(), ca, resolve = resolveAll } = options
  const url = readAddress(address, allowPrivate)
  const status = await new Promise<number>((done, fail) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Sirius',
        },
        ca,
        agent: false,
        signal: AbortSignal.timeout(deadline),
        lookup: (host, { all }, found) =>
          resolve(host, (error, addresses) => {
            const problem = error ?? problemOf(addresses, allowPrivate)
            if (problem) return found(problem, all ? [] : '', 4)
            const [first] = addresses
            if (all) return found(null, addresses)
            return found(null, first!.address, first!.family)
          }),
      },
      (answer) => {
        answer.resume()
        answer.on('error', () => {})
        done(answer.statusCode ?? 0)
        sent.destroy() // what it says does not matter
      },
    )
    sent.on('error', fail)
    sent.end(body)
  }).catch((error: unknown) => {
    throw error instanceof WebhookProblem ? error : new WebhookProblem(wordsOf(error))
  })
  if (status >= 300 && status < 400) throw new WebhookProblem('It answered with a redirect. Give the final address.')
  if (status < 200 || status > 299) throw new WebhookProblem(`It answered with status ${status}.`)
}

/** What can be said against an address before it is looked up, or null. */
export function addressProblem(address: string): string | null {
  try {
    readAddress(address, privateAllowed())
    return null
  } catch (problem) {
    return (problem as WebhookProblem).message
  }
}

const privateAllowed = () => Boolean(process.env.SIRIUS_ALLOW_PRIVATE_WEBHOOKS)

function readAddress(address: string, allowPrivate: boolean): URL {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new WebhookProblem('This is no web address.')
  }
  if (url.protocol !== 'https:') throw new WebhookProblem('Only addresses that start with https:// are used.')
  if (url.username || url.password) throw new WebhookProblem('The address must not contain a user name or password.')
  if (!allowPrivate && url.port !== '') throw new WebhookProblem(`Only the usual port ${usualPort} is used.`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const problem = family ? problemOf([{ address: host, family }], allowPrivate) : null
  if (problem) throw problem
  return url
}

const resolveAll: Resolve = (host, done) =>
  lookup(host, { all: true }, (error, addresses) => done(error, addresses ?? []))

/** One bad address among several is enough: the next connection might take it. */
function problemOf(addresses: LookupAddress[], allowPrivate: boolean): WebhookProblem | null {
  if (!addresses.length) return new WebhookProblem('Its name has no address.')
  if (allowPrivate || addresses.every(({ address }) => isOutside(address))) return null
  return new WebhookProblem('It leads into a private network, where Sirius does not send anything.')
}

const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  // prettier-ignore
  inside.addSubnet(net, bits, 'ipv4')
// Of IPv6 only what is handed out for the internet, without the ranges that carry IPv4 addresses or are for examples.
const handedOut = new BlockList()
handedOut.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

/** Whether an IP address belongs to the open internet. */
export function isOutside(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && handedOut.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

function wordsOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: string; name?: string }
  if (name === 'TimeoutError' || name === 'AbortError') return 'It did not answer within five seconds.'
  const words: Record<string, string> = {
    ENOTFOUND: 'Its name is not known.',
    EAI_AGAIN: 'Its name could not be looked up.',
    ECONNREFUSED: 'It does not accept connections.',
    ECONNRESET: 'The connection broke.',
    EHOSTUNREACH: 'It cannot be reached.',
    ENETUNREACH: 'It cannot be reached.',
  }
  if (words[code ?? '']) return words[code ?? '']!
  return /^(ERR_TLS|CERT_|DEPTH_|SELF_|UNABLE_)/.test(code ?? '')
    ? 'Its certificate was not accepted.'
    : 'It could not be reached.'
}
