// What a difference tells of each tracked table: its room and record, and what it means when a column changes. Pure.

/** The rooms in the order people read them; the key stands in addresses. */
export const changeRooms = [
  { key: 'vision', label: 'Vision' },
  { key: 'kpis', label: 'KPIs' },
  { key: 'initiatives', label: 'Initiatives' },
  { key: 'action-plans', label: 'Action plans' },
  { key: 'personas', label: 'Personas' },
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

/** Columns by what a change of them means. Together with `quiet` they are all columns of the table but its keys. */
interface Columns {
  /** Who answers for it. */
  handed?: readonly string[]
  /** Where and when it stands. */
  moved?: readonly string[]
  /** What it says. */
  said: readonly string[]
  /** Bookkeeping that says nothing to a reader. */
  quiet: readonly string[]
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

/** Rows that are part of a record and are told with it. */
export interface PartTable extends Columns {
  /** The kind of the record, and the column that holds its id. */
  of: string
  by: string
  keys: readonly string[]
  /** The newest are told; the rest is added up. */
  order: string
  /** Aggregates over all rows that differ, as `a` (after) and `b` (before). */
  sums?: Readonly<Record<string, string>>
  /** Columns of the record that the part cannot be read without. */
  about?: readonly string[]
}

const stamps = ['created_at', 'updated_at', 'version'] as const

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
        'idle_hours',
        'absolute_hours',
      ],
      ...['checkpoint_email', 'checkpoint_host'],
    ],
    quiet: stamps,
  },
}

const linked = (other: string): PartTable => ({
  of: 'initiative',
  by: 'initiative_id',
  keys: ['initiative_id', other],
  order: other,
  said: [],
  quiet: [],
})

export const partTables: Record<string, PartTable> = {
  how_rating: {
    of: 'outcome',
    by: 'outcome_id',
    keys: ['id'],
    order: 'rated_on',
    said: ['outcome_id', 'member_id', 'rating', 'comment', 'rated_on'],
    quiet: ['created_at', 'version'],
  },
  kpi_target: {
    of: 'kpi',
    by: 'kpi_id',
    keys: ['id'],
    order: 'due_on',
    about: ['unit', 'decimals'],
    said: ['kpi_id', 'due_on', 'value', 'reason', 'withdrawn_at'],
    quiet: ['created_by', 'created_at', 'version'],
  },
  kpi_value: {
    of: 'kpi',
    by: 'kpi_id',
    keys: ['id'],
    order: 'period',
    about: ['unit', 'decimals', 'frequency'],
    sums: {
      imported: `count(*) filter (where a.source = 'imported' and b.id is null)`,
      first: 'min(coalesce(a.period, b.period))',
      last: 'max(coalesce(a.period, b.period))',
    },
    said: ['kpi_id', 'period', 'value', 'n', 'sd', 'promoters', 'detractors', 'note'],
    quiet: ['source', 'data_import_id', 'recorded_by', 'recorded_at', 'version'],
  },
  initiative_kpi: {
    of: 'initiative',
    by: 'initiative_id',
    keys: ['id'],
    order: 'kpi_id',
    said: ['initiative_id', 'kpi_id', 'hypothesis', 'expected_direction', 'expected_size', 'confidence'],
    quiet: stamps,
  },
  initiative_core_value: linked('core_value_id'),
  initiative_outcome: linked('outcome_id'),
  initiative_persona: linked('persona_id'),
  plan_update: {
    of: 'action_plan',
    by: 'action_plan_id',
    keys: ['id'],
    order: 'created_at',
    said: [
      ...['action_plan_id', 'stated_status', 'sentence', 'next_step', 'help_wanted', 'author_id', 'made_on'],
      ...['acknowledged_by', 'acknowledged_at'],
    ],
    quiet: ['kpi_value_id', 'created_at', 'version'],
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
