import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict, Refusal } from '#app/access/problems.ts'
import {
  archiveActionItem,
  completeActionItem,
  createActionItem,
  editActionItem,
  moveDueDate,
  reopenActionItem,
} from '#app/action-plans/action-items.server.ts'
import {
  dueDateForm,
  editItemForm,
  isBlocked,
  isOverdue,
  itemValues,
  newItemForm,
  slipInWords,
  waitsForItself,
} from '#app/action-plans/action-item.ts'
import {
  archiveMilestone,
  createMilestone,
  editMilestone,
  reachMilestone,
} from '#app/action-plans/milestones.server.ts'
import { editMilestoneForm, newMilestoneForm } from '#app/action-plans/milestone.ts'
import { type Person, type PlansWorld, dayText, filled, leave, newItem, newPlan, plansWorld } from './plans-world.ts'

let world: PlansWorld
let planId: string
let itemId: string
beforeAll(async () => void (world = await plansWorld()))
afterAll(leave)
beforeEach(async () => {
  planId = await newPlan(world)
  itemId = await newItem(world, planId, { ownerId: world.ids.contributor, dueOn: dayText(10) })
})

const item = (ctx: Context, id = itemId) =>
  ctx.db.selectFrom('actionItem').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const standing = () =>
  world.as('leader', (ctx) =>
    ctx.db.selectFrom('planStanding').selectAll().where('actionPlanId', '=', planId).executeTakeFirstOrThrow(),
  )
const edited = (who: Person, fields: Record<string, string>, id = itemId) =>
  world.as(who, async (ctx) => {
    const row = await item(ctx, id)
    await editActionItem(ctx, id, filled(editItemForm, { ...itemValues(row), version: String(row.version), ...fields }))
    return item(ctx, id)
  })
const moved = (who: Person, fields: Record<string, string>, days = 0) =>
  world.as(
    who,
    async (ctx) => {
      const { version } = await item(ctx)
      await moveDueDate(ctx, itemId, filled(dueDateForm, { version: String(version), ...fields }))
      return item(ctx)
    },
    days,
  )
const status = (problem: unknown) => (problem as Response).status
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('nothing was refused'),
    (problem: unknown) => {
      expect(problem).toBeInstanceOf(Refusal)
      return problem as Refusal
    },
  )

describe('an action item', () => {
  it('needs a title only', () => {
    expect(filled(newItemForm, { title: 'Walk the hall' })).toMatchObject({ weight: 1, ownerId: null, dueOn: null })
    expect(() => filled(newItemForm, { title: ' ' })).toThrow('Give it a title.')
  })

  it('takes web addresses only as evidence', () => {
    expect(() => filled(newItemForm, { title: 'A', evidenceUrl: 'javascript:alert(1)' })).toThrow('web address')
    expect(filled(newItemForm, { title: 'A', evidenceUrl: 'https://example.com/a' }).evidenceUrl).toBe(
      'https://example.com/a',
    )
  })

  it('is added by leaders and the owner of the plan', async () => {
    const add = (who: Person) =>
      world.as(who, (ctx) =>
        createActionItem(ctx, planId, filled(newItemForm, { title: 'Measure', dueOn: dayText(5) })),
      )
    for (const who of ['leader', 'owner'] as const) expect((await add(who)).id).toBeTruthy()
    for (const who of ['stranger', 'contributor', 'reviewer', 'sponsor'] as const)
      expect(await add(who).catch(status)).toBe(403)
    expect((await standing()).itemCount).toBe(3)
  })

  it('is edited by its own owner too, and no further', async () => {
    expect((await edited('contributor', { title: 'Walk it twice', progress: '40' })).progress).toBe(40)
    expect(await edited('stranger', { title: 'X' }).catch(status)).toBe(403)
    expect((await standing()).progress).toBe(40)
    expect(() => filled(editItemForm, { title: 'A', progress: '100', version: '1' })).toThrow('0 to 99')
  })

  it('names neighbours of its own plan only', async () => {
    const other = await newPlan(world)
    const foreign = await newItem(world, other)
    const { id: milestoneId } = await world.as('leader', (ctx) =>
      createMilestone(ctx, other, filled(newMilestoneForm, { name: 'M', dueOn: dayText(3) })),
    )
    expect(await edited('owner', { blockedById: foreign }).catch(status)).toBe(404)
    expect(await edited('owner', { milestoneId }).catch(status)).toBe(404)
  })

  it('saved by many who hold the same version is won by exactly one', async () => {
    const before = await world.as('owner', (ctx) => item(ctx))
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        world.as('owner', (ctx) =>
          editActionItem(
            ctx,
            itemId,
            filled(editItemForm, { ...itemValues(before), title: `Title ${n}`, version: '1' }),
          ),
        ),
      ),
    )
    const lost = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown)
    expect(lost).toHaveLength(11)
    const now = await world.as('owner', (ctx) => item(ctx))
    for (const conflict of lost) expect((conflict as Conflict).now).toEqual(itemValues(now))
  })
})

describe('done', () => {
  const complete = (who: Person, id = itemId) => world.as(who, (ctx) => completeActionItem(ctx, id))
  const reopen = (who: Person) => world.as(who, (ctx) => reopenActionItem(ctx, itemId))

  it('is said by its owner, counts at once, and can be taken back with the progress it had', async () => {
    await edited('owner', { progress: '60' })
    expect(await complete('stranger').catch(status)).toBe(403)
    await complete('contributor')
    await complete('contributor')
    expect(await standing()).toMatchObject({ doneCount: 1, progress: 100 })
    expect(await reopen('stranger').catch(status)).toBe(403)
    await reopen('contributor')
    expect(await world.as('owner', (ctx) => item(ctx))).toMatchObject({ doneOn: null, progress: 60 })
    expect(await standing()).toMatchObject({ doneCount: 0, progress: 60 })
  })

  it('waits for what blocks it', async () => {
    const first = await newItem(world, planId, { title: 'Order the signs' })
    await edited('owner', { blockedById: first })
    expect((await refusal(complete('contributor'))).message).toContain('“Order the signs” blocks this item')
    await complete('owner', first)
    await complete('contributor')
  })

  it('does not wait for what was archived', async () => {
    const first = await newItem(world, planId, { title: 'Order the signs' })
    await edited('owner', { blockedById: first })
    await world.as('owner', (ctx) => archiveActionItem(ctx, first, { version: 1, reason: null }))
    await complete('contributor')
  })

  it('counts every item of two people who finish at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => newItem(world, planId)))
    await Promise.all(ids.map((id) => complete('owner', id)))
    expect(await standing()).toMatchObject({ itemCount: 7, doneCount: 6 })
  })
})

describe('waiting', () => {
  it('never goes round in a ring, even when two edit at once', async () => {
    const other = await newItem(world, planId)
    const results = await Promise.allSettled([
      edited('owner', { blockedById: other }, itemId),
      edited('leader', { blockedById: itemId }, other),
    ])
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect((lost[0]!.reason as Refusal).errors.blockedById).toContain('wait for each other')
  })

  it('is found in a ring of any length, and only there', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 10, maxLength: 10 }), fc.nat(9), fc.nat(9), (next, id, by) => {
        const blockers = new Map<string, string | null>()
        next.forEach((to, from) => from > 0 && blockers.set(`${from}`, to < from ? `${to}` : null))
        let at: string | null = `${by}`
        const chain: string[] = []
        while (at !== null) {
          chain.push(at)
          at = blockers.get(at) ?? null
        }
        expect(waitsForItself(`${id}`, `${by}`, blockers)).toBe(chain.includes(`${id}`))
      }),
    )
  })

  it('ends with an old ring', () => {
    expect(
      waitsForItself(
        'c',
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    ).toBe(false)
  })

  it('is over once the blocker is done or archived', () => {
    const open = { doneOn: null }
    expect(isBlocked(open, { doneOn: null, archived: false })).toBe(true)
    expect(isBlocked(open, { doneOn: '2026-01-01', archived: false })).toBe(false)
    expect(isBlocked(open, { doneOn: null, archived: true })).toBe(false)
    expect(isBlocked(open, null)).toBe(false)
    expect(isBlocked({ doneOn: '2026-01-01' }, { doneOn: null, archived: false })).toBe(false)
  })
})

describe('its due date', () => {
  it('moves with a reason, and keeps the day first promised', async () => {
    expect((await refusal(moved('contributor', { dueOn: dayText(20) }))).errors).toHaveProperty('reason')
    expect(await moved('stranger', { dueOn: dayText(20), reason: 'Late.' }).catch(status)).toBe(403)
    const later = await moved('contributor', { dueOn: dayText(20), reason: 'The printer is late.' })
    expect(later).toMatchObject({ dueOn: dayText(20), firstDueOn: dayText(10), version: 2 })
    expect((await refusal(moved('contributor', { dueOn: dayText(20), reason: 'Again.' }))).errors).toHaveProperty(
      'dueOn',
    )
    expect(await moved('contributor', { dueOn: '', reason: 'Nobody knows.' })).toMatchObject({
      dueOn: null,
      firstDueOn: dayText(10),
    })
  })

  it('takes no reason where none was promised', async () => {
    itemId = await newItem(world, planId)
    expect(await moved('owner', { dueOn: dayText(4) })).toMatchObject({ dueOn: dayText(4), firstDueOn: dayText(4) })
  })

  it('does not move from under somebody', async () => {
    await moved('owner', { dueOn: dayText(20), reason: 'Late.' })
    const stale = filled(dueDateForm, { version: '1', dueOn: dayText(30), reason: 'Later.' })
    const problem = await world.as('owner', (ctx) => moveDueDate(ctx, itemId, stale)).catch((error: unknown) => error)
    expect((problem as Conflict).now).toEqual({ dueOn: dayText(20) })
  })

  it('says how often and how far', () => {
    expect(slipInWords(0, '2026-01-01', '2026-01-01')).toBeNull()
    expect(slipInWords(1, '2026-01-01', '2026-01-02')).toBe('Moved once, 1 day later than first promised')
    expect(slipInWords(2, '2026-01-10', '2026-01-01')).toBe('Moved twice, 9 days earlier than first promised')
    expect(slipInWords(3, '2026-01-10', '2026-01-10')).toBe('Moved 3 times, now as first promised')
    expect(slipInWords(1, '2026-01-10', null)).toBe('Moved once')
  })

  it('is overdue from the day after', () => {
    expect(isOverdue({ dueOn: '2026-01-01', doneOn: null }, '2026-01-01')).toBe(false)
    expect(isOverdue({ dueOn: '2026-01-01', doneOn: null }, '2026-01-02')).toBe(true)
    expect(isOverdue({ dueOn: '2026-01-01', doneOn: '2026-01-05' }, '2026-01-09')).toBe(false)
  })
})

describe('a milestone', () => {
  const add = (who: Person) =>
    world.as(who, (ctx) =>
      createMilestone(ctx, planId, filled(newMilestoneForm, { name: 'Signs hang', dueOn: dayText(30) })),
    )

  it('is added, moved with a reason, reached, reopened and archived by those who may', async () => {
    expect(await add('contributor').catch(status)).toBe(403)
    const { id } = await add('owner')
    const edit = (fields: Record<string, string>) =>
      world.as('owner', (ctx) =>
        editMilestone(ctx, planId, id, filled(editMilestoneForm, { name: 'Signs hang', version: '1', ...fields })),
      )
    expect((await refusal(edit({ dueOn: dayText(40) }))).errors).toHaveProperty('reason')
    await edit({ dueOn: dayText(40), reason: 'The hall is closed.' })
    await world.as('owner', (ctx) => reachMilestone(ctx, planId, id, 'reached'), 35)
    const row = await world.as('owner', (ctx) =>
      ctx.db.selectFrom('milestone').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ dueOn: dayText(40), firstDueOn: dayText(30), reachedOn: dayText(35), version: 3 })
    expect(await world.as('stranger', (ctx) => reachMilestone(ctx, planId, id, 'open')).catch(status)).toBe(403)
    await world.as('owner', (ctx) => archiveMilestone(ctx, planId, id, { version: 3, reason: null }))
    await refusal(world.as('owner', (ctx) => reachMilestone(ctx, planId, id, 'open')))
    const other = await newPlan(world)
    expect(await world.as('owner', (ctx) => reachMilestone(ctx, other, id, 'open')).catch(status)).toBe(404)
  })

  it('more than 14 days late puts the plan off track', async () => {
    const { id } = await add('owner')
    await world.as('owner', (ctx) => reachMilestone(ctx, planId, id, 'reached'), 31)
    await world.as('owner', (ctx) => reachMilestone(ctx, planId, id, 'open'), 45)
    expect((await standing()).derivedSentence).toContain('“Signs hang” is 15 days late')
  })
})
