// How history speaks: verbs, column names and values in words people use.
import { kindNames } from '#app/paths.ts'

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
  share: 'Share of customers',
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
}

export const isSilent = (column: string) => silent.has(column)

/** `expected_size` -> `Expected size`, `blocked_by_id` -> `Blocked by`. */
export function columnName(column: string): string {
  const known = columnWords[column]
  if (known) return known
  const words = column.replace(/_(id|on|at)$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `action_item.due-date-moved` -> `moved the due date of`, or plainly `edited`. */
export function verbWords(verb: string): string {
  const past = verb.split('.')[1] ?? verb
  return verbPhrases[verb] ?? past.replaceAll('-', ' ')
}

const verbPhrases: Record<string, string> = {
  'action_item.due-moved': 'moved the due date of',
  'action_item.completed': 'marked as done',
  'plan_update.made': 'wrote an update on',
  'plan_update.acknowledged': 'acknowledged an update on',
  'kpi.value-recorded': 'recorded a value of',
  'kpi.value-restated': 'restated a value of',
  'kpi.values-recorded': 'recorded values of',
  'kpi.values-imported': 'imported values of',
  'member.role-changed': 'changed the role of',
  'member.invited-again': 'sent another invitation to',
  'member.invitation-withdrawn': 'withdrew the invitation of',
  'kpi.target-set': 'set a target for',
  'kpi.target-withdrawn': 'withdrew a target of',
  'outcome.rated': 'rated',
  'outcome.called-table-stakes': 'called table stakes:',
  'persona.picture-added': 'added a picture to',
  'persona.picture-replaced': 'replaced the picture of',
  'persona.picture-removed': 'removed the picture of',
}

/** The kind of a table in words; link tables read as what they link to. */
export function tableName(table: string): string {
  return (
    kindNames[table] ??
    ({
      initiative_core_value: 'Value served',
      initiative_outcome: 'Outcome served',
      initiative_persona: 'Persona',
      initiative_kpi: 'KPI link',
      kpi_value: 'Value',
      kpi_target: 'Target',
      how_rating: 'Rating',
    }[table] ||
      columnName(table))
  )
}
