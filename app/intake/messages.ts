// What a webhook's message says: Formbricks' own form, or a response of ours in the envelope of Standard Webhooks. Pure.
import { type AnswerValue, type IntakeItem, readItem } from './items.ts'
import { limits } from './intake.ts'

export type Message =
  | { is: 'responses'; items: unknown[] }
  | { is: 'formbricks'; item: IntakeItem }
  /** A tool that tries whether anybody is there. */
  | { is: 'test' }
  | { is: 'unreadable'; sentence: string }

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

export function readMessage(body: unknown): Message {
  if (!isObject(body)) return { is: 'unreadable', sentence: 'A message is an object.' }
  const { event, data } = body
  if (event === 'testEndpoint') return { is: 'test' }
  if (typeof event === 'string' && /^response(Created|Updated|Finished)$/.test(event)) return formbricks(data)
  const items = Array.isArray(data) ? data : [data]
  if (typeof body.type !== 'string' || !items.every((item) => isObject(item) && isObject(item.answers)))
    return {
      is: 'unreadable',
      sentence:
        'A message is what Formbricks sends, or {"type": …, "timestamp": …, "data": …} with a response, or a list of them, as the interface takes it.',
    }
  if (items.length > limits.responses)
    return { is: 'unreadable', sentence: `A message holds at most ${limits.responses} responses.` }
  return { is: 'responses', items }
}

function formbricks(data: unknown): Message {
  if (!isObject(data) || !isObject(data.data)) return { is: 'unreadable', sentence: 'There is no response in “data”.' }
  const attributes = isObject(data.contactAttributes) ? data.contactAttributes : {}
  const name =
    textOf(attributes.name) || [textOf(attributes.firstName), textOf(attributes.lastName)].filter(Boolean).join(' ')
  const said = readItem({
    id: data.id,
    answered_at: data.createdAt,
    answers: Object.fromEntries(Object.entries(data.data).map(([id, value]) => [id, answerOf(value)])),
    language: textOf(data.language).slice(0, 35),
    contact: {
      name: name.slice(0, 200),
      email: textOf(attributes.email).slice(0, 254),
      phone: textOf(attributes.phone).slice(0, 40),
    },
  })
  if ('problems' in said)
    return { is: 'unreadable', sentence: `${said.problems[0]?.column ?? 'data'}: ${said.problems[0]?.reason}` }
  const changed = new Date(textOf(data.updatedAt) || textOf(data.createdAt))
  if (Number.isNaN(changed.getTime())) return { is: 'unreadable', sentence: 'It does not say when it was changed.' }
  return { is: 'formbricks', item: { ...said.item, finished: data.finished === true, sourceAt: changed } }
}

/** Answers to a table of questions come as an object: one choice for each of its rows. */
function answerOf(value: unknown): AnswerValue {
  if (Array.isArray(value))
    return value
      .slice(0, limits.values)
      .map(plain)
      .filter((one) => one !== '')
  if (isObject(value))
    return Object.entries(value)
      .slice(0, limits.values)
      .map(([row, one]) => `${row}: ${plain(one)}`)
  return value === null || value === undefined ? null : plain(value)
}

const plain = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean'
    ? value
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
