// Cases: rules open them once and within bounds, what is said of customers is masked, and a promise is not made by a draft.
import type { Guard } from '../guards.ts'

const matching = 'app/cases/rule-matching.server.ts'
const rulesTest = 'tests/cases/case-rules.test.ts'
const casesTest = 'tests/cases/cases.test.ts'
const log = 'app/cases/case-log.server.ts'

export const cases: Guard[] = [
  {
    promise: 'cases',
    guard: 'A rule opens no case for a response that has one.',
    file: matching,
    find: 'sql`and not exists (select from customer_case c\n  where c.response_id = r.id and (c.archived_at is null or c.case_rule_id = ${ruleId}))`',
    replace: 'sql`and ${ruleId}::uuid is not null`',
    test: rulesTest,
    name: 'open a case for each response they mean, once',
  },
  {
    promise: 'cases',
    guard: 'Cases get their numbers, and rules look for what has none, one after the other.',
    file: 'app/cases/cases.server.ts',
    find: "  await sql`select pg_advisory_xact_lock(hashtextextended(current_org()::text || ' case number', 0))`.execute(ctx.db)\n",
    replace: '',
    test: casesTest,
    name: 'numbers are given without gaps or doubles',
  },
  {
    promise: 'cases',
    guard: 'Responses answered before a rule looks back open nothing.',
    file: matching,
    find: 'meant(rule, daysAgo(ctx, rule.lookBackDays))} ${fresh(ruleId)} order',
    replace: 'meant(rule, daysAgo(ctx, 3650))} ${fresh(ruleId)} order',
    test: rulesTest,
    name: 'old responses open nothing',
  },
  {
    promise: 'cases',
    guard: 'A rule opens no more cases a day than it says.',
    file: matching,
    find: 'rule.dailyLimit - (await openedToday(ctx, ruleId))',
    replace: 'rule.dailyLimit',
    test: rulesTest,
    name: 'no more than a day may bring',
  },
  {
    promise: 'personal data',
    guard: 'What is logged in a case is masked before it is kept.',
    file: log,
    find: 'body: text,',
    replace: 'body: form.body,',
    test: casesTest,
    name: 'what is written about customers is masked',
  },
  {
    promise: 'personal data',
    guard: 'A case’s title is masked before the history keeps it.',
    file: 'app/cases/cases.server.ts',
    find: '  const id = newId(ctx)\n  const title = maskText(form.title).text\n',
    replace: '  const id = newId(ctx)\n  const { title } = form\n',
    test: casesTest,
    name: 'what is written about customers is masked',
  },
  {
    promise: 'cases',
    guard: 'A reply with a blank of its draft left in it is refused.',
    file: 'app/cases/reply-task.ts',
    find: 'else if (blanksLeft(given.text).length)',
    replace: 'else if (blanksLeft(given.text).length < 0)',
    test: 'tests/cases/reply-tasks.test.ts',
    name: 'a reply needs words of one’s own',
  },
]
