// Every address of the site, one function each. `org` is the organisation's slug.

type Query = Record<string, string | number | undefined>
const query = (values: Query = {}) => {
  const given = Object.entries(values).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '',
  )
  return given.length ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : ''
}
const list = (room: string) => (org: string, values?: Query) => `/${org}/${room}${query(values)}`
const one = (room: string) => (org: string, id: string) => `/${org}/${room}/${id}`
const within = (room: string, rest: string) => (org: string, id: string) => `/${org}/${room}/${id}/${rest}`

/** What can be taken away from the proof page to check the history without Sirius. */
export const proofFiles = ['log.jsonl', 'checkpoints.jsonl', 'public.pem', 'sirius-verify.mjs'] as const
export type ProofFile = (typeof proofFiles)[number]

/** What a journey's map can be taken away as. */
export const mapFiles = ['map.svg', 'map.png', 'map.csv'] as const
export type MapFile = (typeof mapFiles)[number]

export const paths = {
  frontDoor: () => '/',
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  setUp: (token: string) => `/set-up/${token}`,
  invitation: (token: string) => `/invitation/${token}`,
  forgotPassword: () => '/forgot-password',
  passwordReset: (token: string) => `/password-reset/${token}`,

  home: (org: string) => `/${org}`,
  duties: (org: string) => `/${org}/duties`,
  executive: (org: string) => `/${org}/executive`,
  executiveVisit: (org: string) => `/${org}/executive/visit`,
  strategy: (org: string) => `/${org}/strategy`,
  chains: (org: string) => `/${org}/chain`,
  chain: (org: string, kind: string, id: string) => `/${org}/chain/${kind}/${id}`,
  brokenLinks: (org: string, name: string, values?: Query) => `/${org}/chain/broken/${name}${query(values)}`,
  search: list('search'),
  searchJson: (org: string) => `/${org}/search.json`,
  savedViews: (org: string) => `/${org}/saved-views`,
  savedViewArchive: within('saved-views', 'archive'),

  account: (org: string) => `/${org}/account`,
  accountPassword: (org: string) => `/${org}/account/password`,
  accountSessions: (org: string) => `/${org}/account/sessions`,
  settings: (org: string) => `/${org}/settings`,
  permissions: (org: string) => `/${org}/permissions`,
  outbox: list('outbox'),
  mail: one('outbox'),
  history: list('history'),
  proof: (org: string) => `/${org}/history/proof`,
  proofFile: (org: string, file: ProofFile) => `/${org}/history/proof/${file}`,
  asOf: list('as-of'),
  difference: list('history/difference'),
  differenceCsv: list('history/difference.csv'),

  members: list('people'),
  member: one('people'),
  newMember: (org: string) => `/${org}/people/new`,
  newMembers: (org: string) => `/${org}/people/new/several`,
  editMember: within('people', 'edit'),
  memberAccess: within('people', 'access'),
  memberInvitation: within('people', 'invitation'),
  units: list('units'),
  unit: one('units'),
  newUnit: (org: string, values?: Query) => `/${org}/units/new${query(values)}`,
  editUnit: within('units', 'edit'),
  unitArchive: within('units', 'archive'),

  vision: (org: string) => `/${org}/vision`,
  visionVersions: list('vision/versions'),
  visionVersion: one('vision/versions'),
  newVision: (org: string) => `/${org}/vision/versions/new`,
  editVision: within('vision/versions', 'edit'),
  visionProposal: within('vision/versions', 'proposal'),
  visionReturn: within('vision/versions', 'return'),
  visionRatification: within('vision/versions', 'ratification'),
  visionArchive: within('vision/versions', 'archive'),
  coreValues: list('values'),
  coreValue: one('values'),
  newCoreValue: (org: string) => `/${org}/values/new`,
  editCoreValue: within('values', 'edit'),
  coreValueArchive: within('values', 'archive'),
  coreValuePosition: within('values', 'position'),
  pillars: list('pillars'),
  newPillar: (org: string) => `/${org}/pillars/new`,
  pillar: one('pillars'),
  editPillar: within('pillars', 'edit'),
  pillarArchive: within('pillars', 'archive'),
  pillarPosition: within('pillars', 'position'),
  pillarDefaults: (org: string) => `/${org}/pillars/defaults`,
  outcomes: list('outcomes'),
  outcomeList: list('outcomes/list'),
  outcome: one('outcomes'),
  newOutcome: (org: string, values?: Query) => `/${org}/outcomes/new${query(values)}`,
  editOutcome: within('outcomes', 'edit'),
  outcomeArchive: within('outcomes', 'archive'),
  outcomeState: within('outcomes', 'state'),
  outcomeRating: within('outcomes', 'rating'),

  personas: list('personas'),
  persona: one('personas'),
  newPersona: (org: string, values?: Query) => `/${org}/personas/new${query(values)}`,
  editPersona: within('personas', 'edit'),
  personaArchive: within('personas', 'archive'),
  personaReview: within('personas', 'review'),
  personaPicture: within('personas', 'picture'),
  personaPictureRemoval: within('personas', 'picture/removal'),
  newPersonaExperience: (org: string, values?: Query) => `/${org}/persona-experiences/new${query(values)}`,
  newPersonaExperienceEvidence: (org: string, values?: Query) =>
    `/${org}/persona-experiences/evidence/new${query(values)}`,
  personaExperience: one('persona-experiences'),
  editPersonaExperience: within('persona-experiences', 'edit'),
  personaExperienceArchive: within('persona-experiences', 'archive'),
  personaExperienceEvidence: within('persona-experiences', 'evidence'),
  personaExperienceEvidenceRemoval: within('persona-experiences', 'evidence/removal'),
  picture: one('pictures'),
  segments: list('segments'),
  segment: one('segments'),
  newSegment: (org: string) => `/${org}/segments/new`,
  editSegment: within('segments', 'edit'),
  segmentArchive: within('segments', 'archive'),
  customerCounts: list('customer-counts'),
  customerCount: one('customer-counts'),
  newCustomerCount: (org: string) => `/${org}/customer-counts/new`,
  customerCountWithdrawal: within('customer-counts', 'withdrawal'),
  customerFile: one('customer-files'),
  customerFileApplication: within('customer-files', 'application'),
  customerFileRemoval: within('customer-files', 'removal'),
  effortAndValue: list('effort-and-value'),

  journeys: list('journeys'),
  journey: one('journeys'),
  newJourney: (org: string, values?: Query) => `/${org}/journeys/new${query(values)}`,
  editJourney: within('journeys', 'edit'),
  journeyArchive: within('journeys', 'archive'),
  newJourneyMap: (org: string, id: string, values?: Query) => `/${org}/journeys/${id}/maps/new${query(values)}`,
  journeyMap: (org: string, id: string, map: string, values?: Query) =>
    `/${org}/journeys/${id}/maps/${map}${query(values)}`,
  journeyMapCurrent: (org: string, id: string, map: string) => `/${org}/journeys/${id}/maps/${map}/current`,
  journeyMapArchive: (org: string, id: string, map: string) => `/${org}/journeys/${id}/maps/${map}/archive`,
  journeyMapCopies: (org: string, id: string, map: string) => `/${org}/journeys/${id}/maps/${map}/copies`,
  journeyMapFile: (org: string, id: string, map: string, file: MapFile) =>
    `/${org}/journeys/${id}/maps/${map}/files/${file}`,
  journeyComparison: (org: string, id: string, values?: Query) => `/${org}/journeys/${id}/comparison${query(values)}`,
  newJourneyPhase: (org: string, id: string, map: string) => `/${org}/journeys/${id}/maps/${map}/phases/new`,
  editJourneyPhase: within('journey-phases', 'edit'),
  journeyPhasePosition: within('journey-phases', 'position'),
  journeyPhaseArchive: within('journey-phases', 'archive'),
  newJourneyStep: (org: string, id: string, map: string, values?: Query) =>
    `/${org}/journeys/${id}/maps/${map}/steps/new${query(values)}`,
  journeyStep: one('journey-steps'),
  editJourneyStep: within('journey-steps', 'edit'),
  journeyStepWords: within('journey-steps', 'words'),
  stepRating: within('journey-steps', 'rating'),
  journeyStepPosition: within('journey-steps', 'position'),
  journeyStepArchive: within('journey-steps', 'archive'),
  touchpoints: list('touchpoints'),
  touchpoint: one('touchpoints'),
  newTouchpoint: (org: string) => `/${org}/touchpoints/new`,
  editTouchpoint: within('touchpoints', 'edit'),
  touchpointArchive: within('touchpoints', 'archive'),
  observations: list('observations'),
  observation: one('observations'),
  newObservation: (org: string, values?: Query) => `/${org}/observations/new${query(values)}`,
  editObservation: within('observations', 'edit'),
  observationThemes: within('observations', 'themes'),
  observationArchive: within('observations', 'archive'),
  visits: list('visits'),
  visit: one('visits'),
  newVisit: (org: string, values?: Query) => `/${org}/visits/new${query(values)}`,
  editVisit: within('visits', 'edit'),
  visitCompletion: within('visits', 'completion'),
  visitArchive: within('visits', 'archive'),
  listeningPosts: list('listening-posts'),
  listeningPost: one('listening-posts'),
  newListeningPost: (org: string, values?: Query) => `/${org}/listening-posts/new${query(values)}`,
  editListeningPost: within('listening-posts', 'edit'),
  listeningPostArchive: within('listening-posts', 'archive'),
  listeningPostImport: within('listening-posts', 'import'),
  intake: within('listening-posts', 'intake'),
  newIntakeToken: within('listening-posts', 'intake/tokens/new'),
  newIntakeWebhook: within('listening-posts', 'intake/webhooks/new'),
  intakeSecret: (org: string, id: string, source: string) => `/${org}/listening-posts/${id}/intake/${source}/secret`,
  intakeEnding: (org: string, id: string, source: string) => `/${org}/listening-posts/${id}/intake/${source}/ending`,
  coverage: list('coverage'),
  newQuestion: (org: string, id: string, values?: Query) =>
    `/${org}/listening-posts/${id}/questions/new${query(values)}`,
  editQuestion: (org: string, id: string, question: string) =>
    `/${org}/listening-posts/${id}/questions/${question}/edit`,
  responseImport: one('response-imports'),
  responseImportFormat: within('response-imports', 'format'),
  responseImportApplication: within('response-imports', 'application'),
  responseImportUndoing: within('response-imports', 'undoing'),
  responseImportProblems: within('response-imports', 'problems.csv'),

  gaps: list('gaps'),
  gapMatrix: list('gaps/matrix'),
  gap: one('gaps'),
  newGap: (org: string, values?: Query) => `/${org}/gaps/new${query(values)}`,
  editGap: within('gaps', 'edit'),
  gapRating: within('gaps', 'rating'),
  gapState: within('gaps', 'state'),
  gapEvidence: within('gaps', 'evidence'),
  newGapEvidence: (org: string, values?: Query) => `/${org}/gaps/evidence/new${query(values)}`,
  gapEvidenceRemoval: within('gaps', 'evidence/removal'),
  gapArchive: within('gaps', 'archive'),
  reconstructions: list('reconstructions'),
  reconstruction: one('reconstructions'),
  newReconstruction: (org: string, values?: Query) => `/${org}/reconstructions/new${query(values)}`,
  editReconstruction: within('reconstructions', 'edit'),
  reconstructionReading: within('reconstructions', 'reading'),
  reconstructionConfirmation: within('reconstructions', 'confirmation'),
  reconstructionSteps: within('reconstructions', 'steps'),
  reconstructionGaps: within('reconstructions', 'gaps'),
  reconstructionArchive: within('reconstructions', 'archive'),
  themes: list('themes'),
  theme: one('themes'),
  newTheme: (org: string, values?: Query) => `/${org}/themes/new${query(values)}`,
  editTheme: within('themes', 'edit'),
  themeArchive: within('themes', 'archive'),
  themeDecision: within('themes', 'decision'),
  themeMerge: within('themes', 'merge'),
  themeWords: within('themes', 'words'),
  themeRejection: within('themes', 'rejection'),
  themeTaggingUndo: (org: string, id: string, tagging: string) => `/${org}/themes/${id}/taggings/${tagging}/undo`,
  tagging: list('themes/tagging'),
  taggingUndo: (org: string) => `/${org}/themes/tagging/undo`,
  tagAll: list('themes/tagging/all'),
  themeSuggestions: (org: string) => `/${org}/themes/suggestions`,
  themeSuggestionDismissal: (org: string) => `/${org}/themes/suggestions/dismissal`,
  themeSuggestionReturn: (org: string) => `/${org}/themes/suggestions/return`,

  kpis: list('kpis'),
  kpi: one('kpis'),
  newKpi: (org: string) => `/${org}/kpis/new`,
  editKpi: within('kpis', 'edit'),
  kpiArchive: within('kpis', 'archive'),
  kpiValues: within('kpis', 'values'),
  kpiTargets: within('kpis', 'targets'),
  kpiTargetWithdrawal: (org: string, id: string, target: string) => `/${org}/kpis/${id}/targets/${target}/withdrawal`,
  kpiGrid: list('kpi-values'),
  kpiImport: within('kpis', 'import'),
  dataImport: one('imports'),
  dataImportApplication: within('imports', 'application'),

  feedback: list('feedback'),
  response: one('feedback'),
  responseContact: within('feedback', 'contact'),
  responseErasure: within('feedback', 'erasure'),
  scores: list('feedback/scores'),
  restrictions: list('feedback/restrictions'),
  newRestriction: (org: string, values?: Query) => `/${org}/feedback/restrictions/new${query(values)}`,
  restrictionLifting: within('feedback/restrictions', 'lifting'),
  kpiFeedback: within('kpis', 'feedback'),
  kpiFeedbackEnd: within('kpis', 'feedback/end'),

  initiatives: list('initiatives'),
  initiative: one('initiatives'),
  newInitiative: (org: string, values?: Query) => `/${org}/initiatives/new${query(values)}`,
  editInitiative: within('initiatives', 'edit'),
  initiativeArchive: within('initiatives', 'archive'),
  initiativeStage: within('initiatives', 'stage'),
  initiativeAcceptance: within('initiatives', 'acceptance'),
  initiativeAppointment: within('initiatives', 'appointment'),
  newInitiativeKpi: within('initiatives', 'kpis/new'),
  editInitiativeKpi: (org: string, id: string, link: string) => `/${org}/initiatives/${id}/kpis/${link}/edit`,
  initiativeKpiRemoval: (org: string, id: string, link: string) => `/${org}/initiatives/${id}/kpis/${link}/removal`,

  cases: list('cases'),
  case: one('cases'),
  newCase: (org: string, values?: Query) => `/${org}/cases/new${query(values)}`,
  editCase: within('cases', 'edit'),
  caseOwner: within('cases', 'owner'),
  caseEscalation: within('cases', 'escalation'),
  caseState: within('cases', 'state'),
  caseTold: within('cases', 'told'),
  caseResolved: within('cases', 'resolved'),
  caseLog: within('cases', 'log'),
  caseEntryErasure: (org: string, id: string, entry: string) => `/${org}/cases/${id}/log/${entry}/erasure`,
  caseArchive: within('cases', 'archive'),
  caseRules: list('cases/rules'),
  caseRule: one('cases/rules'),
  newCaseRule: (org: string) => `/${org}/cases/rules/new`,
  editCaseRule: within('cases/rules', 'edit'),
  caseRuleActivity: within('cases/rules', 'activity'),
  caseRuleArchive: within('cases/rules', 'archive'),
  wallIndex: list('cases/wall-index'),
  businessHours: (org: string) => `/${org}/cases/hours`,
  replyTasks: list('cases/replies'),
  replyTask: one('cases/replies'),

  stories: list('stories'),
  story: one('stories'),
  newStory: (org: string, values?: Query) => `/${org}/stories/new${query(values)}`,
  editStory: within('stories', 'edit'),
  storyConsent: within('stories', 'consent'),
  storyPublication: within('stories', 'publication'),
  storyWithdrawal: within('stories', 'withdrawal'),
  storyArchive: within('stories', 'archive'),

  actionPlans: list('action-plans'),
  actionPlan: one('action-plans'),
  newActionPlan: (org: string, values?: Query) => `/${org}/action-plans/new${query(values)}`,
  editActionPlan: within('action-plans', 'edit'),
  actionPlanArchive: within('action-plans', 'archive'),
  actionPlanAcceptance: within('action-plans', 'acceptance'),
  actionPlanCompletion: within('action-plans', 'completion'),
  newPlanUpdate: within('action-plans', 'updates/new'),
  planUpdate: (org: string, plan: string, id: string) => `/${org}/action-plans/${plan}/updates/${id}`,
  planUpdateAcknowledgement: (org: string, plan: string, id: string) =>
    `/${org}/action-plans/${plan}/updates/${id}/acknowledgement`,
  newMilestone: within('action-plans', 'milestones/new'),
  editMilestone: (org: string, plan: string, id: string) => `/${org}/action-plans/${plan}/milestones/${id}/edit`,
  milestoneReached: (org: string, plan: string, id: string) => `/${org}/action-plans/${plan}/milestones/${id}/reached`,
  milestoneArchive: (org: string, plan: string, id: string) => `/${org}/action-plans/${plan}/milestones/${id}/archive`,
  actionItems: list('action-items'),
  newActionItem: within('action-plans', 'items/new'),
  actionItem: one('action-items'),
  editActionItem: within('action-items', 'edit'),
  actionItemCompletion: within('action-items', 'completion'),
  actionItemDueDate: within('action-items', 'due-date'),
  actionItemArchive: within('action-items', 'archive'),
}

/** The page on which a record of any kind is shown; `parent` is the plan of a milestone, item or update. */
export function recordPath(org: string, kind: string, id: string, parent?: string | null): string | null {
  switch (kind) {
    case 'member':
      return paths.member(org, id)
    case 'unit':
      return paths.unit(org, id)
    case 'vision':
      return paths.visionVersion(org, id)
    case 'core_value':
      return paths.coreValue(org, id)
    case 'pillar':
      return paths.pillar(org, id)
    case 'outcome':
      return paths.outcome(org, id)
    case 'segment':
      return paths.segment(org, id)
    case 'customer_count':
      return paths.customerCount(org, id)
    case 'persona':
      return paths.persona(org, id)
    case 'persona_experience':
      return paths.personaExperience(org, id)
    case 'journey':
      return paths.journey(org, id)
    case 'journey_map':
      return parent ? paths.journeyMap(org, parent, id) : null
    case 'journey_step':
      return paths.journeyStep(org, id)
    case 'touchpoint':
      return paths.touchpoint(org, id)
    case 'listening_post':
      return paths.listeningPost(org, id)
    case 'theme':
      return paths.theme(org, id)
    case 'kpi':
      return paths.kpi(org, id)
    case 'initiative':
      return paths.initiative(org, id)
    case 'customer_case':
      return paths.case(org, id)
    case 'case_rule':
      return paths.caseRule(org, id)
    case 'business_hours':
      return paths.businessHours(org)
    case 'reply_task':
      return paths.replyTask(org, id)
    case 'story':
      return paths.story(org, id)
    case 'action_plan':
      return paths.actionPlan(org, id)
    case 'action_item':
      return paths.actionItem(org, id)
    case 'milestone':
      return parent ? paths.actionPlan(org, parent) : null
    case 'plan_update':
      return parent ? paths.planUpdate(org, parent, id) : null
    case 'response':
      return paths.response(org, id)
    case 'observation':
      return paths.observation(org, id)
    case 'gap':
      return paths.gap(org, id)
    case 'reconstruction':
      return paths.reconstruction(org, id)
    case 'visit':
      return paths.visit(org, id)
    case 'organisation':
      return paths.settings(org)
    default:
      return null
  }
}

/** What a kind of record is called on the page. */
export const kindNames: Record<string, string> = {
  organisation: 'Organisation',
  member: 'Person',
  unit: 'Unit',
  vision: 'Vision',
  core_value: 'Value',
  pillar: 'Pillar',
  outcome: 'Outcome',
  segment: 'Segment',
  customer_count: 'Customer count',
  persona: 'Persona',
  persona_experience: 'Delight or pain',
  kpi: 'KPI',
  initiative: 'Initiative',
  action_plan: 'Action plan',
  action_item: 'Action item',
  milestone: 'Milestone',
  plan_update: 'Update',
  touchpoint: 'Touchpoint',
  journey: 'Journey',
  journey_map: 'Journey map',
  journey_phase: 'Phase',
  journey_step: 'Step',
  observation: 'Observation',
  visit: 'Visit',
  reconstruction: 'Reconstruction',
  gap: 'Gap',
  listening_post: 'Listening post',
  question: 'Question',
  response: 'Response',
  theme: 'Theme',
  customer_case: 'Case',
  case_rule: 'Case rule',
  business_hours: 'Business hours',
  reply_task: 'Reply owed',
  story: 'Story',
}
