// A secret that is shown on the next page and nowhere else: it travels in a cookie of that page for a minute, never through the database.
import { readCookie } from './sessions.server.ts'

/** `path` is that of the page, or above it. */
export const onceCookie = (secret: string, path: string, secure: boolean) =>
  `once=${encodeURIComponent(secret)}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=60${secure ? '; Secure' : ''}`

const forgotten = (path: string) => `once=; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=0`

/** What is to be shown now, if anything is, and forgotten with this answer. */
export function readOnce(request: Request, path: string, { cookies }: { cookies: string[] }): string | null {
  const value = readCookie(request.headers.get('cookie'), 'once')
  if (!value) return null
  cookies.push(forgotten(path))
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
