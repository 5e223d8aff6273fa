/**
 * The whole site as it stands in the sources, behind the real door, in this process: every route of app/routes.ts, its loaders
 * and actions, the gate and the headers, without a build. Tests ask it over HTTP and can look into the same process.
 */
import type { ServerBuild } from '@remix-run/node'
import type { RouteConfigEntry } from '@remix-run/route-config'
import { Agent, request as send } from 'node:http'
import path from 'node:path'
import { answerApi } from '#app/intake/api.server.ts'
import { checkout } from '#app/server/config.ts'
import { fittingHandler } from '#app/server/fitting-routes.ts'
import { listen, makeServer, serve } from '#app/server/http.ts'
import { allowedFields } from '#app/server/log.ts'
import { wholeResponse } from '#app/server/whole-response.ts'
import routeConfig from '#app/routes.ts'

export interface SiteRoute {
  id: string
  parentId: string
  /** From the root, as in `/:org/initiatives/:id`; `/` for the front door. */
  pattern: string
  index: boolean
  /** The ids of the routes that answer its address together, from the root to itself. */
  branch: string[]
  hasLoader: boolean
  hasAction: boolean
  /** Whether it draws a page; otherwise it answers by itself. */
  hasPage: boolean
  /** Whether it stands around other routes, so that its own address is one of theirs. */
  isLayout: boolean
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export interface Ask {
  method?: 'GET' | 'POST'
  cookie?: string
  /** What a form sends. */
  form?: URLSearchParams | FormData
}

export interface Site {
  url: string
  routes: SiteRoute[]
  /** Sends one request as a browser on the same site would. */
  ask(target: string, options?: Ask): Promise<Answer>
  /** Every line the server logged, as JSON. */
  logged: string[]
  close(): Promise<void>
}

interface Options {
  /**
   * What a document's body is: the page as drawn, or, much cheaper, the very data it would be drawn from, as JSON
   * `{ loaderData, actionData, errors }`. Everything before drawing is the same.
   */
  documents?: 'pages' | 'data'
}

type Module = ServerBuild['routes'][string]['module']

/** Opens on a free port; `openDatabase` must have been called. The caller closes it. */
export async function openSite({ documents = 'pages' }: Options = {}): Promise<Site> {
  const { build, routes } = await buildFromSources(documents)
  const logged: string[] = []
  const keep = (fields: Record<string, unknown>, message: string) =>
    void logged.push(JSON.stringify({ ...allowedFields(fields), message }))
  const server = makeServer()
  const port = await listen(server, '127.0.0.1', 20_000 + (process.pid % 20_000), true)
  const url = `http://localhost:${port}`
  serve(server, {
    rules: { baseUrl: url, trustedProxies: [] },
    secure: false,
    log: { info: keep, warn: keep, error: keep },
    pages: fittingHandler(build),
    api: answerApi,
    findFile: () => undefined,
    ready: async () => true,
    state: { draining: false },
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  return {
    url,
    routes,
    logged,
    ask: (target, options = {}) => ask(url, agent, target, options),
    close: () => {
      agent.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function buildFromSources(documents: 'pages' | 'data') {
  const [root, entry] = await Promise.all([load('root.tsx'), import('#app/entry.server.tsx')])
  const modules: Record<string, { module: Module; entry: RouteConfigEntry; parentId: string }> = {}
  const collect = async (entries: RouteConfigEntry[], parentId: string): Promise<void> => {
    for (const one of entries) {
      const id = one.id ?? one.file.replace(/\.tsx?$/, '')
      modules[id] = { module: await load(one.file), entry: one, parentId }
      await collect(one.children ?? [], id)
    }
  }
  await collect(await routeConfig, 'root')
  const built: ServerBuild['routes'] = { root: { id: 'root', path: '', module: root } }
  for (const [id, { module, entry: one, parentId }] of Object.entries(modules))
    built[id] = { id, parentId, path: one.path, index: one.index, caseSensitive: one.caseSensitive, module }
  const build = {
    entry: { module: documents === 'pages' ? entry : { ...entry, default: dataOf } },
    routes: built,
    assets: {
      version: 'test',
      url: '/manifest.js',
      entry: { module: '/entry.js', imports: [] },
      routes: Object.fromEntries(Object.values(built).map((route) => [route.id, manifestOf(route)])),
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    basename: '/',
    mode: 'production',
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
      v3_routeConfig: true,
    },
  } as unknown as ServerBuild
  return { build, routes: Object.keys(modules).map((id) => siteRoute(built, id)) }
}

const load = async (file: string) =>
  (await import(/* @vite-ignore */ path.join(checkout, 'app', file))) as unknown as Module

const manifestOf = ({ id, parentId, path: at, index, module }: ServerBuild['routes'][string]) => ({
  id,
  parentId,
  path: at,
  index,
  hasAction: 'action' in module,
  hasLoader: 'loader' in module,
  hasErrorBoundary: 'ErrorBoundary' in module,
  module: `/${id}.js`,
})

function siteRoute(routes: ServerBuild['routes'], id: string): SiteRoute {
  const branch: string[] = []
  const parts: string[] = []
  for (let at: ServerBuild['routes'][string] | undefined = routes[id]; at; at = routes[at.parentId ?? '']) {
    branch.unshift(at.id)
    parts.unshift(at.path ?? '')
  }
  const { module, parentId = 'root', index = false } = routes[id]!
  return {
    id,
    parentId,
    pattern: `/${parts.filter(Boolean).join('/')}`,
    index,
    branch,
    hasLoader: 'loader' in module,
    hasAction: 'action' in module,
    hasPage: module.default !== undefined,
    isLayout: Object.values(routes).some((other) => other.parentId === id),
  }
}

/** In the place of entry.server's drawing: what it would have drawn from. */
function dataOf(_request: Request, status: number, headers: Headers, context: { staticHandlerContext: unknown }) {
  const { loaderData, actionData, errors } = context.staticHandlerContext as Record<string, unknown>
  headers.set('content-type', 'application/json')
  return wholeResponse(JSON.stringify({ loaderData, actionData, errors }), { status, headers })
}

async function ask(origin: string, agent: Agent, target: string, { method = 'GET', cookie, form }: Ask) {
  const body = form ? new Response(form) : undefined
  const bytes = body ? Buffer.from(await body.arrayBuffer()) : undefined
  const headers: Record<string, string> = { host: new URL(origin).host }
  if (cookie) headers.cookie = cookie
  if (method === 'POST') {
    headers.origin = origin
    headers['sec-fetch-site'] = 'same-origin'
    headers['content-type'] = body?.headers.get('content-type') ?? 'application/x-www-form-urlencoded'
    headers['content-length'] = String(bytes?.length ?? 0)
  }
  const { port } = new URL(origin)
  return new Promise<Answer>((resolve, reject) => {
    const asked = send({ host: '127.0.0.1', port, path: target, method, headers, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    asked.on('error', reject)
    asked.end(bytes)
  })
}
