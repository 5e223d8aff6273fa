/** Pages straight from the sources in development, through Vite inside our own server. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { Pages } from './http.ts'

export interface DevPages {
  pages: Pages
  files: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>
  stop: () => Promise<void>
}

/** Vite's websocket for updates shares our server's port. */
export async function openDevPages(server: Server): Promise<DevPages> {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' })
  const files = (req: IncomingMessage, res: ServerResponse) =>
    new Promise<boolean>((resolve, reject) => {
      res.once('close', () => resolve(true))
      vite.middlewares(req, res, (error: unknown) => (error ? reject(error) : resolve(false)))
    })
  const pages: Pages = async (request, context) => {
    const build = (await vite.ssrLoadModule('virtual:remix/server-build')) as unknown as ServerBuild
    return createRequestHandler(build, 'development')(request, context)
  }
  return { pages, files, stop: () => vite.close() }
}
