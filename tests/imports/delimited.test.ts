// Rows from bytes: the same however the bytes are cut, with their lines, and with what is wrong said of the row it is wrong in.
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { DelimitedReader, guessDelimiterOf, guessLineEnd } from '#app/imports/delimited.ts'

function read(text: string, size = text.length || 1, delimiter = ',') {
  const bytes = Buffer.from(text, 'latin1')
  const reader = new DelimitedReader({ delimiter, lineEnd: guessLineEnd(bytes) })
  const rows = []
  for (let at = 0; at < bytes.length; at += size) rows.push(...reader.push(bytes.subarray(at, at + size)))
  return [...rows, ...reader.end()]
}

describe('rows of delimited text', () => {
  test('are the same however the bytes come, and say where the next begins', () => {
    const cell = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '7') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (table, size) => {
          const rows = table.filter((row) => row.some((text) => text.trim() !== ''))
          const text = Papa.unparse(table, { newline: '\n', quotes: true })
          const found = read(text, size)
          expect(found.map(({ cells }) => cells)).toEqual(rows)
          const bytes = Buffer.from(text, 'latin1')
          for (const [at, row] of found.entries()) {
            const reader = new DelimitedReader({ delimiter: ',', from: { offset: row.end, line: 1 } })
            const further = [...reader.push(bytes.subarray(row.end)), ...reader.end()]
            expect(further.map(({ cells }) => cells)).toEqual(rows.slice(at + 1))
          }
        },
      ),
      { numRuns: 200 },
    )
  })
  test('know their line, also after cells of several lines', () => {
    expect(read('a,b\r\n"x\r\ny",2\r\n\r\n3,4').map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, 'x\r\ny', '2'],
      [5, '3', '4'],
    ])
  })
  test('survive a quotation mark that is never closed, and one that is only text', () => {
    const [head, bad, good] = read('a,b\n"open,1\nnext,2\n')
    expect([head!.cells, bad!.badQuotes, bad!.cells, good!.cells]).toEqual([
      ['a', 'b'],
      true,
      ['"open', '1'],
      ['next', '2'],
    ])
    expect(read('a,b\n"he said "no" twice",1\n')[1]!.cells).toEqual(['he said "no" twice', '1'])
    expect(read('6\'3" tall,1\n')[0]!.cells).toEqual(['6\'3" tall', '1'])
  })
  test('of old Macs end by a carriage return', () => {
    expect(read('a,b\r1,2\r').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
  test('show their delimiter, or say it', () => {
    const of = (text: string) => guessDelimiterOf(Buffer.from(text))
    expect(['a,b\n1,2', 'a;b\n1,5;2\n2,5;3', 'a\tb\n1\t2', 'a|b\n1|2', 'sep=;\na,b;c\n', 'a\n1'].map(of)).toEqual([
      ',',
      ';',
      '\t',
      '|',
      ';',
      ',',
    ])
  })
})
