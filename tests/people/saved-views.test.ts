import type { RouteConfigEntry } from '@remix-run/route-config'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostViews, savedViewForm, viewQuery, viewRooms } from '#app/people/saved-view.ts'
import { listSavedViews, removeView, saveView } from '#app/people/saved-views.server.ts'
import { action as save } from '#app/people/routes/saved-views.tsx'
import { action as remove } from '#app/people/routes/saved-view-archive.ts'
import routes from '#app/routes.ts'
import { type World, argsFor, makeWorld, statusOf } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const view = (name: string, query = 'stage=running', room = 'initiatives') => ({ room, name, query })
const mine = (who: 'bo' | 'ben' = 'bo') => world.as(world[who], (ctx) => listSavedViews(ctx, 'initiatives'))

describe('what a view keeps', () => {
  it('is the list’s own address, without its page', () => {
    expect(viewQuery('?status=stale&page=3&flag=no+KPI&_x=1&before=7')).toBe('flag=no+KPI&status=stale')
    expect(viewQuery('')).toBe('')
  })
})

describe('every list that can be narrowed', () => {
  const app = path.resolve(import.meta.dirname, '../../app')
  const lists = (readdirSync(app, { recursive: true }) as string[])
    .filter((file) => file.includes('/routes/') && file.endsWith('.tsx'))
    .map((file) => ({ file, text: readFileSync(path.join(app, file), 'utf8') }))
    .filter(({ text }) => text.includes('<Filters'))
  // Mails come and go, what is to tag is gone when tagged; the others are narrowed by a choice or two.
  const viewless = [
    'cases/routes/replies.tsx',
    'email/routes/outbox.tsx',
    'gaps/routes/matrix.tsx',
    'listening-posts/routes/index.tsx',
    'observations/routes/visits/index.tsx',
    'personas/routes/customers/index.tsx',
    'personas/routes/effort-and-value.tsx',
    'reconstructions/routes/index.tsx',
    'themes/routes/tagging.tsx',
  ]

  it('offers its views under its own address, save the few that have none', async () => {
    const children = ((await routes) as RouteConfigEntry[]).find((route) => route.path === ':org')!.children!
    const offered = lists.flatMap(({ file, text }) => {
      const room = /<SaveView [^>]*room="([^"]+)"/.exec(text)?.[1]
      if (!room) return [`${file}: none`]
      expect(text, file).toContain(`listSavedViews(ctx, '${room}')`)
      return children.find((route) => route.file === file)!.path === room ? [room] : [`${file}: ${room}`]
    })
    expect(offered.sort()).toEqual([...viewRooms, ...viewless.map((file) => `${file}: none`)].sort())
  })
})

describe('saved views', () => {
  it('are kept by name, replaced by the same name, and are one’s own', async () => {
    await world.as(world.bo, (ctx) => saveView(ctx, view('Running')))
    await world.as(world.bo, (ctx) => saveView(ctx, view('running', 'stage=running&flag=no+KPI')))
    expect(await mine()).toMatchObject([{ name: 'running', href: '/bay/initiatives?flag=no+KPI&stage=running' }])
    expect(await mine('ben')).toEqual([])
    expect(await world.as(world.bo, (ctx) => listSavedViews(ctx, 'kpis'))).toEqual([])
  })

  it('are refused without a filter, of no list, and beyond what helps', async () => {
    const refused = (given: ReturnType<typeof view>) =>
      expect(world.as(world.ben, (ctx) => saveView(ctx, given))).rejects.toThrow()
    await refused(view('All', 'page=2'))
    await refused(view('Odd', 'a=b', 'settings'))
    for (let i = 0; i < mostViews; i++) await world.as(world.ben, (ctx) => saveView(ctx, view(`View ${i}`)))
    await refused(view('One more'))
    expect(savedViewForm.safeParse({ room: 'kpis', name: 'x'.repeat(61), query: 'a=b' }).success).toBe(false)
  })

  it('are removed by their owner; for others they do not exist', async () => {
    const [own] = await mine()
    const gone = (who: 'bo' | 'ben') =>
      argsFor(`/bay/saved-views/${own!.id}/archive`, { as: world[who], params: { id: own!.id }, form: {} })
    expect(await statusOf(remove(await gone('ben')))).toBe(404)
    expect(await mine()).toHaveLength(1)
    expect(await statusOf(remove(await gone('bo')))).toBe(302)
    expect(await mine()).toEqual([])
    await expect(world.as(world.bo, (ctx) => removeView(ctx, own!.id))).rejects.toMatchObject({ status: 404 })
  })

  it('are posted', async () => {
    const post = (form: Record<string, string>, as?: World['bo']) => argsFor('/bay/saved-views', { as, form })
    expect(await statusOf(save(await post(view('Mine'), world.bo)))).toBe(302)
    expect(await statusOf(save(await post(view(''), world.bo)))).toBe(400)
    expect(await statusOf(save(await post(view('Mine', 'page=1'), world.bo)))).toBe(422)
    expect(await statusOf(save(await post(view('Mine'))))).toBe(302)
    expect(await statusOf(save(await post(view('Mine'), world.otto)))).toBe(404)
    expect(await mine()).toHaveLength(1)
  })
})
