import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import type { EntryContext } from '@remix-run/node'
import { renderToString } from 'react-dom/server'
import '#app/past.server.ts'
import { databaseProblem } from '#app/access/problems.ts'
import { wholeResponse } from '#app/server/whole-response.ts'
import { NonceContext } from '#app/ui/nonce.ts'
import type { AppLoadContext } from '#app/server/load-context.ts'

/**
 * Renders the whole document to one string. Nothing here streams: single fetch's hand-over of loader data is read to its
 * end first and written as two scripts before </body>, which is about twice as fast as React's streaming renderer.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { nonce } = loadContext
  const handover = context.serverHandoffStream ? await readAll(context.serverHandoffStream) : ''
  const markup = renderToString(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={{ ...context, serverHandoffStream: undefined }} url={request.url} nonce={nonce} />
    </NonceContext.Provider>,
  )
  headers.set('content-type', 'text/html; charset=utf-8')
  return wholeResponse(`<!doctype html>${withHandover(markup, handover, nonce)}`, { status, headers })
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  const reader = stream.getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
  }
}

const documentEnd = '</body></html>'

/** The document with the loaders' data behind it, in scripts that nothing in the data can end. */
export function withHandover(markup: string, handover: string, nonce: string): string {
  if (!handover || !markup.endsWith(documentEnd)) return markup
  const script =
    `<script nonce="${nonce}">window.__remixContext.streamController.enqueue(${scriptSafe(JSON.stringify(handover))});` +
    `window.__remixContext.streamController.close();</script>`
  return markup.slice(0, -documentEnd.length) + script + documentEnd
}

const scriptSafe = (json: string) =>
  json.replace(/[<>&\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))

/** A bug is logged once, with its request id; what is refused or absent is an answer, not a bug. */
export function handleError(error: unknown, { context }: { request: Request; context: AppLoadContext }) {
  if (isRouteErrorResponse(error) && error.status < 500) return
  const problem = databaseProblem(error)
  if (problem instanceof Response && problem.status === 503) {
    context.unavailable = true
    return context.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'database not available')
  }
  context.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'unexpected error')
}
