import Papa from 'papaparse'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRow, decodeText, firstRows, guessDelimiter, readRows } from '#app/imports/csv.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'

const all = async (text: string, delimiter: ',' | ';' = ',') => {
  const rows: CsvRow[] = []
  await readRows(text, delimiter, async (batch) => void rows.push(...batch))
  return rows
}

describe('a file', () => {
  test('is UTF-8 where it is valid, else what it says it is, else Windows-1252', () => {
    expect(decodeText(Buffer.from('période;é'))).toEqual({ text: 'période;é', encoding: 'UTF-8' })
    expect(decodeText(Buffer.from('\ufeffa,b'))).toEqual({ text: 'a,b', encoding: 'UTF-8' })
    expect(decodeText(Buffer.from('p\xe9riode \x80', 'latin1'))).toEqual({
      text: 'période €',
      encoding: 'Windows-1252',
    })
    expect(decodeText(Buffer.from('\ufeffa,é', 'utf16le'))).toEqual({ text: 'a,é', encoding: 'UTF-16' })
  })
  test('that is no text is refused in words', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK\x03\x04'),
      Buffer.from([1, 0, 2, 0, 0, 9]),
      Buffer.from(' \n \n'),
    ])
      expect(() => decodeText(bytes)).toThrow(/empty|spreadsheet|no text|blanks/)
  })
  test('shows its delimiter', () => {
    expect(['a,b\n1,2', 'a;b\n1,5;2', 'a\tb\n1\t2', 'a|b\n1|2', 'a\n1'].map(guessDelimiter)).toEqual([
      ',',
      ';',
      '\t',
      '|',
      ',',
    ])
  })
  test('gives rows with the line they begin on, blank ones left out', async () => {
    const rows = await all('a,b\r\n\r\n"x\r\ny",2\r\n,\r\n3,"4 ""q"""\r\n')
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\r\ny', '2'] },
      { line: 6, cells: ['3', '4 "q"'] },
    ])
    expect(firstRows('a\nb\nc', ',', 2)).toHaveLength(2)
  })
  test('with an open quotation mark says where', async () => {
    expect((await all('a,b\n1,"2\n3,4')).at(-1)).toMatchObject({ line: 2, badQuotes: true })
  })
  test('of many megabytes comes in order, and stops when its taker fails', async () => {
    const text = Array.from({ length: 150_000 }, (_, at) => `${at};"some ""text"" é"`).join('\n')
    const rows = await all(text, ';')
    expect(rows).toHaveLength(150_000)
    expect(rows.every((row, at) => row.line === at + 1 && row.cells[0] === String(at))).toBe(true)
    await expect(readRows(text, ';', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop')
  })
  test('comes back cell by cell, whatever is in it', async () => {
    // A carriage return alone would set the parser's line ending, so breaks are \n here.
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', '=') })
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const read = await all(Papa.unparse(rows, { newline: '\n', quotes: true }))
        expect(read.map(({ cells }) => cells)).toEqual(rows.filter((row) => row.some((text) => text.trim() !== '')))
      }),
    )
  })
})

test('a Merkle root changes with any leaf and with their order', () => {
  const leaf = (at: number) => at.toString(16).padStart(64, '0')
  const leaves = Array.from({ length: 7 }, (_, at) => leaf(at))
  const root = merkleRoot(leaves)
  expect(root).toMatch(/^[0-9a-f]{64}$/)
  expect(merkleRoot(leaves)).toBe(root)
  for (const at of leaves.keys()) expect(merkleRoot(leaves.with(at, leaf(99)))).not.toBe(root)
  expect(merkleRoot([...leaves].reverse())).not.toBe(root)
  expect(merkleRoot([...leaves, leaves[6]!])).not.toBe(root)
  expect(merkleRoot([leaf(3)])).toBe(leaf(3))
})
