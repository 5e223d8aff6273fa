import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshnessOf, reviewDayRefusal, suggestedReviewDay } from '#app/personas/persona.ts'
import { mostPictureBytes, pictureRefusal, pictureType } from '#app/personas/picture.ts'
import { newSegmentForm, stanceOf, valueMatrix } from '#app/personas/segment.ts'
import { parseForm } from '#app/ui/schema.ts'

const today = '2026-05-14'

describe('freshness', () => {
  it('is stale from the day after the review was due', () => {
    expect(freshnessOf({ reviewBy: '2026-05-13' }, today)).toBe('stale')
    expect(freshnessOf({ reviewBy: '2026-05-14' }, today)).toBe('due soon')
    expect(freshnessOf({ reviewBy: '2026-06-13' }, today)).toBe('due soon')
    expect(freshnessOf({ reviewBy: '2026-06-14' }, today)).toBe('fresh')
    expect(freshnessOf({ reviewBy: null }, today)).toBe('no date')
  })

  it('wants the next review after today and within three years', () => {
    expect(reviewDayRefusal(today, today)).toMatch(/after today/)
    expect(reviewDayRefusal('2026-05-15', today)).toBeNull()
    expect(reviewDayRefusal('2036-05-15', today)).toMatch(/three years/)
    expect(reviewDayRefusal(suggestedReviewDay(today), today)).toBeNull()
  })
})

describe('the value matrix', () => {
  const level = fc.integer({ min: 1, max: 5 })
  const placed = fc.record({ id: fc.uuid(), currentValue: level, potentialValue: level })

  it('is drawn from high potential down and from low value today to the right', () => {
    const rows = valueMatrix([{ id: 'a', currentValue: 5, potentialValue: 4 }])
    expect(rows.map((row) => row[0]!.potentialValue)).toEqual([5, 4, 3, 2, 1])
    expect(rows[0]!.map((cell) => cell.currentValue)).toEqual([1, 2, 3, 4, 5])
    expect(rows[1]![4]!.segments).toHaveLength(1)
    expect(rows[1]![4]!.stance).toBe('keep and grow')
  })

  it('says what each corner asks of us', () => {
    expect(stanceOf({ currentValue: 1, potentialValue: 5 })).toBe('win over')
    expect(stanceOf({ currentValue: 5, potentialValue: 3 })).toBe('look after')
    expect(stanceOf({ currentValue: 3, potentialValue: 3 })).toBe('keep easy')
  })

  it('holds every segment exactly once, where its values say', () => {
    fc.assert(
      fc.property(fc.uniqueArray(placed, { selector: ({ id }) => id }), (segments) => {
        const cells = valueMatrix(segments).flat()
        expect(cells).toHaveLength(25)
        expect(
          cells
            .flatMap((cell) => cell.segments)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(segments.map(({ id }) => id).sort())
        for (const cell of cells)
          for (const segment of cell.segments)
            expect([segment.currentValue, segment.potentialValue]).toEqual([cell.currentValue, cell.potentialValue])
      }),
    )
  })

  it('takes its levels from the form as numbers', () => {
    const fields = { name: ['Families'], currentValue: ['4'], potentialValue: ['6'], share: ['12,5'] }
    const parsed = parseForm(newSegmentForm, new Map(Object.entries(fields)))
    expect(parsed).toMatchObject({ ok: false, errors: { potentialValue: 'Choose its potential.' } })
    const good = parseForm(newSegmentForm, new Map(Object.entries({ ...fields, potentialValue: ['5'] })))
    expect(good).toMatchObject({ ok: true, data: { currentValue: 4, potentialValue: 5, share: 12.5 } })
  })
})

describe('a picture', () => {
  const bytes = (...numbers: number[]) => Uint8Array.from([...numbers, ...Array<number>(20).fill(0)])
  const png = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

  it('is known by its first bytes', () => {
    expect(pictureType(png)).toBe('image/png')
    expect(pictureType(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg')
    expect(pictureType(Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'))).toBe('image/webp')
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', 'GIF89a', 'RIFF\x10\0\0\0WAVEfmt ', ''])
      expect(pictureType(Buffer.from(text, 'latin1'))).toBeNull()
  })

  it('is refused when missing, empty or too large', () => {
    expect(pictureRefusal({ size: 1 })).toBeNull()
    expect(pictureRefusal(undefined)).toMatch(/Choose a picture/)
    expect(pictureRefusal({ size: 0 })).toMatch(/Choose a picture/)
    expect(pictureRefusal({ size: mostPictureBytes + 1 })).toMatch(/larger than 2 MB/)
    expect(pictureRefusal({ size: mostPictureBytes })).toBeNull()
  })

  it('is nothing for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (random) => {
        fc.pre(random[0] !== 0x89 && random[0] !== 0xff && random[0] !== 0x52)
        expect(pictureType(random)).toBeNull()
      }),
    )
  })
})
