// Bringing back an earlier version of a record, of every kind, through its ordinary edit route.
import { readFileSync, readdirSync } from 'node:fs'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { action as editItem, loader as itemForm } from '#app/action-plans/routes/edit-item.tsx'
import { action as editMilestone, loader as milestoneForm } from '#app/action-plans/routes/edit-milestone.tsx'
import { action as editPlan, loader as planForm } from '#app/action-plans/routes/edit.tsx'
import { createMilestone } from '#app/action-plans/milestones.server.ts'
import { completeActionItem } from '#app/action-plans/action-items.server.ts'
import { versioned } from '#app/history/revisions.ts'
import { RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { createGap } from '#app/gaps/gaps.server.ts'
import { newGapForm } from '#app/gaps/gap.ts'
import { action as editGap, loader as gapForm } from '#app/gaps/routes/edit.tsx'
import { createJourney } from '#app/journeys/journeys.server.ts'
import { newJourneyForm } from '#app/journeys/journey.ts'
import { action as editJourney, loader as journeyForm } from '#app/journeys/routes/journeys/edit.tsx'
import { action as editTouchpoint, loader as touchpointForm } from '#app/journeys/routes/touchpoints/edit.tsx'
import { newTouchpointForm } from '#app/journeys/touchpoint.ts'
import { createTouchpoint } from '#app/journeys/touchpoints.server.ts'
import { newListeningPostForm } from '#app/listening-posts/listening-post.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { action as editPost, loader as postForm } from '#app/listening-posts/routes/edit.tsx'
import { newObservationForm } from '#app/observations/observation.ts'
import { addDays } from '#app/kpis/period.ts'
import { createObservation } from '#app/observations/observations.server.ts'
import { action as editObservation, loader as observationForm } from '#app/observations/routes/observations/edit.tsx'
import { action as editVisit, loader as visitForm } from '#app/observations/routes/visits/edit.tsx'
import { newVisitForm } from '#app/observations/visit.ts'
import { createVisit } from '#app/observations/visits.server.ts'
import { action as editInitiative, loader as initiativeForm } from '#app/initiatives/routes/edit.tsx'
import { loader as initiativePage } from '#app/initiatives/routes/show.tsx'
import { moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { action as editKpi, loader as kpiForm } from '#app/kpis/routes/edit.tsx'
import { action as editUnit, loader as unitForm } from '#app/people/routes/edit-unit.tsx'
import { createUnit } from '#app/people/units.server.ts'
import { action as editPersona, loader as personaForm } from '#app/personas/routes/personas/edit.tsx'
import { action as editSegment, loader as segmentForm } from '#app/personas/routes/segments/edit.tsx'
import { createSegment } from '#app/personas/segments.server.ts'
import { newSegmentForm } from '#app/personas/segment.ts'
import { createCoreValue } from '#app/vision/core-values.server.ts'
import { newCoreValueForm } from '#app/vision/core-value.ts'
import { action as editOutcome, loader as outcomeForm } from '#app/vision/routes/outcomes/edit.tsx'
import { action as editPillar, loader as pillarForm } from '#app/vision/routes/pillars/edit.tsx'
import { action as editValue, loader as valueForm } from '#app/vision/routes/values/edit.tsx'
import { action as editVision, loader as visionForm } from '#app/vision/routes/versions/edit.tsx'
import { createVision, proposeVision } from '#app/vision/visions.server.ts'
import { newVisionForm } from '#app/vision/vision.ts'
import { type StrategyWorld, behindTheBack, day, filled, strategyWorld } from '#tests/dashboards/strategy-world.ts'
import { drawn } from '#tests/support/drawn.tsx'
import { type Person, argsFor, statusOf } from '#tests/support/world.ts'

let w: StrategyWorld
const ids: Record<string, string> = {}
beforeAll(async () => {
  w = await strategyWorld()
  const add = async (name: string, work: Parameters<typeof w.as>[1], on: Date | undefined = day(0)) => {
    ids[name] = ((await w.as(w.lea, work, on)) as { id: string }).id
  }
  const { initiative, plan, item, kpi, outcome, pillar, persona } = w.ids
  Object.assign(ids, { initiative, action_plan: plan, action_item: item, kpi, outcome, pillar, persona })
  await add('milestone', (ctx) => createMilestone(ctx, plan, { name: 'All signs up', dueOn: '2026-05-01' }))
  await add('unit', (ctx) => createUnit(ctx, { name: 'Hall A', parentId: null }))
  await add('segment', (ctx) =>
    createSegment(ctx, filled(newSegmentForm, { name: 'Connecting', currentValue: '3', potentialValue: '4' })),
  )
  await add('core_value', (ctx) => createCoreValue(ctx, filled(newCoreValueForm, { name: 'Calm' })))
  await add('vision', (ctx) => createVision(ctx, filled(newVisionForm, { statement: 'Nobody asks twice.' })))
  await add('touchpoint', (ctx) =>
    createTouchpoint(ctx, filled(newTouchpointForm, { name: 'Belt 3', channel: 'in person' })),
  )
  await add('journey', (ctx) => createJourney(ctx, filled(newJourneyForm, { name: 'Coming home' })))
  await add('gap', (ctx) =>
    createGap(
      ctx,
      filled(newGapForm, {
        name: 'No word at the belt',
        touchpointId: ids.touchpoint!,
        size: '3',
        barrier: 'not known',
      }),
    ),
  )
  // Whoever saw it was a member then.
  const since = new Date()
  await add(
    'observation',
    (ctx) =>
      createObservation(ctx, filled(newObservationForm, { what: 'Nobody knew.', place: 'belt 3', severity: '2' })),
    since,
  )
  await add(
    'visit',
    (ctx) =>
      createVisit(
        ctx,
        filled(newVisitForm, {
          ...{ purpose: 'Stand at the belt', touchpointId: ids.touchpoint!, visitorId: w.lea.memberId },
          dueOn: addDays(since.toISOString().slice(0, 10), 30),
        }),
      ),
    since,
  )
  await add('listening_post', (ctx) =>
    createListeningPost(
      ctx,
      filled(newListeningPostForm, {
        name: 'Mails',
        channel: 'e-mail',
        occasion: 'transaction',
        cadence: 'continuous',
        decisionDays: '90',
      }),
    ),
  )
})
afterAll(() => w.close())

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>
interface Room {
  kind: string
  path: () => string
  params: () => Record<string, string>
  loader: Handler
  action: Handler
  /** The field that is changed and brought back. */
  field: string
  changed: string
  more?: Record<string, string>
}

const room = (
  kind: string,
  at: string,
  loader: Handler,
  action: Handler,
  field: string,
  changed: string,
  more = {},
): Room => ({
  ...{ kind, loader, action, field, changed, more },
  path: () => `/bay/${at}/${ids[kind]}/edit`,
  params: () => ({ id: ids[kind]! }),
})
const rooms: Room[] = [
  room('initiative', 'initiatives', initiativeForm, editInitiative, 'name', 'Calm ways'),
  room('action_plan', 'action-plans', planForm, editPlan, 'purpose', 'So that nobody asks.'),
  room('action_item', 'action-items', itemForm, editItem, 'title', 'Run through the hall'),
  {
    ...room('milestone', 'action-plans', milestoneForm, editMilestone, 'dueOn', '2026-06-15', {
      reason: 'The printer broke.',
    }),
    path: () => `/bay/action-plans/${w.ids.plan}/milestones/${ids.milestone}/edit`,
    params: () => ({ id: w.ids.plan, milestone: ids.milestone! }),
  },
  room('kpi', 'kpis', kpiForm, editKpi, 'definition', 'Something else.'),
  room('outcome', 'outcomes', outcomeForm, editOutcome, 'whatTarget', '95 by winter'),
  room('core_value', 'values', valueForm, editValue, 'meaning', 'We do not shout.'),
  room('pillar', 'pillars', pillarForm, editPillar, 'description', 'What customers live through.'),
  room('segment', 'segments', segmentForm, editSegment, 'currentValue', '5'),
  room('persona', 'personas', personaForm, editPersona, 'quote', 'Where do I go?'),
  room('unit', 'units', unitForm, editUnit, 'name', 'Hall B'),
  room('touchpoint', 'touchpoints', touchpointForm, editTouchpoint, 'description', 'Where bags come.'),
  room('journey', 'journeys', journeyForm, editJourney, 'description', 'From the door to the kerb.'),
  room('gap', 'gaps', gapForm, editGap, 'description', 'It is to be said.'),
  room('observation', 'observations', observationForm, editObservation, 'quote', 'Which one is it?'),
  room('visit', 'visits', visitForm, editVisit, 'place', 'the last belt'),
  room('listening_post', 'listening-posts', postForm, editPost, 'description', 'Whoever writes.'),
  room('vision', 'vision/versions', visionForm, editVision, 'statement', 'Nobody waits.'),
]

interface FormData {
  version: number
  values: Record<string, string | string[]>
  item?: { version: number }
  earlier?: { seq: number; differences: { label: string; now: string; then: string }[] }
  milestone?: { version: number }
}
const open = async ({ path, params, loader }: Room, query = '', as: Person = w.lea) => {
  const data = (await loader(await argsFor(path() + query, { as, params: params() }))) as FormData
  return { ...data, version: data.version ?? (data.milestone ?? data.item)!.version }
}
const send = async (
  { path, params, action }: Room,
  form: Record<string, string | string[]>,
  query = '',
  as: Person = w.lea,
) => action(await argsFor(path() + query, { as, params: params(), form }))

interface Answer {
  data?: { status: number; message: string; errors: Record<string, string>; values: Record<string, string> }
}

const eventsOf = (kind: string) => w.as(w.lea, (ctx) => timelineOf(ctx, kind, ids[kind]!, { limit: 50 }))

describe.each(rooms.map((one) => [one.kind, one] as const))('%s', (kind, one) => {
  test('an earlier version comes back as a new change, with a reason', async () => {
    const { values: first, version } = await open(one)
    const form = { ...first, version: String(version) }
    expect(await statusOf(send(one, { ...form, [one.field]: one.changed, ...one.more }))).toBe(302)

    const before = await eventsOf(kind)
    const [newest, ...others] = before.events.filter(({ revises }) => revises)
    const earlier = others.at(0)!
    expect(newest!.changes.length, 'the change itself').toBeGreaterThan(0)
    const query = `?version=${earlier.id}`
    const offered = await open(one, query)
    expect(offered.values).toEqual(first)
    expect(offered.earlier!.seq).toBe(Number(earlier.id))
    expect(offered.earlier!.differences).toHaveLength(1)

    const again = { ...offered.values, version: String(offered.version) }
    const unexplained = (await send(one, again, query)) as Answer
    expect(unexplained.data).toMatchObject({ status: 400, errors: { why: 'Give it a reason.' } })
    expect(await eventsOf(kind)).toEqual(before)

    expect(await statusOf(send(one, { ...again, why: 'It was better.' }, query))).toBe(302)
    expect((await open(one)).values).toEqual(first)
    const after = await eventsOf(kind)
    expect(after.events).toHaveLength(before.events.length + 1)
    expect(after.events[0]!.reason).toMatch(
      new RegExp(
        `^Brought back the version of \\d+ \\w+ 20\\d\\d, \\d\\d:\\d\\d \\(change ${earlier.id}\\): It was better\\.$`,
      ),
    )
    expect(after.events[0]!.revises).toBe(true)
  })

  test('not by who may not edit, not of another record, not of another organisation', async () => {
    const [, earlier] = (await eventsOf(kind)).events.filter(({ revises }) => revises)
    const query = `?version=${earlier!.id}`
    const { values, version } = await open(one, query)
    const form = { ...values, version: String(version), why: 'Because.' }
    expect(await statusOf(open(one, query, w.ben))).toBe(403)
    expect(await statusOf(send(one, form, query, w.ben))).toBe(403)
    expect(await statusOf(open(one, query, w.otto))).toBe(404)
    expect(await statusOf(send(one, form, query, w.otto))).toBe(404)
    const [another] = (await eventsOf(kind === 'unit' ? 'pillar' : 'unit')).events
    for (const seq of [another!.id, '99999', '0', 'x', '1e3', '']) {
      expect(await statusOf(open(one, `?version=${seq}`)), seq).toBe(404)
      expect(await statusOf(send(one, form, `?version=${seq}`)), seq).toBe(404)
    }
    const past = await argsFor(`${one.path().replace('/bay/', '/bay@2026-03-04/')}${query}`, {
      as: w.lea,
      params: one.params(),
    })
    const notThereYet = kind === 'observation' || kind === 'visit'
    expect(await statusOf(one.loader(past) as Promise<unknown>)).toBe(notThereYet ? 404 : 403)
  })
})

describe('what is not in the form', () => {
  test('stays as it is now', async () => {
    const one = rooms[0]!
    const { values, version } = await open(one)
    await send(one, { ...values, version: String(version), name: 'Signs for all', personaIds: [w.ids.persona] })
    await w.as(w.lea, (ctx) =>
      moveInitiative(ctx, ids.initiative!, { to: 'stopped', reason: 'No money.', version: version + 1 }),
    )
    const stage = async () =>
      (
        await w.as(w.lea, (ctx) =>
          sql<{
            stage: string
            unit: string | null
          }>`select stage, unit_id as unit from initiative where id = ${ids.initiative!}`.execute(ctx.db),
        )
      ).rows[0]!
    expect(await stage()).toMatchObject({ stage: 'stopped' })
    const { events } = await eventsOf('initiative')
    const created = events.filter(({ revises }) => revises).at(-1)!
    const query = `?version=${created.id}`
    const offered = await open(one, query)
    expect(offered.earlier!.differences.map(({ label }) => label).sort()).toEqual(['For whom', 'Name'])
    await send(one, { ...offered.values, version: String(offered.version), why: 'It reads better.' }, query)
    expect(await stage()).toMatchObject({ stage: 'stopped' })
    expect((await open(one)).values).toMatchObject({ name: 'Signs people can read', personaIds: [] })
    // who owns it but does not appoint is neither shown the unit nor takes it away
    await behindTheBack(
      w,
      `update initiative set unit_id = (select id from unit where name = 'Hall A') where id = $1`,
      [ids.initiative],
    )
    const own = await open(one, query, w.bo)
    expect(Object.keys(own.values)).not.toContain('unitId')
    expect(await statusOf(send(one, { ...own.values, version: String(own.version), why: 'Again.' }, query, w.bo))).toBe(
      302,
    )
    expect((await stage()).unit).not.toBeNull()
  })

  test('an item that was done then is not done now, and keeps its progress', async () => {
    const one = rooms[2]!
    await w.as(w.bo, (ctx) => completeActionItem(ctx, ids.action_item!), day(3))
    const { values, version } = await open(one)
    await send(one, { ...values, version: String(version), title: 'Walked the hall' })
    const { events } = await eventsOf('action_item')
    expect(events.filter(({ revises }) => revises).map(({ verbText }) => verbText)).not.toContain('marked as done')
    const [, earlier] = events.filter(({ revises }) => revises)
    const query = `?version=${earlier!.id}`
    const offered = await open(one, query)
    await send(one, { ...offered.values, version: String(offered.version), why: 'The old title.' }, query)
    const { rows } = await w.as(w.lea, (ctx) =>
      sql<{
        done: boolean
        progress: number
      }>`select done_on is not null as done, progress from action_item where id = ${ids.action_item!}`.execute(ctx.db),
    )
    expect(rows).toEqual([{ done: true, progress: 100 }])
  })
})

describe('what is gone since', () => {
  test('is said beside its field, in the room’s own words', async () => {
    const created = async (kind: string) => (await eventsOf(kind)).events.filter(({ revises }) => revises).at(-1)!
    const query = `?version=${(await created('initiative')).id}`
    const one = rooms[0]!
    const { values, version } = await open(one)
    await send(one, { ...values, version: String(version), sponsorId: '', outcomeIds: [], adHocReason: 'A test.' })
    await behindTheBack(w, `update member set disabled_at = now() where id = $1`, [w.eva.memberId])
    const offered = await open(one, query)
    expect(offered.earlier!.differences).toContainEqual({ label: 'Sponsor', now: '', then: 'Eva Stone' })
    const form = { ...offered.values, version: String(offered.version), why: 'As it was.' }
    const refused = (await send(one, form, query)) as Answer
    expect(refused.data).toMatchObject({
      status: 422,
      errors: { sponsorId: 'This person is no longer active. Choose somebody else.' },
    })
    expect(refused.data!.values).toMatchObject({ why: 'As it was.', sponsorId: w.eva.memberId })
    await behindTheBack(w, `update member set disabled_at = null where id = $1`, [w.eva.memberId])
    await behindTheBack(w, `update outcome set archived_at = now() where id = $1`, [w.ids.outcome])
    const archived = (await send(one, form, query)) as Answer
    expect(archived.data!.errors.outcomeIds).toBe(
      'The outcome “Nobody asks twice” is archived. Take it off, or restore it first.',
    )
    await behindTheBack(w, `update outcome set archived_at = null where id = $1`, [w.ids.outcome])
    expect(await statusOf(send(one, form, query))).toBe(302)
  })

  test('a vision that is no draft any more is not brought back', async () => {
    const one = rooms.at(-1)!
    const [, earlier] = (await eventsOf('vision')).events.filter(({ revises }) => revises)
    const offered = await open(one, `?version=${earlier!.id}`)
    await w.as(w.lea, (ctx) => proposeVision(ctx, ids.vision!, { version: offered.version }))
    const form = { ...offered.values, version: String(offered.version + 1), why: 'As it was.' }
    const refused = (await send(one, form, `?version=${earlier!.id}`)) as Answer
    expect(refused.data!.status).toBe(422)
  })

  test('somebody who saved meanwhile is not overwritten unseen', async () => {
    const one = rooms[10]!
    const [, earlier] = (await eventsOf('unit')).events.filter(({ revises }) => revises)
    const query = `?version=${earlier!.id}`
    const offered = await open(one, query)
    const { values, version } = await open(one)
    await send(one, { ...values, version: String(version), name: 'Hall C' })
    const conflict = (await send(
      one,
      { ...offered.values, version: String(offered.version), why: 'Mine.' },
      query,
    )) as Answer
    expect(conflict.data!.status).toBe(409)
  })
})

test('a page offers earlier versions to those who may bring them back, and not the newest', async () => {
  const { timeline } = await initiativePage(
    await argsFor(`/bay/initiatives/${ids.initiative}`, { as: w.lea, params: { id: ids.initiative! } }),
  )
  const offered = (page: typeof timeline, bringBack: string | false) =>
    [
      ...drawn(<RecordTimeline timeline={page} today="2026-05-01" bringBack={bringBack} />).matchAll(
        /edit\?version=(\d+)/g,
      ),
    ].map(([, seq]) => seq!)
  const revisions = timeline.events.filter(({ revises }) => revises).map(({ id }) => id)
  expect(revisions.length).toBeGreaterThan(3)
  expect(offered(timeline, '/bay/initiatives/1/edit')).toEqual(revisions.slice(1))
  expect(offered({ ...timeline, older: true }, '/bay/initiatives/1/edit')).toEqual(revisions)
  expect(offered(timeline, false)).toEqual([])
})

test('every record that can be edited back to an earlier version offers its versions', () => {
  const wired = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => [...readFileSync(`app/${name}`, 'utf8').matchAll(/editing\([^{]*\{ kind: '(\w+)'/g)])
    .map((match) => match[1]!)
  expect(wired.length).toBeGreaterThan(20)
  expect(wired.filter((kind) => !versioned[kind])).toEqual([])
})
