/**
 * What each form may change, written by hand: columns of rows that are there, new rows, rows that go. Everything else stays as it is,
 * whatever else is sent. Forms by route and name as in expected.ts.
 */
export interface Effects {
  [table: string]: string
}

/** What follows from any change and nobody can send: versions, the search's words, and what is judged of plans and KPIs. */
export const following = {
  columns: ['version', 'updated_at'],
  tables: [
    'search_entry',
    'theme_day',
    'response_day',
    'score_day',
    'kpi_standing',
    'plan_standing',
    'initiative_standing',
    'form_key',
  ],
}

const added = 'a new row'
/** Tables that the history does not keep say only that something was written. */
const written = 'written'
const archived = (table: string): Effects => ({ [table]: 'archived_at' })
const links = {
  initiative_core_value: 'a new row, a row gone',
  initiative_outcome: 'a new row, a row gone',
  initiative_persona: 'a new row, a row gone',
  initiative_gap: 'a new row, a row gone',
}
const readAnew = 'happened_at, has_time, what, channel, named_step, journey_step_id, placed_by, problem'
const initiativeWords =
  'name, purpose, unit_id, starts_on, ends_on, about_people, about_process, about_technology, ad_hoc_reason, budget, effort_days'
const appointed = 'owner_id, owner_accepted_at, sponsor_id'
const invited = { member: added, mail: written }

/** Whoever is told counts as told, in the log and on the case. */
const answered: Effects = {
  reply_task: 'state, done_on, done_by, done_reason',
  customer_case: 'told_on, told_by, told_evidence, state, acknowledged_at',
  case_entry: written,
}

export const effects: Record<string, Effects> = {
  'executive/visit: visit': { executive_visit: written },
  'history/proof: ask for a check': { proof_check: written },
  'saved-views: save': { saved_view: written },
  'saved-views/archive: remove': {},

  'vision/versions/new: draft': { vision: added },
  'vision/versions/edit: save': { vision: 'statement, brand_promise, reason' },
  'vision/versions/proposal: propose': { vision: 'state, proposed_by, proposed_at' },
  'vision/versions/return: send back': { vision: 'state, proposed_by, proposed_at' },
  'vision/versions/ratification: ratify': {
    vision: 'state, effective_on, ratified_by, ratified_at, superseded_at',
  },
  'vision/versions/archive: archive': archived('vision'),
  'values/new: add': { core_value: added },
  'values/edit: save': { core_value: 'name, meaning, dos, donts' },
  'values/archive: archive': archived('core_value'),
  'values/position: move': { core_value: 'position' },
  'pillars/new: add': { pillar: added },
  'pillars/defaults: add three': { pillar: added },
  'pillars/edit: save': { pillar: 'name, description' },
  'pillars/archive: archive': archived('pillar'),
  'pillars/position: move': { pillar: 'position' },
  'outcomes/new: add': { outcome: added },
  'outcomes/edit: save': {
    outcome: 'title, description, pillar_id, horizon, what_kpi_id, what_target, how_question, owner_id',
  },
  'outcomes/archive: archive': archived('outcome'),
  'outcomes/state: say achieved': { outcome: 'state' },
  'outcomes/rating: rate': { how_rating: 'a new row, rating, comment' },

  'personas/new: add': { persona: added },
  'personas/edit: save': {
    persona: 'name, segment_id, summary, quote, needs, expectations, goals, challenges, owner_id, review_by',
  },
  'personas/archive: archive': archived('persona'),
  'personas/review: review': { persona: 'review_by, reviewed_on' },
  'personas/picture: put up': { persona: 'picture_id', picture: written },
  'personas/picture/removal: take down': { persona: 'picture_id' },
  'persona-experiences/new: add': {
    persona_experience: added,
    persona_experience_observation: added,
    persona_experience_theme: added,
    persona_experience_response: added,
  },
  'persona-experiences/evidence/new: link': { persona_experience_theme: added },
  'persona-experiences/edit: save': { persona_experience: 'kind, sentence' },
  'persona-experiences/archive: archive': archived('persona_experience'),
  'persona-experiences/evidence: link': { persona_experience_observation: added },
  'persona-experiences/evidence/removal: take off': { persona_experience_observation: 'a row gone' },
  'segments/new: add': { segment: added },
  'segments/edit: save': { segment: 'name, description, share, current_value, potential_value, value_note' },
  'segments/archive: archive': archived('segment'),
  'customer-counts/new: upload': { data_import: written, import_part: written },
  'customer-counts/withdrawal: withdraw': { customer_count: 'withdrawn_at' },
  'customer-files/show: correct columns': { data_import: written },
  'customer-files/application: keep the sums': { customer_count: added, customer_group: added, segment: added },
  'customer-files/removal: throw away': {},

  'journeys/new: add': { journey: added },
  'journeys/edit: save': { journey: 'name, description, persona_id, owner_id' },
  'journeys/archive: archive': archived('journey'),
  'journeys/maps/new: begin': {
    journey_map: added,
    journey_phase: added,
    journey_step: added,
    journey_step_kpi: added,
  },
  'journeys/maps/current: make current': {
    journey_map: 'state, made_current_by, made_current_at, superseded_at',
  },
  'journeys/maps/archive: archive': archived('journey_map'),
  'journeys/maps/copies: copy': { journey_step: added, journey_step_kpi: added },
  'journey-phases/new: add': { journey_phase: added },
  'journey-phases/edit: save': { journey_phase: 'name' },
  'journey-phases/position: move': { journey_phase: 'position' },
  'journey-phases/archive: remove': archived('journey_phase'),
  'journey-steps/new: add': { journey_step: added },
  'journey-steps/edit: save': {
    journey_step: 'name, description, touchpoint_id, owner_id',
    journey_step_kpi: 'a new row, a row gone',
  },
  'journey-steps/words: save': { journey_step: 'name, description' },
  'journey-steps/rating: rate': { journey_step: 'success, effort, emotion, evidence_grade, rating_note' },
  'journey-steps/position: move': { journey_step: 'position, journey_phase_id' },
  'journey-steps/archive: remove': archived('journey_step'),
  'touchpoints/new: add': { touchpoint: added },
  'touchpoints/edit: save': { touchpoint: 'name, channel, description, owner_id, unit_id' },
  'touchpoints/archive: archive': archived('touchpoint'),
  'observations/new: add': { observation: added },
  'observations/edit: save': {
    observation: 'what, quote, place, seen_at, severity, journey_step_id, touchpoint_id, unit_id',
  },
  'observations/themes: put under': { observation: 'version', observation_theme: 'a new row, a row gone' },
  'observations/archive: archive': archived('observation'),
  'visits/new: plan for another': { visit: added },
  'visits/new: plan for oneself': { visit: added },
  'visits/edit: save': { visit: 'purpose, touchpoint_id, journey_step_id, place, visitor_id, due_on' },
  'visits/completion: complete': { visit: 'done_on, note' },
  'visits/archive: archive': archived('visit'),
  'themes/new: add': { theme: added },
  'themes/edit: save': { theme: 'name, description, words, owner_id' },
  'themes/archive: archive': archived('theme'),
  'themes/decision: watch': { theme: 'decision, decision_reason, decided_by, decided_on, review_on' },
  'themes/decision: act': { theme: 'decision, decision_reason, decided_by, decided_on, review_on' },
  'themes/merge: merge': {
    theme: 'archived_at, words',
    gap_theme: added,
    observation_theme: added,
    persona_experience_theme: added,
    response_theme: written,
    tagging: written,
  },
  'themes/words: tag what is there': { tagging: written, response_theme: written },
  'themes/rejection: reject': { response_theme: 'a row gone', theme_rejection: added },
  'themes/taggings/undo: undo': { tagging: written, response_theme: 'a row gone' },
  'themes/tagging: tag': { response_theme: added },
  'themes/tagging: tag with a new theme': { response_theme: added, theme: added },
  'themes/tagging/undo: undo': { response_theme: 'a row gone' },
  'themes/tagging/all: tag all': { tagging: written, response_theme: written },
  'themes/suggestions/dismissal: put aside': { dismissed_suggestion: written },
  'themes/suggestions/return: bring back': {},

  'gaps/new: add': { gap: added, gap_observation: added, gap_theme: added, gap_response: added },
  'gaps/edit: save': {
    gap: 'name, description, as_is_step_id, to_be_step_id, touchpoint_id, persona_id, segment_id, barrier, size, value, effort, owner_id',
  },
  'gaps/rating: rate': { gap: 'size, value, effort' },
  'gaps/state: take up': { gap: 'state, state_reason, state_changed_on' },
  'gaps/evidence/new: link': { gap_theme: added },
  'gaps/evidence: link': { gap_observation: added },
  'gaps/evidence/removal: take off': { gap_observation: 'a row gone' },
  'gaps/archive: archive': archived('gap'),
  'reconstructions/new: read in': { reconstruction: added, reconstruction_event: `${added}, ${readAnew}` },
  'reconstructions/edit: save': { reconstruction: 'pseudonym, note' },
  'reconstructions/reading: read again': { reconstruction: 'mapping', reconstruction_event: readAnew },
  'reconstructions/confirmation: lay out': {
    reconstruction: 'state',
    reconstruction_event: 'journey_step_id, placed_by',
  },
  'reconstructions/steps: correct': {
    reconstruction: 'version, updated_at',
    reconstruction_event: 'journey_step_id, placed_by',
  },
  'reconstructions/gaps: make a gap': { gap: added, reconstruction_gap: added },
  'reconstructions/archive: archive': archived('reconstruction'),

  'feedback/restrictions/new: restrict': { verbatim_restriction: added },
  'feedback/restrictions/lifting: lift': { verbatim_restriction: 'lifted_at, lifted_by' },
  'feedback/contact: open': {},
  'feedback/erasure: erase': { response: written, response_contact: written, story_words: written },
  'kpis/feedback: compute': {
    kpi_feedback: 'question_id, touchpoint_id, segment_id, persona_id, unit_id, theme_id, language',
  },
  'kpis/feedback/end: end': { kpi_feedback: 'a row gone' },

  'kpis/new: add for another': { kpi: added },
  'kpis/new: add without owner': { kpi: added },
  'kpis/new: add as its owner': { kpi: added },
  'kpis/edit: save': {
    kpi: 'name, kind, definition, formula, unit, decimals, score_kind, direction, frequency, source, owner_id',
  },
  'kpis/archive: archive': archived('kpi'),
  'kpis/values: record': { kpi_value: 'a new row, value, n, sd, promoters, detractors, note' },
  'kpis/targets: set': { kpi_target: 'a new row, withdrawn_at' },
  'kpis/targets/withdrawal: withdraw': { kpi_target: 'withdrawn_at' },
  'listening-posts/new: add': { listening_post: added, listening_post_step: added },
  'listening-posts/edit: save': {
    listening_post:
      'name, channel, structured, occasion, description, owner_id, touchpoint_id, cadence, expected_volume, decision_days',
    listening_post_step: 'a new row, a row gone',
  },
  'listening-posts/archive: archive': archived('listening_post'),
  'listening-posts/import: upload': { data_import: written, import_part: written },
  'questions/new: add': { question: added },
  'questions/edit: save': { question: 'label, wording, not_used, touchpoint_id, measures, source_key' },
  'intake/tokens/new: token': { intake_source: added, intake_secret: written },
  'intake/webhooks/new: webhook': { intake_source: added, intake_secret: written },
  'intake/secret: secret': { intake_source: 'version, updated_at', intake_secret: written },
  'intake/ending: end': { intake_source: 'ended_at, ended_by', intake_secret: written },
  'response-imports/show: correct columns': { data_import: written, import_problem: written },
  'response-imports/format: read anew': { data_import: written, import_problem: written },
  'response-imports/application: import': {
    ...{ data_import: written, import_part: written, question: added },
    ...{ response: written, response_key: written, score_day: written },
  },
  'response-imports/undoing: undo': {
    ...{ data_import: written, response: written, response_key: written, score_day: written },
  },

  'kpis/import: upload': { data_import: written, data_import_row: written },
  'kpi-values: record': { kpi_value: 'a new row, value, n' },
  'imports/show: correct columns': { data_import: written, data_import_row: written },
  'imports/application: import': { data_import: written, data_import_row: written, kpi_value: written },

  'account: save': { member: 'name, wants_digest' },
  'account/password: change': {},
  'account/sessions: end others': {},

  'people/new: invite': invited,
  'people/new: invite an administrator': invited,
  'people/new/several: invite': invited,
  'people/edit: save': { member: 'name, email, job_title, unit_id' },
  'people/access: give a role': { member: 'role' },
  'people/access: disable': { member: 'disabled_at' },
  'people/invitation: send again': { member: 'invited_at, disabled_at', mail: written },
  'people/invitation: withdraw': { member: 'disabled_at' },
  'units/new: add': { unit: added },
  'units/edit: save': { unit: 'name, parent_id' },
  'units/archive: archive': archived('unit'),
  'settings: save': {
    organisation:
      'name, time_zone, locale, currency, digest_hour, grace_days, idle_minutes, absolute_hours, checkpoint_email, checkpoint_host',
    checkpoint_webhook: written,
  },

  'initiatives/new: add': { initiative: added, ...links },
  'initiatives/edit: save': { initiative: `${initiativeWords}, ${appointed}`, ...links },
  'initiatives/stage: propose': { initiative: 'stage' },
  'initiatives/stage: approve': { initiative: 'stage' },
  'initiatives/stage: stop': { initiative: 'stage' },
  'initiatives/stage: finish': { initiative: 'stage' },
  'initiatives/acceptance: accept': { initiative: 'owner_accepted_at' },
  'initiatives/archive: archive': archived('initiative'),
  'initiatives/kpis/new: link': { initiative_kpi: added },
  'initiatives/kpis/edit: save': { initiative_kpi: 'hypothesis, expected_direction, expected_size, confidence' },
  'initiatives/kpis/removal: unlink': { initiative_kpi: 'a row gone' },

  'cases/new: open': { customer_case: added, case_entry: written },
  'cases/rules/new: make': { case_rule: added },
  'cases/rules/edit: save': {
    case_rule:
      'name, listening_post_id, question_id, score_at_least, score_at_most, words, due_hours, owner_id, look_back_days, daily_limit',
  },
  'cases/rules/activity: switch on': { case_rule: 'active' },
  'cases/rules/archive: archive': { case_rule: 'archived_at, active' },
  'cases/hours: save': {
    business_hours: 'monday, tuesday, wednesday, thursday, friday, saturday, sunday, due_hours',
    holiday: 'a new row, name, hours, a row gone',
  },
  'cases/replies: tell several': answered,
  'cases/replies/show: tell': answered,
  'cases/replies/show: drop': { reply_task: 'state, done_on, done_by, done_reason' },
  'cases/edit: save': { customer_case: 'title, journey_step_id, touchpoint_id' },
  'cases/escalation: escalate': { customer_case: 'theme_id, gap_id' },
  'cases/owner: hand over': { customer_case: 'owner_id' },
  'cases/state: acknowledge': { customer_case: 'state, acknowledged_at' },
  'cases/told: record': { customer_case: 'told_on, told_by, told_evidence, told_url' },
  'cases/resolved: record': { customer_case: 'resolved_on, resolved_by, resolved_evidence, resolved_url' },
  'cases/log: add': { case_entry: written, customer_case: 'state, acknowledged_at' },
  'cases/log/erasure: take out': { case_entry: written },
  'cases/archive: archive': archived('customer_case'),

  'stories/new: tell': { story: added, story_words: written },
  'stories/edit: save': {
    story: 'title, outcome, persona_id, journey_step_id, touchpoint_id, initiative_id, owner_id',
    story_words: written,
  },
  'stories/consent: record': { story: 'consent_given_on, consent_how, consent_outside, consent_ends_on' },
  'stories/publication: publish': { story: 'state, published_on, published_by' },
  'stories/publication: take back': { story: 'state, published_on, published_by' },
  'stories/withdrawal: withdraw': {
    story: 'state, consent_withdrawn_on, published_on, published_by',
    story_words: written,
  },
  'stories/archive: archive': archived('story'),

  'action-plans/new: add': { action_plan: added },
  'action-plans/edit: save': {
    action_plan: 'name, purpose, owner_id, owner_accepted_at, reviewer_id, cadence, starts_on, ends_on, kpi_id',
  },
  'action-plans/acceptance: accept': { action_plan: 'owner_accepted_at' },
  'action-plans/completion: finish': { action_plan: 'finished_on' },
  'action-plans/archive: archive': archived('action_plan'),
  'action-plans/updates/new: send': { plan_update: added },
  'action-plans/updates/acknowledgement: acknowledge': { plan_update: 'acknowledged_by, acknowledged_at' },
  'action-plans/milestones/new: add': { milestone: added },
  'action-plans/milestones/edit: save': { milestone: 'name, due_on' },
  'action-plans/milestones/reached: reach': { milestone: 'reached_on' },
  'action-plans/milestones/archive: archive': archived('milestone'),
  'action-plans/items/new: add': { action_item: added },
  'action-items/edit: save': {
    action_item: 'title, owner_id, milestone_id, weight, evidence_url, blocked_by_id, progress',
  },
  'action-items/completion: finish': { action_item: 'done_on, progress' },
  'action-items/due-date: move': { action_item: 'due_on, first_due_on' },
  'action-items/archive: archive': archived('action_item'),
}
