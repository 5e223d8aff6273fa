// Every page of an organisation belongs to one room of the navigation, or is named here as belonging to none.
import type { RouteConfigEntry } from '@remix-run/route-config'
import { expect, test } from 'vitest'
import { navigation } from '#app/navigation.ts'
import routes from '#app/routes.ts'
import { isRoomOf } from '#app/ui/shell-rooms.tsx'

const roomless = /^\/demo\/(search|search\.json|saved-views|as-of|account|imports|pictures|\*)(\/|$)/

test('the navigation shows the room of every page', async () => {
  const all = (await routes) as RouteConfigEntry[]
  const pages = all
    .find(({ path }) => path === ':org')!
    .children!.map(({ path }) => `/demo/${path ?? ''}`)
    .filter((path) => path !== '/demo/' && !roomless.test(path))
  const rooms = navigation('demo', () => true)
  const found = pages.map((page) => ({
    page,
    rooms: rooms.filter((room) => isRoomOf(page, [room.href, ...(room.also ?? [])])).map(({ room }) => room),
  }))
  expect(found.length).toBeGreaterThan(90)
  expect(found.filter((entry) => entry.rooms.length !== 1)).toEqual([])
  const roomOf = (page: string) => found.find((entry) => entry.page === page)!.rooms[0]
  expect(roomOf('/demo/values/:id/edit')).toBe('vision')
  expect(roomOf('/demo/pillars')).toBe('outcomes')
  expect(roomOf('/demo/segments/:id')).toBe('personas')
  expect(roomOf('/demo/units/new')).toBe('people')
  expect(roomOf('/demo/listening-posts/:id')).toBe('feedback')
  expect(roomOf('/demo/response-imports/:id')).toBe('feedback')
  expect(rooms.filter(({ group }) => group === 'voice').map(({ label }) => label)).toEqual([
    ...['Journeys', 'Observations', 'Gaps', 'Feedback', 'Themes', 'Cases', 'Stories'],
  ])
})

test('an address that only begins with the same letters is another room', () => {
  expect(isRoomOf('/demo/kpi-values', ['/demo/kpi'])).toBe(false)
  expect(isRoomOf('/demo/kpis/1', ['/demo/kpis'])).toBe(true)
})
