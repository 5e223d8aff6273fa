// What the log may hold: listed fields, no objects, no endless text.
import { expect, test } from 'vitest'
import { allowedFields, errorText, logFor } from '#app/server/log.ts'

test('holds listed fields only, and no objects in which anything could hide', () => {
  const fields = {
    requestId: 'r1',
    status: 200,
    reason: null,
    password: 'canary',
    token: 'canary',
    body: 'canary',
    cookie: 'canary',
    authorization: 'canary',
    error: { message: 'canary' },
    path: ['canary'],
  }
  expect(allowedFields(fields)).toEqual({ requestId: 'r1', status: 200, reason: null })
})

test('cuts long text, so that one line stays one line', () => {
  const { error } = allowedFields({ error: 'x'.repeat(10_000) })
  expect(error).toHaveLength(4_000)
})

test('a request’s lines all carry its id', () => {
  const lines: [Record<string, unknown>, string][] = []
  const write = (fields: Record<string, unknown>, message: string) => void lines.push([fields, message])
  const log = logFor({ info: write, warn: write, error: write }, { requestId: 'r1' })
  log.info({ status: 200 }, 'answered')
  log.warn({}, 'odd')
  log.error({ error: errorText('thrown text') }, 'bad')
  expect(lines.map(([fields]) => fields.requestId)).toEqual(['r1', 'r1', 'r1'])
  expect(lines[2]![0].error).toBe('thrown text')
})
