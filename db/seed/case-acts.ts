/** Tells cases: when people work, rules, and what was done for each passenger, through the commands that users run. */
import { businessHoursForm } from '#app/cases/business-hours.ts'
import { editBusinessHours, findBusinessHours } from '#app/cases/business-hours.server.ts'
import { logEntry } from '#app/cases/case-log.server.ts'
import { newRuleForm, ruleActivityForm } from '#app/cases/case-rule.ts'
import { createRule, switchRule } from '#app/cases/case-rules.server.ts'
import { assignCase, findCase, moveCase, openCase, recordFact } from '#app/cases/cases.server.ts'
import { applyRule } from '#app/cases/rule-matching.server.ts'
import { caseStateForm, entryForm, factForm, newCaseForm, ownerForm } from '#app/cases/customer-case.ts'
import { replyForm } from '#app/cases/reply-task.ts'
import { doReply } from '#app/cases/reply-tasks.server.ts'
import type { DemoCase, DemoReply, DemoRule } from './demo/cases.ts'
import { type Story, dateOf, fill, idOf, idOrNone, leaderOf, remember, tell, versionOf } from './story.ts'

export function tellCases(story: Story) {
  if (!story.cases.length) return
  tellHours(story)
  for (const rule of story.caseRules) tellRule(story, rule)
  for (const one of story.cases) tellCase(story, one)
  for (const reply of story.replies) tellReply(story, reply)
}

/** Answers for the reply that has been owed longest. */
function tellReply(story: Story, { initiative, on, by, text, reason }: DemoReply) {
  tell(story, on, 'report', by, async (ctx) => {
    const initiativeId = idOf(story, 'initiative', initiative)
    const { id, version } = await ctx.db
      .selectFrom('replyTask')
      .where('initiativeId', '=', initiativeId)
      .where('state', '=', 'open')
      .select(['id', 'version'])
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const to = text ? 'done' : 'dropped'
    await doReply(ctx, id, fill(replyForm, { to, on: dateOf(story, on), text, reason, version }))
  })
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

function tellRule(story: Story, { name, words, post, dueHours, owner, madeOn, switchedOn }: DemoRule) {
  const leader = leaderOf(story)
  tell(story, madeOn, 'define', leader, async (ctx) => {
    const ownerId = idOf(story, 'member', owner)
    const listeningPostId = idOrNone(story, 'listening post', post ?? null)
    const values = {
      name,
      words: words.join('\n'),
      listeningPostId,
      dueHours,
      ownerId,
      lookBackDays: 14,
      dailyLimit: 20,
    }
    remember(story, 'case_rule', name, (await createRule(ctx, fill(newRuleForm, values))).id)
  })
  if (switchedOn === null) return
  tell(story, switchedOn, 'link', leader, (ctx) =>
    switchRule(ctx, idOf(story, 'case_rule', name), fill(ruleActivityForm, { to: 'on', version: 1 })),
  )
  // What the last import brought: the job looks every few minutes.
  tell(story, 0, 'move', null, (ctx) => applyRule(ctx, idOf(story, 'case_rule', name)))
}

function tellCase(story: Story, one: DemoCase) {
  const { title, account, touchpoint, openedOn, openedBy, owner } = one
  const idNow = () => idOf(story, 'customer_case', one.key)
  const leader = leaderOf(story)
  const worker = owner ?? leader
  tell(story, openedOn, 'work', openedBy, async (ctx) => {
    const touchpointId = idOrNone(story, 'touchpoint', touchpoint ?? null)
    const { id } = await openCase(ctx, fill(newCaseForm, { title, account, touchpointId }))
    remember(story, 'customer_case', one.key, id)
  })
  if (owner)
    tell(story, openedOn, 'complete', leader, async (ctx) => {
      const reason = 'It is theirs to answer.'
      const { ownerId, version } = await findCase(ctx, idNow())
      if (ownerId === idOf(story, 'member', owner)) return
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
