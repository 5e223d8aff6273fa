// The pages of the vision: who gets what status, that a refused form keeps what was typed, and that a form sent twice is done once.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newCoreValueForm } from '#app/vision/core-value.ts'
import { createCoreValue } from '#app/vision/core-values.server.ts'
import { newOutcomeForm } from '#app/vision/outcome.ts'
import { createOutcome } from '#app/vision/outcomes.server.ts'
import { newPillarForm } from '#app/vision/pillar.ts'
import { createPillar } from '#app/vision/pillars.server.ts'
import * as archiveOutcome from '#app/vision/routes/outcomes/archive.tsx'
import * as editOutcome from '#app/vision/routes/outcomes/edit.tsx'
import * as board from '#app/vision/routes/outcomes/index.tsx'
import * as outcomeList from '#app/vision/routes/outcomes/list.tsx'
import * as newOutcome from '#app/vision/routes/outcomes/new.tsx'
import * as rating from '#app/vision/routes/outcomes/rating.tsx'
import * as outcome from '#app/vision/routes/outcomes/show.tsx'
import * as state from '#app/vision/routes/outcomes/state.tsx'
import * as archivePillar from '#app/vision/routes/pillars/archive.tsx'
import * as defaults from '#app/vision/routes/pillars/defaults.tsx'
import * as editPillar from '#app/vision/routes/pillars/edit.tsx'
import * as pillars from '#app/vision/routes/pillars/index.tsx'
import * as newPillar from '#app/vision/routes/pillars/new.tsx'
import * as pillarPosition from '#app/vision/routes/pillars/position.tsx'
import * as pillar from '#app/vision/routes/pillars/show.tsx'
import * as archiveValue from '#app/vision/routes/values/archive.tsx'
import * as editValue from '#app/vision/routes/values/edit.tsx'
import * as values from '#app/vision/routes/values/index.tsx'
import * as newValue from '#app/vision/routes/values/new.tsx'
import * as valuePosition from '#app/vision/routes/values/position.tsx'
import * as value from '#app/vision/routes/values/show.tsx'
import * as archiveVersion from '#app/vision/routes/versions/archive.tsx'
import * as editVersion from '#app/vision/routes/versions/edit.tsx'
import * as versions from '#app/vision/routes/versions/index.tsx'
import * as newVersion from '#app/vision/routes/versions/new.tsx'
import * as proposal from '#app/vision/routes/versions/proposal.tsx'
import * as ratification from '#app/vision/routes/versions/ratification.tsx'
import * as sendBack from '#app/vision/routes/versions/return.tsx'
import * as version from '#app/vision/routes/versions/show.tsx'
import * as vision from '#app/vision/routes/vision.tsx'
import { newVisionForm } from '#app/vision/vision.ts'
import { createVision, proposeVision } from '#app/vision/visions.server.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '../support/world.ts'
import { filled } from './vision-world.ts'

interface Route {
  loader: (args: LoaderFunctionArgs) => Promise<unknown>
  action?: (args: ActionFunctionArgs) => Promise<unknown>
}
type Key = 'draft' | 'proposed' | 'value' | 'pillar' | 'outcome'

let w: World
const ids = {} as Record<Key, string>
let named = 0
beforeAll(async () => void (w = await makeWorld()))
afterAll(() => w.close())
beforeEach(async () => {
  const name = `No ${++named}`
  await w.as(w.lea, async (ctx) => {
    ids.draft = (await createVision(ctx, filled(newVisionForm, { statement: name, reason: 'Because.' }))).id
    ids.proposed = (await createVision(ctx, filled(newVisionForm, { statement: name, reason: 'Because.' }))).id
    await proposeVision(ctx, ids.proposed, { version: 1 })
    ids.value = (await createCoreValue(ctx, filled(newCoreValueForm, { name }))).id
    ids.pillar = (await createPillar(ctx, filled(newPillarForm, { name }))).id
    const own = { title: name, pillarId: ids.pillar, horizon: '2', ownerId: w.bo.memberId, howQuestion: 'Is it?' }
    ids.outcome = (await createOutcome(ctx, filled(newOutcomeForm, own))).id
  })
})

const at = async (as: Person | undefined, key?: Key | string, org = 'bay', query = '') => {
  const id = key && (ids[key as Key] ?? key)
  return argsFor(`/${org}/x${query}`, { as, params: id ? { id } : {} })
}
const read = async (route: Route, as: Person | undefined, key?: string, org?: string) =>
  statusOf(route.loader(await at(as, key, org)))
const post = async (route: Route, as: Person | undefined, key: string | undefined, form: Record<string, string>) =>
  statusOf(route.action!(await argsFor('/bay/x', { as, params: key ? { id: ids[key as Key] ?? key } : {}, form })))
const answer = async (route: Route, as: Person, key: string | undefined, form: Record<string, string>) =>
  (await route.action!(await argsFor('/bay/x', { as, params: key ? { id: ids[key as Key] ?? key } : {}, form }))) as {
    data: { values: Record<string, string>; errors: Record<string, string>; conflict?: { now: Record<string, string> } }
    init: { status: number }
  }

describe('pages that everybody in the organisation reads', () => {
  const open: [string, Route, Key?][] = [
    ['vision', vision],
    ['versions', versions],
    ['version', version, 'draft'],
    ['values', values],
    ['value', value, 'value'],
    ['pillars', pillars],
    ['pillar', pillar, 'pillar'],
    ['board', board],
    ['list of outcomes', outcomeList],
    ['outcome', outcome, 'outcome'],
    ['rating', rating, 'outcome'],
  ]
  test.each(open)('%s', async (_, route, key) => {
    for (const who of [w.ada, w.lea, w.bo, w.cora, w.eva]) expect(await read(route, who, key)).toBe(200)
    expect(await read(route, undefined, key)).toBe(302)
    expect(await read(route, w.otto, key)).toBe(404)
    if (!key) return
    expect(await read(route, w.otto, key, 'other')).toBe(404)
    for (const nothing of [randomUUID(), 'x', '1', ids[key].toUpperCase()])
      expect(await read(route, w.lea, nothing)).toBe(404)
  })
})

describe('pages of those who may change something', () => {
  const guarded: [string, Route, Key?][] = [
    ['new version', newVersion],
    ['edit version', editVersion, 'draft'],
    ['proposal', proposal, 'draft'],
    ['archive version', archiveVersion, 'draft'],
    ['new value', newValue],
    ['edit value', editValue, 'value'],
    ['archive value', archiveValue, 'value'],
    ['value position', valuePosition, 'value'],
    ['new pillar', newPillar],
    ['edit pillar', editPillar, 'pillar'],
    ['archive pillar', archivePillar, 'pillar'],
    ['pillar position', pillarPosition, 'pillar'],
    ['pillar defaults', defaults],
    ['new outcome', newOutcome],
    ['edit outcome', editOutcome, 'outcome'],
    ['state of an outcome', state, 'outcome'],
    ['archive outcome', archiveOutcome, 'outcome'],
  ]
  test.each(guarded)('%s', async (_, route, key) => {
    expect(await read(route, w.lea, key)).toBe(200)
    for (const who of [w.ben, w.cora, w.eva]) expect(await read(route, who, key)).toBe(403)
    expect(await read(route, undefined, key)).toBe(302)
    if (key) expect(await read(route, w.otto, key, 'other')).toBe(404)
  })

  test('executives ratify and send back, contributors do not', async () => {
    for (const route of [ratification, sendBack]) {
      for (const who of [w.lea, w.eva]) expect(await read(route, who, 'proposed')).toBe(200)
      expect(await read(route, w.cora, 'proposed')).toBe(403)
    }
  })

  test('an owner edits the outcome they own', async () => {
    for (const route of [editOutcome, state, archiveOutcome]) expect(await read(route, w.bo, 'outcome')).toBe(200)
  })
})

describe('what forms answer', () => {
  const effective = { effectiveOn: '2026-01-01', note: '' }
  const sent: [string, Route, Key | undefined, () => Record<string, string>, by: 'eva' | 'cora' | 'ben'][] = [
    ['new version', newVersion, undefined, () => ({ statement: 'Calm.', brandPromise: '', reason: '' }), 'eva'],
    ['edit version', editVersion, 'draft', () => ({ statement: 'Calm.', version: '1' }), 'eva'],
    ['proposal', proposal, 'draft', () => ({ version: '1' }), 'eva'],
    ['return', sendBack, 'proposed', () => ({ version: '2', reason: 'Too long.' }), 'cora'],
    ['archive version', archiveVersion, 'draft', () => ({ version: '1', reason: '' }), 'eva'],
    ['new value', newValue, undefined, () => ({ name: randomUUID() }), 'eva'],
    ['edit value', editValue, 'value', () => ({ name: randomUUID(), version: '1' }), 'eva'],
    ['archive value', archiveValue, 'value', () => ({ version: '1' }), 'eva'],
    ['value position', valuePosition, 'value', () => ({ move: 'earlier' }), 'eva'],
    ['new pillar', newPillar, undefined, () => ({ name: randomUUID() }), 'eva'],
    ['edit pillar', editPillar, 'pillar', () => ({ name: randomUUID(), version: '1' }), 'eva'],
    ['pillar position', pillarPosition, 'pillar', () => ({ move: 'later' }), 'eva'],
    [
      'new outcome',
      newOutcome,
      undefined,
      () => ({ title: 'Calm', pillarId: ids.pillar, horizon: '1', whatTarget: '', howQuestion: '' }),
      'ben',
    ],
    [
      'edit outcome',
      editOutcome,
      'outcome',
      () => ({ title: 'Calm', pillarId: ids.pillar, horizon: '1', version: '1' }),
      'ben',
    ],
    ['state', state, 'outcome', () => ({ state: 'achieved', reason: 'It is.', version: '1' }), 'ben'],
    ['archive outcome', archiveOutcome, 'outcome', () => ({ version: '1' }), 'ben'],
    ['ratification', ratification, 'proposed', () => ({ ...effective, version: '2' }), 'cora'],
  ]
  test.each(sent)('%s: done by leaders, refused to others and to strangers', async (_, route, key, form, by) => {
    expect(await post(route, w[by], key, form())).toBe(403)
    expect(await post(route, undefined, key, form())).toBe(302)
    const foreign = argsFor('/other/x', { as: w.otto, params: key ? { id: ids[key] } : {}, form: form() })
    if (key) expect(await statusOf(route.action!(await foreign))).toBe(404)
    expect(await post(route, w.lea, key, form())).toBe(302)
  })

  test('everybody rates', async () => {
    for (const who of [w.cora, w.eva, w.ben])
      expect(await post(rating, who, 'outcome', { rating: '4', comment: 'Seen at six.' })).toBe(302)
    const { data, init } = await answer(rating, w.cora, 'outcome', { rating: '6', comment: 'Kept' })
    expect(init.status).toBe(400)
    expect(data.values).toMatchObject({ rating: '6', comment: 'Kept' })
  })

  test('invalid input keeps everything typed, beside the field it belongs to', async () => {
    const form = { statement: ' ', brandPromise: 'We care.', reason: 'New guests.' }
    const { data, init } = await answer(newVersion, w.lea, undefined, form)
    expect(init.status).toBe(400)
    expect(data.errors).toEqual({ statement: 'Give it a statement.' })
    expect(data.values).toEqual(form)
    expect((await answer(newVersion, w.lea, undefined, { ...form, state: 'ratified' })).init.status).toBe(400)
    const day = await answer(ratification, w.eva, 'proposed', { effectiveOn: '2026-02-30', note: '', version: '2' })
    expect([day.init.status, Object.keys(day.data.errors)]).toEqual([400, ['effectiveOn']])
    const huge = { ...form, statement: 'a'.repeat(1501) }
    expect((await answer(newVersion, w.lea, undefined, huge)).data.errors.statement).toMatch(/1,500/)
  })

  test('a second editor sees both versions', async () => {
    const form = (statement: string) => ({ statement, brandPromise: '', reason: '', version: '1' })
    expect(await post(editVersion, w.lea, 'draft', form('Mine'))).toBe(302)
    const { data, init } = await answer(editVersion, w.ada, 'draft', form('Yours'))
    expect(init.status).toBe(409)
    expect(data.conflict?.now.statement).toBe('Mine')
    expect(data.values.statement).toBe('Yours')
  })

  test('what the rules refuse is 422', async () => {
    expect(await post(ratification, w.eva, 'draft', { ...effective, version: '1' })).toBe(422)
    expect(await post(archivePillar, w.lea, 'pillar', { version: '1', reason: '' })).toBe(422)
    expect(await post(defaults, w.lea, undefined, {})).toBe(422)
  })

  test('ids of nothing and of others are 404 in forms too', async () => {
    for (const pillarId of [randomUUID(), ids.value]) {
      const form = { title: 'Calm', pillarId, horizon: '1' }
      expect(await post(newOutcome, w.lea, undefined, form)).toBe(404)
    }
    const form = { title: 'Calm', pillarId: ids.pillar, horizon: '1', ownerId: w.otto.memberId }
    expect(await post(newOutcome, w.lea, undefined, form)).toBe(404)
  })

  test('a form sent twice is done once', async () => {
    const form = { name: `Once ${named}`, _key: `key-${randomUUID()}` }
    for (let times = 0; times < 2; times++) expect(await post(newValue, w.lea, undefined, form)).toBe(302)
    const { rows } = await w.superuser.query('select count(*)::int as n from core_value where name = $1', [form.name])
    expect(rows[0].n).toBe(1)
  })
})

test('a board asked to be narrowed leads to the list, with nothing lost', async () => {
  const narrowed = board.loader(await at(w.cora, undefined, 'bay', `?missing=what&q=calm&nonsense=1`))
  const response = await narrowed.then(
    () => null,
    (thrown: unknown) => thrown as Response,
  )
  expect(response?.status).toBe(302)
  expect(response?.headers.get('location')).toBe('/bay/outcomes/list?q=calm&missing=what')
})
