// Walks every address of the site and proves that each loader and action turns away strangers and other organisations.
import type { RouteConfigEntry } from '@remix-run/route-config'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import routes from '#app/routes.ts'
import { type World, argsFor, cookieOf, makeWorld } from '#tests/support/world.ts'

/** The only doors that open for strangers. */
const open = new Set([
  '/',
  '/sign-in',
  '/sign-out',
  '/set-up/:token',
  '/invitation/:token',
  '/forgot-password',
  '/password-reset/:token',
])

interface Door {
  path: string
  file: string
}

function doorsOf(entries: RouteConfigEntry[], above = ''): Door[] {
  return entries.flatMap((entry) => {
    const path = `${above}/${entry.path ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
    return [{ path, file: entry.file }, ...doorsOf(entry.children ?? [], path)]
  })
}

const doors = doorsOf((await routes) as RouteConfigEntry[])
const modules = import.meta.glob<Record<string, unknown>>('../app/**/routes/**/*.{ts,tsx}')
const handler = async (door: Door, name: 'loader' | 'action') => {
  const found = (await modules[`../app/${door.file}`]!())[name]
  return found as ((args: unknown) => Promise<unknown>) | undefined
}

const id = '018f0000-0000-7000-8000-000000000000'
const filled = (path: string) => path.replace(':org', 'bay').replace(/:\w+\??/g, id)
const params = (path: string) =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, name === 'org' ? 'bay' : id]))

async function answerOf(work: Promise<unknown>): Promise<Response | 'data'> {
  try {
    const answer = await work
    return answer instanceof Response ? answer : 'data'
  } catch (problem) {
    if (problem instanceof Response) return problem
    throw problem
  }
}

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const guarded = doors.filter(({ path }) => !open.has(path))

describe('every door', () => {
  test('has one address, and its file exists', () => {
    const withoutIndex = doors.filter(({ path }, at) => doors.findIndex((door) => door.path === path) !== at)
    expect(withoutIndex.map(({ path }) => path)).toEqual(['/:org'])
    for (const { file } of doors) expect(modules[`../app/${file}`], file).toBeDefined()
  })

  for (const name of ['loader', 'action'] as const) {
    test.each(guarded)(`$path: its ${name} sends a stranger to sign in`, async (door) => {
      const handle = await handler(door, name)
      if (!handle) return
      const args = await argsFor(filled(door.path), {
        params: params(door.path),
        form: name === 'action' ? {} : undefined,
      })
      const answer = await answerOf(handle(args))
      expect(answer, 'data for a stranger').toBeInstanceOf(Response)
      expect((answer as Response).status).toBe(302)
      expect((answer as Response).headers.get('location')).toMatch(/^\/sign-in/)
    })

    test.each(guarded)(`$path: its ${name} is not there for a member of another organisation`, async (door) => {
      const handle = await handler(door, name)
      if (!handle) return
      const cookie = await cookieOf(w.otto)
      const args = await argsFor(filled(door.path), {
        cookie,
        params: params(door.path),
        form: name === 'action' ? {} : undefined,
      })
      const answer = await answerOf(handle(args))
      expect(answer, 'data for another organisation').toBeInstanceOf(Response)
      expect((answer as Response).status).toBe(404)
    })
  }

  test('that takes a form can also be opened: a link to it that was kept leads somewhere', async () => {
    for (const door of doors)
      if (await handler(door, 'action')) expect(await handler(door, 'loader'), door.path).toBeDefined()
  })

  test('no loader or action is made without a context', () => {
    for (const { path, file } of guarded) {
      const source = readFileSync(new URL(`../app/${file}`, import.meta.url), 'utf8')
      for (const name of ['loader', 'action']) {
        if (!new RegExp(`export (async )?(function|const) ${name}\\b`).test(source)) continue
        expect(source, `${path} ${name}`).toMatch(/\b(reading|acting|requireSignedIn)\(args/)
      }
    }
  })
})
