/**
 * Who gets what at every address, written by hand from the product's documents: what each role is for, who stands accountable
 * for what, and that the past is read only. It is the second opinion on app/access/policy.ts and on whether every loader and action asks it:
 * never make one from the other. A route without a row here, or a row without a route, fails the test.
 */
import type { Role } from '#app/access/viewer.ts'
import type { Relation } from './actors.ts'

/** Roles that may: everywhere (true), or only where the record is theirs in one of these relations. */
export type Who = Partial<Record<Role, true | readonly Relation[]>>

export interface Row {
  /** Who may open it; nobody: there is nothing to open. */
  open: Who | 'nobody'
  /** What opening gives: a page, data that is no page (a file, JSON), or the way to another address of the organisation. */
  gives?: 'page' | 'data' | { to: string }
  /** What members get who may not open it, or send it; without: 403. */
  instead?: 'absent' | { to: string }
  /** Who may send each of its forms; none: there is nothing to send. */
  send?: Record<string, Who>
  /** Who may send it but is told why it cannot be so (422): roles, or relations that stand in the way. */
  tells?: Record<string, readonly (Role | Relation)[]>
  /** As of a past moment: shown like today, closed (403, as it only serves to change something), or read as of today instead. */
  past: 'shown' | 'closed' | 'present' | { to: string }
}

// ── Circles ─────────────────────────────────────────────────────────────────────────────────────────────────────────
const everybody: Who = {
  administrator: true,
  cx_leader: true,
  business_owner: true,
  contributor: true,
  executive: true,
}
/** Administrators may do everything a CX leader may. */
const leaders: Who = { administrator: true, cx_leader: true }
const administrators: Who = { administrator: true }
const leadersAndExecutives: Who = { ...leaders, executive: true }

/** Business owners answer for what they own, leaders for everything. */
const accountable = (...by: Relation[]): Who => ({ ...leaders, business_owner: by })
/** Whoever owns it keeps it up to date, whatever their role. */
const anyOwner = (...by: Relation[]): Who => ({ ...leaders, business_owner: by, contributor: by, executive: by })
/** Nobody, a leader neither, can do it for the one it is about. */
const onlyThemselves = (...by: Relation[]): Who => ({
  administrator: by,
  cx_leader: by,
  business_owner: by,
  contributor: by,
  executive: by,
})
const recording: Who = { ...leaders, business_owner: ['kpi owner'], contributor: ['kpi owner'] }
const importing: Who = { ...leaders, business_owner: ['post owner'], contributor: ['post owner'] }
const personaOwner: Who = { ...leaders, business_owner: ['persona owner'], contributor: ['persona owner'] }
const initiativeMakers = anyOwner('initiative owner', 'initiative creator')
/** Who works with customers’ words; executives read them. */
const taggers: Who = { ...leaders, business_owner: true, contributor: true }
const taggingOnesOwn: Who = {
  administrator: ['response tagger'],
  cx_leader: ['response tagger'],
  business_owner: ['response tagger'],
  contributor: ['response tagger'],
}
const itemWorkers = anyOwner('item owner', 'plan owner')
const itemMakers = anyOwner('plan owner')
const caseWorkers = anyOwner('case owner')
const replyOwners = anyOwner('reply owner')
const storyWorkers = anyOwner('story owner', 'story creator')

// ── Kinds of rows ───────────────────────────────────────────────────────────────────────────────────────────────────
/** A page of the strategy: everybody reads everything, also of the past. */
const reading: Row = { open: everybody, past: 'shown' }
/** A form on a page of its own: whoever may send it may open it, and in the past nobody. */
const form = (name: string, who: Who): Row => ({ open: who, send: { [name]: who }, past: 'closed' })
/** The same outside the strategy: read as of today. */
const setting = (name: string, who: Who): Row => ({ ...form(name, who), past: 'present' })

export const expected: Record<string, Row> = {
  // The layout around every page of an organisation: asked with its single route id, and by posting to `/:org`.
  organisation: { open: everybody, past: 'shown' },
  'access/routes/home': { open: everybody, gives: { to: '/duties' }, past: { to: '/strategy' } },

  // Dashboards
  duties: { open: everybody, past: 'present' },
  executive: reading,
  'executive/visit': {
    open: everybody,
    gives: { to: '/executive' },
    send: { visit: everybody },
    past: { to: '/executive' },
  },
  strategy: reading,
  chain: reading,
  'chain/broken': reading,
  'chain/show': reading,
  search: reading,
  'search.json': { ...reading, gives: 'data' },
  history: reading,
  'history/proof': { open: leadersAndExecutives, send: { 'ask for a check': leadersAndExecutives }, past: 'present' },
  'history/proof/file': { open: leadersAndExecutives, gives: 'data', past: 'present' },
  'history/difference': reading,
  'history/difference.csv': { ...reading, gives: 'data' },
  'as-of': { open: everybody, past: 'present' },
  'saved-views': { open: everybody, send: { save: everybody }, past: 'present' },
  // Others' views are nobody's business, so they are not there.
  'saved-views/archive': {
    open: onlyThemselves('view owner'),
    gives: { to: '/initiatives' },
    send: { remove: onlyThemselves('view owner') },
    instead: 'absent',
    past: 'present',
  },

  // Vision: leaders write it, executives ratify it too
  vision: reading,
  'vision/versions': reading,
  'vision/versions/new': form('draft', leaders),
  'vision/versions/show': reading,
  'vision/versions/edit': form('save', leaders),
  'vision/versions/proposal': form('propose', leaders),
  'vision/versions/return': form('send back', leadersAndExecutives),
  'vision/versions/ratification': form('ratify', leadersAndExecutives),
  'vision/versions/archive': form('archive', leaders),
  values: reading,
  'values/new': form('add', leaders),
  'values/show': reading,
  'values/edit': form('save', leaders),
  'values/archive': form('archive', leaders),
  'values/position': form('move', leaders),
  pillars: reading,
  'pillars/new': form('add', leaders),
  'pillars/defaults': form('add three', leaders),
  'pillars/show': reading,
  'pillars/edit': form('save', leaders),
  'pillars/archive': form('archive', leaders),
  'pillars/position': form('move', leaders),
  outcomes: reading,
  'outcomes/list': reading,
  'outcomes/new': form('add', leaders),
  'outcomes/show': reading,
  'outcomes/edit': form('save', accountable('outcome owner')),
  'outcomes/archive': form('archive', accountable('outcome owner')),
  'outcomes/state': form('say achieved', accountable('outcome owner')),
  'outcomes/rating': form('rate', everybody),

  // Personas
  personas: reading,
  'personas/new': form('add', leaders),
  'personas/show': reading,
  'personas/edit': form('save', personaOwner),
  'personas/archive': form('archive', personaOwner),
  'personas/review': form('review', personaOwner),
  'personas/picture': form('put up', personaOwner),
  'personas/picture/removal': form('take down', personaOwner),
  'persona-experiences/new': form('add', personaOwner),
  'persona-experiences/evidence/new': form('link', personaOwner),
  'persona-experiences/show': reading,
  'persona-experiences/edit': form('save', personaOwner),
  'persona-experiences/archive': form('archive', personaOwner),
  'persona-experiences/evidence': form('link', personaOwner),
  'persona-experiences/evidence/removal': {
    open: everybody,
    gives: { to: '/persona-experiences/:id' },
    send: { 'take off': personaOwner },
    past: { to: '/persona-experiences/:id' },
  },
  'pictures/show': { ...reading, gives: 'data' },
  segments: reading,
  'segments/new': form('add', leaders),
  'segments/show': reading,
  'segments/edit': form('save', leaders),
  'segments/archive': form('archive', leaders),
  'customer-counts': reading,
  'customer-counts/new': form('upload', leaders),
  'customer-counts/show': reading,
  'customer-counts/withdrawal': form('withdraw', leaders),
  // Files of customers that wait are seen by who may import them, as of today.
  'customer-files/show': setting('correct columns', leaders),
  'customer-files/application': setting('keep the sums', leaders),
  'customer-files/removal': setting('throw away', leaders),
  'effort-and-value': reading,

  // Journeys: leaders add them, a business owner looks after their own
  journeys: reading,
  'journeys/new': form('add', leaders),
  'journeys/show': reading,
  'journeys/edit': form('save', accountable('journey owner')),
  'journeys/archive': form('archive', accountable('journey owner')),
  'journeys/comparison': reading,
  'journeys/maps/new': form('begin', accountable('journey owner')),
  'journeys/maps/show': reading,
  'journeys/maps/current': form('make current', accountable('journey owner')),
  'journeys/maps/archive': form('archive', accountable('journey owner')),
  'journeys/maps/copies': form('copy', accountable('journey owner')),
  'journeys/maps/file': { ...reading, gives: 'data' },
  'journey-phases/new': form('add', accountable('journey owner')),
  'journey-phases/edit': form('save', accountable('journey owner')),
  'journey-phases/position': form('move', accountable('journey owner')),
  'journey-phases/archive': form('remove', accountable('journey owner')),
  'journey-steps/new': form('add', accountable('journey owner')),
  'journey-steps/show': reading,
  'journey-steps/edit': form('save', accountable('journey owner')),
  'journey-steps/words': form('save', accountable('journey owner')),
  // The process owner knows how it is, whatever their role.
  'journey-steps/rating': form('rate', anyOwner('journey owner', 'step owner')),
  'journey-steps/position': form('move', accountable('journey owner')),
  'journey-steps/archive': form('remove', accountable('journey owner')),
  touchpoints: reading,
  'touchpoints/new': form('add', leaders),
  'touchpoints/show': reading,
  'touchpoints/edit': form('save', accountable('touchpoint owner')),
  'touchpoints/archive': form('archive', accountable('touchpoint owner')),
  // Observations: everybody adds what they saw and keeps it true; everybody plans their own visits, leaders anybody's
  observations: reading,
  'observations/new': form('add', everybody),
  'observations/show': reading,
  'observations/edit': form('save', anyOwner('observer')),
  'observations/themes': form('put under', taggers),
  'observations/archive': form('archive', anyOwner('observer')),
  visits: reading,
  'visits/new': {
    open: everybody,
    send: { 'plan for another': leaders, 'plan for oneself': everybody },
    past: 'closed',
  },
  'visits/show': reading,
  'visits/edit': form('save', anyOwner('visitor')),
  'visits/completion': form('complete', anyOwner('visitor')),
  'visits/archive': form('archive', anyOwner('visitor')),
  // Themes: whoever works with customers’ words finds them, owners and leaders decide
  themes: reading,
  'themes/new': form('add', taggers),
  'themes/show': reading,
  'themes/edit': form('save', anyOwner('theme owner')),
  'themes/archive': form('archive', leaders),
  'themes/decision': {
    open: anyOwner('theme owner'),
    send: { watch: anyOwner('theme owner'), act: anyOwner('theme owner') },
    past: 'closed',
  },
  'themes/merge': form('merge', leaders),
  'themes/words': form('tag what is there', anyOwner('theme owner')),
  'themes/rejection': {
    open: everybody,
    gives: { to: '/themes/:id' },
    send: { reject: taggers },
    past: { to: '/themes/:id' },
  },
  'themes/taggings/undo': {
    open: everybody,
    gives: { to: '/themes/:id' },
    send: { undo: taggers },
    past: { to: '/themes/:id' },
  },
  'themes/tagging': { open: taggers, send: { tag: taggers, 'tag with a new theme': taggers }, past: 'closed' },
  // What somebody else tagged is not taken back by a slip of the finger but called wrong.
  'themes/tagging/undo': {
    open: everybody,
    gives: { to: '/themes/tagging' },
    send: { undo: taggingOnesOwn },
    past: { to: '/themes/tagging' },
  },
  'themes/tagging/all': form('tag all', taggers),
  'themes/suggestions': { open: taggers, past: 'closed' },
  'themes/suggestions/dismissal': {
    open: everybody,
    gives: { to: '/themes/suggestions' },
    send: { 'put aside': taggers },
    past: { to: '/themes/suggestions' },
  },
  'themes/suggestions/return': {
    open: everybody,
    gives: { to: '/themes/suggestions' },
    send: { 'bring back': taggers },
    past: { to: '/themes/suggestions' },
  },

  // Gaps: everybody adds them; who owns or added one keeps it up to date, who owns it says what has become of it
  gaps: reading,
  'gaps/matrix': reading,
  'gaps/new': form('add', everybody),
  'gaps/show': reading,
  'gaps/edit': form('save', anyOwner('gap owner', 'gap creator')),
  'gaps/rating': form('rate', anyOwner('gap owner', 'gap creator')),
  'gaps/state': form('take up', anyOwner('gap owner')),
  'gaps/evidence/new': { open: everybody, send: { link: anyOwner('gap owner', 'gap creator') }, past: 'closed' },
  'gaps/evidence': form('link', anyOwner('gap owner', 'gap creator')),
  'gaps/evidence/removal': {
    open: everybody,
    gives: { to: '/gaps/:id' },
    send: { 'take off': anyOwner('gap owner', 'gap creator') },
    past: { to: '/gaps/:id' },
  },
  'gaps/archive': form('archive', anyOwner('gap owner', 'gap creator')),
  // Reconstructions: everybody reads in a customer they know of; who did corrects it
  reconstructions: reading,
  'reconstructions/new': form('read in', everybody),
  'reconstructions/show': reading,
  'reconstructions/edit': form('save', anyOwner('reconstruction creator')),
  'reconstructions/reading': form('read again', anyOwner('reconstruction creator')),
  'reconstructions/confirmation': {
    open: everybody,
    gives: { to: '/reconstructions/:id' },
    send: { 'lay out': anyOwner('reconstruction creator') },
    past: { to: '/reconstructions/:id' },
  },
  'reconstructions/steps': form('correct', anyOwner('reconstruction creator')),
  'reconstructions/gaps': {
    open: everybody,
    gives: { to: '/reconstructions/:id' },
    send: { 'make a gap': everybody },
    past: { to: '/reconstructions/:id' },
  },
  'reconstructions/archive': form('archive', anyOwner('reconstruction creator')),

  // Feedback: everybody reads it; leaders restrict, and erase; whoever answers a case may open whom to answer
  feedback: reading,
  'feedback/scores': reading,
  'feedback/restrictions': reading,
  'feedback/restrictions/new': form('restrict', leaders),
  'feedback/restrictions/lifting': form('lift', leaders),
  'feedback/show': reading,
  'feedback/contact': form('open', anyOwner('case owner')),
  'feedback/erasure': form('erase', leaders),
  'kpis/feedback': form('compute', accountable('kpi owner')),
  'kpis/feedback/end': form('end', accountable('kpi owner')),

  // KPIs: a business owner may bring their own; whoever owns one records it
  kpis: reading,
  'kpis/new': {
    open: { ...leaders, business_owner: true },
    send: {
      'add for another': leaders,
      'add without owner': leaders,
      'add as its owner': { ...leaders, business_owner: true },
    },
    past: 'closed',
  },
  'kpis/show': reading,
  'kpis/edit': form('save', accountable('kpi owner')),
  'kpis/archive': form('archive', accountable('kpi owner')),
  'kpis/values': form('record', recording),
  'kpis/targets': form('set', accountable('kpi owner')),
  'kpis/targets/withdrawal': form('withdraw', accountable('kpi owner')),
  // Listening posts: leaders set them up, owners keep them and import what they heard
  'listening-posts': reading,
  'listening-posts/new': form('add', leaders),
  'listening-posts/show': reading,
  'listening-posts/edit': form('save', accountable('post owner')),
  'listening-posts/archive': form('archive', accountable('post owner')),
  'listening-posts/import': form('upload', importing),
  // Whoever keeps a post lets responses in; secrets are for them alone.
  intake: { open: accountable('post owner'), past: 'closed' },
  'intake/tokens/new': form('token', accountable('post owner')),
  'intake/webhooks/new': form('webhook', accountable('post owner')),
  'intake/secret': form('secret', accountable('post owner')),
  'intake/ending': form('end', accountable('post owner')),
  'questions/new': form('add', accountable('post owner')),
  'questions/edit': form('save', accountable('post owner')),
  coverage: reading,
  'response-imports/show': { open: importing, send: { 'correct columns': importing }, past: 'present' },
  'response-imports/format': { open: importing, send: { 'read anew': importing }, past: 'present' },
  'response-imports/application': { open: importing, send: { import: importing }, past: 'present' },
  'response-imports/undoing': { open: importing, send: { undo: importing }, past: 'present' },
  'response-imports/problems': { open: importing, gives: 'data', past: 'present' },

  'kpis/import': form('upload', recording),
  // The grid shows one's own KPIs, so whoever can own one may open it; what it saves is asked KPI by KPI.
  'kpi-values': {
    open: { ...leaders, business_owner: true, contributor: true },
    send: { record: recording },
    past: 'present',
  },
  'imports/show': { open: recording, send: { 'correct columns': recording }, past: 'present' },
  'imports/application': { open: recording, send: { import: recording }, past: 'present' },

  // One's own account
  account: setting('save', everybody),
  'account/password': setting('change', everybody),
  // Everybody here is signed in elsewhere, too; where there is nothing to end it leads back to the account.
  'account/sessions': setting('end others', everybody),

  // People
  people: reading,
  'people/new': {
    open: leaders,
    // Only administrators make administrators: a leader is told so beside the field.
    send: { invite: leaders, 'invite an administrator': administrators },
    tells: { 'invite an administrator': ['cx_leader'] },
    past: 'closed',
  },
  'people/new/several': form('invite', leaders),
  'people/show': reading,
  'people/edit': form('save', administrators),
  'people/access': {
    open: administrators,
    send: { 'give a role': administrators, disable: administrators },
    past: 'closed',
  },
  'people/invitation': { open: leaders, send: { 'send again': leaders, withdraw: leaders }, past: 'closed' },
  units: reading,
  'units/new': form('add', leaders),
  'units/show': reading,
  'units/edit': form('save', leaders),
  'units/archive': form('archive', leaders),
  settings: setting('save', administrators),
  permissions: { open: leaders, past: 'present' },
  outbox: { open: administrators, past: 'present' },
  'outbox/show': { open: administrators, past: 'present' },

  // Initiatives: everybody adds ideas and works on their own; leaders appoint, executives approve too
  initiatives: reading,
  'initiatives/new': form('add', everybody),
  'initiatives/show': reading,
  'initiatives/edit': form('save', initiativeMakers),
  'initiatives/stage': {
    open: accountable('initiative owner'),
    instead: { to: '/initiatives/:id' },
    send: {
      propose: accountable('initiative owner'),
      approve: leadersAndExecutives,
      stop: accountable('initiative owner'),
      finish: accountable('initiative owner'),
    },
    past: 'closed',
  },
  'initiatives/acceptance': form('accept', onlyThemselves('initiative owner')),
  'initiatives/archive': form('archive', leaders),
  'initiatives/kpis/new': form('link', initiativeMakers),
  'initiatives/kpis/edit': form('save', initiativeMakers),
  'initiatives/kpis/removal': form('unlink', initiativeMakers),

  // Cases: everybody opens them; their owner works on them
  cases: reading,
  'cases/new': form('open', everybody),
  'cases/rules': reading,
  'cases/rules/new': form('make', leaders),
  'cases/rules/show': reading,
  'cases/rules/edit': form('save', leaders),
  'cases/rules/activity': form('switch on', leaders),
  'cases/rules/archive': form('archive', leaders),
  'cases/wall-index': reading,
  'cases/hours': { ...reading, send: { save: leaders } },
  'cases/replies': { ...reading, send: { 'tell several': replyOwners } },
  'cases/replies/show': { ...reading, send: { tell: replyOwners, drop: replyOwners } },
  'cases/show': reading,
  'cases/edit': form('save', caseWorkers),
  'cases/escalation': form('escalate', caseWorkers),
  'cases/owner': form('hand over', caseWorkers),
  'cases/state': { ...form('acknowledge', caseWorkers), instead: { to: '/cases/:id' } },
  'cases/told': form('record', caseWorkers),
  'cases/resolved': form('record', caseWorkers),
  'cases/log': form('add', caseWorkers),
  'cases/log/erasure': form('take out', caseWorkers),
  'cases/archive': form('archive', leaders),

  // Customer stories: everybody reads them; whoever keeps one cares for its consent, leaders publish
  stories: reading,
  'stories/new': form('tell', taggers),
  'stories/show': reading,
  'stories/edit': form('save', storyWorkers),
  'stories/consent': form('record', storyWorkers),
  'stories/publication': { open: leaders, send: { publish: leaders, 'take back': leaders }, past: 'closed' },
  'stories/withdrawal': form('withdraw', storyWorkers),
  'stories/archive': form('archive', storyWorkers),

  // Action plans
  'action-plans': reading,
  'action-plans/new': form('add', accountable('initiative owner')),
  'action-plans/show': reading,
  'action-plans/edit': form('save', accountable('plan owner', 'initiative owner')),
  'action-plans/acceptance': form('accept', onlyThemselves('plan owner')),
  'action-plans/completion': form('finish', accountable('plan owner', 'initiative owner')),
  'action-plans/archive': form('archive', accountable('initiative owner')),
  'action-plans/updates/new': form('send', anyOwner('plan owner')),
  'action-plans/updates/show': reading,
  // Nobody acknowledges what they wrote themselves.
  'action-plans/updates/acknowledgement': {
    ...form('acknowledge', anyOwner('plan reviewer')),
    tells: { acknowledge: ['update author'] },
  },
  'action-plans/milestones/new': form('add', itemMakers),
  'action-plans/milestones/edit': form('save', itemMakers),
  'action-plans/milestones/reached': form('reach', itemMakers),
  'action-plans/milestones/archive': form('archive', itemMakers),
  'action-plans/items/new': form('add', itemMakers),
  'action-items': reading,
  'action-items/show': reading,
  'action-items/edit': form('save', itemWorkers),
  'action-items/completion': form('finish', itemWorkers),
  'action-items/due-date': form('move', itemWorkers),
  'action-items/archive': form('archive', itemWorkers),

  'access/routes/absent': { open: 'nobody', past: 'present' },
}

// ── Addresses of nobody's organisation ──────────────────────────────────────────────────────────────────────────────

/** `stranger`: no session, or one that has ended; `member`: of one organisation; `nowhere`: of none any more. */
export interface OpenRow {
  open: Record<'stranger' | 'member' | 'nowhere', 'page' | 'nobody' | { to: string }>
  /** Where sending its form leads, whoever sends it. */
  send?: { to: string }
}

const toAll = (what: 'page' | { to: string }) => ({ stranger: what, member: what, nowhere: what })

/** Anybody may knock here; what counts is the link in the address or the password in the form. */
export const expectedOutside: Record<string, OpenRow> = {
  'access/routes/front-door': {
    open: { stranger: { to: '/sign-in' }, member: { to: '/:org' }, nowhere: 'page' },
  },
  'access/routes/sign-in': {
    open: { stranger: 'page', member: { to: '/' }, nowhere: { to: '/' } },
    send: { to: '/' },
  },
  'access/routes/sign-out': { open: toAll({ to: '/' }), send: { to: '/sign-in' } },
  'set-up': { open: toAll('page'), send: { to: '/:new' } },
  invitation: { open: toAll('page'), send: { to: '/:org' } },
  'forgot-password': { open: toAll('page'), send: { to: '/forgot-password?asked' } },
  'password-reset': { open: toAll('page'), send: { to: '/sign-in' } },
}

/** All rows; while a room is being built, `ROUTES=gaps npx vitest …` asks those only whose id begins so. `npm test` always asks all. */
export const asked: Record<string, Row> = Object.fromEntries(
  Object.entries(expected).filter(([id]) =>
    new RegExp(`^(${process.env.CI ? '' : (process.env.ROUTES ?? '')})`).test(id),
  ),
)
