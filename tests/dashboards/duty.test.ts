import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dutyGroup,
  dutyGroups,
  dutyKinds,
  grouped,
  inOrder,
  whyAcknowledge,
  whyItem,
  whyPersona,
  whyRatify,
  whyUpdate,
  whyValue,
} from '#app/dashboards/duty.ts'

const today = '2026-03-10'

describe('when a duty is due', () => {
  it.each([
    ['2026-03-09', 'overdue'],
    ['2026-03-10', 'today'],
    ['2026-03-11', 'this week'],
    ['2026-03-17', 'this week'],
    ['2026-03-18', 'later'],
  ] as const)('%s is %s', (dueOn, group) => expect(dutyGroup({ dueOn }, today)).toBe(group))

  const duty = fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom(...dutyKinds),
    title: fc.string({ maxLength: 8 }),
    dueOn: fc
      .date({ min: new Date('2026-01-01'), max: new Date('2026-06-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
  })

  it('sorts by day, the same for any order they come in, and groups lose none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(duty, { selector: ({ id }) => id, maxLength: 30 }), (duties) => {
        const sorted = inOrder(duties)
        expect(inOrder([...duties].reverse())).toEqual(sorted)
        expect(sorted.map(({ dueOn }) => dueOn)).toEqual(duties.map(({ dueOn }) => dueOn).sort())
        const groups = grouped(sorted, today)
        expect(groups.flatMap((group) => group.duties)).toEqual(sorted)
        expect(groups.map(({ group }) => group)).toEqual(
          dutyGroups.filter((one) => groups.some(({ group }) => group === one)),
        )
      }),
    )
  })
})

describe('why it is owed', () => {
  it('says since when an update is missing', () => {
    expect(whyUpdate({ lastUpdateOn: '2026-02-03', dueOn: '2026-03-06' }, { today })).toBe(
      'Your plan has had no update since 3 Feb 2026: it is 4 days late.',
    )
    expect(whyUpdate({ lastUpdateOn: null, dueOn: '2026-03-09' }, { today })).toBe(
      'Your plan has had no update yet: it is 1 day late.',
    )
    expect(whyUpdate({ lastUpdateOn: '2026-02-08', dueOn: '2026-03-11' }, { today })).toBe(
      'Last updated on 8 Feb 2026; the next is due tomorrow.',
    )
  })

  it('names the missing period, and how many follow', () => {
    expect(whyValue({ period: '2026-02-01', frequency: 'monthly', more: 0 })).toBe(
      'You own this KPI. Its value for Feb 2026 is missing.',
    )
    expect(whyValue({ period: '2025-12-01', frequency: 'monthly', more: 2 })).toMatch(
      /Dec 2025 is missing, and 2 after it\.$/,
    )
  })

  it('says what blocks an item and whose that is', () => {
    const item = { planName: 'Hall A', firstDueOn: '2026-03-01', dueOn: '2026-03-01' }
    expect(whyItem({ ...item, blocker: null })).toBe('In the plan “Hall A”.')
    expect(whyItem({ ...item, dueOn: '2026-03-05', blocker: null })).toBe(
      'In the plan “Hall A”. First promised for 1 Mar 2026.',
    )
    expect(whyItem({ ...item, blocker: { title: 'Order', ownerName: 'Bo Quay' } })).toMatch(
      /waits for “Order”, which is with Bo Quay\.$/,
    )
    expect(whyItem({ ...item, blocker: { title: 'Order', ownerName: null } })).toMatch(/which nobody owns\.$/)
  })

  it('quotes the update, dates the review, names the proposer', () => {
    expect(whyAcknowledge({ authorName: 'Bo', madeOn: today, sentence: 'Ten hang.' }, { today })).toBe(
      'Bo wrote today: “Ten hang.”',
    )
    expect(whyPersona({ reviewBy: '2026-03-01', reviewedOn: null, mentions: 0 }, { today })).toBe(
      'Never reviewed yet: what it says may no longer be true.',
    )
    expect(whyPersona({ reviewBy: '2026-03-01', reviewedOn: '2025-09-01', mentions: 1200 }, { today })).toBe(
      'Last looked at on 1 Sept 2025: what it says may no longer be true. 1,200 mentions of its themes came in since.',
    )
    expect(whyRatify({ proposerName: 'Lea', proposedOn: '2026-03-01' }, { today })).toMatch(
      /^Proposed by Lea on 1 Mar 2026\./,
    )
  })
})
