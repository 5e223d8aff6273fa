// One sentence carried over a redirect in a short-lived cookie; state of no other kind lives in the browser.
import { readCookie } from './sessions.server.ts'

export interface Flash {
  id: string
  message: string
}

export const flashCookie = (message: string) =>
  `flash=${encodeURIComponent(JSON.stringify({ id: Date.now().toString(36), message: message.slice(0, 300) }))}; Path=/; HttpOnly; SameSite=Lax; Max-Age=30`

/** The message of the redirect just followed, with the header that forgets it. */
export function readFlash(request: Request): { flash: Flash | null; headers: HeadersInit } {
  const value = readCookie(request.headers.get('cookie'), 'flash')
  if (!value) return { flash: null, headers: {} }
  return { flash: parse(value), headers: { 'set-cookie': 'flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0' } }
}

function parse(value: string): Flash | null {
  try {
    const { id, message } = JSON.parse(decodeURIComponent(value))
    return typeof id === 'string' && typeof message === 'string' ? { id, message: message.slice(0, 300) } : null
  } catch {
    return null
  }
}
