// How history speaks: column names and values in words people use; verbs are in verbs.ts. Pure.
import { type Role, roleNames } from '#app/access/viewer.ts'
import { kindNames } from '#app/paths.ts'
import { formatDay, formatNumber } from '#app/ui/format.ts'

/** Columns that say nothing to a reader. */
const silent = new Set([
  'id',
  'org_id',
  'version',
  'updated_at',
  'created_at',
  'created_by',
  'position',
  'account_id',
  'recorded_at',
  'recorded_by',
  'kpi_value_id',
  'line_id',
  'tagging_id',
  'tagged_by',
  'tagged_at',
  'rejected_by',
  'rejected_at',
  'response_id',
  'cells',
  'columns',
  'mapping',
  'mismatch',
  'has_time',
  'line',
  'placed_by',
  'journey_map_id',
  'source_key',
])

const columnWords: Record<string, string> = {
  owner_id: 'Owner',
  sponsor_id: 'Sponsor',
  unit_id: 'Unit',
  due_on: 'Due',
  first_due_on: 'First promised for',
  done_on: 'Done on',
  starts_on: 'Starts',
  ends_on: 'Ends',
  what_kpi_id: 'WHAT measure',
  what_target: 'WHAT target',
  how_question: 'HOW measure',
  n: 'n',
  sd: 'Standard deviation',
  share: 'Share of customers, estimated',
  effort_days: 'Effort (person-days)',
  counted_on: 'Describes the day',
  segment_column: 'Column of the segment',
  value_name: 'What the value is',
  value_unit: 'Value counted in',
  value_sum: 'Sum of the value',
  known_values: 'Customers whose value is known',
  known_left: 'Customers of whom it is known whether they left',
  left_count: 'Left',
  left_says: 'What says that a customer left',
  lines: 'Lines of the file',
  repeated: 'Lines left out as repeated',
  unreadable: 'Lines with an unreadable number',
  dos: 'Do’s',
  donts: 'Don’ts',
  evidence_url: 'Evidence',
  archived_at: 'Archived',
  disabled_at: 'Disabled',
  owner_accepted_at: 'Accepted by the owner',
  about_people: 'About people',
  about_process: 'About process',
  about_technology: 'About technology',
  ad_hoc_reason: 'Reason for being ad hoc',
  kpi_id: 'KPI',
  checkpoint_email: 'Checkpoints sent to (e-mail)',
  checkpoint_host: 'Checkpoints sent to (web address)',
  idle_hours: 'Hours until signed out when not used',
  idle_minutes: 'Minutes until signed out when not used',
  absolute_hours: 'Hours until signed out in any case',
  stated_status: 'Said to be',
  parent_id: 'Part of',
  answered_on: 'Customer answered',
  invited_at: 'Invited',
  joined_at: 'Joined',
  acknowledged_by: 'Acknowledged by',
  acknowledged_at: 'Acknowledged',
  what: 'What was seen',
  observer_id: 'Seen by',
  picture_id: 'Picture',
  visitor_id: 'Who goes',
  purpose: 'Purpose',
  state_reason: 'Why it is in this state',
  as_is_step_id: 'Step as it is',
  to_be_step_id: 'Step as it is to be',
  persona_id: 'Persona',
  barrier: 'What stands in the way',
  named_step: 'Step in the file',
  horizon: 'Year',
  position: 'Place in the order',
  told_on: 'Customer told on',
  told_by: 'Customer told, says',
  told_evidence: 'Customer told: how',
  told_url: 'Customer told: link',
  resolved_on: 'Cause resolved on',
  resolved_by: 'Cause resolved, says',
  resolved_evidence: 'Cause resolved: how one sees it',
  resolved_url: 'Cause resolved: link',
  outcome: 'What came of it',
  consent_given_on: 'Consent given on',
  consent_how: 'How consent was given',
  consent_outside: 'Consent covers use outside',
  consent_ends_on: 'Consent ends on',
  consent_withdrawn_on: 'Consent withdrawn on',
  closed_reason: 'Closed all the same',
  due_hours: 'Due within (business hours)',
  look_back_days: 'Looks back (days)',
  daily_limit: 'Cases a day at most',
  case_rule_id: 'Opened by the rule',
  effective_on: 'In force from',
  review_on: 'Look again on',
  source_key: 'Code in the source',
}

export const isSilent = (column: string) => silent.has(column)

/** `expected_size` -> `Expected size`, `blocked_by_id` -> `Blocked by`. */
export function columnName(column: string): string {
  const known = columnWords[column]
  if (known) return known
  const words = column.replace(/_(id|on|at)$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The kind of a table in words; link tables read as what they link to. */
export function tableName(table: string): string {
  return (
    kindNames[table] ??
    ({
      initiative_core_value: 'Value served',
      initiative_outcome: 'Outcome served',
      initiative_persona: 'Persona',
      initiative_gap: 'Gap closed',
      journey_step_kpi: 'KPI',
      gap_observation: 'Evidence: observation',
      gap_theme: 'Evidence: theme',
      gap_response: 'Evidence: response',
      persona_experience_observation: 'Evidence: observation',
      persona_experience_theme: 'Evidence: theme',
      persona_experience_response: 'Evidence: response',
      listening_post_step: 'Step covered',
      response_theme: 'Response',
      theme_rejection: 'Response not of it',
      observation_theme: 'Theme',
      visit_observation: 'Observation',
      reconstruction_event: 'Event',
      reconstruction_gap: 'Gap',
      initiative_kpi: 'KPI link',
      kpi_value: 'Value',
      customer_group: 'Group of customers',
      kpi_target: 'Target',
      kpi_feedback: 'Computed from',
      verbatim_restriction: 'Restriction of verbatims',
      intake_source: 'Token or webhook',
      how_rating: 'Rating',
    }[table] ||
      columnName(table))
  )
}

/** What an id of this column names: `owner_id` a member, `parent_id` a unit; null where nothing with a name. */
export function kindNamed(column: string): string | null {
  if (column.endsWith('_by') || people.has(column)) return 'member'
  return otherIds[column] ?? (column.endsWith('_id') ? column.slice(0, -3) : null)
}

const people = new Set(['owner_id', 'sponsor_id', 'reviewer_id', 'author_id', 'actor_id', 'observer_id', 'visitor_id'])
const otherIds: Record<string, string> = {
  parent_id: 'unit',
  what_kpi_id: 'kpi',
  blocked_by_id: 'action_item',
  as_is_step_id: 'journey_step',
  to_be_step_id: 'journey_step',
  came_from_id: 'journey_step',
  copied_from_id: 'journey_map',
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A record that a value names, to be looked up; null where it names none. */
export function namedBy(column: string, value: unknown): { kind: string; id: string } | null {
  const kind = typeof value === 'string' && uuid.test(value) ? kindNamed(column) : null
  return kind ? { kind, id: value as string } : null
}

const valueWords: Record<string, Record<string, string>> = {
  score_kind: { nps: 'NPS', csat: 'CSAT', ces: 'CES' },
  direction: { up: 'More is better', down: 'Less is better' },
  severity: { 1: 'Small', 2: 'Annoying', 3: 'Serious', 4: 'They leave' },
  problem: { heading: 'A line of headings' },
  role: roleNames satisfies Record<Role, string>,
}
const wordy = new Set([
  'decision',
  'stage',
  'state',
  'kind',
  'score_kind',
  'frequency',
  'confidence',
  'cadence',
  'stated_status',
  'barrier',
  'channel',
  'evidence_grade',
  'occasion',
])

export interface Wording {
  /** Names by id. */
  names: ReadonlyMap<string, string>
  locale: string
}

/** A column's value as JSON gives it, in words; nothing is the empty text. */
export function valueInWords(column: string, value: unknown, { names, locale }: Wording): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number' && valueWords[column]?.[value]) return valueWords[column][value]
  if (typeof value === 'number') return formatNumber(value, column === 'horizon' ? 0 : decimalsOf(value), locale)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // A picture has no name.
  if (column === 'picture_id') return 'added'
  if (namedBy(column, text)) return names.get(text) ?? '(a record)'
  if (/^\d{4}-\d\d-\d\d$/.test(text) || (column.endsWith('_at') && /^\d{4}-\d\d-\d\dT/.test(text)))
    return formatDay(text.slice(0, 10), locale)
  const known = valueWords[column]?.[text]
  return known ?? (wordy.has(column) ? text.charAt(0).toUpperCase() + text.slice(1) : text)
}

/** Digits that were written are shown where old and new are compared. */
const decimalsOf = (value: number) => Math.min(6, (String(value).split('.')[1] ?? '').length)
