// A case escalated to a theme and a gap: by whom, shown on both sides, and its customer owed a word when the work ends.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCase, openCase } from '#app/cases/cases.server.ts'
import { escalateCase, listWorkOn } from '#app/cases/escalation.server.ts'
import { linkEvidence, listGapsToLink } from '#app/gaps/gap-evidence.server.ts'
import { createGap, listEscalatedCases } from '#app/gaps/gaps.server.ts'
import { loader as newGapPage } from '#app/gaps/routes/new.tsx'
import { findCustomersBehind } from '#app/initiatives/customers-behind.server.ts'
import { moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { loader as themePage } from '#app/themes/routes/show.tsx'
import { listLinked } from '#app/themes/theme-page.server.ts'
import { createTheme } from '#app/themes/themes.server.ts'
import { refusalOf } from '#tests/kpis/kpi-world.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'
import { type Place, makePlace, newCase, respond, write } from './cases-world.ts'

let w: World
let place: Place
beforeAll(async () => {
  w = await makeWorld()
  place = await makePlace(w, { step: w.bo })
})
afterAll(() => w.close())

const theme = async (name: string) =>
  (await w.as(w.lea, (ctx) => createTheme(ctx, { name, description: null, words: null, ownerId: null }))).id
const gap = async (name: string, evidence: { themeIds?: string[]; responseIds?: string[] } = {}) => {
  const where = { asIsStepId: null, toBeStepId: null, touchpointId: place.touchpoint, personaId: null, segmentId: null }
  const rated = { barrier: 'not known' as const, size: '3' as const, value: null, effort: null, ownerId: null }
  const rests = { observationIds: [], themeIds: [], responseIds: [], ...evidence }
  return (await w.as(w.lea, (ctx) => createGap(ctx, { name, description: null, ...where, ...rated, ...rests }))).id
}

test('a case is escalated by who works on it, shows on both sides, and its customer is owed a word when the work ends', async () => {
  const opened = await w.as(w.lea, (ctx) => openCase(ctx, newCase({ touchpointId: place.touchpoint })))
  const [themeId, gapId] = [await theme('Late bags'), await gap('Belts start late')]
  const escalate = (who: Person, version: number, to: { themeId: string | null; gapId: string | null }) =>
    w.as(who, (ctx) => escalateCase(ctx, opened.id, { ...to, reason: null, version }))
  expect(await statusOf(escalate(w.ben, 1, { themeId, gapId }))).toBe(403)
  expect(await statusOf(escalate(w.otto, 1, { themeId, gapId }))).toBe(404)
  expect(await statusOf(escalate(w.bo, 1, { themeId: gapId, gapId: null }))).toBe(404)
  expect((await refusalOf(escalate(w.bo, 1, { themeId: null, gapId: null })))?.message).toMatch(
    /Choose a theme or a gap/,
  )
  await escalate(w.bo, 1, { themeId, gapId })
  expect((await refusalOf(escalate(w.bo, 2, { themeId, gapId })))?.message).toMatch(/already/)

  const found = await w.as(w.eva, (ctx) => findCase(ctx, opened.id))
  expect(found).toMatchObject({ themeName: 'Late bags', gapName: 'Belts start late' })
  expect((await w.as(w.eva, (ctx) => listLinked(ctx, themeId))).cases).toMatchObject([{ id: opened.id, total: 1 }])
  expect(await w.as(w.eva, (ctx) => listEscalatedCases(ctx, gapId))).toMatchObject([{ id: opened.id, toldOn: null }])
  // The timelines of theme and gap tell it, too.
  const { rows } = await w.superuser.query(
    `select count(*) from history.event e join history.event_subject s using (org_id, seq)
     where e.verb = 'customer_case.escalated' and s.subject_id = any($1)`,
    [[themeId, gapId]],
  )
  expect(rows[0].count).toBe(2)

  const initiative = crypto.randomUUID()
  await write(w, [
    [
      `insert into initiative (id, name, stage, owner_id, owner_accepted_at) values ($1, 'Faster belts', 'running', $2, now())`,
      [initiative, w.ben.memberId],
    ],
    [`insert into initiative_gap (initiative_id, gap_id) values ($1, $2)`, [initiative, gapId]],
  ])
  expect(await w.as(w.eva, (ctx) => listWorkOn(ctx, found))).toMatchObject([{ name: 'Faster belts' }])
  const behind = () => w.as(w.eva, (ctx) => findCustomersBehind(ctx, initiative))
  expect(await behind()).toMatchObject({ cases: [{ id: opened.id }], replies: { open: 0, done: 0 } })
  await w.as(w.lea, (ctx) =>
    moveInitiative(ctx, initiative, { to: 'stopped', reason: 'Belts were replaced', version: 1 }),
  )
  expect(await behind()).toMatchObject({ replies: { open: 1, done: 0 } })

  await escalate(w.lea, 2, { themeId: null, gapId: null })
  expect(await w.as(w.eva, (ctx) => listEscalatedCases(ctx, gapId))).toEqual([])
})

test('a gap opened from a theme or a response rests on it; an existing one may be linked by those who may change it', async () => {
  const themeId = await theme('Cold lounges')
  const [responseId] = await respond(w, place, [{ score: 2, text: 'Freezing' }])
  const page = async (search: string) =>
    (await newGapPage(await argsFor(`/bay/gaps/new${search}`, { as: w.cora }))) as unknown as {
      rests: { id: string }[]
    }
  expect((await page(`?theme=${themeId}&response=${responseId}`)).rests.map(({ id }) => id).sort()).toEqual(
    [themeId, responseId!].sort(),
  )
  const gapId = await gap('It is cold', { themeIds: [themeId] })
  expect((await w.as(w.eva, (ctx) => listLinked(ctx, themeId))).gaps).toMatchObject([{ id: gapId }])
  const link = (who: Person) =>
    w.as(who, (ctx) => linkEvidence(ctx, gapId, { observationIds: [], themeIds: [], responseIds: [responseId!] }))
  expect((await w.as(w.ben, listGapsToLink)).map(({ id }) => id)).not.toContain(gapId)
  expect(await statusOf(link(w.ben))).toBe(403)
  expect((await w.as(w.lea, listGapsToLink)).map(({ id }) => id)).toContain(gapId)
  expect(await link(w.lea)).toEqual({ added: 1 })
  const shown = (await themePage(
    await argsFor(`/bay/themes/${themeId}`, { as: w.cora, params: { id: themeId } }),
  )) as unknown as { can: { addGap: boolean } }
  expect(shown.can.addGap).toBe(true)
})
