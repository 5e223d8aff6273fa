// The door by which responses come in live.
import type { Guard } from '../guards.ts'

const api = 'tests/intake/feedback-api.test.ts'
const webhooks = 'tests/intake/webhooks.test.ts'
const signatures = 'tests/intake/signatures.test.ts'
const signing = 'app/intake/standard-webhooks.server.ts'
const gate = 'app/server/gate.ts'

export const intake: Guard[] = [
  {
    promise: 'F4',
    guard: 'A webhook takes only what is signed with its own secret.',
    file: signing,
    find: "if (!good) return 'signature'",
    replace: '',
    test: webhooks,
    name: 'bad, old, ahead, foreign, missing',
  },
  {
    promise: 'F4',
    guard: 'A signature is good for five minutes.',
    file: signing,
    find: "<= clockTolerance ? 'good' : 'clock'",
    replace: "<= Infinity ? 'good' : 'clock'",
    test: signatures,
    name: 'it is 301 seconds old',
  },
  {
    promise: 'F4',
    guard: 'A message that comes again has no effect.',
    file: 'app/intake/taking.server.ts',
    find: 'if (rows.length) return null',
    replace: 'return null',
    test: webhooks,
    name: 'has no effect and is answered 200',
  },
  {
    promise: 'B1',
    guard: 'Of a token only its SHA-256 is stored.',
    file: 'app/intake/sources.server.ts',
    find: "createHash('sha256').update(token).digest('hex')",
    replace: 'token',
    test: api,
    name: 'a database that is copied lets nobody in',
  },
  {
    promise: 'A2',
    guard: 'A token opens its own listening post alone.',
    file: 'app/intake/api.server.ts',
    find: 'if (post !== undefined && post !== sender.postId)',
    replace: 'if (post === null)',
    test: api,
    name: 'another post, of the same organisation or not',
  },
  {
    promise: 'C1',
    guard: 'Addresses for programs take no cookie.',
    file: gate,
    find: 'headers.cookie === undefined ? undefined :',
    replace: 'headers.cookie !== null ? undefined :',
    test: api,
    name: 'refuses a cookie',
  },
  {
    promise: 'C1',
    guard: 'Pages take no token.',
    file: gate,
    find: "/^bearer\\b/i.test(headers.authorization ?? '')",
    replace: 'false',
    test: api,
    name: 'a token opens no page',
  },
  {
    promise: 'I1',
    guard: 'What was erased is not written again by its source.',
    file: 'app/feedback/responses.server.ts',
    find: 'await settleResponse(ctx, id)',
    replace: '',
    test: webhooks,
    name: 'Created, Updated, Finished are one response',
  },
]
