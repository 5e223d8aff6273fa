// An address of the demo for every route: which record stands for each `:part` of it.
import type { RouteConfigEntry } from '@remix-run/route-config'
import type pg from 'pg'

/** Addresses that answer with data or a picture, only redirect, or need a mailed link. */
const notPages = [
  /search\.json$/,
  /difference\.csv$/,
  /problems\.csv$/,
  /\/files\/:file$/,
  /\/pictures\//,
  /\/history\/proof\/:file$/,
  /\/visit$/,
  /\/sign-out$/,
  /:token/,
  /\/saved-views/,
  /^\/demo$/,
  /^\/$/,
  /^\/api\//,
  /^\/hooks\//,
]

/** What an address begins with (the longest that fits counts), and the record it is opened for: a column for each of its parts. */
const records: Record<string, string> = {
  'action-items': `select id from action_item where done_on is null and archived_at is null`,
  'action-plans': `select p.id, u.id as update, m.id as milestone from action_plan p join plan_update u on u.action_plan_id = p.id
    join milestone m on m.action_plan_id = p.id where p.finished_on is null and p.archived_at is null and m.reached_on is null`,
  'cases/replies': `select id from reply_task`,
  'cases/rules': `select id from case_rule`,
  'chain/broken': `select 'gap-without-initiative' as break`,
  cases: `select c.id, e.id as entry from customer_case c join case_entry e on e.customer_case_id = c.id where c.state not in ('answered', 'closed') and e.erased_at is null`,
  chain: `select 'gap' as kind, gap_id as id from initiative_gap`,
  'customer-counts': `select id from customer_count`,
  'feedback/restrictions': `select id from verbatim_restriction where lifted_at is null`,
  feedback: `select id from response where withdrawn_at is null and texts <> '{}'`,
  gaps: `select gap_id as id from gap_response`,
  initiatives: `select i.id, l.id as link from initiative i join initiative_kpi l on l.initiative_id = i.id where i.stage = 'running'`,
  'journey-phases': `select id from journey_phase`,
  'journey-steps': `select s.id from journey_step s join journey_map m on m.id = s.journey_map_id where m.state = 'current' and s.emotion is not null`,
  journeys: `select journey_id as id, id as map from journey_map where state = 'current' and kind = 'as-is'`,
  kpis: `select kpi_id as id, id as target from kpi_target where withdrawn_at is null`,
  'listening-posts': `select q.listening_post_id as id, q.id as question, s.id as source from question q left join intake_source s on s.listening_post_id = q.listening_post_id
    order by s.id nulls last`,
  observations: `select id from observation where archived_at is null`,
  outbox: `select id from mail`,
  outcomes: `select id from outcome where archived_at is null`,
  people: `select id from member`,
  'persona-experiences': `select e.id from persona_experience e join persona_experience_theme t on t.persona_experience_id = e.id where e.archived_at is null`,
  personas: `select id from persona where archived_at is null`,
  pillars: `select id from pillar`,
  reconstructions: `select id from reconstruction where archived_at is null`,
  'response-imports': `select id from data_import where kind = 'response'`,
  segments: `select id from segment where archived_at is null`,
  stories: `select id from story where archived_at is null`,
  themes: `select t.id, g.id as tagging from theme t left join tagging g on g.theme_id = t.id where t.archived_at is null order by g.id nulls last`,
  touchpoints: `select id from touchpoint where archived_at is null`,
  units: `select id from unit`,
  values: `select id from core_value where archived_at is null`,
  'vision/versions': `select id from vision`,
  visits: `select id from visit where done_on is null`,
}

/** Of which the demo has none, so that their pages are seen by other tests. */
const none = new Set<string>([
  '/demo/imports/:id',
  '/demo/imports/:id/application',
  '/demo/customer-files/:id',
  '/demo/customer-files/:id/application',
  '/demo/customer-files/:id/removal',
  '/demo/listening-posts/:id/intake/:source/secret',
  '/demo/listening-posts/:id/intake/:source/ending',
])

function paths(entries: RouteConfigEntry[], above = ''): string[] {
  return entries.flatMap((entry) => {
    const path = `${above}/${entry.path ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
    return entry.children ? paths(entry.children, path) : [path]
  })
}

/** Every page's path, with its parts still to be filled. */
export const pagesOf = (routes: RouteConfigEntry[]): string[] =>
  [...new Set(paths(routes).map((path) => path.replace(':org', 'demo')))].filter(
    (path) => !notPages.some((pattern) => pattern.test(path)) && !none.has(path),
  )

/** Each path with its parts filled by a record of the demo. Throws where none is known: then a page would go unseen. */
export async function fillIn(superuser: pg.Client, paths: readonly string[]): Promise<Map<string, string>> {
  const unknown: string[] = []
  const filled = new Map<string, string>()
  for (const path of paths) {
    const row = path.includes(':') ? await inDemo(superuser, recordFor(path)) : {}
    filled.set(
      path,
      path.replace(/:(\w+)/g, (part, name: string) => row[name] ?? (unknown.push(`${part} of ${path}`), part)),
    )
  }
  if (unknown.length) throw new Error(`The demo has no ${unknown.join(', ')}.`)
  return filled
}

function recordFor(path: string): string {
  const room = Object.keys(records)
    .sort((a, b) => b.length - a.length)
    .find((beginning) => path.startsWith(`/demo/${beginning}/`))
  if (!room) throw new Error(`Say in records of which record ${path} is opened.`)
  return records[room]!
}

/** The first row as the demo's organisation sees it. */
async function inDemo(superuser: pg.Client, sql: string): Promise<Record<string, string>> {
  await superuser.query('begin')
  try {
    await superuser.query(`select set_config('app.org_id', id::text, true) from organisation where slug = 'demo'`)
    await superuser.query('set local role sirius_app')
    return (await superuser.query(`${sql} limit 1`)).rows[0] ?? {}
  } finally {
    await superuser.query('rollback')
  }
}
