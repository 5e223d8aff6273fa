// Customer stories against PostgreSQL: who may do what, what consent allows on which day, and that withdrawn words are gone everywhere.
import type { LoaderFunctionArgs } from '@remix-run/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '#app/access/context.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { countDuties, listDuties } from '#app/dashboards/duties.server.ts'
import { loader as executive } from '#app/dashboards/routes/executive.tsx'
import { eraseResponse, findResponse } from '#app/feedback/responses.server.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import { listHoldings } from '#app/people/holdings.server.ts'
import { action as create, loader as newStory } from '#app/stories/routes/new.tsx'
import { findSource, valuesFrom } from '#app/stories/sources.server.ts'
import {
  archiveStory,
  createStory,
  editStory,
  findStory,
  listStoriesForPack,
  publishStory,
  recordConsent,
  withdrawConsent,
} from '#app/stories/stories.server.ts'
import { consentForm, newStoryForm } from '#app/stories/story.ts'
import { listStories, listStoryFilters, storyListRules } from '#app/stories/story-list.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type Place, makePlace, respond, write } from '#tests/cases/cases-world.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'
import { filled } from '../vision/vision-world.ts'

let w: World
let place: Place
let today: string
beforeAll(async () => {
  w = await makeWorld()
  place = await makePlace(w)
  today = await w.as(w.lea, (ctx) => Promise.resolve(ctx.today))
})
afterAll(() => w.close())

const fields = (given: Record<string, string> = {}) => ({
  ...{ title: 'A bag that came home', quote: 'You rang me before I could ring you', pseudonym: 'A father of three' },
  ...{ outcome: 'Whoever waits is called by noon', journeyStepId: place.step, touchpointId: '', personaId: '' },
  ...{ initiativeId: '', ownerId: w.bo.memberId, responseId: '' },
  ...given,
})
const add = async (given: Record<string, string> = {}, by: Person = w.cora) =>
  w.as(by, (ctx) => createStory(ctx, filled(newStoryForm, fields(given))))
const find = (id: string, by: Person = w.lea) => w.as(by, (ctx) => findStory(ctx, id))
const consent = async (id: string, given: Record<string, string> = {}, by: Person = w.bo) => {
  const { version } = await find(id)
  const form = filled(consentForm, {
    ...{ givenOn: today, how: 'Signed form', outside: '', endsOn: '', version: String(version) },
    ...given,
  })
  return w.as(by, (ctx) => recordConsent(ctx, id, form))
}
const publish = async (id: string, to: 'published' | 'draft' = 'published', by: Person = w.lea) => {
  const { version } = await find(id)
  return w.as(by, (ctx) => publishStory(ctx, id, { to, version }))
}
const withdraw = async (id: string, given: { on?: string; reason?: string } = {}, by: Person = w.bo) => {
  const { version } = await find(id)
  return w.as(by, (ctx) => withdrawConsent(ctx, id, { on: today, reason: null, ...given, version }))
}
const published = async (given: Record<string, string> = {}, consented: Record<string, string> = {}) => {
  const { id } = await add(given)
  await consent(id, consented, w.lea)
  await publish(id)
  return id
}
const inPack = async (id: string, outside = false, on?: string, by: Person = w.eva) => {
  const now = on ? new Date(`${on}T12:00:00Z`) : undefined
  const rows = await w.as(by, (ctx) => listStoriesForPack(ctx, { outside, limit: 500 }), now)
  return rows.some((row) => row.id === id)
}
const listed = async (search: string, by: Person = w.eva, on?: string) => {
  const now = on ? new Date(`${on}T12:00:00Z`) : undefined
  const query = readListQuery(`http://x/bay/stories${search}`, storyListRules)
  return (await w.as(by, (ctx) => listStories(ctx, query), now)).rows.map(({ id }) => id)
}
const forbidden = { status: 403 }

/** Every table, of whatever schema, in which a text stands, as somebody sees who sees everything. */
async function holding(text: string): Promise<string[]> {
  const { rows } = await w.superuser.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await w.superuser.query(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${text}%`])
    if (rowCount) found.push(name)
  }
  return found
}

describe('telling one', () => {
  test('by those who work with customers’ words; it is a draft, masked, and its words stand outside the history', async () => {
    await expect(add({}, w.eva)).rejects.toMatchObject(forbidden)
    const { id, masked } = await add({
      title: 'Write to kim@home.example',
      quote: 'Somebody rang +49 170 1234567 about the plum-coloured bear',
    })
    expect(masked).toBe('1 e-mail address and 1 phone number were masked.')
    expect(await find(id, w.cora)).toMatchObject({
      ...{ title: 'Write to [e-mail]', quote: 'Somebody rang [phone] about the plum-coloured bear', masked: 1 },
      ...{ state: 'draft', createdBy: w.cora.memberId, stepName: 'Wait at the belt' },
    })
    expect(await holding('plum-coloured bear')).toEqual(['story_words'])
  })

  test('the words of a draft are read and found by those who work on it, and by nobody else', async () => {
    const { id } = await add({ quote: 'A sentence with quinces in it' })
    for (const who of [w.lea, w.bo, w.cora]) {
      expect(await find(id, who)).toMatchObject({ readable: true, quote: 'A sentence with quinces in it' })
      expect(await listed('?q=quinces', who)).toEqual([id])
    }
    for (const who of [w.ben, w.eva]) {
      expect(await find(id, who)).toMatchObject({
        readable: false,
        quote: '',
        pseudonym: '',
        title: 'A bag that came home',
      })
      expect(await listed('?q=quinces', who)).toEqual([])
    }
    await expect(find(id, w.otto)).rejects.toMatchObject({ status: 404 })
  })

  test('begins with what may be read of a response, and where it was given', async () => {
    const [response] = await respond(w, place, [{ score: 5, text: 'The man with the mop was the best sign' }])
    const values = await w.as(w.cora, async (ctx) => valuesFrom(ctx, await findSource(ctx, response!)))
    expect(values).toMatchObject({
      ...{ responseId: response, quote: 'The man with the mop was the best sign' },
      ...{ touchpointId: place.touchpoint, journeyStepId: place.step },
    })
    const { id } = await add({ responseId: response!, quote: 'The best sign' })
    expect((await w.as(w.eva, (ctx) => findResponse(ctx, response!))).stories).toMatchObject([{ id }])
    await expect(add({ responseId: w.lea.memberId })).rejects.toMatchObject({ status: 404 })
    // Restricted: nothing to begin with, and what was begun cannot be read by who may not read there.
    await write(w, [
      [
        `insert into verbatim_restriction (id, listening_post_id, reason, ends_on) values (gen_random_uuid(), $1, 'Names staff', current_date + 9)`,
        [place.post],
      ],
    ])
    const page = (who: Person) =>
      argsFor(`/bay/stories/new?response=${response}`, { as: who }).then((args) => newStory(args))
    expect(await page(w.cora)).toMatchObject({
      source: { restricted: { reason: 'Names staff' } },
      values: { quote: '' },
    })
    expect(await page(w.lea)).toMatchObject({ source: { restricted: null }, values: { quote: /mop/ } } as never)
    await expect(add({ responseId: response! })).rejects.toMatchObject({ message: /can be read again after/ })
    expect(await find(id, w.cora)).toMatchObject({ readable: false, quote: '' })
    const edit = w.as(w.cora, async (ctx) => editStory(ctx, id, { ...filled(newStoryForm, fields()), version: 1 }))
    await expect(edit).rejects.toMatchObject({ message: /can be read again after/ })
    await write(w, [[`delete from verbatim_restriction where listening_post_id = $1`, [place.post]]])
  })

  test('bad input keeps what was typed, and says why', async () => {
    const form = fields({ pseudonym: 'Ina Keller', quote: '' })
    const call = await argsFor('/bay/stories/new', { as: w.cora, form })
    const answer = (await create(call)) as { init?: { status?: number }; data?: unknown }
    const text = JSON.stringify(answer)
    expect(text).toContain('looks like somebody’s real name')
    expect(text).toContain('Ina Keller')
    expect(await holding('Ina Keller')).toEqual([])
    expect(await statusOf(create(await argsFor('/bay/stories/new', { as: w.eva, form: fields() })))).toBe(403)
    expect(await statusOf(create(await argsFor('/bay/stories/new', { as: w.cora, form: fields() })))).toBe(302)
  })
})

describe('consent and publication', () => {
  test('without consent nothing is published; leaders publish, whoever keeps it records the consent', async () => {
    const { id } = await add({ outcome: '' })
    await expect(publish(id)).rejects.toMatchObject({
      message: 'It still needs the customer’s consent and what came of it.',
    })
    await expect(consent(id, {}, w.ben)).rejects.toMatchObject(forbidden)
    await expect(consent(id, { givenOn: addDays(today, 1) })).rejects.toMatchObject({ errors: { givenOn: /not come/ } })
    await expect(consent(id, { givenOn: addDays(today, -9), endsOn: addDays(today, -1) })).rejects.toMatchObject({
      errors: { endsOn: /ended already/ },
    })
    await consent(id, { how: 'Wrote from kim@home.example' })
    expect(await find(id)).toMatchObject({ consentHow: 'Wrote from [e-mail]', state: 'draft' })
    await expect(publish(id)).rejects.toMatchObject({ message: 'It still needs what came of it.' })
    const whole = await add()
    await consent(whole.id)
    await expect(publish(whole.id, 'published', w.bo)).rejects.toMatchObject(forbidden)
    await publish(whole.id)
    await expect(publish(whole.id)).rejects.toMatchObject({ status: 422 })
    expect(await find(whole.id, w.eva)).toMatchObject({ readable: true, pseudonym: 'A father of three' })
    await publish(whole.id, 'draft')
    expect(await find(whole.id, w.eva)).toMatchObject({ readable: false, publishedOn: null })
  })

  test('a pack tells only what is published and consented on that day, outside only what covers it', async () => {
    const inside = await published({}, { givenOn: today, endsOn: addDays(today, 20) })
    const outside = await published({}, { outside: 'on' })
    const { id: draft } = await add()
    await consent(draft)
    expect([await inPack(inside), await inPack(outside), await inPack(draft)]).toEqual([true, true, false])
    expect([await inPack(inside, true), await inPack(outside, true)]).toEqual([false, true])
    expect(await listed('?consent=outside')).toContain(outside)
    expect(await listed('?consent=outside')).not.toContain(inside)
    expect(await listed('?consent=ends+soon')).toEqual([inside])
    // Its last day, and the day after.
    expect(await inPack(inside, false, addDays(today, 20))).toBe(true)
    expect(await inPack(inside, false, addDays(today, 21))).toBe(false)
    expect(await listed('?state=published', w.eva, addDays(today, 21))).not.toContain(inside)
    expect(await listed('?state=ended', w.eva, addDays(today, 21))).toEqual([inside])
    const later = new Date(`${addDays(today, 21)}T12:00:00Z`)
    expect(await w.as(w.eva, (ctx) => findStory(ctx, inside), later)).toMatchObject({ readable: false, quote: '' })
    expect(await w.as(w.bo, (ctx) => findStory(ctx, inside), later)).toMatchObject({ readable: true })
    // Archived, none tells it.
    await w.as(w.bo, async (ctx) => archiveStory(ctx, inside, { reason: null, version: 3 }))
    expect(await inPack(inside)).toBe(false)
    const other = await w.as(w.otto, (ctx) => listStoriesForPack(ctx, { outside: false }))
    expect(other).toEqual([])
  })

  test('other words than those published are published again, unless a leader writes them', async () => {
    const id = await published()
    const edit = async (by: Person, given: Record<string, string>) => {
      const { version } = await find(id)
      const { responseId: _, ...form } = filled(newStoryForm, fields(given))
      return w.as(by, (ctx) => editStory(ctx, id, { ...form, version }))
    }
    await expect(edit(w.ben, {})).rejects.toMatchObject(forbidden)
    expect(await edit(w.bo, { title: 'Another title' })).toMatchObject({ unpublished: false })
    expect(await edit(w.lea, { quote: 'You rang me first' })).toMatchObject({ unpublished: false })
    expect(await edit(w.bo, { quote: 'You never rang me' })).toMatchObject({ unpublished: true })
    expect(await find(id)).toMatchObject({ state: 'draft', title: 'A bag that came home' })
    expect(await find(id, w.eva)).toMatchObject({ readable: false })
  })

  test('the executive page shows the newest, and nothing where there is none', async () => {
    const page = async (who: Person, org = 'bay') =>
      (await executive(await argsFor(`/${org}/executive`, { as: who }))) as unknown as { story: { id: string } | null }
    const id = await published({ quote: 'The newest of all' }, { outside: 'on' })
    expect((await page(w.eva)).story).toMatchObject({ id, quote: 'The newest of all' })
    expect((await page(w.otto, 'other')).story).toBeNull()
  })

  test('its owner is asked before the consent ends, and holds it until it is let go', async () => {
    const owner = w.ben
    const id = await published({ ownerId: owner.memberId }, { endsOn: addDays(today, 40) })
    const on = (days: number) => new Date(`${addDays(today, days)}T12:00:00Z`)
    const owed = async (days: number) => {
      const duties = await w.as(owner, (ctx) => listDuties(ctx), on(days))
      expect(await w.as(owner, (ctx) => countDuties(ctx), on(days))).toBe(duties.length)
      return duties.map(({ kind, why }) => `${kind}: ${why}`)
    }
    expect(await owed(9)).toEqual([])
    expect(await owed(10)).toEqual([
      expect.stringMatching(/^story consent: The customer’s consent ends in 30 days\. Ask/),
    ])
    expect(await owed(41)).toEqual([expect.stringMatching(/^story consent: The customer’s consent has ended/)])
    const held = () => w.as(w.lea, (ctx) => listHoldings(ctx, owner.memberId))
    expect(await held()).toMatchObject([{ kind: 'story', part: 'owner', count: 1 }])
    await withdraw(id, {}, owner)
    expect(await owed(41)).toEqual([])
    expect(await held()).toEqual([])
  })
})

describe('withdrawing', () => {
  test('the customer’s words are in no table any more, nor on any page of the past', async () => {
    const id = await published(
      { quote: 'The kumquat on the tray was mine', pseudonym: 'a collector of kumquats' },
      { outside: 'on' },
    )
    const { version } = await find(id)
    const { responseId: _, ...form } = filled(newStoryForm, fields({ quote: 'The kumquat was mine' }))
    await w.as(w.lea, (ctx) => editStory(ctx, id, { ...form, pseudonym: 'a collector of kumquats', version }))
    const before = new Date()
    const past = async (who: Person) => {
      const args = await argsFor(`/bay@${before.toISOString()}/stories/${id}`, {
        as: who,
        params: { org: `bay@${before.toISOString()}` },
      })
      return reading(args as LoaderFunctionArgs, (ctx) => findStory(ctx, id))
    }
    expect(await past(w.eva)).toMatchObject({ state: 'published', quote: 'The kumquat was mine' })
    expect(await holding('kumquat')).toEqual(['story_words'])

    await expect(withdraw(id, {}, w.ben)).rejects.toMatchObject(forbidden)
    await expect(withdraw(id, { on: addDays(today, -1) })).rejects.toMatchObject({ errors: { on: /given after/ } })
    await withdraw(id, { reason: 'Wrote from kim@home.example' })

    expect(await holding('kumquat')).toEqual([])
    expect(await past(w.eva)).toMatchObject({ state: 'published', readable: false, quote: '', pseudonym: '' })
    expect(await find(id)).toMatchObject({
      ...{ state: 'withdrawn', consentWithdrawnOn: today, publishedOn: null, quote: '', readable: false },
      outcome: 'Whoever waits is called by noon',
    })
    expect(await inPack(id, true)).toBe(false)
    const { events } = await w.as(w.lea, (ctx) => timelineOf(ctx, 'story', id))
    expect(events.map(({ verbText }) => verbText)).toEqual([
      ...['withdrew the consent to', 'edited', 'published', 'recorded the consent to', 'created'],
    ])
    expect(events[0]).toMatchObject({ reason: 'Wrote from [e-mail]' })
    for (const again of [withdraw, consent, publish]) await expect(again(id)).rejects.toMatchObject({ status: 422 })
  })

  test('looking back shows no words of a draft, nor of what is published no more', async () => {
    const id = await published({ quote: 'Medlars at the gate' })
    const before = new Date().toISOString()
    await publish(id, 'draft')
    const args = await argsFor(`/bay@${before}/stories/${id}`, { as: w.eva, params: { org: `bay@${before}` } })
    const past = await reading(args as LoaderFunctionArgs, (ctx) => findStory(ctx, id))
    expect(past).toMatchObject({ state: 'published', readable: false, quote: '' })
    const working = await argsFor(`/bay@${before}/stories/${id}`, { as: w.bo, params: { org: `bay@${before}` } })
    expect(await reading(working as LoaderFunctionArgs, (ctx) => findStory(ctx, id))).toMatchObject({
      quote: 'Medlars at the gate',
    })
  })

  test('erasing what a customer wrote erases it from the story that quotes it', async () => {
    const [response] = await respond(w, place, [{ score: 5, text: 'Loquats everywhere, said the sign' }])
    const id = await published({ responseId: response!, quote: 'Loquats everywhere' })
    await w.as(w.lea, (ctx) => eraseResponse(ctx, response!, { reason: 'The customer asked' }))
    expect(await find(id)).toMatchObject({ readable: false, quote: '', pseudonym: '' })
    expect(await listed('?state=erased')).toEqual([id])
    expect(await listed('?state=published')).not.toContain(id)
    expect(await inPack(id)).toBe(false)
    const { events } = await w.as(w.lea, (ctx) => timelineOf(ctx, 'story', id))
    expect(events[0]!.verbText).toBe('erased')
    expect(await holding('oquats everywhere')).toEqual([])
  })
})

test('from an older version nothing is changed', async () => {
  const { id } = await add()
  const { responseId: _, ...form } = filled(newStoryForm, fields())
  const old = { version: 7 }
  const consented = { givenOn: today, how: 'Signed form', outside: false, endsOn: null }
  for (const work of [
    () => w.as(w.lea, (ctx) => editStory(ctx, id, { ...form, ...old })),
    () => w.as(w.lea, (ctx) => recordConsent(ctx, id, { ...consented, ...old })),
    () => w.as(w.lea, (ctx) => publishStory(ctx, id, { to: 'published', ...old })),
    () => w.as(w.lea, (ctx) => withdrawConsent(ctx, id, { on: today, reason: null, ...old })),
    () => w.as(w.lea, (ctx) => archiveStory(ctx, id, { reason: null, ...old })),
  ])
    await expect(work()).rejects.toBeInstanceOf(Conflict)
  await expect(w.as(w.ben, (ctx) => archiveStory(ctx, id, { reason: null, version: 1 }))).rejects.toMatchObject(
    forbidden,
  )
  expect(await w.as(w.lea, (ctx) => archiveStory(ctx, id, { reason: null, version: 1 }))).toEqual({ archived: true })
  expect(await listed('?state=archived', w.lea)).toContain(id)
  const filters = await w.as(w.lea, (ctx) => listStoryFilters(ctx, { filters: {} }))
  expect(filters.find(({ name }) => name === 'journey')!.options).toHaveLength(1)
})
