/** What the process in front hands to every loader and action of one request (the same object for all of them). */
export interface AppLoadContext {
  /** Made by the gate, in every answer's `x-request-id` header, in every log line and every history event. */
  requestId: string
  /** The CSP nonce of this answer. */
  nonce: string
  /** The peer's address, after configured proxies only. */
  address: string
  /** Scheme and host that people use, without a trailing slash, such as `https://cx.example.com`. */
  baseUrl: string
  /** Whether cookies carry `Secure` and the `__Host-` prefix. */
  secure: boolean
  /** Set-Cookie headers that go with the answer, whatever it is, unless it sets the same cookie itself. */
  cookies: string[]
  log: RequestLog
  /** Set where the database could not be reached: the answer is then 503, whatever the page made of it. */
  unavailable?: boolean
  /**
   * To be waited for once the whole body was read and before anything is done with it: who brings much takes a turn of their own then.
   * Throws a `Response` where the wait would be too long.
   */
  received?: () => Promise<void>
}

export interface RequestLog {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    requestId: string
    nonce: string
    address: string
    baseUrl: string
    secure: boolean
    cookies: string[]
    log: RequestLog
    unavailable?: boolean
    received?: () => Promise<void>
  }
}
