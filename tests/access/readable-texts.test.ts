// Wherever customers' words are shown or searched: whose reading is restricted is read by nobody but those who may, and by everybody again after.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { findResponse as findResponseOfCase } from '#app/cases/cases.server.ts'
import { previewRule } from '#app/cases/rule-matching.server.ts'
import { walkChain } from '#app/chain/walk.server.ts'
import { inboxRules, listResponses } from '#app/feedback/inbox.server.ts'
import { findResponse } from '#app/feedback/responses.server.ts'
import { describeEvidence, findCandidates, findEvidence } from '#app/evidence/evidence.server.ts'
import { listExperiences } from '#app/personas/experiences.server.ts'
import { findSource } from '#app/stories/sources.server.ts'
import { findStory, listStoriesForPack } from '#app/stories/stories.server.ts'
import { listStories, storyListRules } from '#app/stories/story-list.server.ts'
import { listSuggestions } from '#app/themes/suggestions.server.ts'
import { tagAllWith } from '#app/themes/taggings.server.ts'
import { listVerbatims } from '#app/themes/theme-page.server.ts'
import { countMatches, listToTag, toTagRules } from '#app/themes/to-tag.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let ids: Ids
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
  await put(`update response set texts = '{"2": "The zebra crossing was closed"}' where id = $1`, [ids.response])
  await put(`update story_words set quote = 'The zebra crossing was closed' where story_id = $1`, [ids.story])
}, 60_000)
afterAll(() => w.close())

async function put(statement: string, values: unknown[] = []) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(statement, values)
  await w.superuser.query('commit')
}

const listed = (search: string, rules: Parameters<typeof readListQuery>[1]) =>
  readListQuery(`http://x/bay/x${search}`, rules)
const anywhere = { listeningPostId: null, questionId: null, scoreAtLeast: null, scoreAtMost: null, words: '' }

/** Every page that shows or searches what was written. */
const pages: [where: string, read: (ctx: Context) => Promise<unknown>][] = [
  ['the inbox', (ctx) => listResponses(ctx, listed('', inboxRules), null)],
  ['the inbox searched', (ctx) => listResponses(ctx, listed('?q=zebra', inboxRules), null)],
  ['a response', (ctx) => findResponse(ctx, ids.response)],
  ['a gap', (ctx) => findEvidence(ctx, { kind: 'gap', id: ids.gap })],
  [
    'evidence to link, searched',
    (ctx) => findCandidates(ctx, { kind: 'gap', id: randomUUID() }, sql<boolean>`true`, 'zebra'),
  ],
  [
    'a new gap’s evidence',
    (ctx) => describeEvidence(ctx, { observationIds: [], themeIds: [], responseIds: [ids.response] }),
  ],
  ['a persona’s delights and pains', (ctx) => listExperiences(ctx, ids.persona)],
  ['a delight or pain', (ctx) => findEvidence(ctx, { kind: 'persona_experience', id: ids.experience })],
  ['a theme', (ctx) => listVerbatims(ctx, ids.theme, { page: 1, pageSize: 10 })],
  ['what is to tag', (ctx) => listToTag(ctx, listed('?show=tagged+too', toTagRules))],
  ['what is to tag, searched', (ctx) => listToTag(ctx, listed('?show=tagged+too&q=zebra', toTagRules))],
  ['all that match', (ctx) => countMatches(ctx, { words: 'zebra' })],
  ['a case', (ctx) => findResponseOfCase(ctx, ids.response)],
  ['a story to tell', (ctx) => findSource(ctx, ids.response)],
  ['a story that quotes it', (ctx) => findStory(ctx, ids.story)],
  ['the stories searched', (ctx) => listStories(ctx, listed('?q=zebra', storyListRules))],
  ['the stories of a pack', (ctx) => listStoriesForPack(ctx, { outside: false })],
  ['a rule’s examples', (ctx) => previewRule(ctx, { id: randomUUID(), ...anywhere, dailyLimit: 9 }, 90)],
  ['the chain', (ctx) => walkChain(ctx, 'response', ids.response)],
]

const says = async (who: World['lea'], read: (typeof pages)[number][1]) =>
  JSON.stringify(await w.as(who, read)).includes('zebra crossing')

describe('restricted verbatims', () => {
  test('everybody reads them where nothing restricts them', async () => {
    for (const [where, read] of pages) expect([where, await says(w.cora, read)]).toEqual([where, true])
  })

  test('are shown and found nowhere but to those who may read them', async () => {
    const id = randomUUID()
    await put(
      `insert into verbatim_restriction (org_id, id, listening_post_id, reason, ends_on) values ($1, $2, $3, 'Names staff', current_date + 9)`,
      [w.ada.orgId, id, ids.post],
    )
    for (const [where, read] of pages) {
      expect([where, await says(w.cora, read)]).toEqual([where, false])
      expect([where, await says(w.lea, read)]).toEqual([where, true])
    }
    // Nor do words tell on them by what they tag, or by what they suggest.
    const tag = (who: World['lea']) =>
      w.as(who, (ctx) => tagAllWith(ctx, { q: 'zebra', postId: null, themeId: ids.spareTheme, themeName: null }))
    expect((await tag(w.cora)).tagging.tagged).toBe(0)
    expect((await tag(w.lea)).tagging.tagged).toBe(1)
    await put('delete from response_theme where org_id = $1', [w.ada.orgId])
    expect((await w.as(w.cora, listSuggestions)).sampled).toBe(0)
    expect((await w.as(w.lea, listSuggestions)).sampled).toBe(1)
    // The reason stands where the words would.
    const why = { reason: 'Names staff' }
    const { responses } = await w.as(w.cora, (ctx) => findEvidence(ctx, { kind: 'gap', id: ids.gap }))
    expect(responses[0]).toMatchObject({ text: '', restricted: why })
    expect(await w.as(w.cora, (ctx) => findResponseOfCase(ctx, ids.response))).toMatchObject({ restricted: why })
    await put('delete from verbatim_restriction where id = $1', [id])
  })
})
