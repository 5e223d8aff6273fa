// What delights or pains a persona: said by its owner and leaders, rested on evidence that is counted, shown with one quote that may be read.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/access/problems.ts'
import { askedEvidence, evidenceQuery } from '#app/evidence/asked-evidence.ts'
import { findEvidence } from '#app/evidence/evidence.server.ts'
import {
  editExperienceForm,
  fullRefusal,
  gradeParts,
  isAssumed,
  mostOfAKind,
  newExperienceForm,
  sinceReview,
} from '#app/personas/experience.ts'
import {
  archiveExperience,
  createExperience,
  editExperience,
  findExperience,
  findExperienceCandidates,
  linkExperienceEvidence,
  listExperiences,
  listExperiencesToLink,
  listMentionsSince,
  listPersonasToEdit,
  mayShapePersonas,
  unlinkExperienceEvidence,
} from '#app/personas/experiences.server.ts'
import { newPersonaForm } from '#app/personas/persona.ts'
import { archivePersona, createPersona, listPersonas, personaListRules } from '#app/personas/personas.server.ts'
import * as newRoute from '#app/personas/routes/experiences/new.tsx'
import * as newEvidenceRoute from '#app/personas/routes/experiences/new-evidence.tsx'
import { listDuties } from '#app/dashboards/duties.server.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'
import { type FeedbackWorld, type Step, feedbackWorld, firstDay } from '../feedback/feedback-world.ts'

let w: World
let f: FeedbackWorld
let persona: string
let observation: string
beforeAll(async () => {
  w = await makeWorld()
  f = await feedbackWorld(w)
  observation = randomUUID()
  await committed(() =>
    w.superuser.query(
      `insert into observation (id, what, quote, seen_at, observer_id) values ($1, 'A family waited.', 'How long?', now(), $2)`,
      [observation, w.bo.memberId],
    ),
  )
  persona = await addPersona('Henrik')
}, 60_000)
afterAll(() => w.close())

async function committed<T>(work: () => Promise<T>): Promise<T> {
  await f.begin()
  const made = await work()
  await w.superuser.query('commit')
  return made
}
const play = (step: Step) => committed(() => f.play(step))
const respond = (text: string, day = 1, post = 0) =>
  committed(() => f.insert(w.superuser, [{ post, day, text }])).then(([id]) => id!)

function filled<T>(schema: FormSchema<T>, values: Record<string, string | string[]>): T {
  const parsed = parseForm(schema, new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()])))
  if (!parsed.ok) throw new Refusal('invalid', parsed.errors, 400)
  return parsed.data
}
const addPersona = async (name: string) =>
  (
    await w.as(w.lea, (ctx) =>
      createPersona(ctx, filled(newPersonaForm, { name, ownerId: w.cora.memberId } as Record<string, string>)),
    )
  ).id
const none = { observationIds: [], themeIds: [], responseIds: [] }
const line = (values: Record<string, string | string[]> = {}) =>
  filled(newExperienceForm, {
    ...{ personaId: persona, kind: 'pain', sentence: 'Nobody says how long it takes' },
    ...{ ...none, ...values },
  })
const add = async (values: Record<string, string | string[]> = {}, who: Person = w.cora) =>
  (await w.as(who, (ctx) => createExperience(ctx, line(values)))).id
const find = (id: string, who: Person = w.eva) => w.as(who, (ctx) => findExperience(ctx, id))
const refusal = (work: Promise<unknown>) =>
  work.then(
    (): string | number => 'done',
    async (problem: unknown): Promise<string | number> =>
      problem instanceof Conflict
        ? 409
        : problem instanceof Refusal
          ? problem.message
          : statusOf(Promise.reject(problem as Error)),
  )

describe('the rules', () => {
  test('what a line rests on is said in numbers, and nothing is said to be known that nobody said or showed', () => {
    const grade = fc.record({
      themes: fc.nat(3),
      mentions: fc.nat(2000),
      responses: fc.nat(3),
      observations: fc.nat(3),
    })
    fc.assert(
      fc.property(grade, (given) => {
        const parts = gradeParts(given)
        expect(parts.map(({ of }) => of)).toEqual(
          (['themes', 'responses', 'observations'] as const).filter((of) => given[of] > 0),
        )
        expect(isAssumed(given)).toBe(!given.mentions && !given.responses && !given.observations)
      }),
    )
    const said = (themes: number, mentions: number, responses = 0, observations = 0) =>
      gradeParts({ themes, mentions, responses, observations }).map(({ says }) => says)
    expect(said(1, 1312, 2, 1)).toEqual(['1,312 responses in 1 theme', '2 single responses', '1 observation'])
    expect(said(2, 1)).toEqual(['1 mention in 2 themes'])
    expect(said(0, 0)).toEqual([])
  })

  test('a persona has so many at most', () => {
    expect(fullRefusal('pain', mostOfAKind - 1)).toBeNull()
    expect(fullRefusal('pain', mostOfAKind)).toMatch(/20 pains already/)
  })

  test('whoever reviews a persona is told what came in since', () => {
    const words = (themes: { n: number }[], since: string | null = '3 May 2026') =>
      sinceReview(themes, { since, locale: 'en-GB' })
    expect(words([{ n: 1 }])).toBe('Since the last review on 3 May 2026, 1 response of its themes came in.')
    expect(words([{ n: 1200 }, { n: 12 }])).toMatch(/1,212 mentions of its themes came in\.$/)
    expect(words([{ n: 3 }], null)).toBe('It was never reviewed; 3 responses of its themes came in so far.')
    expect(words([])).toMatch(/No theme is linked/)
  })

  test('a line names its persona, its kind and one sentence', () => {
    const wrongs: Record<string, string>[] = [
      { personaId: '' },
      { kind: 'both' },
      { sentence: ' ' },
      { sentence: 'x'.repeat(301) },
    ]
    for (const wrong of wrongs) expect(() => line(wrong)).toThrow('invalid')
  })
})

describe('a delight or pain', () => {
  test('is added, changed, archived and restored by the persona’s owner and leaders, nobody else', async () => {
    for (const who of [w.bo, w.eva]) expect(await refusal(add({}, who))).toBe(403)
    expect(await refusal(add({ personaId: randomUUID() }))).toBe(404)
    const id = await add({ themeIds: [f.themes[0]!], observationIds: [observation] })
    expect(await find(id)).toMatchObject({ kind: 'pain', themes: 1, observations: 1, personaName: 'Henrik' })
    expect(await refusal(find(id, w.otto))).toBe(404)

    const edit = (version: string) => filled(editExperienceForm, { kind: 'delight', sentence: 'It is quick', version })
    expect(await refusal(w.as(w.bo, (ctx) => editExperience(ctx, id, edit('1'))))).toBe(403)
    await w.as(w.lea, (ctx) => editExperience(ctx, id, edit('1')))
    expect(await refusal(w.as(w.cora, (ctx) => editExperience(ctx, id, edit('1'))))).toBe(409)
    expect(await find(id)).toMatchObject({ kind: 'delight', sentence: 'It is quick', version: 2 })

    const archive = (who: Person, version: number) =>
      refusal(w.as(who, (ctx) => archiveExperience(ctx, id, { reason: 'Not true any more', version })))
    expect(await archive(w.eva, 2)).toBe(403)
    expect(await archive(w.cora, 1)).toBe(409)
    expect(await archive(w.cora, 2)).toBe('done')
    const { lines, archived } = await w.as(w.eva, (ctx) => listExperiences(ctx, persona))
    expect([lines.some((one) => one.id === id), archived.map((one) => one.id)]).toEqual([false, [id]])
    expect(await refusal(w.as(w.cora, (ctx) => editExperience(ctx, id, edit('3'))))).toMatch(/This delight is archived/)
    expect(await archive(w.cora, 3)).toBe('done')

    const { events } = await w.as(w.eva, (ctx) => timelineOf(ctx, 'persona', persona))
    expect(events.slice(0, 4).map(({ verbText, title }) => `${verbText} ${title}`)).toEqual([
      ...['restored It is quick', 'archived It is quick', 'edited It is quick'],
      'created Nobody says how long it takes',
    ])
    const found = await w.as(w.eva, (ctx) => listPersonas(ctx, readListQuery('/bay/x?q=is+quick', personaListRules)))
    expect(found.rows.map((row) => row.id)).toEqual([persona])
    await archive(w.cora, 4)
  })

  test('rests on what is linked once and taken off with a reason', async () => {
    const response = await respond('How long is this queue?')
    const id = await add()
    const given = { observationIds: [observation], themeIds: [f.themes[0]!], responseIds: [response] }
    const link = (who: Person, what: typeof given) => refusal(w.as(who, (ctx) => linkExperienceEvidence(ctx, id, what)))
    expect(await link(w.bo, given)).toBe(403)
    expect(await link(w.cora, none as unknown as typeof given)).toMatch(/Tick what it rests on/)
    expect(await link(w.cora, { ...given, themeIds: [randomUUID()] })).toBe(404)
    expect(await w.as(w.cora, (ctx) => linkExperienceEvidence(ctx, id, given))).toEqual({ added: 3 })
    expect(await w.as(w.cora, (ctx) => linkExperienceEvidence(ctx, id, given))).toEqual({ added: 0 })
    expect(await find(id)).toMatchObject({
      ...{
        themes: 1,
        themeId: f.themes[0],
        responses: 1,
        responseId: response,
        observations: 1,
        observationId: observation,
      },
      quote: { text: 'How long is this queue?', responseId: response },
    })
    const rests = (kind: 'persona_experience') => w.as(w.eva, (ctx) => findEvidence(ctx, { kind, id }))
    expect((await rests('persona_experience')).counts).toEqual({ observations: 1, themes: 1, responses: 1 })
    const offered = await w.as(w.cora, (ctx) => findExperienceCandidates(ctx, { id, personaId: persona }, 'family'))
    expect(offered.observations).toEqual([])

    const off = { kind: 'response' as const, evidenceId: response, reason: 'Another hall' }
    expect(await refusal(w.as(w.bo, (ctx) => unlinkExperienceEvidence(ctx, id, off)))).toBe(403)
    await w.as(w.cora, (ctx) => unlinkExperienceEvidence(ctx, id, off))
    expect(await refusal(w.as(w.cora, (ctx) => unlinkExperienceEvidence(ctx, id, off)))).toBe(404)
    // Without a customer's words, a colleague's note of them.
    expect((await find(id)).quote).toMatchObject({ text: 'How long?', observationId: observation })
  })

  test('is one of so many at most, also when it is restored or turned into the other kind', async () => {
    const full = await addPersona('Full')
    const of = { personaId: full }
    const first = await add(of)
    await w.as(w.lea, (ctx) => archiveExperience(ctx, first, { reason: null, version: 1 }))
    for (let n = 0; n < mostOfAKind; n++) await add({ ...of, sentence: `Pain ${n}` })
    const delight = await add({ ...of, kind: 'delight' })
    expect(await refusal(add(of))).toMatch(/20 pains already/)
    const restored = w.as(w.lea, (ctx) => archiveExperience(ctx, first, { reason: null, version: 2 }))
    expect(await refusal(restored)).toMatch(/20 pains already/)
    const turned = filled(editExperienceForm, { kind: 'pain', sentence: 'Now it pains', version: '1' })
    expect(await refusal(w.as(w.lea, (ctx) => editExperience(ctx, delight, turned)))).toMatch(/20 pains already/)
    await w.as(w.lea, (ctx) => archivePersona(ctx, full, { reason: null, version: 1 }))
    expect(await refusal(add({ ...of, kind: 'delight' }))).toMatch(/archived/)
  })

  test('is offered for linking to those who may change its persona', async () => {
    const id = await add({ sentence: 'Offered' })
    const offered = async (who: Person) =>
      w.as(who, async (ctx) => (await listExperiencesToLink(ctx, await listPersonasToEdit(ctx))).map((one) => one.id))
    expect(await offered(w.cora)).toContain(id)
    expect(await offered(w.lea)).toContain(id)
    expect(await offered(w.bo)).toEqual([])
    expect(await w.as(w.cora, mayShapePersonas)).toBe(true)
    expect(await w.as(w.eva, mayShapePersonas)).toBe(false)
  })
})

describe('what it is counted by', () => {
  /** Mentions of a line, counted from the rows. */
  async function recounted(id: string): Promise<number> {
    const { rows } = await w.superuser.query(
      `select count(*)::int as n from persona_experience_theme l join theme t on t.id = l.theme_id
         join response_theme rt on rt.theme_id = t.id join response r on r.id = rt.response_id and r.answered_on = rt.answered_on
       where l.persona_experience_id = $1 and t.archived_at is null and r.withdrawn_at is null`,
      [id],
    )
    return rows[0].n
  }

  test(
    'mentions are what counting the rows gives, whatever is tagged, withdrawn and linked',
    { timeout: 60_000 },
    async () => {
      const rows = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 })
      const step = fc.record({
        does: fc.constantFrom('tag', 'untag', 'withdraw', 'restore'),
        rows,
        theme: fc.nat(2),
      }) as fc.Arbitrary<Step>
      const answers = fc.array(
        fc.record({ post: fc.nat(1), day: fc.integer({ min: 0, max: 60 }), text: fc.constant('x') }),
        {
          minLength: 1,
          maxLength: 5,
        },
      )
      const counter = await addPersona('Counted')
      await fc.assert(
        fc.asyncProperty(
          answers,
          fc.array(step, { minLength: 1, maxLength: 6 }),
          fc.subarray([0, 1, 2]),
          async (given, steps, linked) => {
            await play({ does: 'insert', answers: given })
            for (const one of steps) await play(one)
            const id = await add({ personaId: counter, themeIds: linked.map((at) => f.themes[at]!) })
            const [shown] = (await w.as(w.eva, (ctx) => listExperiences(ctx, counter))).lines
            expect(shown).toMatchObject({ id, themes: linked.length, mentions: await recounted(id) })
            await w.as(w.cora, (ctx) => archiveExperience(ctx, id, { reason: null, version: 1 }))
          },
        ),
        { numRuns: 12 },
      )
    },
  )

  test('since a review, what came in after its day is counted, theme by theme', async () => {
    const reviewed = await addPersona('Reviewed')
    await play({
      does: 'insert',
      answers: [
        { post: 0, day: 100, text: 'a' },
        { post: 0, day: 101, text: 'b' },
      ],
    })
    const { rows } = await w.superuser.query<{ id: string }>(
      'select id from response where answered_on >= $1::date + 100 and org_id = $2',
      [firstDay, w.ada.orgId],
    )
    await committed(() =>
      w.superuser.query(
        `insert into response_theme (theme_id, response_id, answered_on) select $1, id, answered_on from response where id = any($2) on conflict do nothing`,
        [f.themes[2], rows.map(({ id }) => id)],
      ),
    )
    await add({ personaId: reviewed, themeIds: [f.themes[2]!] })
    const since = (day: string | null) => w.as(w.cora, (ctx) => listMentionsSince(ctx, reviewed, day))
    expect(await since('2026-02-28')).toMatchObject([{ id: f.themes[2], n: 1 }]) // day 100
    expect(await since('2026-02-27')).toMatchObject([{ n: 2 }])
    expect((await since(null))[0]!.n).toBeGreaterThanOrEqual(2)
    // Whoever owes the review reads the same.
    await committed(() =>
      w.superuser.query(`update persona set review_by = current_date - 3, reviewed_on = '2026-02-28' where id = $1`, [
        reviewed,
      ]),
    )
    const duty = (await w.as(w.cora, listDuties)).find(({ id }) => id === reviewed)
    expect(duty?.why).toMatch(/no longer be true\. 1 mention of its themes came in since\.$/)
  })

  test('most evidence stands first, and what was withdrawn or archived does not count', async () => {
    const sorted = await addPersona('Sorted')
    const [said, other] = [await respond('Said once', 3), await respond('Said too', 4)]
    const assumed = await add({ personaId: sorted, sentence: 'Assumed' })
    const known = await add({ personaId: sorted, sentence: 'Known', responseIds: [said, other] })
    const lines = async () => (await w.as(w.eva, (ctx) => listExperiences(ctx, sorted))).lines
    expect((await lines()).map(({ id, responses }) => [id, responses])).toEqual([
      [known, 2],
      [assumed, 0],
    ])
    expect((await lines())[0]!.quote).toMatchObject({ text: 'Said too' })
    await committed(() => w.superuser.query('update response set withdrawn_at = now() where id = $1', [other]))
    expect((await lines())[0]).toMatchObject({ responses: 1, responseId: said, quote: { text: 'Said once' } })
  })

  test('a quote is of what the viewer may read', async () => {
    const quoted = await addPersona('Quoted')
    const [open, hidden] = [await respond('Open words', 5, 1), await respond('Hidden words', 6, 0)]
    await add({ personaId: quoted, responseIds: [open, hidden] })
    await committed(() =>
      w.superuser.query(
        `insert into verbatim_restriction (id, listening_post_id, reason, ends_on) values ($1, $2, 'Names staff', current_date + 9)`,
        [randomUUID(), f.posts[0]],
      ),
    )
    const quote = async (who: Person) => (await w.as(who, (ctx) => listExperiences(ctx, quoted))).lines[0]!.quote?.text
    expect([await quote(w.cora), await quote(w.lea)]).toEqual(['Open words', 'Hidden words'])
    await committed(() => w.superuser.query('delete from verbatim_restriction where org_id = $1', [w.ada.orgId]))
  })
})

describe('the pages', () => {
  test('what a form rests on is kept in the address it is sent to', () => {
    const [theme, response, observed] = [randomUUID(), randomUUID(), randomUUID()]
    const rests = [
      { kind: 'theme', id: theme },
      { kind: 'response', id: response },
      { kind: 'observation', id: observed },
    ]
    expect(askedEvidence(`http://x/bay/x${evidenceQuery(rests)}`)).toEqual({
      ...{ themeIds: [theme], responseIds: [response], observationIds: [observed] },
    })
  })

  test('what the address names comes along, for those who may change a persona', async () => {
    const search = `?persona=${persona}&kind=delight&theme=${f.themes[0]}&observation=${observation}`
    const open = async (route: typeof newRoute | typeof newEvidenceRoute, as: Person | undefined) =>
      route.loader(await argsFor(`/bay/x${search}`, { as }))
    for (const route of [newRoute, newEvidenceRoute]) {
      expect(await statusOf(open(route, w.bo))).toBe(403)
      expect(await statusOf(open(route, undefined))).toBe(302)
      expect(await open(route, w.cora)).toMatchObject({
        rests: [{ kind: 'observation' }, { kind: 'theme', title: 'Theme 1' }],
      })
    }
    expect(await open(newRoute, w.lea)).toMatchObject({ values: { personaId: persona, kind: 'delight' } })
  })

  test('a new one without evidence is asked for it next, and what is wrong keeps what was typed', async () => {
    const send = async (form: Record<string, string | string[]>) =>
      newRoute.action(await argsFor('/bay/persona-experiences/new', { as: w.cora, form }))
    const typed = { personaId: persona, kind: 'delight', sentence: 'The lights guide me' }
    const bare = (await send(typed)) as Response
    expect(bare.headers.get('location')).toMatch(/persona-experiences\/[0-9a-f-]{36}\/evidence$/)
    const rested = (await send({ ...typed, themeIds: [f.themes[0]!] })) as Response
    expect(rested.headers.get('location')).toMatch(/persona-experiences\/[0-9a-f-]{36}$/)
    expect(await send({ ...typed, sentence: '' })).toMatchObject({
      data: { ok: false, values: { kind: 'delight' } },
      init: { status: 400 },
    })
  })
})
