// What a request says of one response, and how it is read: as a line of a file, by the very same rules. Pure.
import { z } from 'zod'
import type { ColumnMapping, Role } from '#app/listening-posts/column-role.ts'
import type { FileColumn } from '#app/listening-posts/file-layout.ts'
import { type LineProblem, type LineResult, lineReader } from '#app/listening-posts/line-reading.ts'
import { limits } from './intake.ts'

export interface AskedQuestion {
  number: number
  kind: string
  scoreKind: string | null
  scaleLow: number | null
  scaleHigh: number | null
  notUsed: string
  sourceKey: string
}

export type AnswerValue = string | number | boolean | null | (string | number | boolean)[]

export interface IntakeItem {
  id: string
  /** Null: the moment it is received. */
  answeredAt: string | null
  answers: Record<string, AnswerValue>
  language: string
  touchpoint: string
  segment: string
  persona: string
  unit: string
  contact: { name?: string; email?: string; phone?: string }
  finished: boolean
  /** When its source last changed it, where the source may change it again. */
  sourceAt: Date | null
}

const short = (most: number) =>
  z
    .string({ error: 'This must be text.' })
    .max(most, { error: `This has more than ${most} characters.` })
    .regex(/^[^\p{Cc}]*$/u, { error: 'This contains characters that cannot be kept.' })
const named = short(200).nullish()
const one = z.union([z.string().max(100_000), z.number(), z.boolean()])

const answerError = 'An answer is text, a number, true or false, or a list of these.'
const itemSchema = z.strictObject({
  id: short(200).min(1, { error: 'There is no id.' }),
  answered_at: short(60).nullish(),
  answers: z.record(z.string(), z.union([one, z.null(), z.array(one).max(limits.values)], { error: answerError }), {
    error: 'Write answers as {"<question>": <value>}.',
  }),
  language: short(35).nullish(),
  touchpoint: named,
  segment: named,
  persona: named,
  unit: named,
  contact: z.strictObject({ name: named, email: short(254).nullish(), phone: short(40).nullish() }).nullish(),
})

/** One response as the interface takes it, or what is wrong with it. */
export function readItem(given: unknown): { item: IntakeItem } | { problems: LineProblem[] } {
  const read = itemSchema.safeParse(given)
  if (!read.success) {
    const problems = read.error.issues.slice(0, 5).map((issue) => ({
      column:
        [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
          .join('.')
          .slice(0, 200) || null,
      cell: '',
      reason: sentenceOf(issue),
    }))
    return { problems }
  }
  const { id, answered_at, answers, language, touchpoint, segment, persona, unit, contact } = read.data
  const { name, email, phone } = contact ?? {}
  return {
    item: {
      id,
      answeredAt: answered_at || null,
      answers,
      language: language ?? '',
      touchpoint: touchpoint ?? '',
      segment: segment ?? '',
      persona: persona ?? '',
      unit: unit ?? '',
      contact: { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) },
      finished: true,
      sourceAt: null,
    },
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'This is no field of a response.'
  if (issue.code === 'invalid_type' && /^Invalid input/.test(issue.message))
    return issue.path.length ? 'This is missing, or of the wrong kind.' : 'A response is an object.'
  return /^(Invalid|Too|Unrecognized)/.test(issue.message) ? 'This cannot be read.' : issue.message
}

/** Questions by their number, or by the code that the source calls them. */
export class Questions {
  readonly #byName = new Map<string, AskedQuestion>()
  readonly all: readonly AskedQuestion[]

  constructor(all: readonly AskedQuestion[]) {
    this.all = all
    for (const question of [...all].reverse()) {
      if (question.sourceKey) this.#byName.set(question.sourceKey, question)
    }
    for (const question of all) this.#byName.set(String(question.number), question)
  }

  find(name: string): AskedQuestion | undefined {
    return this.#byName.get(name)
  }
}

export interface ReadItem {
  result: LineResult
  /** Fields that are no question of the post. */
  unknown: string[]
}

const fixed: readonly [name: string, role: Role][] = [
  ['id', 'response id'],
  ['answered_at', 'answered at'],
  ['finished', 'finished'],
  ['language', 'language'],
  ['touchpoint', 'touchpoint'],
  ['segment', 'segment'],
  ['persona', 'persona'],
  ['unit', 'unit'],
  ['contact.name', 'name'],
]

const column = (key: string): FileColumn => ({ key, name: key, label: key, part: '', openEnded: false, zone: null })
const mappingOf = (key: string, role: Role, question?: AskedQuestion): ColumnMapping => ({
  key,
  role,
  label: key,
  scale: question && question.scaleLow !== null ? { low: question.scaleLow, high: question.scaleHigh! } : null,
  words: '',
  codes: question?.notUsed ?? '',
})

/** Makes the reader of items: a column for each field and question, several for a choice of which more than one was given. */
export function itemReader(
  questions: Questions,
  items: readonly IntakeItem[],
  { timeZone, now }: { timeZone: string; now: Date },
): (item: IntakeItem) => ReadItem {
  const widths = new Map<number, number>()
  for (const { answers } of items)
    for (const [name, value] of Object.entries(answers)) {
      const question = questions.find(name)
      if (question?.kind === 'choice' && Array.isArray(value))
        widths.set(question.number, Math.max(widths.get(question.number) ?? 1, value.length))
    }
  const asked = questions.all.flatMap((question) =>
    Array.from({ length: widths.get(question.number) ?? 1 }, (_, at) => ({ question, at, key: keyOf(question, at) })),
  )
  const columns = [...fixed.map(([name]) => column(name)), ...asked.map(({ key }) => column(key))]
  const mapping = [
    ...fixed.map(([name, role]) => mappingOf(name, role)),
    ...asked.map(({ question, key }) => mappingOf(key, (question.scoreKind ?? question.kind) as Role, question)),
  ]
  const numbers = new Map(asked.map(({ question, key }) => [key, question.number]))
  const read = lineReader(
    columns,
    { columns: mapping, dayOrder: 'year first', timeZone, answeredOn: '', unfinished: 'keep', contacts: 'leave out' },
    numbers,
    { timeZone },
  )
  const latest = now.getTime() + 86_400_000
  return (item) => {
    const given = new Map<number, { name: string; value: AnswerValue }>()
    const unknown: string[] = []
    const problems: LineProblem[] = []
    for (const [name, value] of Object.entries(item.answers)) {
      const question = questions.find(name)
      if (!question) unknown.push(name)
      else if (given.has(question.number))
        problems.push({
          column: fieldOf(name),
          cell: '',
          reason: 'This question is answered twice, by number and by code.',
        })
      else {
        given.set(question.number, { name, value })
        if (question.kind === 'score' && typeof value !== 'string' && typeof value !== 'number' && value !== null)
          problems.push({ column: fieldOf(name), cell: '', reason: 'The answer to a score is one number.' })
      }
    }
    if (problems.length) return { result: { is: 'problem', problems }, unknown }
    const cells = [
      ...[item.id, item.answeredAt ?? now.toISOString(), item.finished ? 'yes' : 'no', item.language],
      ...[item.touchpoint, item.segment, item.persona, item.unit, item.contact.name ?? ''],
      ...asked.map(({ question, at }) => cellOf(question, given.get(question.number)?.value ?? null, at)),
    ]
    const result = read(cells)
    if (result.is === 'response' && result.response.answeredAt > latest)
      return {
        result: { is: 'problem', problems: [{ column: 'answered_at', cell: '', reason: 'This lies in the future.' }] },
        unknown,
      }
    return { result: withNames(result, given), unknown }
  }
}

const keyOf = (question: AskedQuestion, at: number) => `answers.${question.number}${at ? ` (${at + 1})` : ''}`
const fieldOf = (name: string) => `answers.${name.slice(0, 180)}`

function cellOf({ kind }: AskedQuestion, value: AnswerValue, at: number): string {
  if (value === null) return ''
  if (!Array.isArray(value)) return at === 0 ? String(value) : ''
  if (kind === 'choice') return value[at] === undefined ? '' : String(value[at])
  return value.map(String).join('\n')
}

/** Problems name a question as the sender did. */
function withNames(result: LineResult, given: ReadonlyMap<number, { name: string }>): LineResult {
  if (result.is !== 'problem') return result
  const problems = result.problems.map((problem) => {
    const number = Number(/^answers\.(\d+)/.exec(problem.column ?? '')?.[1])
    const name = given.get(number)?.name
    return name === undefined ? problem : { ...problem, column: fieldOf(name) }
  })
  return { is: 'problem', problems }
}
