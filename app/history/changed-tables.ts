// What a difference tells of each tracked table: its room and record, and what it means when a column changes. Pure.

import { type Columns, stamps } from './changed-columns.ts'
import { partTables } from './changed-parts.ts'

/** The rooms in the order people read them; the key stands in addresses. */
export const changeRooms = [
  { key: 'vision', label: 'Vision' },
  { key: 'kpis', label: 'KPIs' },
  { key: 'initiatives', label: 'Initiatives' },
  { key: 'action-plans', label: 'Action plans' },
  { key: 'personas', label: 'Personas' },
  { key: 'journeys', label: 'Journeys and gaps' },
  { key: 'feedback', label: 'Feedback and cases' },
  { key: 'people', label: 'People' },
] as const
export type RoomKey = (typeof changeRooms)[number]['key']

/** What became of a record in the end, the weightiest first: it counts once, under the first that holds. */
export const fates = ['added', 'brought back', 'dropped', 'finished', 'handed over', 'moved', 'changed'] as const
export type Fate = (typeof fates)[number]
export const fateNames: Record<Fate, string> = {
  added: 'Added',
  'brought back': 'Restored',
  dropped: 'Dropped',
  finished: 'Finished',
  'handed over': 'Handed over',
  moved: 'Moved',
  changed: 'Changed',
}

export interface RecordTable extends Columns {
  room: RoomKey
  /** The column, or SQL over `r`, that names the record. */
  title: string
  /** The column, or SQL over `r`, that holds who is accountable. */
  owner?: string
  /** Set while it is out of use. */
  gone?: string
  /** SQL over `r`: whether it is done. */
  done?: string
}

/** Tables whose rows are records with a page or timeline of their own, in the order in which a room shows them. */
export const recordTables: Record<string, RecordTable> = {
  vision: {
    room: 'vision',
    title: `'Vision, version ' || r.number`,
    gone: 'archived_at',
    moved: ['state', 'effective_on'],
    said: ['statement', 'brand_promise', 'reason'],
    quiet: [
      'number',
      'proposed_by',
      'proposed_at',
      'ratified_by',
      'ratified_at',
      'superseded_at',
      'created_by',
      ...stamps,
    ],
  },
  core_value: {
    room: 'vision',
    title: 'name',
    gone: 'archived_at',
    moved: ['position'],
    said: ['name', 'meaning', 'dos', 'donts'],
    quiet: stamps,
  },
  pillar: {
    room: 'vision',
    title: 'name',
    gone: 'archived_at',
    moved: ['position'],
    said: ['name', 'description'],
    quiet: stamps,
  },
  outcome: {
    room: 'vision',
    title: 'title',
    owner: 'owner_id',
    gone: 'archived_at',
    done: `r.state <> 'open'`,
    handed: ['owner_id'],
    moved: ['state', 'horizon', 'pillar_id', 'position'],
    said: ['title', 'description', 'what_kpi_id', 'what_target', 'how_question'],
    quiet: stamps,
  },
  kpi: {
    room: 'kpis',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    said: [
      'name',
      'kind',
      'definition',
      'formula',
      'unit',
      'decimals',
      'score_kind',
      'direction',
      'frequency',
      'source',
    ],
    quiet: stamps,
  },
  initiative: {
    room: 'initiatives',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    done: `r.stage = 'finished'`,
    handed: ['owner_id', 'sponsor_id'],
    moved: ['stage', 'unit_id', 'starts_on', 'ends_on'],
    said: [
      'name',
      'purpose',
      'owner_accepted_at',
      'about_people',
      'about_process',
      'about_technology',
      'ad_hoc_reason',
      ...['budget', 'effort_days'],
    ],
    quiet: ['created_by', ...stamps],
  },
  action_plan: {
    room: 'action-plans',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    done: 'r.finished_on is not null',
    handed: ['owner_id', 'reviewer_id'],
    moved: ['initiative_id', 'starts_on', 'ends_on', 'finished_on'],
    said: ['name', 'purpose', 'owner_accepted_at', 'cadence', 'kpi_id'],
    quiet: stamps,
  },
  milestone: {
    room: 'action-plans',
    title: 'name',
    owner: '(select p.owner_id from action_plan p where p.id = r.action_plan_id)',
    gone: 'archived_at',
    done: 'r.reached_on is not null',
    moved: ['due_on', 'reached_on', 'action_plan_id'],
    said: ['name'],
    quiet: ['first_due_on', ...stamps],
  },
  action_item: {
    room: 'action-plans',
    title: 'title',
    owner: 'owner_id',
    gone: 'archived_at',
    done: 'r.done_on is not null',
    handed: ['owner_id'],
    moved: ['due_on', 'done_on', 'milestone_id', 'action_plan_id'],
    said: ['title', 'weight', 'progress', 'evidence_url', 'blocked_by_id'],
    quiet: ['first_due_on', ...stamps],
  },
  segment: {
    room: 'personas',
    title: 'name',
    gone: 'archived_at',
    said: ['name', 'description', 'share', 'current_value', 'potential_value', 'value_note'],
    quiet: stamps,
  },
  customer_count: {
    room: 'personas',
    title: 'name',
    gone: 'withdrawn_at',
    said: [
      ...['name', 'counted_on', 'file_name', 'segment_column', 'value_name', 'value_unit', 'currency', 'left_says'],
      ...['lines', 'repeated', 'unreadable'],
    ],
    quiet: ['created_by', ...stamps],
  },
  persona: {
    room: 'personas',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['segment_id', 'review_by'],
    said: ['name', 'summary', 'quote', 'needs', 'expectations', 'goals', 'challenges', 'picture_id', 'reviewed_on'],
    quiet: stamps,
  },
  persona_experience: {
    room: 'personas',
    title: 'sentence',
    owner: '(select p.owner_id from persona p where p.id = r.persona_id)',
    gone: 'archived_at',
    said: ['persona_id', 'kind', 'sentence'],
    quiet: ['created_by', ...stamps],
  },
  touchpoint: {
    room: 'journeys',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['unit_id'],
    said: ['name', 'channel', 'description'],
    quiet: stamps,
  },
  journey: {
    room: 'journeys',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['persona_id'],
    said: ['name', 'description'],
    quiet: stamps,
  },
  journey_map: {
    room: 'journeys',
    title: `(select j.name from journey j where j.id = r.journey_id) || ', ' || r.kind || ' map ' || r.number`,
    gone: 'archived_at',
    moved: ['state'],
    said: ['reason', 'copied_from_id'],
    quiet: [
      'journey_id',
      'kind',
      'number',
      'made_current_by',
      'made_current_at',
      'superseded_at',
      'created_by',
      ...stamps,
    ],
  },
  journey_step: {
    room: 'journeys',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['journey_phase_id', 'position'],
    said: [
      ...['journey_map_id', 'name', 'description', 'touchpoint_id', 'success', 'effort', 'emotion'],
      ...['rating_note', 'evidence_grade'],
    ],
    quiet: ['came_from_id', 'line_id', ...stamps],
  },
  observation: {
    room: 'journeys',
    title: `left(r.what, 120)`,
    owner: 'observer_id',
    gone: 'archived_at',
    moved: ['journey_step_id', 'touchpoint_id', 'unit_id'],
    said: ['what', 'quote', 'place', 'seen_at', 'severity', 'observer_id', 'picture_id'],
    quiet: stamps,
  },
  visit: {
    room: 'journeys',
    title: 'purpose',
    owner: 'visitor_id',
    gone: 'archived_at',
    done: 'r.done_on is not null',
    handed: ['visitor_id'],
    moved: ['due_on', 'done_on', 'touchpoint_id', 'journey_step_id'],
    said: ['purpose', 'place', 'note'],
    quiet: ['created_by', ...stamps],
  },
  reconstruction: {
    room: 'journeys',
    title: 'pseudonym',
    gone: 'archived_at',
    moved: ['state', 'journey_id'],
    said: ['pseudonym', 'note'],
    quiet: ['columns', 'mapping', 'created_by', ...stamps],
  },
  gap: {
    room: 'journeys',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    done: `r.state = 'closed'`,
    handed: ['owner_id'],
    moved: ['state'],
    said: [
      ...['name', 'description', 'as_is_step_id', 'to_be_step_id', 'touchpoint_id', 'persona_id', 'segment_id'],
      ...['barrier', 'size', 'value', 'effort', 'state_reason'],
    ],
    quiet: ['state_changed_on', 'created_by', ...stamps],
  },
  listening_post: {
    room: 'feedback',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    said: [
      ...['name', 'channel', 'structured', 'occasion', 'description', 'touchpoint_id', 'cadence', 'expected_volume'],
      ...['decision_days'],
    ],
    quiet: stamps,
  },
  theme: {
    room: 'feedback',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['decision', 'review_on'],
    said: ['name', 'description', 'words', 'decision_reason', 'decided_by', 'decided_on'],
    quiet: ['created_by', ...stamps],
  },
  customer_case: {
    room: 'feedback',
    title: `'Case ' || r.number || ': ' || r.title`,
    owner: 'owner_id',
    gone: 'archived_at',
    done: 'r.closed_at is not null',
    handed: ['owner_id'],
    moved: ['state', 'due_at', 'theme_id', 'gap_id'],
    said: [
      ...['title', 'listening_post_id', 'journey_step_id', 'touchpoint_id', 'told_on', 'told_by', 'told_evidence'],
      ...['told_url', 'resolved_on', 'resolved_by', 'resolved_evidence', 'resolved_url', 'closed_reason'],
    ],
    quiet: [
      ...['number', 'response_id', 'answered_on', 'case_rule_id', 'opened_by', 'opened_at', 'acknowledged_at'],
      'closed_at',
      ...stamps,
    ],
  },
  story: {
    room: 'feedback',
    title: 'title',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['state'],
    said: [
      ...['title', 'outcome', 'persona_id', 'journey_step_id', 'touchpoint_id', 'initiative_id', 'published_on'],
      ...['published_by', 'consent_given_on', 'consent_how', 'consent_outside', 'consent_ends_on'],
      'consent_withdrawn_on',
    ],
    quiet: ['response_id', 'answered_on', 'created_by', ...stamps],
  },
  case_rule: {
    room: 'feedback',
    title: 'name',
    owner: 'owner_id',
    gone: 'archived_at',
    handed: ['owner_id'],
    moved: ['active'],
    said: [
      ...['name', 'listening_post_id', 'question_id', 'score_at_least', 'score_at_most', 'words', 'due_hours'],
      ...['look_back_days', 'daily_limit'],
    ],
    quiet: ['created_by', ...stamps],
  },
  reply_task: {
    room: 'feedback',
    title: `'Reply after ' || (select i.name from initiative i where i.id = r.initiative_id)`,
    owner: 'owner_id',
    done: `r.state = 'done'`,
    handed: ['owner_id'],
    moved: ['state', 'due_on', 'done_on'],
    said: ['draft', 'done_reason', 'done_by'],
    quiet: ['initiative_id', 'customer_case_id', 'response_id', 'answered_on', 'theme_id', 'reach', ...stamps],
  },
  business_hours: {
    room: 'feedback',
    title: `'Business hours'`,
    said: [...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'due_hours']],
    quiet: stamps,
  },
  member: {
    room: 'people',
    title: 'name',
    gone: 'disabled_at',
    moved: ['unit_id', 'role'],
    said: ['name', 'email', 'job_title', 'invited_at', 'joined_at'],
    quiet: ['account_id', 'wants_digest', ...stamps],
  },
  unit: {
    room: 'people',
    title: 'name',
    gone: 'archived_at',
    moved: ['parent_id'],
    said: ['name'],
    quiet: stamps,
  },
  organisation: {
    room: 'people',
    title: 'name',
    said: [
      ...[
        'slug',
        'name',
        'time_zone',
        'locale',
        'currency',
        'digest_hour',
        'grace_days',
        'idle_minutes',
        'absolute_hours',
      ],
      ...['checkpoint_email', 'checkpoint_host'],
    ],
    quiet: stamps,
  },
}

/** Every column that is told of a table, its marks of being out of use included. */
export function toldColumns(table: string): string[] {
  const { handed = [], moved = [], said } = recordTables[table] ?? partTables[table]!
  const gone = recordTables[table]?.gone
  return [...said, ...handed, ...moved, ...(gone ? [gone] : [])]
}

export const kindsOf = (room: RoomKey): string[] =>
  Object.keys(recordTables).filter((kind) => recordTables[kind]!.room === room)
