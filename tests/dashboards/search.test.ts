import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { searchKinds } from '#app/dashboards/search.ts'
import { search, suggest } from '#app/dashboards/search.server.ts'
import { createInitiative, archiveInitiative } from '#app/initiatives/initiatives.server.ts'
import { recordPath } from '#app/paths.ts'
import { initiativeInput } from '../support/inputs.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let archivedId: string

beforeAll(async () => {
  world = await makeWorld()
  const add = (name: string, purpose: string) => (ctx: Context) =>
    createInitiative(ctx, initiativeInput({ name, purpose }))
  await world.as(world.lea, add('Signs people can read', 'Every passenger finds the gate without asking.'))
  await world.as(world.lea, add('Schöne Lounge für alle', 'Café and quiet corners.'))
  for (let i = 1; i <= 25; i++) await world.as(world.lea, add(`Queue experiment ${i}`, 'Shorter waiting.'))
  const { id } = await world.as(world.lea, add('Signs of old', 'Given up.'))
  archivedId = id
  await world.as(world.lea, (ctx) => archiveInitiative(ctx, id, { version: 1, reason: null }))
  await world.as(world.otto, add('Signs of another company', 'Not to be seen.'))
})
afterAll(() => world.close())

const find = (q: string, more: { kind?: 'initiative' | 'member'; archived?: boolean; page?: number } = {}) =>
  world.as(world.cora, (ctx) => search(ctx, { q, archived: false, page: 1, ...more }))
const titles = (found: { results: { title: { text: string }[] }[] }) =>
  found.results.map(({ title }) => title.map(({ text }) => text).join(''))

describe('search', () => {
  it('finds the beginnings of words in title and text, the title first', async () => {
    expect(titles(await find('sign'))).toEqual(['Signs people can read'])
    expect(titles(await find('passenger gate'))).toEqual(['Signs people can read'])
  })

  it('finds without accents and with small mistakes', async () => {
    expect(titles(await find('schone lounge'))).toEqual(['Schöne Lounge für alle'])
    expect(titles(await find('Loumge'))).toEqual(['Schöne Lounge für alle'])
    expect(titles(await find('lea down'))).toContain('Lea Dawn')
  })

  it('shows archived records only when asked', async () => {
    expect(titles(await find('signs of old', { archived: true }))[0]).toBe('Signs of old')
    expect((await find('signs of old')).results.map(({ id }) => id)).not.toContain(archivedId)
  })

  it('has a name and a page for every kind of record that its words are kept of', async () => {
    const { rows } = await world.superuser.query<{ kind: string }>(
      `select distinct event_object_table as kind from information_schema.triggers where trigger_name = 'search_inserted'`,
    )
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...searchKinds].sort())
    expect(searchKinds.filter((kind) => !recordPath('bay', kind, 'x', 'y'))).toEqual([])
  })

  it('shows nothing of another organisation', async () => {
    expect(titles(await find('Signs of another company'))).not.toContain('Signs of another company')
    const theirs = await world.as(world.otto, (ctx) => search(ctx, { q: 'sign', archived: true, page: 1 }))
    expect(titles(theirs)).toEqual(['Signs of another company'])
  })

  it('shows the best of each kind with whole counts, and pages through one kind', async () => {
    const all = await find('queue')
    expect(all.counts.get('initiative')).toBe(25)
    expect(all.results).toHaveLength(5)
    const first = await find('queue', { kind: 'initiative' })
    const second = await find('queue', { kind: 'initiative', page: 2 })
    expect([first.results.length, second.results.length]).toEqual([20, 5])
    expect(second.counts.get('initiative')).toBe(25)
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(25)
    expect((await find('queue', { kind: 'member' })).results).toEqual([])
  })

  it('suggests at most twelve for the palette', async () => {
    const suggested = await world.as(world.cora, (ctx) => suggest(ctx, 'queue'))
    expect(suggested).toHaveLength(12)
    expect(suggested[0]).toMatchObject({ kind: 'initiative', kindName: 'Initiative', hint: '' })
    expect(suggested[0]!.href).toMatch(/^\/bay\/initiatives\//)
  })

  it('never breaks, whatever is typed', async () => {
    const hostile = [
      `'`,
      `\\`,
      `''`,
      `a'b`,
      `a\\'b`,
      `foo & | ! ( ) <-> :*`,
      `:*`,
      `'':*`,
      `a <5> b`,
      `%_%`,
      `"quoted"`,
      `-- ;drop table`,
      `ŉ ½ ﬃ ß İ`,
      'http://a.example/b?c=d&e',
      'leader@demo.exa',
      '-1.5e3',
      '<b>tag</b>',
      '\u202e',
      '𝕬𝖇 👩‍👩‍👧',
      `${'x'.repeat(5000)}`,
      `$1 \${x}`,
    ]
    for (const q of hostile) expect(Array.isArray((await find(q)).results)).toBe(true)
    const pieces = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom(...hostile))
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 4 }), async (parts) => {
        const q = parts.join(' ')
        await world.as(world.cora, async (ctx) => {
          await search(ctx, { q, archived: true, page: 1 })
          await suggest(ctx, q)
        })
      }),
      { numRuns: 150 },
    )
  })
})
