// A view of a list that somebody gave a name: its filters, search and order, as the list's own address says them. Pure.
import { form, text } from '#app/ui/schema.ts'

/** The lists that views can be saved of, by their address below the organisation's; mails come and go, so the outbox has none. */
export const viewRooms = [
  'initiatives',
  'action-plans',
  'action-items',
  'kpis',
  'outcomes/list',
  'vision/versions',
  'values',
  'pillars',
  'personas',
  'segments',
  'journeys',
  'touchpoints',
  'observations',
  'gaps',
  'cases',
  'stories',
  'themes',
  'feedback',
  'people',
  'history',
  'strategy',
] as const
export type ViewRoom = (typeof viewRooms)[number]

/** More than this many are no help to anybody. */
export const mostViews = 20

export const savedViewForm = form({
  room: text({ label: 'a list', max: 40 }),
  name: text({ label: 'a name', max: 60 }),
  query: text({ label: 'a filter first', max: 2000 }),
})
export const removeViewForm = form({})

/** The part of a list's address that a view keeps: without the question mark, the page and what is not of the list. */
export function viewQuery(search: string): string {
  const params = new URLSearchParams(search.replace(/^\?/, ''))
  for (const name of [...params.keys()])
    if (name === 'page' || name === 'before' || name.startsWith('_')) params.delete(name)
  params.sort()
  return params.toString()
}
