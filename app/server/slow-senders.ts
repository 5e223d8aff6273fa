/** Lets go whoever takes too long to send a request's body: each holds a connection, and a place among those that are served. */
import type { IncomingMessage } from 'node:http'

/** Bytes a second that a large upload has to bring on the whole once the deadline of all other requests has passed. */
export const pace = 500_000

/** The body has to be there by the deadline; after `keepPace` it may go on coming, but not more slowly than that. */
export function watchSending(req: IncomingMessage, deadline: number, refuse: () => void) {
  let paced = false
  const { socket, headers } = req
  if ('content-length' in headers || 'transfer-encoding' in headers) {
    const [began, before] = [performance.now(), socket.bytesRead]
    const look = () => {
      const late = performance.now() - began - deadline
      if (req.complete || socket.destroyed) return clearInterval(watch)
      if (late < 0 || (paced && socket.bytesRead - before >= (late / 1000) * pace)) return
      clearInterval(watch)
      refuse()
    }
    const watch = setInterval(look, Math.min(1000, deadline / 4))
    watch.unref()
  }
  return { keepPace: () => void (paced = true) }
}
