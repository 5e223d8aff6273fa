// What tests of cases begin with: a touchpoint, a step of a current map, a post with a score and a comment, and responses to it.
import { randomUUID } from 'node:crypto'
import type { Person, World } from '#tests/support/world.ts'

export interface Place {
  touchpoint: string
  step: string
  post: string
  score: string
  journey: string
}

/** Rows written straight into the tables, as other rooms' commands would have left them. */
export async function write(w: World, statements: [sql: string, values?: unknown[]][]) {
  await w.superuser.query('begin')
  await w.superuser.query(
    `select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true), set_config('app.member_id', $2, true)`,
    [w.lea.orgId, w.lea.memberId],
  )
  for (const [sql, values] of statements) await w.superuser.query(sql, values)
  await w.superuser.query('commit')
}

export async function makePlace(
  w: World,
  owners: { step?: Person; touchpoint?: Person; post?: Person } = {},
): Promise<Place> {
  const [touchpoint, step, post, score, journey, map, phase] = Array.from({ length: 7 }, () => randomUUID())
  const name = touchpoint!.slice(0, 6)
  const id = (person?: Person) => person?.memberId ?? null
  await write(w, [
    [
      `insert into touchpoint (id, name, owner_id) values ($1, $2, $3)`,
      [touchpoint, `Belt ${name}`, id(owners.touchpoint)],
    ],
    [`insert into journey (id, name) values ($1, $2)`, [journey, `Arriving ${name}`]],
    [
      `insert into journey_map (id, journey_id, kind, number, state) values ($1, $2, 'as-is', 1, 'current')`,
      [map, journey],
    ],
    [`insert into journey_phase (id, journey_map_id, name) values ($1, $2, 'Bags')`, [phase, map]],
    [
      `insert into journey_step (id, line_id, journey_map_id, journey_phase_id, name, touchpoint_id, owner_id) values ($1, $1, $2, $3, 'Wait at the belt', $4, $5)`,
      [step, map, phase, touchpoint, id(owners.step)],
    ],
    [
      `insert into listening_post (id, name, channel, touchpoint_id, owner_id) values ($1, $2, 'survey', $3, $4)`,
      [post, `Exit survey ${name}`, touchpoint, id(owners.post)],
    ],
    [
      `insert into question (id, listening_post_id, number, label, kind, score_kind, scale_low, scale_high) values ($1, $2, 1, 'Bags', 'score', 'csat', 1, 5)`,
      [score, post],
    ],
    [
      `insert into question (id, listening_post_id, number, label, kind) values ($1, $2, 2, 'Why', 'comment')`,
      [randomUUID(), post],
    ],
  ])
  return { touchpoint: touchpoint!, step: step!, post: post!, score: score!, journey: journey! }
}

/** Responses to the post, `days` ago, newest last. */
export async function respond(
  w: World,
  { post }: Place,
  responses: { score?: number; text?: string; daysAgo?: number }[],
): Promise<string[]> {
  const ids = responses.map(() => randomUUID())
  await write(w, [
    [`select keep_year(y) from generate_series(extract(year from now())::int - 1, extract(year from now())::int) y`],
    ...responses.flatMap(({ score, text, daysAgo = 1 }, at): [string, unknown[]][] => {
      const [scores, texts] = [score === undefined ? {} : { 1: score }, text === undefined ? {} : { 2: text }]
      return [
        [
          `insert into response (id, answered_at, answered_on, listening_post_id, external_id, scores, texts)
           values ($1::uuid, now() - make_interval(days => $2::int), (now() - make_interval(days => $2::int))::date, $3, $1::uuid::text, $4, $5)`,
          [ids[at], daysAgo, post, scores, texts],
        ],
        [
          `insert into response_key (listening_post_id, external_id, response_id, answered_on)
           select listening_post_id, external_id, id, answered_on from response where id = $1`,
          [ids[at]],
        ],
      ]
    }),
  ])
  return ids
}

export const newCase = (given: Record<string, string | null> = {}) => ({
  ...{ title: 'A bag came late', journeyStepId: null, touchpointId: null, listeningPostId: null },
  ...{ responseId: null, ownerId: null, account: null },
  ...given,
})
