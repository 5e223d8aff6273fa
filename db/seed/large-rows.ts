/** The made-up rows of an organisation for measuring: one insert a table, each row following from its number alone. */
import {
  type Place,
  efforts,
  familyNames,
  givenNames,
  language,
  oneOf,
  pick,
  places,
  sentence,
} from './large-language.ts'

/** Rows to write: `count` in all, those numbered from `$1` to `$2` at a time; `n` is the number in `select`. */
export interface Rows {
  table: string
  count: number
  columns: string
  select: string
  from?: string
}

/** Every table's rows, in the order in which they refer to each other. */
export const rowsOf = (place: Place): Rows[] => [
  ...peopleRows(place),
  ...kpiRows(place),
  ...strategyRows(place),
  ...workRows(place),
]

function peopleRows(place: Place): Rows[] {
  const { id } = language(place)
  const name = `${oneOf(givenNames, 'n')} || ' ' || ${oneOf(familyNames, 'n / 15')} || ' ' || n`
  const email = `'person-' || n || '-' || right(current_org()::text, 6) || '@large.example'`
  const role = oneOf(['business_owner', 'business_owner', 'contributor', 'contributor', 'executive', 'cx_leader'], 'n')
  const units = 40
  return [
    {
      table: 'unit',
      count: units,
      columns: 'id, name, parent_id',
      select: `${id('unit', 'n')}, ${oneOf(places, 'n')} || ' ' || n, case when n > 1 then ${id('unit', 'n / 4 + 1')} end`,
    },
    {
      table: 'member',
      count: place.size.members - 1,
      columns: 'id, account_id, name, email, role, unit_id, job_title, joined_at',
      select: `${id('member', 'n')}, access.create_account(gen_random_uuid(), ${email}, ${name}, null), ${name}, ${email}, ${role},
        ${id('unit', `3 + mod(n, ${units - 3})`)}, 'Head of ' || ${oneOf(places, 'n')}, current_moment()`,
    },
  ]
}

function strategyRows(place: Place): Rows[] {
  const { id, day, person, oneOfKind } = language(place)
  const { outcomes, kpis } = place.size
  return [
    {
      table: 'vision',
      count: 1,
      columns: 'id, number, state, statement, brand_promise, effective_on, ratified_by, ratified_at',
      select: `${id('vision', 'n')}, 1, 'ratified', 'Nobody waits without knowing for what.', 'You will know.', ${day('-700')}, ${person('n')}, current_moment()`,
    },
    {
      table: 'core_value',
      count: 5,
      columns: 'id, name, meaning, dos, donts, position',
      select: `${id('core_value', 'n')}, ${oneOf(efforts, 'n')}, ${sentence}, 'Say it first', 'Do not wait to be asked', n`,
    },
    {
      table: 'pillar',
      count: 3,
      columns: 'id, name, position',
      select: `${id('pillar', 'n')}, ${oneOf(['Experience', 'People', 'Model'], 'n')}, n`,
    },
    {
      table: 'segment',
      count: 4,
      columns: 'id, name, share, current_value, potential_value',
      select: `${id('segment', 'n')}, 'Segment ' || n, 25, n, 6 - n`,
    },
    {
      table: 'persona',
      count: 12,
      columns: 'id, name, segment_id, summary, owner_id, reviewed_on, review_by',
      select: `${id('persona', 'n')}, ${oneOf(givenNames, 'n')} || ', persona ' || n, ${oneOfKind('segment', 'n', 4)}, ${sentence}, ${person('n')},
        ${day('-100')}, ${day(`${pick('n', 1, 300)} - 60`)}`,
    },
    {
      table: 'outcome',
      count: outcomes,
      columns: 'id, pillar_id, horizon, title, description, how_question, what_kpi_id, owner_id, position',
      select: `${id('outcome', 'n')}, ${oneOfKind('pillar', 'n', 3)}, 1 + mod(n, 3), ${oneOf(efforts, 'n')} || ' than last year, ' || n, ${sentence},
        'How does it feel today?', ${oneOfKind('kpi', 'n * 7', kpis)}, ${person('n * 3')}, n`,
    },
    {
      table: 'how_rating',
      count: outcomes * 20,
      columns: 'id, outcome_id, member_id, rating, comment, rated_on',
      select: `${id('how_rating', 'n')}, ${oneOfKind('outcome', 'n', outcomes)}, ${oneOfKind('member', `n / ${outcomes}`, place.size.members - 1)},
        1 + ${pick('n', 2, 5)}, '', ${day(`-${pick('n', 3, 200)}`)}`,
    },
  ]
}

function kpiRows(place: Place): Rows[] {
  const { id, day, person } = language(place)
  const { kpis, values } = place.size
  const periods = Math.ceil(values / kpis)
  // Four kinds in turn: a share, an amount, a net promoter score and a mean.
  const kind = 'mod(n, 4)'
  const k = `(1 + mod(n - 1, ${kpis}))`
  const ago = `(${periods} - (n - 1) / ${kpis})`
  const answers = `(200 + ${pick('n', 4, 300)})`
  const promoters = `(${answers} * (40 + ${pick('n', 5, 15)}) / 100)`
  const detractors = `(${answers} * (12 + ${pick('n', 6, 15)}) / 100)`
  const wave = `sin((${ago} + ${k} * 13) / 40.0)`
  return [
    {
      table: 'kpi',
      count: kpis,
      columns:
        'id, name, kind, definition, formula, unit, decimals, score_kind, direction, frequency, source, owner_id',
      select: `${id('kpi', 'n')}, ${oneOf(places, 'n')} || ': measure ' || n, ${oneOf(['perception', 'operations', 'perception', 'employee'], 'n')}, ${sentence},
        'counted / asked', ${oneOf(['%', 'minutes', 'points', 'of 5'], 'n')}, 1, ${oneOf(['csat', 'amount', 'nps', 'mean'], 'n')},
        ${oneOf(['up', 'down', 'up', 'up'], 'n')}, 'weekly', 'Made up for measuring', ${person('n')}`,
    },
    {
      table: 'kpi_target',
      count: kpis * 2,
      columns: 'id, kpi_id, due_on, value, reason',
      select: `${id('kpi_target', 'n')}, ${id('kpi', '(n + 1) / 2')}, ${day('case when mod(n, 2) = 1 then -600 else 200 end')},
        (array[72, 20, 26, 3.4])[1 + mod((n + 1) / 2, 4)] + mod(n, 2), ${sentence}`,
    },
    {
      table: 'kpi_value',
      count: periods * kpis,
      columns: 'id, kpi_id, period, value, n, sd, promoters, detractors, source',
      select: `${id('kpi_value', 'n')}, ${id('kpi', k)}, date_trunc('week', date '${place.today}')::date - 7 * ${ago},
        case ${kind} when 0 then round((72 + 8 * ${wave} + ${pick('n', 7, 50)} / 10.0)::numeric, 1)
          when 1 then round((20 + 4 * ${wave} + ${pick('n', 7, 30)} / 10.0)::numeric, 1)
          when 2 then round(100.0 * (${promoters} - ${detractors}) / ${answers}, 1)
          else round((3.5 + 0.4 * ${wave} + ${pick('n', 7, 50)} / 100.0)::numeric, 1) end,
        case when ${kind} <> 1 then ${answers} end, case when ${kind} = 3 then 1.1 end,
        case when ${kind} = 2 then ${promoters} end, case when ${kind} = 2 then ${detractors} end, 'imported'`,
      from: `(select n::int from generate_series($1::int, $2::int) n) s`,
    },
  ]
}

function workRows(place: Place): Rows[] {
  const { id, day, person, colleague, oneOfKind } = language(place)
  const { initiatives, plans, items, updates, kpis, outcomes } = place.size
  const stage = (i: string) =>
    `case when mod(${i}, 20) < 12 then 'running' else (array['approved', 'approved', 'proposed', 'proposed', 'idea', 'finished', 'finished', 'stopped'])[mod(${i}, 20) - 11] end`
  const finished = (i: string) => `mod(${i}, 20) in (17, 18)`
  const planOf = (n: string) => `(1 + mod(${n} - 1, ${plans}))`
  const initiativeOf = (plan: string) => `(1 + mod(${plan} - 1, ${initiatives}))`
  const start = (n: string) => `(${pick(n, 10, 400)} - 600)`
  const due = `(${pick('n', 11, 370)} - 250)`
  const ended = finished(initiativeOf(planOf('n')))
  const done = `(${ended} or (${due} < 0 and ${pick('n', 12, 100)} < 78))`
  const round = `((n - 1) / ${plans})`
  const rounds = Math.ceil(updates / plans)
  const madeOn = day(`-(${pick('n', 13, 40)} + (${rounds - 1} - ${round}) * 45)`)
  return [
    {
      table: 'initiative',
      count: initiatives,
      columns:
        'id, name, purpose, stage, owner_id, owner_accepted_at, sponsor_id, unit_id, about_process, about_technology, starts_on, ends_on, created_by',
      select: `${id('initiative', 'n')}, ${oneOf(efforts, 'n')} || ' ' || lower(${oneOf(places, 'n / 10')}) || ' ' || n, ${sentence}, ${stage('n')},
        case when mod(n, 97) <> 0 then ${person('n')} end, case when mod(n, 97) <> 0 and mod(n, 53) <> 0 then current_moment() end,
        ${colleague('n * 3')}, ${id('unit', '3 + mod(n, 37)')}, mod(n, 2) = 0, mod(n, 3) = 0, ${day(start('n'))}, ${day(`${start('n')} + 500`)}, ${colleague('n')}`,
    },
    {
      table: 'initiative_core_value',
      count: initiatives,
      columns: 'initiative_id, core_value_id',
      select: `${id('initiative', 'n')}, ${oneOfKind('core_value', 'n', 5)}`,
    },
    {
      table: 'initiative_outcome',
      count: initiatives,
      columns: 'initiative_id, outcome_id',
      select: `${id('initiative', 'n')}, ${oneOfKind('outcome', 'n', outcomes)}`,
    },
    {
      table: 'initiative_persona',
      count: initiatives,
      columns: 'initiative_id, persona_id',
      select: `${id('initiative', 'n')}, ${oneOfKind('persona', 'n', 12)}`,
    },
    {
      table: 'initiative_kpi',
      count: initiatives,
      columns: 'id, initiative_id, kpi_id, hypothesis, expected_direction, expected_size',
      select: `${id('initiative_kpi', 'n')}, ${id('initiative', 'n')}, ${oneOfKind('kpi', 'n', kpis)}, ${sentence}, ${oneOf(['up', 'down', 'up', 'up'], `1 + mod(n, ${kpis})`)}, 2`,
    },
    {
      table: 'action_plan',
      count: plans,
      columns:
        'id, initiative_id, name, purpose, owner_id, owner_accepted_at, reviewer_id, cadence, kpi_id, starts_on, ends_on, finished_on',
      select: `${id('action_plan', 'n')}, ${id('initiative', initiativeOf('n'))}, 'Plan ' || n || ' for ' || lower(${oneOf(places, 'n')}), ${sentence},
        ${person('n')}, current_moment(), ${colleague('n')}, ${oneOf(['weekly', 'every two weeks', 'monthly', 'quarterly'], 'n')}, ${oneOfKind('kpi', initiativeOf('n'), kpis)},
        ${day(start('n'))}, ${day(`${start('n')} + 400`)}, case when ${finished(initiativeOf('n'))} then ${day('-20')} end`,
    },
    {
      table: 'milestone',
      count: plans,
      columns: 'id, action_plan_id, name, due_on, first_due_on, reached_on',
      select: `${id('milestone', 'n')}, ${id('action_plan', 'n')}, 'Half of it works', ${day(due)}, ${day(due)},
        case when ${finished(initiativeOf('n'))} or (${due} < 0 and mod(n, 9) <> 0) then ${day(`least(${due}, -20)`)} end`,
    },
    {
      table: 'action_item',
      count: items,
      columns: 'id, action_plan_id, milestone_id, title, owner_id, due_on, first_due_on, weight, progress, done_on',
      select: `${id('action_item', 'n')}, ${id('action_plan', planOf('n'))}, ${id('milestone', planOf('n'))}, 'Step ' || n || ' of ' || lower(${oneOf(places, 'n')}),
        ${person('n')}, ${day(due)}, ${day(`${due} - 10 * ${pick('n', 14, 3)}`)}, 1 + mod(n, 3), case when ${done} then 100 else ${pick('n', 15, 90)} end,
        case when ${done} then ${day(`least(${due} + ${pick('n', 16, 9)} - 5, -20)`)} end`,
    },
    {
      table: 'plan_update',
      count: updates,
      columns:
        'id, action_plan_id, stated_status, sentence, next_step, help_wanted, author_id, made_on, acknowledged_by, acknowledged_at',
      select: `${id('plan_update', 'n')}, ${id('action_plan', planOf('n'))}, ${oneOf(['on track', 'on track', 'on track', 'at risk', 'off track'], pick('n', 17, 5))},
        'Update ' || n || ': ' || ${sentence}, 'The next step is agreed.', case when mod(n, 10) = 0 then 'A word from the sponsor.' else '' end,
        ${person(planOf('n'))}, ${madeOn}, case when mod(n, 4) <> 0 then ${colleague(planOf('n'))} end, case when mod(n, 4) <> 0 then current_moment() end`,
    },
  ]
}
