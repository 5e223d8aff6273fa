// The two ways a command says no to somebody who may ask, and what database errors mean to them.

/** The rules refuse it (422), or the input is invalid (400); shown in the form, nothing written. */
export class Refusal extends Error {
  readonly errors: Record<string, string>
  readonly status: number
  constructor(message: string, errors: Record<string, string> = {}, status = 422) {
    super(message)
    this.errors = errors
    this.status = status
  }
}

/** Somebody saved this record meanwhile (409): both versions are shown field by field. */
export class Conflict extends Error {
  readonly version: number
  readonly now: Record<string, string | string[]>
  readonly by?: string
  readonly at?: string
  constructor(version: number, now: Record<string, string | string[]>, by?: string, at?: string) {
    super('Somebody saved this while you were editing. Compare both versions below; nothing you typed is lost.')
    this.version = version
    this.now = now
    this.by = by
    this.at = at
  }
}

/** Refuses with a sentence that says what to do; with `field`, beside that field. */
export function refuse(message: string, field?: string): never {
  throw new Refusal(message, field ? { [field]: message } : {})
}

/** The answer for an error of PostgreSQL, or the error itself where it is a bug. */
export function databaseProblem(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  const message = error instanceof Error ? error.message : ''
  switch (code) {
    case '23505':
      return new Refusal('Something with this name exists already. Choose another name.')
    case '23503': // an id from a form that is not one of ours, or no longer
      return new Response('Not found', { status: 404, statusText: 'Not Found' })
    case '22P02':
    case '22003':
    case '22008':
    case '22021':
    case '22P05':
      return new Refusal('Something here is too large or not readable. Check what you typed.', {}, 400)
    case '55P03':
    case '57014':
    case '40001':
    case '40P01':
    case '53300':
    case '57P01':
    case '57P02':
    case '57P03':
    case '08006':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
      return busy()
  }
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout|not queryable/.test(message)
    ? busy()
    : error
}

const busy = () =>
  new Response('Busy', { status: 503, statusText: 'Service Unavailable', headers: { 'retry-after': '2' } })

/** Turns what the database refuses into answers people understand. */
export async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw databaseProblem(error)
  }
}

/** The same for a page: what it cannot show for a reason that has a sentence is no bug; it says it, with the refusal's status. */
export async function mappedForPage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await mapped(work)
  } catch (error) {
    if (error instanceof Refusal) throw Response.json({ message: error.message }, { status: error.status })
    throw error
  }
}
