/**
 * An organisation with at least one row in every table that belongs to it, and known ids: for tests that ask every address,
 * send every form, or look for words of one organisation in the pages of another. Written straight into the tables.
 */
import { createHash, randomUUID } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type pg from 'pg'
import { sealed } from '#app/imports/import-key.server.ts'
import { readTableFile } from '#app/imports/table-file.server.ts'
import { emptySummary } from '#app/listening-posts/response-import.ts'
import { readFileFormat } from '#app/listening-posts/survey-file.ts'
import { addDays, periodOf } from '#app/kpis/period.ts'
import { countCustomers, guessMapping } from '#app/personas/customer-file.ts'

/** The records, by the names tests call them, room by room. */
// prettier-ignore
const recordNames = [
  'homeUnit', 'awayUnit', 'spareUnit', 'invited', 'holder', 'author',
  'vision', 'proposedVision', 'draftVision', 'value', 'secondValue', 'pillar', 'sparePillar', 'outcome', 'picture',
  'segment', 'persona', 'experience', 'kpi', 'spareKpi', 'computedKpi', 'target', 'kpiValue', 'customerCount', 'customerFile',
  'dataImport', 'savedView', 'mail', 'proofCheck',
  'touchpoint', 'journey', 'asIsMap', 'toBeMap', 'draftMap', 'phase', 'step', 'toBePhase', 'toBeStep', 'gap',
  'visit', 'observation', 'spareObservation', 'reconstruction', 'event', 'strayEvent', 'readReconstruction', 'readEvent',
  'post', 'sparePost', 'scoreQuestion', 'commentQuestion', 'responseImport', 'appliedImport', 'response', 'restriction',
  'intakeToken', 'intakeWebhook', 'theme', 'spareTheme', 'tagging',
  'case', 'businessHours', 'holiday', 'caseRule', 'entry', 'replyTask', 'story', 'draftStory',
  'idea', 'proposed', 'running', 'ideaLink', 'plan', 'milestone', 'item', 'secondItem', 'update', 'rating',
] as const

export type Ids = Record<(typeof recordNames)[number], string>

export interface Furnished {
  ids: Ids
  /** Tables and columns whose text came from `words`. */
  worded: { table: string; column: string }[]
}

interface Options {
  /** The text of a column that may hold any, unique within its table by `n`. */
  words?: (table: string, column: string, n: number) => string
  /** When all of it was recorded: the day of the past tests look back at comes after it. */
  at?: Date
}

type Row = Record<string, unknown>

/** `org` exists; its people are added here as far as records need them: a holder of everything, an author, an invited one. */
export async function furnish(
  superuser: pg.Client,
  org: { id: string; slug: string },
  {
    words = (table, column, n) => `${table} ${column} ${n}`,
    at = new Date(Date.now() - 60 * 86_400_000),
  }: Options = {},
): Promise<Furnished> {
  const ids = Object.fromEntries(recordNames.map((name) => [name, randomUUID()])) as Ids
  const put = await writer(superuser, org.id, words)
  const day = at.toISOString().slice(0, 10)
  await superuser.query('begin')
  await superuser.query(
    `select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true), set_config('app.now', $2, true), set_config('app.member_id', $3, true)`,
    [org.id, at.toISOString(), ids.holder],
  )
  await people(put, org, ids)
  await vision(put, ids, at, day)
  await kpis(put, ids, day)
  await outcomesAndPersonas(put, ids, day)
  await journeys(put, ids, at)
  await superuser.query('select keep_year($1)', [at.getUTCFullYear()])
  await feedback(put, ids, at, day)
  await initiatives(put, ids)
  await cases(put, ids, at, day)
  await stories(put, ids, day)
  await plans(put, ids, day)
  await mechanisms(put, org, ids, at)
  await superuser.query('commit')
  return { ids, worded: put.worded() }
}

type Put = ((table: string, row: Row) => Promise<void>) & {
  worded: () => { table: string; column: string }[]
  /** A word for a place in a row that is no text column: a text within JSON. */
  word: (table: string, column: string) => string
}

/** Inserts a row; every text column that may hold any text and is not given gets a word. */
async function writer(superuser: pg.Client, orgId: string, words: NonNullable<Options['words']>): Promise<Put> {
  const { rows } = await superuser.query<{ table: string; column: string }>(freeTextColumns)
  const counts = new Map<string, number>()
  const used = new Set<string>()
  const put = async (table: string, given: Row) => {
    const n = (counts.get(table) ?? 0) + 1
    counts.set(table, n)
    const row: Row = { ...(table.startsWith('access.') ? {} : { org_id: orgId }) }
    for (const { column } of rows.filter((one) => one.table === table)) {
      row[column] = words(table, column, n)
      if (!(column in given)) used.add(`${table} ${column}`)
    }
    Object.assign(row, given)
    const names = Object.keys(row)
    await superuser.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      names.map((name) => (isJson(row[name]) ? JSON.stringify(row[name]) : row[name])),
    )
  }
  const worded = () => [...used].map((one) => ({ table: one.split(' ')[0]!, column: one.split(' ')[1]! }))
  const word = (table: string, column: string) => {
    used.add(`${table} ${column}`)
    return words(table, column, 1)
  }
  return Object.assign(put, { worded, word })
}

const isJson = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value)

/** Text columns of tables of ours that no check confines to a list. */
export const freeTextColumns = `
  select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as table, a.attname as column
  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'access') and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'text'::regtype
    and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
      and pg_get_constraintdef(k.oid) like '%ARRAY[%')
  order by 1, 2`

async function people(put: Put, org: { id: string; slug: string }, ids: Ids) {
  await put('unit', { id: ids.homeUnit, parent_id: null })
  await put('unit', { id: ids.awayUnit, parent_id: ids.homeUnit })
  await put('unit', { id: ids.spareUnit, parent_id: null })
  const joined = { unit_id: ids.homeUnit, role: 'business_owner' }
  for (const name of ['holder', 'author'] as const) {
    const email = `${name}@${org.slug}.example`
    await put('access.account', { id: ids[name], email, password_hash: null })
    await put('member', { id: ids[name], account_id: ids[name], email, ...joined, joined_at: new Date() })
  }
  const email = `invited@${org.slug}.example`
  await put('member', {
    id: ids.invited,
    account_id: null,
    email,
    ...joined,
    role: 'contributor',
    invited_at: new Date(),
  })
}

async function vision(put: Put, ids: Ids, at: Date, day: string) {
  const by = { created_by: ids.holder }
  const ratified = { ratified_by: ids.holder, ratified_at: at, effective_on: day }
  await put('vision', { id: ids.vision, number: 1, state: 'ratified', ...by, ...ratified })
  const proposed = { proposed_by: ids.holder, proposed_at: at }
  await put('vision', { id: ids.proposedVision, number: 2, state: 'proposed', ...by, ...proposed })
  await put('vision', { id: ids.draftVision, number: 3, state: 'draft', ...by })
  await put('core_value', { id: ids.value, position: 1 })
  await put('core_value', { id: ids.secondValue, position: 2 })
  await put('pillar', { id: ids.pillar, position: 1 })
  await put('pillar', { id: ids.sparePillar, position: 2 })
}

async function kpis(put: Put, ids: Ids, day: string) {
  const scale = {
    kind: 'perception',
    unit: '%',
    score_kind: 'mean',
    direction: 'up',
    frequency: 'monthly',
    decimals: 1,
  }
  await put('kpi', { id: ids.kpi, ...scale, owner_id: ids.holder })
  await put('kpi', { id: ids.spareKpi, ...scale, owner_id: ids.holder })
  await put('kpi', { id: ids.computedKpi, ...scale, unit: '', score_kind: 'nps', owner_id: ids.holder })
  await put('kpi_target', {
    id: ids.target,
    kpi_id: ids.kpi,
    due_on: addDays(day, 200),
    value: 80,
    created_by: ids.holder,
  })
  const rows = { source: 'typed', recorded_by: ids.holder }
  const period = periodOf(addDays(day, -40), 'monthly')
  await put('kpi_value', { id: ids.kpiValue, kpi_id: ids.kpi, period, value: 61.5, n: 100, ...rows })
  const newest = { period, value: 61.5, n: 100, recent: [{ period, value: 61.5 }], value_count: 1 }
  await put('kpi_standing', { kpi_id: ids.kpi, ...newest })
  await put('kpi_standing', { kpi_id: ids.spareKpi })
  await put('kpi_standing', { kpi_id: ids.computedKpi })
  await put('data_import', {
    id: ids.dataImport,
    kind: 'kpi_value',
    target_id: ids.kpi,
    columns: ['Period', 'Value'],
    mapping: { header: true, numbers: 'point', encoding: 'utf-8', delimiter: 'comma', fields: ['period', 'value'] },
    summary: { new: 1 },
    total_rows: 1,
    created_by: ids.holder,
  })
  const cells = (row_no: number, given: string[], effect: string | null) =>
    put('data_import_row', { data_import_id: ids.dataImport, row_no, cells: given, effect })
  await cells(1, ['Period', 'Value'], null)
  await cells(2, [periodOf(addDays(day, -80), 'monthly').slice(0, 7), '12.5'], 'new')
}

async function outcomesAndPersonas(put: Put, ids: Ids, day: string) {
  const measured = { what_kpi_id: ids.kpi, owner_id: ids.holder }
  await put('outcome', { id: ids.outcome, pillar_id: ids.pillar, horizon: 1, position: 1, ...measured })
  for (const [at, member_id] of [ids.holder, ids.author, ids.invited].entries())
    await put('how_rating', {
      id: at === 0 ? ids.rating : randomUUID(),
      outcome_id: ids.outcome,
      member_id,
      rating: 3 + (at % 2),
      rated_on: day,
    })
  await put('segment', { id: ids.segment, share: 40 })
  await customers(put, ids, day)
  await put('picture', { id: ids.picture, content_type: 'image/png', bytes: pngBytes })
  await put('persona', {
    id: ids.persona,
    segment_id: ids.segment,
    picture_id: ids.picture,
    owner_id: ids.holder,
    review_by: addDays(day, 300),
  })
  await put('persona_experience', {
    ...{ id: ids.experience, persona_id: ids.persona, kind: 'pain', created_by: ids.holder },
  })
}

/** A count of customers, and a file of them that waits. */
async function customers(put: Put, ids: Ids, day: string) {
  const counted = { counted_on: day, value_unit: 'money a month', currency: 'EUR', lines: 3, created_by: ids.holder }
  await put('customer_count', { id: ids.customerCount, ...counted })
  const group = { customer_count_id: ids.customerCount, known_values: 2, value_sum: 61.5, known_left: 2, left_count: 1 }
  await put('customer_group', { id: randomUUID(), number: 1, segment_id: ids.segment, customers: 2, ...group })
  await put('customer_group', { id: randomUUID(), number: 2, customers: 2, ...group })
  const text = Buffer.from('Customer,Segment,Value\nc1,Small,2.5\nc2,Small,3\nc3,Large,40\n')
  const { rows, ...how } = await readTableFile(text)
  const { columns, mapping } = guessMapping(rows, how)
  const read = { mapping, summary: countCustomers(columns, rows.slice(1), mapping), total_rows: 3 }
  await put('data_import', {
    ...{ id: ids.customerFile, kind: 'customer_count', columns: JSON.stringify(columns), ...read },
    created_by: ids.holder,
  })
  await put('import_part', { data_import_id: ids.customerFile, number: 0, bytes: sealed(deflateSync(text)) })
}

async function journeys(put: Put, ids: Ids, at: Date) {
  const owned = { owner_id: ids.holder }
  await put('touchpoint', { id: ids.touchpoint, channel: 'phone', unit_id: ids.homeUnit, ...owned })
  await put('journey', { id: ids.journey, persona_id: ids.persona, ...owned })
  const current = { state: 'current', made_current_by: ids.holder, made_current_at: at }
  const map = { journey_id: ids.journey, number: 1, created_by: ids.holder, ...current }
  await put('journey_map', { id: ids.asIsMap, kind: 'as-is', ...map })
  await put('journey_map', { id: ids.toBeMap, kind: 'to-be', ...map, copied_from_id: ids.asIsMap })
  const draft = { state: 'draft', made_current_by: null, made_current_at: null }
  await put('journey_map', { id: ids.draftMap, kind: 'as-is', ...map, ...draft, number: 2 })
  await put('journey_phase', { id: ids.phase, journey_map_id: ids.asIsMap, position: 1 })
  await put('journey_phase', { id: ids.toBePhase, journey_map_id: ids.toBeMap, position: 1 })
  const step = {
    line_id: ids.step,
    touchpoint_id: ids.touchpoint,
    position: 1,
    success: 3,
    effort: 4,
    emotion: 2,
    ...owned,
  }
  const [asIs, toBe] = [
    { journey_map_id: ids.asIsMap, journey_phase_id: ids.phase },
    { journey_map_id: ids.toBeMap, journey_phase_id: ids.toBePhase, came_from_id: ids.step },
  ]
  await put('journey_step', { id: ids.step, ...asIs, ...step, evidence_grade: 'observed' })
  await put('journey_step', { id: ids.toBeStep, ...toBe, ...step })
  await put('journey_step_kpi', { journey_step_id: ids.step, kpi_id: ids.kpi })
  await put('observation', {
    id: ids.observation,
    seen_at: at,
    journey_step_id: ids.step,
    touchpoint_id: ids.touchpoint,
    unit_id: ids.homeUnit,
    observer_id: ids.holder,
    picture_id: ids.picture,
  })
  const steps = { as_is_step_id: ids.step, to_be_step_id: ids.toBeStep, touchpoint_id: ids.touchpoint }
  const felt = { persona_id: ids.persona, segment_id: ids.segment, value: 4, effort: 2 }
  await put('gap', { id: ids.gap, ...steps, ...felt, ...owned, created_by: ids.author })
  await put('gap_observation', { gap_id: ids.gap, observation_id: ids.observation })
  const where = { touchpoint_id: ids.touchpoint, journey_step_id: ids.step }
  await put('visit', { id: ids.visit, ...where, visitor_id: ids.holder, due_on: '2026-06-01', created_by: ids.author })
  await put('visit_observation', { visit_id: ids.visit, observation_id: ids.observation })
  const mapping = { header: true, days: 'day first', encoding: 'UTF-8', delimiter: ',', fields: ['when', 'what'] }
  const read = { columns: ['When', 'What'], mapping, state: 'laid out', created_by: ids.holder }
  await put('reconstruction', { id: ids.reconstruction, journey_id: ids.journey, ...read })
  await put('reconstruction_event', {
    id: ids.event,
    reconstruction_id: ids.reconstruction,
    line: 2,
    cells: ['2026-03-01 10:00', 'Asked the way'],
    happened_at: at,
    journey_step_id: ids.step,
    problem: '',
  })
  await put('reconstruction_event', {
    id: ids.strayEvent,
    reconstruction_id: ids.reconstruction,
    line: 3,
    cells: ['2026-03-01 11:00', 'Sat down'],
    happened_at: new Date(at.getTime() + 3_600_000),
    problem: '',
  })
  await put('reconstruction', { id: ids.readReconstruction, journey_id: ids.journey, ...read, state: 'reading' })
  await put('reconstruction_event', {
    id: ids.readEvent,
    reconstruction_id: ids.readReconstruction,
    line: 2,
    cells: ['2026-03-01 10:00', 'Asked the way'],
    happened_at: at,
    problem: '',
  })
  await put('observation', {
    id: ids.spareObservation,
    seen_at: at,
    observer_id: ids.holder,
    touchpoint_id: ids.touchpoint,
  })
  await put('reconstruction_gap', { reconstruction_id: ids.reconstruction, gap_id: ids.gap })
}

/** A file of responses that waits to be imported, and one that was. */
async function responseFiles(put: Put, ids: Ids, day: string) {
  const text = Buffer.from(`Response ID,Date,NPS\nx1,${day},9\n`)
  const facts = { whole: true, validUtf8: true, timeZone: 'UTC', today: day }
  const { reading, columns } = readFileFormat(text, facts)
  const file = { kind: 'response', target_id: ids.post, columns: JSON.stringify(columns), mapping: reading }
  const read = { total_rows: 1, file_size: text.length, created_by: ids.holder }
  const summary = { ...emptySummary(), lines: 1, responses: 1 }
  await put('data_import', { id: ids.responseImport, ...file, ...read, summary, state: 'checked' })
  await put('import_part', { data_import_id: ids.responseImport, number: 0, bytes: sealed(deflateSync(text)) })
  await put('import_problem', { data_import_id: ids.responseImport, line: 3, place: 0 })
  const outcome = { recorded: 1 }
  await put('data_import', { id: ids.appliedImport, ...file, ...read, summary, outcome, state: 'applied' })
}

async function feedback(put: Put, ids: Ids, at: Date, day: string) {
  const owned = { owner_id: ids.holder }
  await put('listening_post', { id: ids.post, channel: 'survey', touchpoint_id: ids.touchpoint, ...owned })
  await put('listening_post', { id: ids.sparePost, channel: 'review', ...owned })
  await put('listening_post_step', { listening_post_id: ids.post, journey_step_id: ids.step })
  const asked = { listening_post_id: ids.post, touchpoint_id: ids.touchpoint }
  const nps = { kind: 'score', score_kind: 'nps', scale_low: 0, scale_high: 10, measures: 'success', not_used: '99' }
  await put('question', { id: ids.scoreQuestion, number: 1, ...asked, ...nps })
  await put('question', { id: ids.commentQuestion, number: 2, kind: 'comment', ...asked })
  const [where, answered] = [{ touchpoint_id: ids.touchpoint, unit_id: ids.homeUnit }, { answered_on: day }]
  await responseFiles(put, ids, day)
  await put('response', {
    id: ids.response,
    data_import_id: ids.appliedImport,
    ...answered,
    answered_at: at,
    received_at: at,
    listening_post_id: ids.post,
    ...where,
    segment_id: ids.segment,
    persona_id: ids.persona,
    scores: { 1: 4 },
    choices: { 3: put.word('response', 'choices') },
    texts: { 2: `We waited and nobody told us why. ${put.word('response', 'texts')}` },
  })
  await put('response_key', { listening_post_id: ids.post, response_id: ids.response, ...answered })
  await put('response_contact', {
    response_id: ids.response,
    ...answered,
    sealed: Buffer.from('sealed elsewhere, long ago'),
  })
  const from = new Date(at.getTime() - 86_400_000).toISOString().slice(0, 10)
  await put('verbatim_restriction', {
    ...{ id: randomUUID(), listening_post_id: ids.post, set_by: ids.holder, ends_on: from },
    ...{ lifted_at: at, lifted_by: ids.author },
  })
  await put('verbatim_restriction', {
    ...{ id: ids.restriction, listening_post_id: ids.sparePost, set_by: ids.holder, ends_on: addDays(day, 300) },
  })
  const source = { listening_post_id: ids.post, created_by: ids.holder, ended_at: null, ended_by: null }
  await put('intake_source', { ...source, id: ids.intakeToken, kind: 'token', ends_on: null })
  await put('intake_source', { ...source, id: ids.intakeWebhook, kind: 'webhook', ends_on: null })
  const digest = createHash('sha256').update(ids.intakeToken).digest('hex')
  await put('intake_secret', { id: randomUUID(), intake_source_id: ids.intakeToken, digest, sealed: null })
  await put('intake_secret', {
    ...{ id: randomUUID(), intake_source_id: ids.intakeWebhook, digest: null },
    sealed: Buffer.from('sealed elsewhere, long ago'),
  })
  await put('intake_use', { intake_source_id: ids.intakeToken, last_at: at, responses: 3 })
  await put('intake_refusal', { intake_source_id: ids.intakeWebhook, day, reason: 'signature', n: 2 })
  await put('intake_field', { intake_source_id: ids.intakeWebhook })
  await put('intake_request', { intake_source_id: ids.intakeWebhook, answer: [] })
  await put('intake_pace', { intake_source_id: ids.intakeToken, paced_at: at })
  await put('kpi_feedback', {
    ...{ id: randomUUID(), kpi_id: ids.computedKpi, question_id: ids.scoreQuestion, set_by: ids.holder },
  })
  await put('score_recount', { question_id: ids.scoreQuestion, asked_at: at })
  await put('theme', { id: ids.theme, ...owned, created_by: ids.author })
  await put('theme', { id: ids.spareTheme, owner_id: ids.holder })
  await put('response_theme', { theme_id: ids.theme, response_id: ids.response, ...answered, tagged_by: ids.holder })
  const rejected = { theme_id: ids.theme, response_id: ids.response, ...answered }
  await put('theme_rejection', { ...rejected, rejected_by: ids.holder })
  await put('tagging', { id: ids.tagging, theme_id: ids.theme, kind: 'search', state: 'done', started_by: ids.holder })
  await put('dismissed_suggestion', { dismissed_by: ids.holder })
  await put('observation_theme', { observation_id: ids.observation, theme_id: ids.theme })
  await put('gap_theme', { gap_id: ids.gap, theme_id: ids.theme })
  await put('gap_response', { gap_id: ids.gap, response_id: ids.response, ...answered })
  const resting = { persona_experience_id: ids.experience }
  await put('persona_experience_observation', { ...resting, observation_id: ids.observation })
  await put('persona_experience_theme', { ...resting, theme_id: ids.theme })
  await put('persona_experience_response', { ...resting, response_id: ids.response, ...answered })
  await put('customer_case', {
    id: ids.case,
    number: 1,
    response_id: ids.response,
    ...answered,
    listening_post_id: ids.post,
    journey_step_id: ids.step,
    touchpoint_id: ids.touchpoint,
    theme_id: ids.theme,
    gap_id: ids.gap,
    ...owned,
    opened_at: at,
    due_at: at,
  })
}

async function cases(put: Put, ids: Ids, at: Date, day: string) {
  const week = { monday: '00:00-24:00', tuesday: '', wednesday: '', thursday: '', friday: '', saturday: '', sunday: '' }
  await put('business_hours', { id: ids.businessHours, ...week })
  await put('holiday', { id: ids.holiday, business_hours_id: ids.businessHours, day: addDays(day, 100), hours: '' })
  const rule = { listening_post_id: ids.post, question_id: ids.scoreQuestion, score_at_most: 2, due_hours: 8 }
  await put('case_rule', { id: ids.caseRule, ...rule, owner_id: ids.holder, created_by: ids.author })
  const logged = { customer_case_id: ids.case, author_id: ids.holder, made_at: at, happened_on: day }
  await put('case_entry', { id: ids.entry, kind: 'note', ...logged })
  await put('reply_task', {
    id: ids.replyTask,
    initiative_id: ids.running,
    customer_case_id: ids.case,
    owner_id: ids.holder,
    due_on: addDays(day, 90),
    done_reason: '',
  })
}

/** One that everybody may read, and a draft that could be published. */
async function stories(put: Put, ids: Ids, day: string) {
  const where = { journey_step_id: ids.step, touchpoint_id: ids.touchpoint, persona_id: ids.persona }
  const linked = { initiative_id: ids.running, response_id: ids.response, answered_on: day }
  const people = { owner_id: ids.holder, created_by: ids.author }
  const consent = { consent_given_on: day, consent_ends_on: addDays(day, 80) }
  const published = { state: 'published', published_on: day, published_by: ids.holder }
  await put('story', { id: ids.story, ...where, ...linked, ...people, ...consent, ...published })
  await put('story', { id: ids.draftStory, ...where, ...people, ...consent, state: 'draft' })
  for (const story_id of [ids.story, ids.draftStory]) await put('story_words', { story_id })
}

/** The first bytes of a PNG picture: what the server looks at. */
export const pngBytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

async function initiatives(put: Put, ids: Ids) {
  const people = { owner_id: ids.holder, created_by: ids.author, sponsor_id: ids.author, unit_id: ids.homeUnit }
  await put('initiative', { id: ids.idea, stage: 'idea', ...people })
  await put('initiative', { id: ids.proposed, stage: 'proposed', ...people })
  await put('initiative', { id: ids.running, stage: 'running', ...people, owner_accepted_at: new Date() })
  for (const initiative_id of [ids.idea, ids.proposed, ids.running]) {
    await put('initiative_core_value', { initiative_id, core_value_id: ids.value })
    await put('initiative_outcome', { initiative_id, outcome_id: ids.outcome })
    await put('initiative_persona', { initiative_id, persona_id: ids.persona })
    await put('initiative_gap', { initiative_id, gap_id: ids.gap })
    await put('initiative_standing', { initiative_id, plan_count: initiative_id === ids.running ? 1 : 0 })
    const id = initiative_id === ids.idea ? ids.ideaLink : randomUUID()
    await put('initiative_kpi', { id, initiative_id, kpi_id: ids.kpi, expected_direction: 'up', expected_size: 3 })
  }
}

async function plans(put: Put, ids: Ids, day: string) {
  const people = { owner_id: ids.holder, reviewer_id: ids.author }
  await put('action_plan', { id: ids.plan, initiative_id: ids.running, ...people, kpi_id: ids.kpi, starts_on: day })
  const due = addDays(day, 90)
  await put('milestone', { id: ids.milestone, action_plan_id: ids.plan, due_on: due, first_due_on: due })
  const item = { action_plan_id: ids.plan, owner_id: ids.holder, due_on: due, first_due_on: due }
  await put('action_item', {
    id: ids.item,
    ...item,
    milestone_id: ids.milestone,
    evidence_url: 'https://evidence.example/',
  })
  await put('action_item', { id: ids.secondItem, ...item, evidence_url: null })
  await put('plan_update', {
    id: ids.update,
    action_plan_id: ids.plan,
    stated_status: 'on track',
    kpi_value_id: ids.kpiValue,
    author_id: ids.author,
    made_on: day,
  })
  await put('plan_standing', {
    action_plan_id: ids.plan,
    item_count: 2,
    stated: 'on track',
    derived: 'at risk',
    disagrees: true,
    last_update_id: ids.update,
    last_update_on: day,
    next_update_due_on: day,
    judged_on: day,
  })
}

async function mechanisms(put: Put, org: { slug: string }, ids: Ids, at: Date) {
  await put('saved_view', { id: ids.savedView, member_id: ids.holder, room: 'initiatives', query: 'stage=idea' })
  await put('mail', { id: ids.mail, kind: 'invitation', member_id: ids.invited, state: 'kept' })
  await put('proof_check', { id: ids.proofCheck, finished_at: at, asked_by: ids.holder })
  await put('executive_visit', { member_id: ids.holder, previous_at: at })
  await put('digest_sent', { member_id: ids.holder, day: at.toISOString().slice(0, 10) })
  await put('form_key', { member_id: ids.holder, answer: { to: `/${org.slug}` } })
  await put('checkpoint_webhook', { url: 'https://checkpoints.example/' })
}
