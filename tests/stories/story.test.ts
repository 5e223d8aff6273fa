import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/kpis/period.ts'
import {
  type Consent,
  consentHolds,
  endsSoon,
  endsSoonDays,
  missingFor,
  pseudonymRefusal,
  standingOf,
  standings,
} from '#app/stories/story.ts'

const today = '2026-03-14'
const none: Consent = {
  consentGivenOn: null,
  consentOutside: false,
  consentEndsOn: null,
  consentWithdrawnOn: null,
}
const dayOrNone = fc.option(fc.integer({ min: -60, max: 60 }).map((days) => addDays(today, days)))
const consents = fc.record<Consent>({
  consentGivenOn: dayOrNone,
  consentOutside: fc.boolean(),
  consentEndsOn: dayOrNone,
  consentWithdrawnOn: dayOrNone,
})
const days = fc.integer({ min: -90, max: 90 }).map((n) => addDays(today, n))

describe('a consent', () => {
  test('holds from the day it was given to its last day, and not from the day it is withdrawn', () => {
    const given = { ...none, consentGivenOn: '2026-03-10', consentEndsOn: '2026-03-20' }
    expect(['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-21'].map((day) => consentHolds(given, day))).toEqual([
      ...[false, true, true, false],
    ])
    const withdrawn = { ...given, consentWithdrawnOn: '2026-03-15' }
    expect(['2026-03-14', '2026-03-15'].map((day) => consentHolds(withdrawn, day))).toEqual([true, false])
    expect(consentHolds(none, today)).toBe(false)
  })

  test('holds on the days between, never on others, and once over never again', () => {
    fc.assert(
      fc.property(consents, days, days, (consent, one, other) => {
        const held = consentHolds(consent, one)
        if (held) {
          expect(consent.consentGivenOn! <= one).toBe(true)
          if (consent.consentEndsOn) expect(one <= consent.consentEndsOn).toBe(true)
          if (consent.consentWithdrawnOn) expect(one < consent.consentWithdrawnOn).toBe(true)
        }
        // What holds on two days holds on every day between them.
        const [first, last] = [one, other].sort() as [string, string]
        const between = addDays(first, Math.floor((Date.parse(last) - Date.parse(first)) / 86_400_000 / 2))
        if (held && consentHolds(consent, other)) expect(consentHolds(consent, between)).toBe(true)
        // Taking it back, or ending it the day before, ends it.
        expect(consentHolds({ ...consent, consentWithdrawnOn: one }, one)).toBe(false)
        expect(consentHolds({ ...consent, consentEndsOn: addDays(one, -1) }, one)).toBe(false)
        // It ends soon only where it holds and has an end that near.
        if (endsSoon(consent, one)) {
          expect(held).toBe(true)
          expect(consentHolds(consent, addDays(one, endsSoonDays + 1))).toBe(false)
        }
      }),
    )
  })
})

describe('where a story stands', () => {
  test('only what is published, whose words are there and whose consent holds, is published', () => {
    const states = fc.constantFrom('draft', 'published', 'withdrawn')
    fc.assert(
      fc.property(consents, states, fc.boolean(), days, (consent, state, erased, day) => {
        const standing = standingOf({ ...consent, state, erasedAt: erased ? new Date(0) : null }, day)
        expect(standings).toContain(standing)
        expect(standing === 'published').toBe(state === 'published' && !erased && consentHolds(consent, day))
        expect(standing === 'withdrawn').toBe(state === 'withdrawn')
      }),
    )
  })

  test('what it lacks is named', () => {
    const bare = { ...none, outcome: '', journeyStepId: null, touchpointId: null }
    expect(missingFor(bare, today)).toEqual(['the customer’s consent', 'where it happened', 'what came of it'])
    const whole = { ...bare, consentGivenOn: today, outcome: 'A new sign', touchpointId: 'x' }
    expect(missingFor(whole, today)).toEqual([])
  })
})

test.each([
  ['Ms K., frequent flyer', true],
  ['A father of three', true],
  ['Traveller 7', true],
  ['Mr T.', true],
  ['kim@home.example', false],
  ['kim (at) home.example', false],
  ['+49 170 1234567', false],
  ['Ina Keller', false],
  ['Ina Maria Keller, nurse', false],
  ['Ms Keller', false],
])('“%s” may stand for a customer: %s', (name, may) => {
  expect(pseudonymRefusal(name) === null).toBe(may)
})
