// Replies owed to those whose feedback was the evidence of an initiative that has ended: their words and forms. Pure.
import { choice, dateOnly, form, longText, manyIds, optionalLongText, version } from '#app/ui/schema.ts'
import { formatDay, plural } from '#app/ui/format.ts'

export const replyStates = ['open', 'done', 'dropped'] as const
export type ReplyState = (typeof replyStates)[number]
export const replyStateNames: Record<ReplyState, string> = { open: 'Open', done: 'Done', dropped: 'Dropped' }

/** More are not asked for when an initiative ends: to each of so many cases and responses, and one message for each theme. */
export const mostReplies = { cases: 200, responses: 100, themes: 20 } as const
/** What is owed is due after so many business hours: ten days of eight. */
export const replyHours = 80

/** What has to be written by whoever replies: a draft cannot know it. */
export const blanks = {
  changed: '[say in a sentence what is different now]',
  verdict: '[say what the figures show: it did, it did not, or we cannot tell yet]',
  stopped: '[say in plain words why it was stopped]',
  instead: '[say what happens instead, or that nothing does]',
} as const

/** Blanks that nobody has filled in yet. */
export const blanksLeft = (text: string) => Object.values(blanks).filter((blank) => text.includes(blank))

/** A draft says what was heard and what was done. It never says that it helped: that is for the figures, and for whoever replies. */
export function replyDraft({
  initiative,
  ended,
  toldUsOn,
  locale,
}: {
  initiative: string
  ended: 'finished' | 'stopped'
  toldUsOn: string | null
  locale?: string
}): string {
  const heard = toldUsOn ? `You told us about this on ${formatDay(toldUsOn, locale)}.` : 'You told us about this.'
  const did =
    ended === 'finished'
      ? `We have finished “${initiative}”: ${blanks.changed}. Whether it did what it was meant to do: ${blanks.verdict}.`
      : `We began “${initiative}” and have stopped it: ${blanks.stopped}. From here: ${blanks.instead}.`
  return `${heard} ${did} Thank you for telling us.`
}

/** Whom a reply is for. */
export function replyTo(task: {
  caseNumber: number | null
  themeName: string | null
  reach: number
  postName: string | null
}): string {
  if (task.caseNumber !== null) return `Case ${task.caseNumber}`
  if (task.themeName !== null) return `${plural(task.reach, 'customer')} behind “${task.themeName}”`
  return `One response${task.postName ? ` to ${task.postName}` : ''}`
}

export const replyForm = form({
  to: choice(['done', 'dropped'] as const),
  on: dateOnly(),
  text: optionalLongText(),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
export const repliesForm = form({
  ids: manyIds({ max: 200 }),
  on: dateOnly(),
  text: longText({ missing: 'Say what they were told.' }),
})

/** What is wrong with what was typed, by field. */
export function replyProblems(
  given: { to: 'done' | 'dropped'; on: string; text: string | null; reason: string | null },
  today: string,
): Record<string, string> {
  if (given.to === 'dropped') return given.reason ? {} : { reason: 'Say why nobody is told.' }
  const problems: Record<string, string> = {}
  if (given.on > today) problems.on = 'This day has not come yet. Choose today or an earlier one.'
  if (!given.text) problems.text = 'Write what they were told.'
  else if (blanksLeft(given.text).length)
    problems.text = `Write it in your own words where it says ${blanksLeft(given.text)[0]}.`
  return problems
}
