// What a difference tells of the rows that are part of a record: its links, values, ratings, questions. Pure.
import { type Columns, stamps } from './changed-columns.ts'

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

/** A row that says no more than that two records belong together; told with the first. */
const linked = (of: string, other: string, quiet: readonly string[] = []): PartTable => ({
  of,
  by: `${of}_id`,
  keys: [`${of}_id`, other],
  order: other,
  said: [],
  quiet,
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
  initiative_core_value: linked('initiative', 'core_value_id'),
  initiative_outcome: linked('initiative', 'outcome_id'),
  initiative_persona: linked('initiative', 'persona_id'),
  initiative_gap: linked('initiative', 'gap_id'),
  customer_group: {
    of: 'customer_count',
    by: 'customer_count_id',
    keys: ['id'],
    order: 'number',
    said: [
      ...['customer_count_id', 'label', 'segment_id', 'customers', 'known_values', 'value_sum', 'known_left'],
      ...['left_count'],
    ],
    quiet: ['number'],
  },
  journey_phase: {
    of: 'journey_map',
    by: 'journey_map_id',
    keys: ['id'],
    order: 'position',
    said: ['journey_map_id', 'name', 'position', 'archived_at'],
    quiet: stamps,
  },
  journey_step_kpi: linked('journey_step', 'kpi_id'),
  visit_observation: linked('visit', 'observation_id'),
  reconstruction_event: {
    of: 'reconstruction',
    by: 'reconstruction_id',
    keys: ['id'],
    order: 'line',
    said: [
      ...['reconstruction_id', 'happened_at', 'what', 'channel', 'named_step', 'journey_step_id', 'placed_by'],
      ...['problem'],
    ],
    quiet: ['line', 'cells', 'has_time', 'version'],
  },
  reconstruction_gap: linked('reconstruction', 'gap_id', ['mismatch']),
  gap_observation: linked('gap', 'observation_id'),
  gap_theme: linked('gap', 'theme_id'),
  gap_response: linked('gap', 'response_id', ['answered_on']),
  persona_experience_observation: linked('persona_experience', 'observation_id'),
  persona_experience_theme: linked('persona_experience', 'theme_id'),
  persona_experience_response: linked('persona_experience', 'response_id', ['answered_on']),
  verbatim_restriction: {
    of: 'listening_post',
    by: 'listening_post_id',
    keys: ['id'],
    order: 'created_at',
    said: ['listening_post_id', 'reason', 'ends_on', 'lifted_at', 'lifted_by'],
    quiet: ['set_by', 'created_at', 'version'],
  },
  intake_source: {
    of: 'listening_post',
    by: 'listening_post_id',
    keys: ['id'],
    order: 'created_at',
    said: ['listening_post_id', 'kind', 'name', 'ends_on', 'ended_at', 'ended_by'],
    quiet: ['created_by', ...stamps],
  },
  kpi_feedback: {
    of: 'kpi',
    by: 'kpi_id',
    keys: ['id'],
    order: 'created_at',
    said: [
      ...['kpi_id', 'question_id', 'touchpoint_id', 'segment_id', 'persona_id', 'unit_id', 'theme_id', 'language'],
    ],
    quiet: ['set_by', ...stamps],
  },
  listening_post_step: linked('listening_post', 'journey_step_id'),
  question: {
    of: 'listening_post',
    by: 'listening_post_id',
    keys: ['id'],
    order: 'number',
    said: [
      ...[
        'listening_post_id',
        'number',
        'label',
        'wording',
        'kind',
        'score_kind',
        'scale_low',
        'scale_high',
        'top_from',
      ],
      ...['not_used', 'touchpoint_id', 'measures', 'source_key', 'archived_at'],
    ],
    quiet: stamps,
  },
  response_theme: {
    ...linked('theme', 'response_id', ['answered_on', 'tagged_by', 'tagged_at', 'tagging_id']),
    order: 'tagged_at',
  },
  holiday: {
    of: 'business_hours',
    by: 'business_hours_id',
    keys: ['id'],
    order: 'day',
    said: ['business_hours_id', 'day', 'name', 'hours'],
    quiet: ['version'],
  },
  theme_rejection: {
    ...linked('theme', 'response_id', ['answered_on', 'rejected_by', 'rejected_at']),
    order: 'rejected_at',
  },
  observation_theme: linked('observation', 'theme_id'),
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
