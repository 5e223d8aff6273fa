// What a case is: its states after ISO 10002, the two facts that close the loop, and their forms. Pure.
import { formatDay } from '#app/ui/format.ts'
import {
  choice,
  dateOnly,
  form,
  longText,
  optionalDate,
  optionalId,
  optionalLongText,
  optionalUrl,
  text,
  version,
} from '#app/ui/schema.ts'

export const caseName = (number: number) => `Case ${number}`

// ── States ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const caseStates = ['received', 'acknowledged', 'investigating', 'answered', 'closed'] as const
export type CaseState = (typeof caseStates)[number]

export const caseStateNames: Record<CaseState, string> = {
  received: 'Received',
  acknowledged: 'Acknowledged',
  investigating: 'Investigating',
  answered: 'Answered',
  closed: 'Closed',
}
export const caseStateTones = {
  received: 'warn',
  acknowledged: 'info',
  investigating: 'info',
  answered: 'good',
  closed: 'done',
} as const

export interface CaseMove {
  to: CaseState
  label: string
  hint: string
  /** Goes back: say why. */
  back?: true
}

/** Where a case may go from each state. Steps may be skipped: a quick answer needs no investigation. */
export const caseMoves: Record<CaseState, CaseMove[]> = {
  received: [
    { to: 'acknowledged', label: 'Acknowledge', hint: 'The customer knows that somebody looks into it.' },
    { to: 'investigating', label: 'Investigate', hint: 'Somebody finds out what happened and why.' },
    { to: 'answered', label: 'Answered', hint: 'The customer has our answer.' },
    { to: 'closed', label: 'Close', hint: 'Nothing more is to be done.' },
  ],
  acknowledged: [
    { to: 'investigating', label: 'Investigate', hint: 'Somebody finds out what happened and why.' },
    { to: 'answered', label: 'Answered', hint: 'The customer has our answer.' },
    { to: 'closed', label: 'Close', hint: 'Nothing more is to be done.' },
  ],
  investigating: [
    { to: 'answered', label: 'Answered', hint: 'The customer has our answer.' },
    { to: 'closed', label: 'Close', hint: 'Nothing more is to be done.' },
  ],
  answered: [
    { to: 'closed', label: 'Close', hint: 'Nothing more is to be done.' },
    { to: 'investigating', label: 'Investigate again', hint: 'The answer was not the end of it.', back: true },
  ],
  closed: [{ to: 'investigating', label: 'Reopen', hint: 'It is not over.', back: true }],
}

/** What stands in the way of moving a case; each sentence says what to do. */
export function caseBlockers(
  facts: { state: CaseState; toldOn: string | null; resolvedOn: string | null },
  to: CaseState,
  reason: string | null,
): string[] {
  const move = caseMoves[facts.state].find((one) => one.to === to)
  if (!move)
    return [
      `A case that is ${caseStateNames[facts.state].toLowerCase()} cannot become ${caseStateNames[to].toLowerCase()}.`,
    ]
  if (move.back && !reason) return [`Say why: “${move.label}” needs a reason.`]
  if (to === 'answered' && !facts.toldOn) return ['Record first that the customer was told, and how.']
  if (to === 'closed' && !(facts.toldOn && facts.resolvedOn) && !reason) {
    const missing = [!facts.toldOn && 'the customer was not told', !facts.resolvedOn && 'its cause is not resolved']
    return [`${sentence(missing.filter((one) => one !== false).join(' and '))}. Say why it ends all the same.`]
  }
  return []
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The verb under which the history keeps a move. */
export const moveVerb = (from: CaseState, to: CaseState) =>
  from === 'closed'
    ? 'reopened'
    : {
        received: 'received',
        acknowledged: 'acknowledged',
        investigating: 'investigated',
        answered: 'answered',
        closed: 'closed',
      }[to]

// ── Told and resolved ───────────────────────────────────────────────────────────────────────────────────────────────

/** That the customer was told, and that the cause is resolved, are two facts: neither follows from the other. */
export const loops = ['closed loop', 'promise open', 'quiet fix', 'nothing yet'] as const
export type Loop = (typeof loops)[number]

export const loopNames: Record<Loop, string> = {
  'closed loop': 'Loop closed',
  'promise open': 'Promise open',
  'quiet fix': 'Quiet fix',
  'nothing yet': 'Nothing yet',
}
export const loopHints: Record<Loop, string> = {
  'closed loop': 'The customer was told, and the cause is resolved.',
  'promise open': 'The customer was told; the cause is still there.',
  'quiet fix': 'The cause is resolved; the customer does not know.',
  'nothing yet': 'Neither told nor resolved.',
}
export const loopTones = {
  'closed loop': 'done',
  'promise open': 'info',
  'quiet fix': 'warn',
  'nothing yet': 'neutral',
} as const

export const loopOf = ({ toldOn, resolvedOn }: { toldOn: string | null; resolvedOn: string | null }): Loop =>
  toldOn ? (resolvedOn ? 'closed loop' : 'promise open') : resolvedOn ? 'quiet fix' : 'nothing yet'

export const facts = ['told', 'resolved'] as const
export type Fact = (typeof facts)[number]
export const factNames: Record<Fact, string> = { told: 'Customer told', resolved: 'Cause resolved' }

export interface FactNow {
  on: string | null
  evidence: string
  url: string
}

/** Nobody is answered before they said anything, as far as that day is known. */
export const tooEarly = (on: string, saidOn: string | null) =>
  saidOn !== null && on < saidOn
    ? `The customer said it on ${formatDay(saidOn)}. Choose that day or a later one.`
    : null

/** What is wrong with setting, correcting or withdrawing a fact, by field; nothing: it may be done. */
export function factProblems(
  now: FactNow,
  given: {
    to: 'set' | 'withdrawn'
    on: string | null
    evidence: string | null
    url: string | null
    reason: string | null
  },
  { today, saidOn }: { today: string; saidOn: string | null },
): Record<string, string> {
  if (given.to === 'withdrawn') {
    if (!now.on) return { _form: 'It was not recorded, so there is nothing to withdraw.' }
    return given.reason ? {} : { reason: 'Say why it is withdrawn: everybody reads it in the history.' }
  }
  const problems: Record<string, string> = {}
  const early = given.on && tooEarly(given.on, saidOn)
  if (!given.on) problems.on = 'Choose the day.'
  else if (given.on > today) problems.on = 'This day has not come yet. Choose today or an earlier one.'
  else if (early) problems.on = early
  if (!given.evidence && !given.url) problems.evidence = 'Say how one can see it, or give a link below.'
  if (now.on && !given.reason) problems.reason = 'Say why it is corrected: the earlier words stay in the history.'
  return problems
}

// ── Due ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type DueWord = 'overdue' | 'due soon' | 'in time' | 'told in time' | 'told late' | 'ended'

/** A case is on time as long as the customer was told by the end of the day it was due on. `dueOn` is that day, `soon` a day ahead. */
export function dueWord(
  one: { dueAt: Date | string; dueOn: string; toldOn: string | null; closedAt: unknown },
  now: { at: Date | string; soonAt: Date | string },
): DueWord {
  if (one.toldOn) return one.toldOn <= one.dueOn ? 'told in time' : 'told late'
  if (one.closedAt) return 'ended'
  const due = new Date(one.dueAt).getTime()
  if (due < new Date(now.at).getTime()) return 'overdue'
  return due <= new Date(now.soonAt).getTime() ? 'due soon' : 'in time'
}
export const dueTones: Record<DueWord, 'bad' | 'warn' | 'neutral' | 'done'> = {
  overdue: 'bad',
  'due soon': 'warn',
  'in time': 'neutral',
  'told in time': 'done',
  'told late': 'neutral',
  ended: 'neutral',
}

/** So many hours before it is due, a case counts as due soon. */
export const soonHours = 24

// ── Log ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const entryKinds = ['reply', 'call', 'note'] as const
export type EntryKind = (typeof entryKinds)[number]
export const entryKindNames: Record<EntryKind, string> = { reply: 'Reply', call: 'Call', note: 'Note' }
export const entryKindHints: Record<EntryKind, string> = {
  reply: 'Written to the customer',
  call: 'Spoken with the customer',
  note: 'Among ourselves',
}
/** A reply or a call is an answer; a note is none. */
export const isAnswer = (kind: string) => kind === 'reply' || kind === 'call'

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const about = {
  title: text({ label: 'a title', max: 200 }),
  journeyStepId: optionalId(),
  touchpointId: optionalId(),
}

/** `account`: what happened, in the words of whoever opens it; the first note of the log. */
export const newCaseForm = form({
  ...about,
  listeningPostId: optionalId(),
  responseId: optionalId(),
  ownerId: optionalId(),
  account: optionalLongText(),
})
export const editCaseForm = form({ ...about, version: version() })
export const ownerForm = form({
  ownerId: optionalId(),
  reason: longText({ label: 'a reason', max: 1000 }),
  version: version(),
})
/** What is behind it; neither: it is escalated no longer. */
export const escalationForm = form({
  themeId: optionalId(),
  gapId: optionalId(),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
export const caseStateForm = form({
  to: choice(caseStates),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
export const caseReasonForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })
export const factForm = form({
  to: choice(['set', 'withdrawn'] as const),
  on: optionalDate(),
  evidence: optionalLongText({ max: 2000 }),
  url: optionalUrl(),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
export const entryForm = form({
  kind: choice(entryKinds),
  happenedOn: dateOnly(),
  body: longText({ missing: 'Say what was said or done.' }),
})
export const erasureForm = form({ reason: longText({ label: 'a reason', max: 1000 }) })
