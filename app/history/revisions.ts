// What a version of a record is: the columns and links that its form holds, so that an earlier one can be brought back. Pure.
import { type Wording, columnName, namedBy, valueInWords } from './words.ts'

interface Versioned {
  columns: readonly string[]
  /** Rows beside the record that its form holds too. */
  links?: readonly string[]
}

/** The kinds of records whose earlier versions can be brought back. */
export const versioned: Record<string, Versioned> = {
  vision: { columns: ['statement', 'brand_promise', 'reason'] },
  core_value: { columns: ['name', 'meaning', 'dos', 'donts'] },
  pillar: { columns: ['name', 'description'] },
  outcome: {
    columns: ['title', 'description', 'pillar_id', 'horizon', 'what_kpi_id', 'what_target', 'how_question', 'owner_id'],
  },
  segment: { columns: ['name', 'description', 'share', 'current_value', 'potential_value', 'value_note'] },
  persona: {
    columns: [
      ...['name', 'segment_id', 'summary', 'quote', 'needs', 'expectations', 'goals', 'challenges'],
      ...['owner_id', 'review_by'],
    ],
  },
  persona_experience: { columns: ['kind', 'sentence'] },
  theme: { columns: ['name', 'description', 'words', 'owner_id'] },
  kpi: {
    columns: [
      ...['name', 'kind', 'definition', 'formula', 'unit', 'decimals', 'score_kind', 'direction', 'frequency'],
      ...['source', 'owner_id'],
    ],
  },
  initiative: {
    columns: [
      ...['name', 'purpose', 'owner_id', 'sponsor_id', 'unit_id', 'starts_on', 'ends_on', 'ad_hoc_reason'],
      ...['about_people', 'about_process', 'about_technology', 'budget', 'effort_days'],
    ],
    links: ['initiative_core_value', 'initiative_outcome', 'initiative_persona'],
  },
  action_plan: {
    columns: ['name', 'purpose', 'owner_id', 'reviewer_id', 'cadence', 'starts_on', 'ends_on', 'kpi_id'],
  },
  milestone: { columns: ['name', 'due_on'] },
  action_item: {
    columns: ['title', 'owner_id', 'milestone_id', 'weight', 'evidence_url', 'blocked_by_id', 'progress'],
  },
  unit: { columns: ['name', 'parent_id'] },
  case_rule: {
    columns: [
      ...[
        'name',
        'listening_post_id',
        'question_id',
        'score_at_least',
        'score_at_most',
        'words',
        'due_hours',
        'owner_id',
      ],
      ...['look_back_days', 'daily_limit'],
    ],
  },
  touchpoint: { columns: ['name', 'channel', 'description', 'owner_id', 'unit_id'] },
  journey: { columns: ['name', 'description', 'persona_id', 'owner_id'] },
  journey_step: { columns: ['name', 'description', 'touchpoint_id', 'owner_id'], links: ['journey_step_kpi'] },
  observation: {
    columns: ['what', 'quote', 'place', 'seen_at', 'severity', 'journey_step_id', 'touchpoint_id', 'unit_id'],
  },
  visit: { columns: ['purpose', 'touchpoint_id', 'journey_step_id', 'place', 'visitor_id', 'due_on'] },
  gap: {
    columns: [
      ...['name', 'description', 'as_is_step_id', 'to_be_step_id', 'touchpoint_id', 'persona_id', 'segment_id'],
      ...['barrier', 'size', 'value', 'effort', 'owner_id'],
    ],
  },
  reconstruction: { columns: ['pseudonym', 'note'] },
  listening_post: {
    columns: [
      ...['name', 'channel', 'structured', 'occasion', 'description', 'owner_id', 'touchpoint_id'],
      ...['cadence', 'expected_volume', 'decision_days'],
    ],
    links: ['listening_post_step'],
  },
  customer_case: { columns: ['title', 'journey_step_id', 'touchpoint_id'] },
  story: {
    columns: ['title', 'outcome', 'persona_id', 'journey_step_id', 'touchpoint_id', 'initiative_id', 'owner_id'],
  },
}

interface Change {
  table: string
  key: Readonly<Record<string, string>>
  before?: Readonly<Record<string, unknown>>
  after?: Readonly<Record<string, unknown>>
}

/** Whether a change made another version of this record: of what its form holds, not of where it stands or whether it is done. */
export function revises({ kind, id }: { kind: string; id: string }, { table, key, before, after }: Change): boolean {
  const { columns, links = [] } = versioned[kind] ?? { columns: [] }
  if (links.includes(table)) return key[`${kind}_id`] === id
  if (table !== kind || key.id !== id || !after || ('done_on' in after && before)) return false
  return columns.some((column) => column in after)
}

// ── The fields of a form ────────────────────────────────────────────────────────────────────────────────────────────

type Typed = Readonly<Record<string, string | readonly string[]>>

/** `ownerId` -> `owner_id`; `outcomeIds` -> `outcome_id`, of which it holds several. */
const columnOf = (field: string) =>
  field.replace(/Ids$/, 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Everything with a name that the fields hold. */
export const typedIds = (values: Typed): { kind: string; id: string }[] =>
  Object.entries(values).flatMap(([field, value]) =>
    [value].flat().flatMap((one) => namedBy(columnOf(field), one) ?? []),
  )

const labels: Record<string, string> = { coreValueIds: 'Values', outcomeIds: 'Outcomes', personaIds: 'For whom' }

/** The fields in which two versions differ, in words. */
export function fieldsThatDiffer(
  now: Typed,
  then: Typed,
  wording: Wording,
): { label: string; now: string; then: string }[] {
  const asText = (field: string, value: Typed[string] = '') => {
    const said = [value]
      .flat()
      .map((one) => (one === 'on' ? 'yes' : valueInWords(columnOf(field), numeric(field, one), wording)))
    return said.sort((a, b) => (Array.isArray(value) ? a.localeCompare(b, 'en') : 0)).join(', ')
  }
  return Object.keys(then)
    .map((field) => ({
      label: labels[field] ?? columnName(columnOf(field)),
      now: asText(field, now[field]),
      then: asText(field, then[field]),
    }))
    .filter((line) => line.now !== line.then)
}

/** Fields hold text; what is a number reads like one. */
const numeric = (field: string, value: string) => (numbers.has(field) && value !== '' ? Number(value) : value)
const numbers = new Set([
  'decimals',
  'horizon',
  'share',
  'budget',
  'effortDays',
  'currentValue',
  'potentialValue',
  'weight',
  'progress',
  'scoreAtLeast',
  'scoreAtMost',
  'dueHours',
  'lookBackDays',
  'dailyLimit',
])
