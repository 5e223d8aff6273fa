// Feedback: whose words may be read, wherever they are shown or searched.
import type { Guard } from '../guards.ts'

const readable = 'app/access/readable-texts.server.ts'
const test = 'tests/access/readable-texts.test.ts'
const name = 'are shown and found nowhere but to those who may read them'

export const feedback: Guard[] = [
  {
    promise: 'verbatims',
    guard: 'Restricted verbatims are empty for those who may not read them.',
    file: readable,
    find: "then '{}'::jsonb else",
    replace: 'then r.texts else',
    test,
    name,
  },
  {
    promise: 'verbatims',
    guard: 'Nor are they found by their words.',
    file: readable,
    find: '    : sql`${sql.ref(`${as}.listening_post_id`)} not in (select listening_post_id from restrictions_now())`',
    replace: '    : sql`true`',
    test,
    name,
  },
]
