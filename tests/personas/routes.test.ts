// The pages of personas and segments: statuses, refused forms, and pictures over the wire.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newPersonaForm, suggestedReviewDay } from '#app/personas/persona.ts'
import { createPersona } from '#app/personas/personas.server.ts'
import * as archivePersona from '#app/personas/routes/personas/archive.tsx'
import * as editPersona from '#app/personas/routes/personas/edit.tsx'
import * as personas from '#app/personas/routes/personas/index.tsx'
import * as newPersona from '#app/personas/routes/personas/new.tsx'
import * as pictureForm from '#app/personas/routes/personas/picture.tsx'
import * as pictureRemoval from '#app/personas/routes/personas/picture-removal.tsx'
import * as review from '#app/personas/routes/personas/review.tsx'
import * as persona from '#app/personas/routes/personas/show.tsx'
import * as picture from '#app/personas/routes/picture.tsx'
import * as archiveSegment from '#app/personas/routes/segments/archive.tsx'
import * as editSegment from '#app/personas/routes/segments/edit.tsx'
import * as segments from '#app/personas/routes/segments/index.tsx'
import * as newSegment from '#app/personas/routes/segments/new.tsx'
import * as segment from '#app/personas/routes/segments/show.tsx'
import { newSegmentForm } from '#app/personas/segment.ts'
import { createSegment } from '#app/personas/segments.server.ts'
import { type Person, type World, argsFor, cookieOf, makeWorld, statusOf } from '../support/world.ts'
import { filled } from '../vision/vision-world.ts'

interface Route {
  loader: (args: LoaderFunctionArgs) => Promise<unknown>
  action?: (args: ActionFunctionArgs) => Promise<unknown>
}
type Key = 'persona' | 'segment'

let w: World
const ids = {} as Record<Key, string>
let named = 0
const values = { currentValue: '2', potentialValue: '4' }
const later = suggestedReviewDay(new Date().toISOString().slice(0, 10))
beforeAll(async () => void (w = await makeWorld()))
afterAll(() => w.close())
beforeEach(async () => {
  const name = `No ${++named}`
  await w.as(w.lea, async (ctx) => {
    ids.segment = (await createSegment(ctx, filled(newSegmentForm, { name, ...values }))).id
    const own = { name, ownerId: w.cora.memberId, segmentId: ids.segment }
    ids.persona = (await createPersona(ctx, filled(newPersonaForm, own))).id
  })
})

const idOf = (key?: string): Record<string, string> => (key ? { id: ids[key as Key] ?? key } : {})
const read = async (route: Route, as: Person | undefined, key?: string, org = 'bay') =>
  statusOf(route.loader(await argsFor(`/${org}/x`, { as, params: idOf(key) })))
const post = async (route: Route, as: Person | undefined, key: string | undefined, form: Record<string, string>) =>
  statusOf(route.action!(await argsFor('/bay/x', { as, params: idOf(key), form })))

describe('pages', () => {
  const open: [string, Route, Key?][] = [
    ['personas', personas],
    ['persona', persona, 'persona'],
    ['segments', segments],
    ['segment', segment, 'segment'],
  ]
  test.each(open)('%s: read by everybody in the organisation', async (_, route, key) => {
    for (const who of [w.ada, w.lea, w.bo, w.cora, w.eva]) expect(await read(route, who, key)).toBe(200)
    expect(await read(route, undefined, key)).toBe(302)
    expect(await read(route, w.otto, key)).toBe(404)
    if (!key) return
    expect(await read(route, w.otto, key, 'other')).toBe(404)
    for (const nothing of [randomUUID(), 'x']) expect(await read(route, w.lea, nothing)).toBe(404)
  })

  const guarded: [string, Route, Key?][] = [
    ['new persona', newPersona],
    ['edit persona', editPersona, 'persona'],
    ['archive persona', archivePersona, 'persona'],
    ['review', review, 'persona'],
    ['picture form', pictureForm, 'persona'],
    ['picture removal', pictureRemoval, 'persona'],
    ['new segment', newSegment],
    ['edit segment', editSegment, 'segment'],
    ['archive segment', archiveSegment, 'segment'],
  ]
  test.each(guarded)('%s: only for those who may', async (_, route, key) => {
    expect(await read(route, w.lea, key)).toBe(200)
    for (const who of [w.ben, w.eva]) expect(await read(route, who, key)).toBe(403)
    expect(await read(route, w.cora, key)).toBe(key === 'persona' ? 200 : 403)
    expect(await read(route, undefined, key)).toBe(302)
    if (key) expect(await read(route, w.otto, key, 'other')).toBe(404)
  })
})

describe('what forms answer', () => {
  const sent: [string, Route, Key | undefined, () => Record<string, string>][] = [
    ['new persona', newPersona, undefined, () => ({ name: randomUUID() })],
    ['edit persona', editPersona, 'persona', () => ({ name: randomUUID(), version: '1' })],
    ['review', review, 'persona', () => ({ reviewBy: later, note: 'Interviews', version: '1' })],
    ['archive persona', archivePersona, 'persona', () => ({ version: '1' })],
    ['new segment', newSegment, undefined, () => ({ name: randomUUID(), ...values })],
    ['edit segment', editSegment, 'segment', () => ({ name: randomUUID(), ...values, version: '1' })],
    ['archive segment', archiveSegment, 'segment', () => ({ version: '1' })],
  ]
  test.each(sent)('%s: done by leaders, refused to others and to strangers', async (_, route, key, form) => {
    expect(await post(route, w.eva, key, form())).toBe(403)
    expect(await post(route, undefined, key, form())).toBe(302)
    const foreign = await argsFor('/other/x', { as: w.otto, params: idOf(key), form: form() })
    if (key) expect(await statusOf(route.action!(foreign))).toBe(404)
    expect(await post(route, w.lea, key, form())).toBe(302)
    if (key) expect(await post(route, w.lea, key, form())).toBe(409)
  })

  test('invalid input keeps everything typed', async () => {
    const form = { name: '', quote: 'Where is it?', reviewBy: '31/02/2027' }
    const answer = (await newPersona.action(await argsFor('/bay/x', { as: w.lea, form }))) as unknown as {
      data: { values: object; errors: object }
      init: { status: number }
    }
    expect(answer.init.status).toBe(400)
    expect(answer.data.values).toEqual(form)
    expect(Object.keys(answer.data.errors).sort()).toEqual(['name', 'reviewBy'])
  })

  test('what the rules refuse is 422, ids of nothing 404', async () => {
    expect(await post(review, w.lea, 'persona', { reviewBy: '2020-01-01', version: '1' })).toBe(422)
    expect(await post(newPersona, w.lea, undefined, { name: `No ${named}` })).toBe(422)
    expect(await post(newPersona, w.lea, undefined, { name: 'X', segmentId: randomUUID() })).toBe(404)
    expect(await post(newPersona, w.lea, undefined, { name: 'X', ownerId: w.otto.memberId })).toBe(404)
  })
})

describe('a picture', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

  async function upload(as: Person, bytes: Uint8Array, { version = '1', field = 'picture', type = 'text/html' } = {}) {
    const body = new FormData()
    body.set('version', version)
    body.set(field, new File([new Uint8Array(bytes)], '../../evil.html', { type }))
    const args = await argsFor('/bay/x', { as, params: { id: ids.persona } })
    const request = new Request('http://localhost/bay/x', {
      method: 'POST',
      body,
      headers: { cookie: await cookieOf(as) },
    })
    return pictureForm.action({ ...args, request }) as Promise<unknown>
  }
  const pictureId = async () =>
    (await w.superuser.query('select picture_id from persona where id = $1', [ids.persona])).rows[0]
      .picture_id as string
  const show = async (as: Person | undefined, id: string, org = 'bay') =>
    picture.loader(await argsFor(`/${org}/pictures/${id}`, { as, params: { id } }))

  test('is stored and shown as what it is, whatever the sender called it', async () => {
    expect(await statusOf(upload(w.cora, png))).toBe(302)
    const id = await pictureId()
    const response = await show(w.eva, id)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png)
    expect(await statusOf(show(undefined, id))).toBe(302)
    expect(await statusOf(show(w.otto, id, 'other'))).toBe(404)
    expect(await statusOf(show(w.lea, randomUUID()))).toBe(404)
    expect(await statusOf(show(w.lea, 'x'))).toBe(404)
  })

  test('is refused when it is none, too large, missing or not theirs to give', async () => {
    const problem = async (work: Promise<unknown>) => {
      const { data, init } = (await work) as { data: { errors: Record<string, string> }; init: { status: number } }
      return `${init.status} ${data.errors.picture}`
    }
    const large = new Uint8Array(2_000_001)
    large.set(png)
    expect(await problem(upload(w.lea, Buffer.from('<svg onload=alert(1)>'), { type: 'image/png' }))).toMatch(
      /^422 .*not a PNG/,
    )
    expect(await problem(upload(w.lea, large))).toMatch(/^422 .*larger than 2 MB/)
    expect(await problem(upload(w.lea, png, { field: 'other' }))).toMatch(/^422 Choose a picture/)
    expect(await statusOf(upload(w.ben, png))).toBe(403)
    expect(await statusOf(upload(w.lea, png, { version: '9' }))).toBe(409)
    expect(await pictureId()).toBeNull()
  })

  test('is gone at its address once replaced or removed', async () => {
    await upload(w.lea, png)
    const first = await pictureId()
    await upload(w.lea, Buffer.from('ffd8ffe000', 'hex'), { version: '2' })
    const second = await pictureId()
    expect(await statusOf(show(w.lea, first))).toBe(404)
    expect((await show(w.lea, second)).headers.get('content-type')).toBe('image/jpeg')
    expect(await post(pictureRemoval, w.ben, 'persona', { version: '3' })).toBe(403)
    expect(await post(pictureRemoval, w.lea, 'persona', { version: '3' })).toBe(302)
    expect(await statusOf(show(w.lea, second))).toBe(404)
  })
})
