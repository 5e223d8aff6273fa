// Records of JSON as a table: Delighted's responses, its webhooks, or any list of objects. Read as it comes, twice: for the columns, then the lines.
import { Refusal } from '#app/access/problems.ts'

interface Source {
  open: () => AsyncIterable<Buffer>
}

const mostColumns = 400
const longestRecord = 1_000_000

const noJson = () =>
  new Refusal('This JSON cannot be read as a list of responses.', {
    file: 'This JSON cannot be read as a list of responses. Save it as CSV and upload that.',
  })

export async function* flatRecords(file: Source): AsyncGenerator<Buffer> {
  const columns = new Set<string>()
  let count = 0
  for await (const record of recordsOf(file.open())) {
    count++
    for (const name of Object.keys(record)) if (columns.size < mostColumns) columns.add(name)
  }
  if (!count) throw noJson()
  const names = [...columns]
  let lines = [names.map(quoted).join(',')]
  for await (const record of recordsOf(file.open())) {
    lines.push(names.map((name) => quoted(record[name] ?? '')).join(','))
    if (lines.length >= 500) {
      yield Buffer.from(lines.join('\n') + '\n')
      lines = []
    }
  }
  if (lines.length) yield Buffer.from(lines.join('\n') + '\n')
}

const quoted = (cell: string) => `"${cell.replace(/\r?\n|\r/g, ' ').replaceAll('"', '""')}"`

/** Objects of the outermost list, or of the first list inside; a file of one object a line too. */
async function* recordsOf(source: AsyncIterable<Buffer>): AsyncGenerator<Record<string, string>> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let at = 0
  let depth = 0
  let start = -1
  let inString = false
  let escaped = false
  for await (const chunk of source) {
    text += decoder.decode(chunk, { stream: true })
    for (; at < text.length; at++) {
      const char = text.charCodeAt(at)
      if (inString) {
        if (escaped) escaped = false
        else if (char === 92) escaped = true
        else if (char === 34) inString = false
      } else if (char === 34) inString = true
      else if (char === 123) {
        if (depth++ === 0) start = at
      } else if (char === 125 && --depth === 0) {
        yield* recordsIn(text.slice(start, at + 1))
        text = text.slice(at + 1)
        at = -1
        start = -1
      }
      if (depth < 0) throw noJson()
    }
    if (text.length > longestRecord * 20) throw noJson()
  }
  if (depth !== 0) throw noJson()
}

function* recordsIn(text: string): Generator<Record<string, string>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw noJson()
  }
  const record = value as Record<string, unknown>
  // A webhook carries one response; an answer of an API a list of them.
  const inside = record.event_data ?? record.data ?? record.responses ?? record.survey_responses ?? record.results
  if (Array.isArray(inside) && inside.every((one) => one !== null && typeof one === 'object')) {
    for (const one of inside) yield flat(one as Record<string, unknown>)
  } else if (record.event_data && typeof record.event_data === 'object')
    yield flat(record.event_data as Record<string, unknown>)
  else yield flat(record)
}

interface Additional {
  question?: { id?: string; text?: string }
  value?: { free_response?: string; scale?: number; select_one?: { text?: string }; select_many?: { text?: string }[] }
}

/** `person.email`, and one column a question of Delighted's additional answers. */
function flat(record: Record<string, unknown>): Record<string, string> {
  const cells = Object.create(null) as Record<string, string>
  const put = (name: string, value: unknown, depth: number) => {
    if (value === null || value === undefined || Object.keys(cells).length > mostColumns) return
    if (Array.isArray(value))
      cells[name] = value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')
    else if (typeof value === 'object' && depth < 4)
      for (const [key, inner] of Object.entries(value)) put(`${name}.${key}`, inner, depth + 1)
    else if (typeof value !== 'object') cells[name] = String(value)
  }
  for (const [name, value] of Object.entries(record)) {
    if (name !== 'additional_answers' || !Array.isArray(value)) put(name, value, 0)
    else
      for (const { question, value: answer } of value as Additional[]) {
        const many = answer?.select_many?.map(({ text }) => text).join(', ')
        put(
          question?.text ?? question?.id ?? 'additional answer',
          answer?.free_response ?? answer?.scale ?? answer?.select_one?.text ?? many,
          0,
        )
      }
  }
  return cells
}
