import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanQuery, marked, snippet } from '#app/dashboards/search.ts'

const whole = (pieces: { text: string }[]) => pieces.map(({ text }) => text).join('')
const hits = (pieces: { text: string; hit: boolean }[]) => pieces.filter(({ hit }) => hit).map(({ text }) => text)

describe('marking what was looked for', () => {
  it('marks the beginnings of words, whatever their accents and capitals', () => {
    expect(hits(marked('Café crème for the crew', 'cafe CR'))).toEqual(['Café', 'cr', 'cr'])
    expect(hits(marked('Wayfinding', 'finding'))).toEqual([])
  })

  it('loses and adds nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (text, query) => {
          expect(whole(marked(text, query))).toBe(text.normalize('NFC'))
        },
      ),
    )
  })

  it('shows the part with the first hit, and never a very long one', () => {
    const text = `${'Nothing to see here. '.repeat(60)}Then the gate closes early.`
    const shown = snippet(text, 'gate')
    expect(hits(shown)).toEqual(['gate'])
    expect(whole(shown)).toMatch(/^… /)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), fc.string({ maxLength: 10 }), (any, query) => {
        expect(whole(snippet(any, query)).length).toBeLessThan(500)
      }),
    )
  })
})

describe('what was typed', () => {
  it('is cut to a sensible length and holds no control characters', () => {
    expect(cleanQuery('  a\u0000b \n c ')).toBe('a b c')
    expect(cleanQuery('word '.repeat(100)).split(' ')).toHaveLength(12)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanQuery(text)
        expect(clean.length).toBeLessThanOrEqual(400)
        expect(clean).not.toMatch(/\p{Cc}|\p{Surrogate}/u)
        expect(cleanQuery(clean)).toBe(clean)
      }),
    )
  })
})
