// Fills an organisation with responses, their tags and their kept sums, in statements of the database: two posts, three years, forty facets.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { addOrganisation, addPerson } from '#tests/support/world.ts'

export interface Filled {
  slug: string
  responses: number
  accountId: string
  touchpoint: string
  theme: string
  question: string
}

/** A sentence of common words (of the first ten every other is said: comments are even), and then rarer ones: `word…` in thousands, `seldom…` in some ten of a million. */
const comment = `'the ' || (array['queue','staff','bag','gate','seat','coffee','sign','lift','bus','price'])[1 + g % 10] || ' was '
  || (array['slow','kind','lost','far','clean','cold','missing','broken','late','fair'])[1 + (g / 10) % 10]
  || case when g % 4 = 0 then ' often' else '' end || ' word' || (g % 997) || ' word' || ((g * 7) % 4999) || ' seldom' || (g % 100003)`

/**
 * Triggers are off while the rows go in, so that ten million take minutes; the sums are counted afterwards by the function that recounts
 * them, and the index of words is built once. The superuser's connection is bound to the organisation while this goes on.
 */
export async function fillWithResponses(superuser: pg.Client, slug: string, responses: number): Promise<Filled> {
  const orgId = await addOrganisation(superuser, slug, slug)
  const lea = await addPerson(superuser, { slug, id: orgId }, 'Lea', 'cx_leader')
  const say = (sql: string) => superuser.query(sql)
  await say(`select set_config('app.org_id', '${orgId}', false)`)
  await say(`set session_replication_role = replica`)
  const posts = [randomUUID(), randomUUID()]
  const questions = [randomUUID(), randomUUID()]
  for (const [at, post] of posts.entries()) {
    await say(
      `insert into listening_post (id, name, channel) values ('${post}', '${at ? 'Mails' : 'Survey'}', '${at ? 'e-mail' : 'survey'}')`,
    )
    await say(`insert into question (id, listening_post_id, number, label, kind, score_kind, scale_low, scale_high) values
      ('${questions[at]}', '${post}', 1, 'Would recommend', 'score', 'nps', 0, 10), (gen_random_uuid(), '${post}', 2, 'Why', 'comment', null, null, null)`)
  }
  const named = (table: string, name: string, many: number) =>
    say(
      `insert into ${table} (id, name) select gen_random_uuid(), '${name} ' || n from generate_series(1, ${many}) n returning id`,
    ).then(({ rows }) => (rows as { id: string }[]).map(({ id }) => id))
  const [touchpoints, segments, personas, themes] = [
    await named('touchpoint', 'Touchpoint', 20),
    await named('segment', 'Segment', 5),
    await named('persona', 'Persona', 5),
    await named('theme', 'Theme', 20),
  ]
  const oneOf = (ids: string[], by: string) => `('{${ids.join(',')}}'::uuid[])[1 + (${by}) % ${ids.length}]`
  const thisYear = new Date().getUTCFullYear()
  for (let year = thisYear - 3; year <= thisYear; year++) await say(`select keep_year(${year})`)
  await say(`insert into response (id, answered_on, answered_at, listening_post_id, external_id, touchpoint_id, segment_id, persona_id, language, scores, texts)
    select gen_random_uuid(), at::date, at, ${oneOf(posts, 'g')}, 'r' || g, ${oneOf(touchpoints, 'g / 2')}, ${oneOf(segments, 'g / 3')}, ${oneOf(personas, 'g / 5')},
      (array['en','de','fr'])[1 + g % 3], jsonb_build_object('1', (g % 7919) % 11), case when g % 2 = 0 then jsonb_build_object('2', ${comment}) else '{}' end
    from (select g, date_trunc('second', now()) - interval '1 hour' - (g::bigint * 15485863 % (1050 * 86400)) * interval '1 second' as at
      from generate_series(1, ${responses}) g) made`)
  await say(`insert into response_theme (theme_id, response_id, answered_on)
    select ${oneOf(themes, 'abs(hashtext(external_id))')}, id, answered_on from response where org_id = '${orgId}' and texts <> '{}' and hashtext(external_id) % 3 = 0`)
  // Else the statements below may be planned as if there were a handful.
  await say('analyze response, response_theme')
  await say(`insert into response_day (listening_post_id, day, n)
    select listening_post_id, answered_on, count(*) from response where org_id = '${orgId}' group by 1, 2`)
  await say(`insert into theme_day (theme_id, listening_post_id, day, n)
    select t.theme_id, r.listening_post_id, t.answered_on, count(*) from response_theme t join response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on
    where t.org_id = '${orgId}' group by 1, 2, 3`)
  for (const question of questions) await say(`select recount_scores('${question}')`)
  await say(`set session_replication_role = origin`)
  await say(`select set_config('app.org_id', '', false)`)
  return {
    slug,
    responses,
    accountId: lea.accountId,
    touchpoint: touchpoints[3]!,
    theme: themes[3]!,
    question: questions[0]!,
  }
}
