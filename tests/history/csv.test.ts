// What leaves as CSV: nothing in it is a formula, everything else is as it was, and no browser runs it.
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvHeaders, csvOf } from '#app/history/csv.server.ts'

const read = (csv: string) => Papa.parse<string[]>(csv.slice(1), { newline: '\r\n', skipEmptyLines: 'greedy' }).data

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1234', "'+49 30 1234"],
  ['-2+3', "'-2+3"],
  ['@sum(a1)', "'@sum(a1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  [`=HYPERLINK("https://evil.example","a")`, `'=HYPERLINK("https://evil.example","a")`],
  ['-3.5', '-3.5'],
  ['-1,234.5', '-1,234.5'],
  ['−12.5', '-12.5'],
  ['a=b', 'a=b'],
  ['“quoted”, "twice"\nand broken', '“quoted”, "twice"\nand broken'],
])('%j leaves as %j', (cell, expected) => {
  expect(read(csvOf(['one', cell], [[cell, 'two']]))).toEqual([
    ['one', expected],
    [expected, 'two'],
  ])
})

test('no cell of 5,000 begins like a formula, and taking the apostrophe away gives it back', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string({ maxLength: 10 }))
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 5, maxLength: 5 }), (rows) => {
      const seen = read(csvOf(['a', 'b'], rows)).slice(1)
      expect(seen).toHaveLength(rows.length)
      for (const [at, row] of rows.entries())
        for (const [place, text] of row.entries()) {
          const left = seen[at]![place]!
          if (!/^-\d[\d.,]*$/.test(left)) expect(left).not.toMatch(/^[=+\-@\t\r]/)
          expect([text, `'${text}`]).toContain(left)
        }
    }),
    { numRuns: 500 },
  )
})

test('it is saved, never shown, whatever the file is called', () => {
  const headers = csvHeaders('a "b"\r\nSet-Cookie: x=1/../c.csv')
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w.@-]+"$/)
})
