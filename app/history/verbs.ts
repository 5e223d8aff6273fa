// What can be done to records, and how history says it. Verbs are `kind.past-tense`. Pure.

const kept = ['created', 'edited', 'archived', 'restored']

/** Every verb that is recorded, or ever was, by the kind of record: the history is found by them. */
const pastTenses: Record<string, readonly string[]> = {
  organisation: ['created', 'edited', 'filled'],
  member: [
    ...['invited', 'invited-again', 'invitation-withdrawn', 'admitted', 'joined'],
    ...['edited', 'role-changed', 'disabled', 'enabled'],
  ],
  unit: kept,
  vision: ['drafted', 'edited', 'proposed', 'sent-back', 'ratified', 'superseded', 'archived', 'restored'],
  core_value: [...kept, 'moved-earlier', 'moved-later'],
  pillar: [...kept, 'moved-earlier', 'moved-later'],
  outcome: [...kept, 'rated', 'achieved', 'called-table-stakes', 'reopened'],
  segment: kept,
  customer_count: ['imported', 'withdrawn', 'restored'],
  gap: [
    ...[...kept, 'rated', 'taken-up', 'closed', 'accepted', 'reopened'],
    ...['evidence-linked', 'evidence-unlinked'],
  ],
  reconstruction: [...kept, 'remapped', 'laid-out', 'placed', 'gap-made'],
  observation: [...kept, 'put-under-themes'],
  visit: [...kept, 'completed'],
  persona: [...kept, 'reviewed', 'picture-added', 'picture-replaced', 'picture-removed'],
  persona_experience: [...kept, 'evidence-linked', 'evidence-unlinked'],
  touchpoint: kept,
  journey: kept,
  listening_post: [
    ...kept,
    'questions-added',
    'question-edited',
    'responses-imported',
    'responses-withdrawn',
    'verbatims-restricted',
    'verbatims-opened',
    ...['responses-received', 'token-made', 'token-revoked', 'webhook-made', 'secret-replaced', 'webhook-ended'],
  ],
  theme: [
    ...[
      ...kept,
      'decided-to-act',
      'decided-to-watch',
      'decided-to-decline',
      'decision-withdrawn',
      'merged',
      'unmerged',
    ],
    ...['tagged', 'tagged-by-words', 'untagged', 'rejected', 'tagging-undone'],
  ],
  journey_map: ['drawn', 'steps-copied', 'made-current', 'archived', 'restored'],
  journey_phase: [...kept, 'moved'],
  journey_step: [...kept, 'moved', 'rated'],
  kpi: [
    ...kept,
    ...['target-set', 'target-withdrawn', 'value-recorded', 'values-recorded', 'values-imported', 'value-restated'],
    ...['values-withdrawn', 'computed-from-feedback', 'recorded-by-hand-again'],
  ],
  response: ['contact-opened', 'erased'],
  initiative: [
    ...[...kept, 'proposed', 'sent-back', 'approved', 'started', 'finished', 'stopped', 'accepted'],
    ...['kpi-linked', 'kpi-link-edited', 'kpi-unlinked', 'replies-owed'],
  ],
  customer_case: [
    ...[
      'opened',
      'edited',
      'archived',
      'restored',
      'handed-over',
      'acknowledged',
      'investigated',
      'answered',
      'closed',
    ],
    ...['reopened', 'told', 'told-corrected', 'told-withdrawn', 'resolved', 'resolved-corrected', 'resolved-withdrawn'],
    ...['reply-logged', 'call-logged', 'note-logged', 'entry-erased', 'escalated'],
  ],
  story: [...kept, 'consent-recorded', 'consent-changed', 'consent-withdrawn', 'published', 'taken-back'],
  case_rule: [...kept, 'switched-on', 'switched-off'],
  business_hours: ['edited'],
  reply_task: ['done', 'dropped'],
  action_plan: [...kept, 'accepted', 'finished', 'reopened'],
  milestone: [...kept, 'due-moved', 'reached', 'reopened'],
  action_item: [...kept, 'due-set', 'due-moved', 'completed', 'reopened'],
  plan_update: ['made', 'acknowledged'],
}

export const verbs: readonly string[] = Object.entries(pastTenses).flatMap(([kind, list]) =>
  list.map((past) => `${kind}.${past}`),
)

/** Every verb of events about records of these kinds: an update is about its plan. */
export const everyVerbOf = (kinds: readonly string[]) =>
  verbs.filter((verb) => {
    const [kind = ''] = verb.split('.')
    return kinds.includes(kind) || (kind === 'plan_update' && kinds.includes('action_plan'))
  })

/** What one may look for in the history: verbs of one meaning under one word. The key stands in addresses. */
export const deeds: Record<string, { label: string; pastTenses: readonly string[] }> = {
  added: {
    label: 'Added',
    pastTenses: [
      ...['created', 'opened', 'drafted', 'drawn', 'steps-copied', 'gap-made'],
      ...['invited', 'admitted', 'joined', 'filled', 'imported'],
    ],
  },
  edited: {
    label: 'Edited',
    pastTenses: ['edited', 'role-changed', 'picture-added', 'picture-replaced', 'picture-removed', 'invited-again'],
  },
  reordered: { label: 'Moved in the order', pastTenses: ['moved', 'moved-earlier', 'moved-later'] },
  due: { label: 'Due date set or moved', pastTenses: ['due-set', 'due-moved'] },
  decided: {
    label: 'Proposed, approved, started or stopped',
    pastTenses: [
      ...['proposed', 'sent-back', 'approved', 'started', 'stopped', 'ratified', 'superseded'],
      ...['taken-up', 'made-current'],
    ],
  },
  weighed: {
    label: 'Decided about a theme',
    pastTenses: ['decided-to-act', 'decided-to-watch', 'decided-to-decline', 'decision-withdrawn'],
  },
  tagged: {
    label: 'Responses tagged or taken off',
    pastTenses: ['tagged', 'tagged-by-words', 'untagged', 'rejected', 'tagging-undone', 'merged', 'unmerged'],
  },
  accepted: { label: 'Accepted', pastTenses: ['accepted'] },
  finished: {
    label: 'Done, reached or finished',
    pastTenses: ['completed', 'reached', 'finished', 'achieved', 'called-table-stakes', 'closed'],
  },
  reopened: { label: 'Opened again', pastTenses: ['reopened'] },
  updated: { label: 'Update written', pastTenses: ['made'] },
  questions: { label: 'Questions added or edited', pastTenses: ['questions-added', 'question-edited'] },
  reading: {
    label: 'Words of customers restricted, opened or erased',
    pastTenses: ['verbatims-restricted', 'verbatims-opened', 'contact-opened', 'erased'],
  },
  computed: {
    label: 'KPI computed from feedback, or by hand again',
    pastTenses: ['computed-from-feedback', 'recorded-by-hand-again'],
  },
  responses: {
    label: 'Responses imported, received or withdrawn',
    pastTenses: ['responses-imported', 'responses-received', 'responses-withdrawn'],
  },
  doors: {
    label: 'Tokens and webhooks made or ended',
    pastTenses: ['token-made', 'token-revoked', 'webhook-made', 'secret-replaced', 'webhook-ended'],
  },
  acknowledged: { label: 'Update or case acknowledged', pastTenses: ['acknowledged'] },
  values: {
    label: 'Values recorded',
    pastTenses: ['value-recorded', 'values-recorded', 'values-imported', 'values-withdrawn'],
  },
  restated: { label: 'Values restated', pastTenses: ['value-restated'] },
  targets: { label: 'Target set or withdrawn', pastTenses: ['target-set', 'target-withdrawn'] },
  handled: {
    label: 'Case investigated, answered or handed over',
    pastTenses: ['investigated', 'answered', 'handed-over', 'escalated'],
  },
  told: {
    label: 'Customer told, or cause resolved',
    pastTenses: ['told', 'told-corrected', 'told-withdrawn', 'resolved', 'resolved-corrected', 'resolved-withdrawn'],
  },
  logged: {
    label: 'Reply, call or note logged',
    pastTenses: ['reply-logged', 'call-logged', 'note-logged', 'entry-erased'],
  },
  switched: { label: 'Rule switched on or off', pastTenses: ['switched-on', 'switched-off'] },
  stories: { label: 'Story published or taken back', pastTenses: ['published', 'taken-back'] },
  consent: {
    label: 'Consent of a customer recorded, changed or withdrawn',
    pastTenses: ['consent-recorded', 'consent-changed', 'consent-withdrawn'],
  },
  replies: { label: 'Reply owed, done or dropped', pastTenses: ['replies-owed', 'done', 'dropped'] },
  reviewed: { label: 'Reviewed or rated', pastTenses: ['reviewed', 'rated'] },
  linked: { label: 'KPI linked or unlinked', pastTenses: ['kpi-linked', 'kpi-link-edited', 'kpi-unlinked'] },
  evidence: {
    label: 'Evidence linked or taken off',
    pastTenses: ['evidence-linked', 'evidence-unlinked', 'put-under-themes'],
  },
  placed: { label: 'Laid over a map', pastTenses: ['remapped', 'laid-out', 'placed'] },
  archived: {
    label: 'Archived or withdrawn',
    pastTenses: ['archived', 'disabled', 'invitation-withdrawn', 'withdrawn'],
  },
  restored: { label: 'Restored', pastTenses: ['restored', 'enabled'] },
}

/** The verbs of some deeds, of some kinds of record where they are named. */
export function verbsOf(deed: readonly string[], kinds?: readonly string[]): string[] {
  const wanted = new Set(deed.flatMap((key) => deeds[key]?.pastTenses ?? []))
  return (kinds ? everyVerbOf(kinds) : verbs).filter((verb) => wanted.has(verb.split('.')[1] ?? ''))
}

/** `action_item.due-moved` is `moved the due date of`; plainly `edited` where nothing better is known. */
export function verbWords(verb: string): string {
  const past = verb.split('.')[1] ?? verb
  return phrases[verb] ?? past.replaceAll('-', ' ')
}

const phrases: Record<string, string> = {
  'response.contact-opened': 'opened the contact of',
  'action_item.due-set': 'set the due date of',
  'action_item.due-moved': 'moved the due date of',
  'action_item.completed': 'marked as done',
  'action_item.reopened': 'opened again',
  'gap.rated': 'placed in the matrix:',
  'gap.taken-up': 'took up the gap',
  'gap.accepted': 'decided to live with',
  'gap.reopened': 'opened again',
  'observation.put-under-themes': 'said what themes it is about:',
  'gap.evidence-linked': 'linked evidence to',
  'gap.evidence-unlinked': 'took evidence from',
  'reconstruction.remapped': 'read the file again of',
  'reconstruction.laid-out': 'laid over the map:',
  'reconstruction.placed': 'corrected the steps of',
  'reconstruction.gap-made': 'made a gap of what happened to',
  'visit.completed': 'did the visit',
  'action_plan.reopened': 'opened again',
  'milestone.due-moved': 'moved the day of',
  'milestone.reached': 'reached',
  'milestone.reopened': 'opened again',
  'plan_update.made': 'wrote an update on',
  'plan_update.acknowledged': 'acknowledged an update on',
  'listening_post.questions-added': 'added questions to',
  'listening_post.question-edited': 'edited a question of',
  'listening_post.responses-imported': 'imported responses into',
  'listening_post.responses-received': 'noted responses received live by',
  'listening_post.token-made': 'made a token of',
  'listening_post.token-revoked': 'revoked a token of',
  'listening_post.webhook-made': 'made a webhook of',
  'listening_post.secret-replaced': 'set a new secret for a webhook of',
  'listening_post.webhook-ended': 'switched off a webhook of',
  'listening_post.responses-withdrawn': 'withdrew imported responses of',
  'kpi.value-recorded': 'recorded a value of',
  'kpi.value-restated': 'restated a value of',
  'kpi.values-recorded': 'recorded values of',
  'kpi.values-imported': 'imported values of',
  'kpi.target-set': 'set a target for',
  'kpi.target-withdrawn': 'withdrew a target of',
  'member.role-changed': 'changed the role of',
  'member.invited-again': 'sent another invitation to',
  'member.invitation-withdrawn': 'withdrew the invitation of',
  'customer_case.handed-over': 'handed over',
  'customer_case.investigated': 'began to look into',
  'customer_case.told': 'recorded that the customer was told in',
  'customer_case.told-corrected': 'corrected that the customer was told in',
  'customer_case.told-withdrawn': 'withdrew that the customer was told in',
  'customer_case.resolved': 'recorded that the cause is resolved of',
  'customer_case.resolved-corrected': 'corrected that the cause is resolved of',
  'customer_case.resolved-withdrawn': 'withdrew that the cause is resolved of',
  'customer_case.reply-logged': 'logged a reply in',
  'customer_case.call-logged': 'logged a call in',
  'customer_case.note-logged': 'noted something in',
  'customer_case.entry-erased': 'took the words of a log entry out of',
  'story.consent-recorded': 'recorded the consent to',
  'story.consent-changed': 'changed the consent to',
  'story.consent-withdrawn': 'withdrew the consent to',
  'story.taken-back': 'took back to a draft:',
  'case_rule.switched-on': 'switched on',
  'case_rule.switched-off': 'switched off',
  'initiative.replies-owed': 'asked for replies to customers after',
  'reply_task.done': 'told customers about',
  'reply_task.dropped': 'dropped a reply about',
  'initiative.kpi-linked': 'linked a KPI to',
  'initiative.kpi-link-edited': 'edited a KPI link of',
  'initiative.kpi-unlinked': 'took a KPI link from',
  'theme.decided-to-act': 'decided to act on',
  'theme.decided-to-watch': 'decided to watch',
  'theme.decided-to-decline': 'declined to act on',
  'theme.decision-withdrawn': 'took the decision back about',
  'theme.merged': 'merged another theme into',
  'theme.unmerged': 'took the merge back from',
  'theme.tagged': 'tagged responses with',
  'theme.tagged-by-words': 'tagged responses by the words of',
  'theme.untagged': 'took responses back from',
  'theme.rejected': 'said a response is not about',
  'theme.tagging-undone': 'undid a tagging with',
  'journey_map.drawn': 'began',
  'journey_map.steps-copied': 'copied steps into',
  'journey_map.made-current': 'made current:',
  'journey_step.moved': 'moved',
  'outcome.rated': 'rated',
  'outcome.reopened': 'opened again',
  'outcome.called-table-stakes': 'called table stakes:',
  'core_value.moved-earlier': 'moved up in the order:',
  'core_value.moved-later': 'moved down in the order:',
  'pillar.moved-earlier': 'moved up in the order:',
  'pillar.moved-later': 'moved down in the order:',
  'persona_experience.evidence-linked': 'linked evidence to',
  'persona_experience.evidence-unlinked': 'took evidence from',
  'persona.picture-added': 'added a picture to',
  'persona.picture-replaced': 'replaced the picture of',
  'persona.picture-removed': 'removed the picture of',
}
