/** A plain HTTP client that keeps its connections and never decides anything: it reports what came back and how long it took. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  ms: number
}

export interface Question {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  /** Milliseconds after which the request is a hang. */
  patience?: number
  agent?: Agent
}

export const agentOf = (connections: number) => new Agent({ keepAlive: true, maxSockets: connections })

/** Rejects where no whole answer came: refused, cut, or later than `patience`. */
export function ask(
  url: string,
  { method = 'GET', headers, body, patience = 30_000, agent }: Question = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const sending = request(url, { method, headers, agent }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('error', fail)
      res.on('aborted', () => fail(new Error('the answer was cut off')))
      res.on('end', () => {
        clearTimeout(late)
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text, ms: performance.now() - began })
      })
    })
    const late = setTimeout(() => sending.destroy(new Error(`no answer within ${patience} ms`)), patience)
    const fail = (error: Error) => {
      clearTimeout(late)
      reject(error)
    }
    sending.on('error', fail)
    sending.end(body)
  })
}

/** The headers a browser sends with a form of our own pages. */
export function formHeaders(url: string, cookie: string, body: string): Record<string, string> {
  return {
    cookie,
    origin: new URL(url).origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  }
}

export const postForm = (
  url: string,
  cookie: string,
  fields: URLSearchParams | Record<string, string>,
  more: Question = {},
) => {
  const body = new URLSearchParams(fields).toString()
  return ask(url, { method: 'POST', headers: formHeaders(url, cookie, body), body, ...more })
}
