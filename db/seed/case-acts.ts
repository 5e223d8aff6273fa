/** Tells cases: when people work, rules, and what was done for each passenger, through the commands that users run. */
import { businessHoursForm } from '#app/cases/business-hours.ts'
import { editBusinessHours, findBusinessHours } from '#app/cases/business-hours.server.ts'
import { logEntry } from '#app/cases/case-log.server.ts'
import { newRuleForm, ruleActivityForm } from '#app/cases/case-rule.ts'
import { createRule, switchRule } from '#app/cases/case-rules.server.ts'
import { assignCase, moveCase, openCase, recordFact } from '#app/cases/cases.server.ts'
import { caseStateForm, entryForm, factForm, newCaseForm, ownerForm } from '#app/cases/customer-case.ts'
import type { DemoCase, DemoRule } from './demo/cases.ts'
import { type Story, dateOf, fill, idOf, idOrNone, leaderOf, remember, tell, versionOf } from './story.ts'

export function tellCases(story: Story) {
  if (!story.cases.length) return
  tellHours(story)
  for (const rule of story.caseRules) tellRule(story, rule)
  for (const one of story.cases) tellCase(story, one)
}

function tellHours(story: Story) {
  const year = Number(story.today.slice(0, 4))
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, '8:00-18:00'] as const)
  const holidays = [year, year + 1].flatMap((one) => [
    `${one}-12-24 8:00-13:00 Christmas Eve`,
    `${one}-12-25 Christmas Day`,
    `${one}-12-26 Boxing Day`,
    `${one}-01-01 New Year`,
  ])
  tell(story, -190, 'define', leaderOf(story), async (ctx) => {
    const { version } = await findBusinessHours(ctx)
    const days = { ...Object.fromEntries(week), saturday: '9:00-13:00', sunday: '' }
    const values = { ...days, dueHours: 20, holidays: holidays.join('\n'), version }
    await editBusinessHours(ctx, fill(businessHoursForm, values))
  })
}

function tellRule(story: Story, { name, words, dueHours, owner, madeOn, switchedOn }: DemoRule) {
  const leader = leaderOf(story)
  tell(story, madeOn, 'define', leader, async (ctx) => {
    const ownerId = idOf(story, 'member', owner)
    const values = { name, words: words.join('\n'), dueHours, ownerId, lookBackDays: 14, dailyLimit: 20 }
    remember(story, 'case_rule', name, (await createRule(ctx, fill(newRuleForm, values))).id)
  })
  if (switchedOn !== null)
    tell(story, switchedOn, 'link', leader, (ctx) =>
      switchRule(ctx, idOf(story, 'case_rule', name), fill(ruleActivityForm, { to: 'on', version: 1 })),
    )
}

function tellCase(story: Story, one: DemoCase) {
  const { title, account, openedOn, openedBy, owner } = one
  const idNow = () => idOf(story, 'customer_case', one.key)
  const leader = leaderOf(story)
  const worker = owner ?? leader
  tell(story, openedOn, 'work', openedBy, async (ctx) => {
    const { id } = await openCase(ctx, fill(newCaseForm, { title, account }))
    remember(story, 'customer_case', one.key, id)
  })
  if (owner)
    tell(story, openedOn, 'complete', leader, async (ctx) => {
      const reason = 'It is theirs to answer.'
      const version = await versionOf(ctx, 'customer_case', idNow())
      await assignCase(ctx, idNow(), fill(ownerForm, { ownerId: idOrNone(story, 'member', owner), reason, version }))
    })
  for (const { on, kind, body } of one.log ?? [])
    tell(story, on, 'work', worker, (ctx) =>
      logEntry(ctx, idNow(), fill(entryForm, { kind, body, happenedOn: dateOf(story, on) })),
    )
  for (const fact of ['told', 'resolved'] as const) {
    const given = one[fact]
    if (!given) continue
    tell(story, given.on, 'complete', worker, async (ctx) => {
      const version = await versionOf(ctx, 'customer_case', idNow())
      const values = { to: 'set', on: dateOf(story, given.on), evidence: given.how, url: given.url, version }
      await recordFact(ctx, idNow(), fact, fill(factForm, values))
    })
  }
  if (one.handedOver) {
    const { on, to, reason } = one.handedOver
    tell(story, on, 'hand over', worker, async (ctx) => {
      const version = await versionOf(ctx, 'customer_case', idNow())
      await assignCase(ctx, idNow(), fill(ownerForm, { ownerId: idOf(story, 'member', to), reason, version }))
    })
  }
  if (one.told) move(story, one, one.told.on, worker, 'answered')
  if (one.closed) move(story, one, one.closed.on, worker, 'closed', one.closed.reason)
}

function move(story: Story, one: DemoCase, on: number, by: string, to: 'answered' | 'closed', reason?: string) {
  tell(story, on, 'finish', by, async (ctx) => {
    const id = idOf(story, 'customer_case', one.key)
    const version = await versionOf(ctx, 'customer_case', id)
    await moveCase(ctx, id, fill(caseStateForm, { to, reason, version }))
  })
}
