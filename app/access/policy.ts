// The one table of who may do what. The server, the buttons, the permissions page and the matrix test all read it.
import type { Role, Viewer } from './viewer.ts'

/** `own`: only where the viewer stands on the record (see `own` of the ability); `organisation`: anywhere. */
export type Relation = 'own' | 'unit' | 'organisation'

export interface Ability {
  says: string
  allow: Partial<Record<Role, Relation>>
  /** The columns of the record that make it the viewer's own. */
  own?: readonly (keyof Standing)[]
  /** Changes nothing, so it is allowed in the past as well. */
  reads?: true
}

/** What of a record decides about a viewer's relation to it. */
export interface Standing {
  memberId?: string | null
  ownerId?: string | null
  sponsorId?: string | null
  reviewerId?: string | null
  authorId?: string | null
  createdBy?: string | null
  unitId?: string | null
  /** The owner of the record above: the plan's of an action item, the initiative's of a plan. */
  parentOwnerId?: string | null
}

const leaders = { administrator: 'organisation', cx_leader: 'organisation' } as const
const leadersAndOwn = { ...leaders, business_owner: 'own' } as const
const everyone = {
  administrator: 'organisation',
  cx_leader: 'organisation',
  business_owner: 'organisation',
  contributor: 'organisation',
  executive: 'organisation',
} as const

export const abilities = {
  'strategy.read': { says: 'Read the whole strategy with its history', allow: everyone, reads: true },

  'organisation.edit': { says: 'Change the organisation’s settings', allow: { administrator: 'organisation' } },
  'mail.read': { says: 'Read the outbox', allow: { administrator: 'organisation' }, reads: true },
  'permissions.read': {
    says: 'Read the table of permissions',
    allow: { administrator: 'organisation', cx_leader: 'organisation' },
    reads: true,
  },
  'history.prove': {
    says: 'Read the proof of the history, take its log away, and have it checked',
    allow: { ...leaders, executive: 'organisation' },
    reads: true,
  },
  'member.invite': { says: 'Invite people', allow: leaders },
  'member.edit': { says: 'Edit people, their role and unit', allow: { administrator: 'organisation' } },
  'member.disable': { says: 'Disable and enable people', allow: { administrator: 'organisation' } },
  'unit.edit': { says: 'Add, edit and archive units', allow: leaders },

  'vision.edit': { says: 'Draft and propose a vision', allow: leaders },
  'vision.ratify': { says: 'Ratify a proposed vision', allow: { ...leaders, executive: 'organisation' } },
  'core_value.edit': { says: 'Add, edit and archive values', allow: leaders },
  'pillar.edit': { says: 'Add, edit and archive pillars', allow: leaders },
  'outcome.edit': { says: 'Add, edit and archive outcomes', allow: leadersAndOwn, own: ['ownerId'] },
  'outcome.rate': { says: 'Rate how an outcome feels today', allow: everyone },

  'segment.edit': { says: 'Add, edit and archive segments, and import customer data', allow: leaders },
  'persona.edit': {
    says: 'Add, edit, review and archive personas, with what delights and pains them',
    allow: { ...leadersAndOwn, contributor: 'own' },
    own: ['ownerId'],
  },

  'journey.edit': {
    says: 'Add journeys, draw and change their maps, and archive them',
    allow: leadersAndOwn,
    own: ['ownerId'],
  },
  'journey_step.rate': {
    says: 'Rate how a step is for customers, and what that rests on',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'parentOwnerId'],
  },
  'touchpoint.edit': { says: 'Add, edit and archive touchpoints', allow: leadersAndOwn, own: ['ownerId'] },
  'observation.add': { says: 'Add what one saw', allow: everyone },
  'observation.edit': {
    says: 'Edit and archive observations',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['authorId'],
  },
  'visit.edit': {
    says: 'Plan, change and do visits',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'listening_post.edit': {
    says: 'Add, edit and archive listening posts and their questions',
    allow: leadersAndOwn,
    own: ['ownerId'],
  },
  'listening_post.import': {
    says: 'Import files of responses into a listening post, and undo that',
    allow: { ...leadersAndOwn, contributor: 'own' },
    own: ['ownerId'],
  },

  'listening_post.connect': {
    says: 'Make, change and revoke the tokens and webhooks by which responses come in live',
    allow: leadersAndOwn,
    own: ['ownerId'],
  },

  'gap.add': { says: 'Add gaps, and make gaps of mismatches', allow: everyone },
  'gap.edit': {
    says: 'Edit and rate gaps, link their evidence, archive them',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'createdBy'],
  },
  'gap.state': {
    says: 'Say what has become of a gap',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'reconstruction.edit': {
    says: 'Read reconstructions from files, lay them over maps, edit and archive them',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['createdBy'],
  },

  'theme.add': {
    says: 'Add themes',
    allow: { ...leaders, business_owner: 'organisation', contributor: 'organisation' },
  },
  'theme.edit': {
    says: 'Edit a theme and its words, and tag all responses with them',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'theme.appoint': { says: 'Appoint a theme’s owner; merge, archive and restore themes', allow: leaders },
  'theme.decide': {
    says: 'Decide about a theme: act, watch or decline',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'theme.tag': {
    says: 'Tag responses with themes, take tags off, and put suggestions aside',
    allow: { ...leaders, business_owner: 'organisation', contributor: 'organisation' },
  },
  'theme.untag': {
    says: 'Take back tags that one gave a moment ago',
    allow: { administrator: 'own', cx_leader: 'own', business_owner: 'own', contributor: 'own' },
    own: ['createdBy'],
  },

  'kpi.edit': { says: 'Add, edit and archive KPIs and set their targets', allow: leadersAndOwn, own: ['ownerId'] },
  'kpi.record': {
    says: 'Record, restate and import values',
    allow: { ...leadersAndOwn, contributor: 'own' },
    own: ['ownerId'],
  },

  'response.restrict': { says: 'Restrict who reads the verbatims of a listening post', allow: leaders },
  'response.read_restricted': { says: 'Read verbatims whose reading is restricted', allow: leaders, reads: true },
  'response.open_contact': {
    says: 'Open whom to answer: name, e-mail and phone of a response',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'response.erase': { says: 'Erase what a customer wrote and whom to answer', allow: leaders },

  'initiative.propose': { says: 'Add ideas for initiatives', allow: everyone },
  'initiative.edit': {
    says: 'Edit an initiative and its links',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'createdBy'],
  },
  'initiative.appoint': { says: 'Appoint an initiative’s owner and sponsor', allow: leaders },
  'initiative.accept': {
    says: 'Accept being accountable for an initiative',
    allow: { administrator: 'own', cx_leader: 'own', business_owner: 'own', contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'initiative.stage': { says: 'Propose, start, finish and stop an initiative', allow: leadersAndOwn, own: ['ownerId'] },
  'initiative.approve': { says: 'Approve a proposed initiative', allow: { ...leaders, executive: 'organisation' } },
  'initiative.archive': { says: 'Archive and restore initiatives', allow: leaders },

  'customer_case.open': { says: 'Open a case', allow: everyone },
  'customer_case.handle': {
    says: 'Work on a case: log, hand over, say told or resolved, close and reopen',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'customer_case.assign': { says: 'Name the owner of a case that is opened', allow: leaders },
  'customer_case.archive': { says: 'Archive and restore cases', allow: leaders },
  'case_rule.edit': { says: 'Make rules that open cases, and switch them on', allow: leaders },
  'business_hours.edit': { says: 'Say when people work, and holidays', allow: leaders },
  'reply_task.do': {
    says: 'Tell customers what came of their feedback, or say why not',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },

  'story.add': {
    says: 'Tell customer stories, as drafts',
    allow: { ...leaders, business_owner: 'organisation', contributor: 'organisation' },
  },
  'story.edit': {
    says: 'Edit a story, record, change and withdraw its consent, archive it',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'createdBy'],
  },
  'story.publish': { says: 'Publish stories whose consent holds, and take them back', allow: leaders },
  'story.read_draft': {
    says: 'Read the customer’s words of a story that is not published',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'createdBy'],
    reads: true,
  },

  'action_plan.edit': { says: 'Add and edit action plans', allow: leadersAndOwn, own: ['ownerId', 'parentOwnerId'] },
  'action_plan.accept': {
    says: 'Accept being accountable for an action plan',
    allow: { administrator: 'own', cx_leader: 'own', business_owner: 'own', contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'action_plan.archive': { says: 'Archive and restore action plans', allow: leadersAndOwn, own: ['parentOwnerId'] },
  'plan_update.make': {
    says: 'Write an update on a plan',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId'],
  },
  'plan_update.acknowledge': {
    says: 'Acknowledge an update',
    allow: { ...leaders, business_owner: 'own', contributor: 'own', executive: 'own' },
    own: ['reviewerId'],
  },
  'action_item.edit': {
    says: 'Add, edit and archive action items and milestones',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'parentOwnerId'],
  },
  'action_item.complete': {
    says: 'Mark an action item done, or move its due date',
    allow: { ...leadersAndOwn, contributor: 'own', executive: 'own' },
    own: ['ownerId', 'parentOwnerId'],
  },
} as const satisfies Record<string, Ability>

export type AbilityName = keyof typeof abilities

/** Whether the viewer may do it to this record (or, without a record, to any record at all). */
export function may(
  viewer: Pick<Viewer, 'role' | 'memberId' | 'unitId' | 'readsOnly'>,
  name: AbilityName,
  record?: Standing,
): boolean {
  if (viewer.role === 'system') return true
  const ability: Ability = abilities[name]
  if (viewer.readsOnly && !ability.reads) return false
  const relation = ability.allow[viewer.role]
  if (!relation) return false
  if (relation === 'organisation') return true
  if (!record) return false
  if (relation === 'unit') return record.unitId != null && record.unitId === viewer.unitId
  return (ability.own ?? []).some((column) => record[column] != null && record[column] === viewer.memberId)
}
