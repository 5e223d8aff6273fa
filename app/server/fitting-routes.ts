/**
 * Remix compares every request with every route of the site, several times over. Here a request is handed to a handler that
 * knows only the routes its address can mean: the answer is the same, and its cost does not grow with the number of pages.
 */
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { Pages } from './http.ts'

type Routes = ServerBuild['routes']

/** A route's whole pattern, and the ids of the routes it stands in. */
interface Branch {
  segments: readonly string[]
  ids: readonly string[]
}

/** Different sets of routes that addresses can mean; there are fewer than routes, so this is only a bound. */
const mostHandlers = 2_000

export function fittingHandler(build: ServerBuild): Pages {
  const whole = createRequestHandler(build, 'production')
  const branches = branchesOf(build.routes)
  const handlers = new Map<string, Pages>()
  return (request, context) => {
    const ids = fittingIds(branches, new URL(request.url).pathname)
    if (ids.size === 0) return whole(request, context)
    const key = [...ids].join(' ')
    let handler = handlers.get(key)
    if (!handler) {
      handler = createRequestHandler(reduced(build, ids), 'production')
      if (handlers.size < mostHandlers) handlers.set(key, handler)
    }
    return handler(request, context)
  }
}

/** The browser still gets the whole manifest: that is a file of its own, named in `assets.url`. */
function reduced(build: ServerBuild, ids: ReadonlySet<string>): ServerBuild {
  const chosen = <R>(routes: Record<string, R>) =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => ids.has(id)))
  return {
    ...build,
    routes: chosen(build.routes as Record<string, Routes[string]>) as Routes,
    assets: { ...build.assets, routes: chosen(build.assets.routes) },
  }
}

function branchesOf(routes: Routes): Branch[] {
  return Object.values(routes).map((route) => {
    const branch: { segments: string[]; ids: string[] } = { segments: [], ids: [] }
    for (let at: Routes[string] | undefined = route; at; at = at.parentId ? routes[at.parentId] : undefined) {
      branch.segments.unshift(...segmentsOf(at.path ?? ''))
      branch.ids.unshift(at.id)
    }
    return branch
  })
}

/** The ids of all routes that may take part in answering this path: those it fits, with and without `.data`. */
export function fittingIds(branches: readonly Branch[], pathname: string): Set<string> {
  const ids = new Set<string>()
  for (const path of new Set([pathname, pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/')])) {
    const parts = segmentsOf(path).map(plain)
    for (const branch of branches) if (fits(branch.segments, parts)) for (const id of branch.ids) ids.add(id)
  }
  return ids
}

/** Says yes too often rather than too seldom: which route it really is, the router decides. */
function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.some((segment) => segment === '*' || segment.endsWith('?'))) return true
  if (pattern.length !== parts.length) return false
  return pattern.every((segment, at) => segment.startsWith(':') || segment.toLowerCase() === parts[at])
}

const segmentsOf = (path: string) => path.split('/').filter(Boolean)

function plain(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return segment.toLowerCase()
  }
}
