/**
 * What a model of two small organisations knows: enough to say beforehand what each command will answer. Written by hand from what
 * Sirius promises, not from its policy: the two are compared by random histories (random-world.ts).
 */
import type { Context } from '#app/access/context.server.ts'
import type { Role } from '#app/access/viewer.ts'
import type { Stage } from '#app/initiatives/initiative.ts'

interface Versioned {
  id: string
  version: number
}
interface Archivable extends Versioned {
  archived: boolean
}
export interface Member extends Versioned {
  name: string
  email: string
  role: Role
  /** Has joined; an invited one has not. */
  joined: boolean
  disabled: boolean
  /** Was disabled once, which ended their sessions. */
  signedOut: boolean
  unitId: string | null
  cookie: string
}
export interface Unit extends Archivable {
  name: string
  parentId: string | null
}
export interface Vision extends Archivable {
  state: 'draft' | 'proposed' | 'ratified' | 'superseded'
  reasoned: boolean
  effectiveOn: string | null
}
export interface Named extends Archivable {
  name: string
}
export interface Outcome extends Archivable {
  pillarId: string
  ownerId: string | null
  state: 'open' | 'achieved' | 'table stakes'
  ratings: Map<string, number>
}
export interface Kpi extends Named {
  ownerId: string | null
  values: Map<string, number>
}
export interface Initiative extends Archivable {
  ownerId: string | null
  createdBy: string | null
  accepted: boolean
  stage: Stage
  adHoc: boolean
}
export interface Plan extends Archivable {
  initiativeId: string
  ownerId: string | null
  reviewerId: string | null
  accepted: boolean
  finished: boolean
  updates: { id: string; authorId: string; acknowledged: boolean }[]
}
export interface Item extends Archivable {
  planId: string
  ownerId: string | null
  dueOn: string | null
  done: boolean
}

export interface Organisation {
  id: string
  slug: string
  members: Member[]
  units: Unit[]
  visions: Vision[]
  pillars: Named[]
  outcomes: Outcome[]
  kpis: Kpi[]
  initiatives: Initiative[]
  plans: Plan[]
  items: Item[]
}

/** What a command answers: it is done, it changes nothing, or it is refused with this status. */
export type Answer = 'done' | 'nothing' | 403 | 404 | 409 | 422

/** One random step: who does what to what. Numbers are taken modulo what there is to choose from. */
export interface Step {
  org: 0 | 1
  actor: number
  command: number
  target: number
  other: number
  choice: number
  /** Aims at a record of the other organisation. */
  foreign: boolean
  /** Was drawn from an earlier version of the record. */
  outdated: boolean
  /** Knocks at the other organisation's address. */
  stranger: boolean
  /** Is sent a second time, with the same key. */
  again: boolean
}

export interface Planned {
  expect: Answer
  run: (ctx: Context) => Promise<unknown>
  /** What it changes, given what the command returned. Only called when it is done. */
  then?: (result: { id: string }) => void
}

/** What a command is planned with. */
export interface Scene {
  org: Organisation
  me: Member
  step: Step
  today: string
  /** One of these, or of the other organisation's where the step is foreign; null where there is none. */
  target: <K extends Rooms>(room: K) => Aim<K> | null
  /** Another record that a form names: always of this organisation, sometimes none. */
  named: <K extends Rooms>(room: K) => Organisation[K][number] | null
  pick: <T>(from: readonly T[]) => T
  fresh: (what: string) => string
}
export type Rooms = Exclude<keyof Organisation, 'id' | 'slug'>
export interface Aim<K extends Rooms> {
  record: Organisation[K][number]
  /** Whether the actor's organisation has it. */
  ours: boolean
  /** The version its form was drawn from. */
  version: number
}

export type Command = (scene: Scene) => Planned | null

/** The first that holds decides; none: it is done. */
export function answer(...reasons: [holds: boolean, answer: Answer][]): Answer {
  return reasons.find(([holds]) => holds)?.[1] ?? 'done'
}

/** An aimed command begins the same everywhere: what is not there, who may not, what is outdated. */
export function aimed<K extends Rooms>(aim: Aim<K>, may: boolean, ...rest: [boolean, Answer][]): Answer {
  return answer([!aim.ours, 404], [!may, 403], [aim.version !== aim.record.version, 409], ...rest)
}

export const leads = ({ role }: Member) => role === 'administrator' || role === 'cx_leader'
export const isActive = ({ joined, disabled }: Member) => joined && !disabled
/** A business owner on what is theirs. */
export const business = (me: Member, ...ids: (string | null)[]) => me.role === 'business_owner' && ids.includes(me.id)
/** Anybody on what is theirs. */
export const own = (me: Member, ...ids: (string | null)[]) => ids.includes(me.id)
