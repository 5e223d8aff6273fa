import { expect, test } from 'vitest'
import { countActive, leftOutOf, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'

const rules = {
  filters: { status: ['open', 'done'], owner: 'id', place: 'text' },
  sorts: ['title', 'due'],
  defaultSort: '-due',
} as const
const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const read = (search: string) => readListQuery(`https://x.test/acme/list?${search}`, rules)

test('garbage becomes the default', () => {
  const query = read('status=evil&owner=1%27--&sort=password&page=-4&q=%00%20&page=2&unknown=1')
  expect(query).toEqual({
    path: '/acme/list',
    q: '',
    filters: {},
    sort: { key: 'due', direction: 'desc' },
    defaultSort: '-due',
    page: 1,
    pageSize: 50,
  })
  for (const page of ['NaN', '1.5', '1e9', '']) expect(read(`page=${page}`).page).toBe(1)
})

test('what makes sense is read, and written back the same', () => {
  const query = read(`status=open&status=done&owner=${id}&q=slow++refund&sort=title&page=3`)
  expect(query.filters).toEqual({ status: ['open', 'done'], owner: [id] })
  expect(query.q).toBe('slow refund')
  expect(query.page).toBe(3)
  expect(countActive(query)).toBe(4)
  expect(readListQuery(new URL(listHref(query), 'https://x.test'), rules)).toEqual(query)
})

test('a change of filter, search or sort goes back to page 1; a change of page keeps the rest', () => {
  const query = read('status=open&page=3')
  expect(listHref(query, { page: 4 })).toBe('/acme/list?status=open&page=4')
  expect(listHref(query, { filters: { status: null } })).toBe('/acme/list')
  expect(listHref(query, { q: 'a&b' })).toBe('/acme/list?q=a%26b&status=open')
  expect(sortHref(query, 'title')).toBe('/acme/list?status=open&sort=title')
  expect(sortHref(read('sort=title'), 'title')).toBe('/acme/list?sort=-title')
})

test('what narrows nothing is named, and what does is not', () => {
  const out = (search: string, understood?: string[]) =>
    leftOutOf(
      `https://x.test/acme/list?${search}`,
      { ...rules, filters: { ...rules.filters, from: 'day' } },
      understood,
    ).map(({ name, value }) => `${name}=${value}`)
  expect(out(`status=open&status=evil&owner=${id}&owner=x&place=anything&q=a&page=2&sort=-title`)).toEqual([
    'status=evil',
    'owner=x',
  ])
  expect(out('sort=password&unknown=1&before=3&__proto__=x&constructor=y&empty=', ['before'])).toEqual([
    'sort=password',
    'unknown=1',
    '__proto__=x',
    'constructor=y',
  ])
  expect(out('from=2026-02-28&from=2026-02-30&from=2026-13-01&from=soon')).toEqual([
    'from=2026-02-30',
    'from=2026-13-01',
    'from=soon',
  ])
  expect(read('status=open').filters).toEqual({ status: ['open'] })
})
