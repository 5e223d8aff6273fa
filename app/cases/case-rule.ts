// What a rule that opens cases looks for, in forms and in words. Pure.
import {
  choice,
  form,
  optionalId,
  optionalLongText,
  optionalNumber,
  text,
  version,
  wholeNumber,
} from '#app/ui/schema.ts'

const fields = {
  name: text({ label: 'a name', max: 120 }),
  listeningPostId: optionalId(),
  questionId: optionalId(),
  scoreAtLeast: optionalNumber(),
  scoreAtMost: optionalNumber(),
  words: optionalLongText({ max: 2000 }),
  dueHours: wholeNumber({ min: 1, max: 400, label: 'the hours' }),
  ownerId: optionalId(),
  lookBackDays: wholeNumber({ min: 1, max: 90, label: 'the days' }),
  dailyLimit: wholeNumber({ min: 1, max: 500, label: 'a number' }),
}
export const newRuleForm = form(fields)
export const editRuleForm = form({ ...fields, version: version() })
export const ruleActivityForm = form({ to: choice(['on', 'off'] as const), version: version() })

export const ruleDefaults = { dueHours: '16', lookBackDays: '14', dailyLimit: '50' }

/** One word or phrase a line, without doubles. */
export const wordList = (words: string) => [
  ...new Set(
    words
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

interface Looked {
  listeningPostId: string | null
  questionId: string | null
  scoreAtLeast: number | null
  scoreAtMost: number | null
  words: string | null
}

/** What a rule lacks, by field. */
export function ruleProblems(rule: Looked): Record<string, string> {
  const scores = rule.scoreAtLeast !== null || rule.scoreAtMost !== null
  if (scores && !rule.questionId) return { questionId: 'Choose the question whose score is meant.' }
  if (rule.questionId && !scores) return { scoreAtMost: 'Give the score at which it opens a case.' }
  if (rule.scoreAtLeast !== null && rule.scoreAtMost !== null && rule.scoreAtLeast > rule.scoreAtMost)
    return { scoreAtMost: 'No score is that high and that low at once.' }
  if (!scores && !wordList(rule.words ?? '').length && !rule.listeningPostId)
    return { listeningPostId: 'Choose a post, a score or some words: a rule that fits everything opens too much.' }
  return {}
}

/** “Overall satisfaction at most 2 · says “refund” or “lost bag” · from Exit survey” */
export function ruleInWords(
  rule: Omit<Looked, 'listeningPostId' | 'questionId'> & { postName: string | null; questionLabel: string | null },
): string {
  const { scoreAtLeast: low, scoreAtMost: high } = rule
  const score =
    low !== null && high !== null
      ? low === high
        ? `is ${low}`
        : `from ${low} to ${high}`
      : low !== null
        ? `at least ${low}`
        : `at most ${high}`
  const said = wordList(rule.words ?? '').map((word) => `“${word}”`)
  return [
    rule.questionLabel && `${rule.questionLabel} ${score}`,
    said.length > 0 && `says ${said.slice(0, 4).join(' or ')}${said.length > 4 ? ` or ${said.length - 4} more` : ''}`,
    rule.postName ? `from ${rule.postName}` : 'from any post',
  ]
    .filter(Boolean)
    .join(' · ')
}
