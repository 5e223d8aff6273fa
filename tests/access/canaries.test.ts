// Two organisations, each text of each a word of its own: whoever walks through the one never meets a word, or an id, of the other.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeStandings } from '#app/action-plans/judge.server.ts'
import { sendDigests } from '#app/dashboards/digest.server.ts'
import { exportLogCommand } from '#app/history/export.server.ts'
import { type Planted, plant, plantAgain, prefixOf, wordsIn } from '#tests/support/canaries.ts'
import { crawl } from '#tests/support/crawl.ts'
import { type Answer, type Site, openSite } from '#tests/support/site.ts'
import { type World, cookieOf, makeWorld } from '#tests/support/world.ts'
import { inParallel, patiently } from './matrix/asking.ts'
import { bodyOf, samplesFor, todayIn } from './matrix/samples.ts'

let w: World
let site: Site
let ours: Planted
let theirs: Planted
/** Every id of the other organisation, that nobody could guess. */
let theirIds: Set<string>
beforeAll(async () => {
  w = await makeWorld()
  const people = [w.ada, w.lea, w.bo, w.ben, w.cora, w.eva]
  const [bay, other] = [
    { id: w.ada.orgId, slug: 'bay' },
    { id: w.otto.orgId, slug: 'other' },
  ]
  ours = await plant(
    w.superuser,
    bay,
    people.map(({ accountId }) => accountId),
  )
  theirs = await plant(w.superuser, other, [w.otto.accountId])
  await judgeStandings({})
  await plantAgain(w.superuser, bay, ours, 'plan_standing')
  await plantAgain(w.superuser, other, theirs, 'plan_standing')
  await sendDigests(undefined, { now: noon() })
  theirIds = await idsOf(w.otto.orgId)
  site = await openSite()
}, 120_000)
afterAll(async () => {
  await site.close()
  await w.close()
})

const noon = () => new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`)

async function idsOf(org: string): Promise<Set<string>> {
  const { rows } = await w.superuser.query<{ table: string; column: string }>(
    `select c.oid::regclass::text as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
     join pg_attribute o on o.attrelid = c.oid and o.attname = 'org_id'
     where a.atttypid = 'uuid'::regtype and a.attnum > 0 and not a.attisdropped and c.relnamespace in ('public'::regnamespace, 'history'::regnamespace)`,
  )
  const found = new Set<string>()
  for (const { table, column } of rows) {
    const ids = await w.superuser.query(
      `select distinct ${column} as id from ${table} where org_id = $1 and ${column} is not null`,
      [org],
    )
    for (const { id } of ids.rows) found.add(id)
  }
  return found
}

function say(what: string, answers: number, began: number, more: string, leaks: string[]) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${what}: ${answers} answers, ${more}${leaks.length} leaks, ${seconds} s`)
}

/** Own words met so far, as `table.column`. */
const met = new Set<string>()
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What of the other organisation stands in an answer. `typed` is what the asker wrote themselves. */
function foreignIn({ body, headers }: Pick<Answer, 'body' | 'headers'>, typed: string[] = []): string[] {
  let text = `${JSON.stringify(headers)}\n${body.toString('utf8')}`
  for (const word of typed) text = text.replaceAll(word, '')
  for (const word of wordsIn(text, 'bay')) {
    const meaning = ours.meaningOf.get(word)
    if (meaning) met.add(`${meaning.table}.${meaning.column}`)
  }
  return [
    ...wordsIn(text, 'other'),
    ...(text.match(uuid) ?? []).filter((id) => theirIds.has(id)),
    ...(text.match(/\/other(?=[@/"'\\])|\bother(?=@|\.example)/g) ?? []),
  ]
}

const moment = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)
const starts = ['/', '/bay', `/bay@${moment}/strategy`, `/bay/history/difference?from=${moment}`, '/bay/search?q=q']

/** The present and one past moment are walked through; of every other moment a few pages are looked at. */
function nearby() {
  const elsewhere = new Map<string, number>()
  return (target: string) => {
    const place = decodeURIComponent(target.split(/[/?]/)[1] ?? '')
    if (!place.startsWith('bay@') || place === `bay@${moment}`) return true
    const seen = elsewhere.get(place) ?? 0
    elsewhere.set(place, seen + 1)
    return seen < 3
  }
}
/** Pages of the other's records, asked for here: errors. */
const theirAddresses = () =>
  Object.values(samplesFor({ ids: theirs.ids, today: todayIn('Europe/Berlin') }))
    .filter(({ path: place }) => place.search(uuid) >= 0 || /^no\//.test(place))
    .map(({ path: place }) => `/bay/${place}`)

/** The addresses that the administrator's walk came by, one of each path. */
const addresses = new Map<string, string>()

describe('walking through one organisation', () => {
  // Administrators meet what there is; the holder of everything has duties and forms of their own.
  test.each<[string, queries: number]>([
    ['administrator', 4],
    ['holder', 1],
  ])(
    'from link to link as %s: 0 words and 0 ids of the other, today and in the past',
    { timeout: 300_000 },
    async (who, queries) => {
      const cookie = await cookieOf({ accountId: who === 'holder' ? ours.ids.holder! : w.ada.accountId })
      const began = Date.now()
      const leaks: string[] = []
      const from = [...starts, ...theirAddresses()]
      const walk = await crawl(site, { from, cookie, queries, follows: nearby() }, ({ target, answer }) => {
        leaks.push(...foreignIn(answer, target.match(uuid) ?? []).map((what) => `${target}: ${what}`))
        if (answer.status >= 500) leaks.push(`${target}: ${answer.status}`)
        if (who === 'administrator') addresses.set(target.split('?')[0]!, target)
      })
      say(who, walk.answers, began, `${JSON.stringify(walk.statuses)}, ${walk.left} further addresses left, `, leaks)
      expect(leaks.slice(0, 20)).toEqual([])
      expect(walk.statuses[200]).toBeGreaterThan(150)
      expect(walk.statuses[404]).toBeGreaterThan(40)
    },
  )

  test('the walk led through the past, too', () => {
    const past = [...addresses.keys()].filter((address) => address.startsWith(`/bay@${moment}/`))
    expect(past.length).toBeGreaterThan(50)
  })

  test.each(['lea', 'ben', 'cora', 'eva'] as const)(
    'at all of these addresses as %s: 0 words and 0 ids of the other',
    { timeout: 300_000 },
    async (who) => {
      const cookie = await cookieOf(w[who])
      const began = Date.now()
      const leaks: string[] = []
      let read = 0
      await inParallel([...addresses.values()], 4, async (target) => {
        const [path = '', query] = target.split('?')
        const data = /\.(json|jsonl|csv|md|pem|mjs)$/.test(path) || path === '/' ? path : `${path}.data`
        const answer = await site.ask(query ? `${data}?${query}` : data, { cookie })
        leaks.push(...foreignIn(answer, target.match(uuid) ?? []).map((what) => `${target}: ${what}`))
        if (answer.status === 200) read++
        if (answer.status >= 500) leaks.push(`${target}: ${answer.status}`)
      })
      say(who, addresses.size, began, `${read} read, `, leaks)
      expect(leaks.slice(0, 20)).toEqual([])
      expect(read).toBeGreaterThan(80)
    },
  )

  test('asking for the other’s words finds none of them: search, palette, lists', { timeout: 300_000 }, async () => {
    const cookie = await cookieOf(w.ada)
    const leaks: string[] = []
    const began = Date.now()
    const questions = [...theirs.meaningOf.keys()].flatMap((word) => [
      ['search.json', word.slice(0, 9)],
      ['search', word],
    ])
    for (const place of ['initiatives', 'people', 'kpis', 'personas', 'action-plans', 'action-items', 'history'])
      questions.push([place, prefixOf('other')])
    await inParallel(questions, 4, async ([place = '', q = '']) => {
      const answer = await site.ask(`/bay/${place}?q=${q}`, { cookie })
      leaks.push(...foreignIn(answer, [q]).map((what) => `${place}?q=${q}: ${what}`))
    })
    const mine = await site.ask(`/bay/search.json?q=${[...ours.meaningOf.keys()][0]!.slice(0, 4)}`, { cookie })
    expect(mine.body.toString()).toContain(prefixOf('bay'))
    say('asking for the other’s words', questions.length, began, '', leaks)
    expect(leaks).toEqual([])
  })

  test(
    'forms, sent badly, with the other’s ids or as they should be: no answer tells of it',
    { timeout: 300_000 },
    async () => {
      const today = todayIn('Europe/Berlin')
      const mine = samplesFor({ ids: ours.ids, today })
      const across = samplesFor({ ids: theirs.ids, today })
      const leaks: string[] = []
      const began = Date.now()
      let count = 0
      for (const who of [w.ada, w.cora]) {
        const cookie = await cookieOf(who)
        const ask = async (target: string, form: URLSearchParams | FormData, typed: string[] = []) => {
          const answer = await patiently(() => site.ask(target, { method: 'POST', cookie, form }))
          count++
          leaks.push(...foreignIn(answer, typed).map((what) => `${target}: ${what}`))
        }
        const secret = /^account\/(password|sessions)/
        for (const [id, sample] of Object.entries(mine).filter(([one]) => !secret.test(one)))
          for (const [name, form] of Object.entries(sample.forms ?? {})) {
            const other = across[id]!.forms![name]!
            const typed = Object.values(theirs.ids) as string[]
            await ask(`/bay/${form.path ?? sample.path}`, new URLSearchParams())
            await ask(`/bay/${form.path ?? sample.path}`, bodyOf(other, theirs.ids.holder!), typed)
            await ask(`/bay/${other.path ?? across[id]!.path}`, bodyOf(form, w.ada.memberId), typed)
          }
      }
      say('forms', count, began, '', leaks)
      expect(leaks.slice(0, 20)).toEqual([])
    },
  )
})

describe('what is kept and what is sent', () => {
  test('the log taken away by the operator is of one organisation', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'sirius-canaries-'))
    const file = path.join(directory, 'log.jsonl')
    await exportLogCommand(['bay', file])
    const body = readFileSync(file)
    rmSync(directory, { recursive: true })
    expect(wordsIn(body.toString(), 'bay').length).toBeGreaterThan(100)
    expect(foreignIn({ body, headers: {} })).toEqual([])
  })

  test('mails, and every row of every table, hold words of their own organisation only; jobs none of another', async () => {
    const { rows: mails } = await w.superuser.query(
      `select count(*)::int as n from mail where kind = 'digest' and org_id = $1`,
      [w.ada.orgId],
    )
    expect(mails[0].n, 'digests were written').toBeGreaterThan(0)
    const { rows: tables } = await w.superuser.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
       where c.relkind = 'r' and c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'history', 'as_of', 'access'))`,
    )
    const mixed: string[] = []
    for (const { name } of tables)
      for (const [org, other] of [
        [w.ada.orgId, 'other'],
        [w.otto.orgId, 'bay'],
      ] as const) {
        const { rows } = await w.superuser.query(
          `select count(*)::int as n from ${name} t where org_id = $1 and t::text like $2`,
          [org, `%${prefixOf(other)}%`],
        )
        if (rows[0].n > 0) mixed.push(`${name}: ${rows[0].n} rows with words of ${other}`)
      }
    expect(mixed).toEqual([])
    const { rows: jobs } = await w.superuser.query<{ payload: string }>(
      'select payload::text from graphile_worker._private_jobs',
    )
    expect(jobs.length).toBeGreaterThan(0)
    const of = (payload: string) => (JSON.parse(payload) as { org?: string }).org
    expect(jobs.filter(({ payload }) => wordsIn(payload, of(payload) === 'bay' ? 'other' : 'bay').length > 0)).toEqual(
      [],
    )
  })

  test('the server’s log holds no word of any record, of neither organisation', () => {
    const text = site.logged.join('\n')
    expect(site.logged.length).toBeGreaterThan(500)
    expect([...wordsIn(text, 'bay'), ...wordsIn(text, 'other')]).toEqual([])
    expect(site.logged.filter((line) => line.includes('unexpected error')).slice(0, 3)).toEqual([])
  })

  test('one’s own words are really met: every column that any page shows', () => {
    const unmet = ours.columns.filter((column) => !met.has(column)).sort()
    console.log(
      `words: ${ours.meaningOf.size + theirs.meaningOf.size} planted, ${met.size} of ${ours.columns.length} of one’s own met`,
    )
    expect(unmet).toEqual(Object.keys(neverShown).sort())
  })
})

/** Columns that no page and no file shows, and why. */
const neverShown = {
  'access.account.name': 'people are called as each organisation calls them',
  'access.account.password_hash': 'a secret’s hash',
  'access.attempt.key': 'counts tries of signing in',
  'access.mailed_link.token_hash': 'a secret’s hash',
  'access.session.id': 'a secret’s hash',
  'access.session.user_agent': 'only the browser’s name is shown, made from it',
  'data_import.sha256': 'compared with the files of other imports',
  'form_key.answer': 'where the same form leads when it is sent again with its key',
  'form_key.key': 'a form’s own key',
  'form_key.request_hash': 'compared with what a form sends again',
  'intake_refusal.reason': 'a word of ours for what was wrong',
  'intake_request.key': 'compared with what a program sends again',
  'intake_request.request_hash': 'compared with what a program sends again',
  'response_key.external_id': 'compared with other responses of its post',
  'mail.html_body': 'leaves by mail; the outbox shows the same as text',
}
