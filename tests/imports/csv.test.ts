import Papa from 'papaparse'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRow, firstRows, guessDelimiter, longestRow, openText, readRows } from '#app/imports/csv.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { fileOf } from '#tests/support/files.ts'

const textOf = (content: string | Uint8Array) => openText(fileOf('a.csv', content))
const all = async (text: string, delimiter: ',' | ';' = ',') => {
  const rows: CsvRow[] = []
  if (text.trim() !== '') await readRows(await textOf(text), delimiter, async (batch) => void rows.push(...batch))
  return rows
}

describe('a file', () => {
  test('is UTF-8 where it is valid, else what it says it is, else Windows-1252', async () => {
    for (const [bytes, start, encoding] of [
      [Buffer.from('période;é'), 'période;é', 'UTF-8'],
      [Buffer.from('\ufeffa,b'), 'a,b', 'UTF-8'],
      [Buffer.from('p\xe9riode \x80', 'latin1'), 'période €', 'Windows-1252'],
      [Buffer.from('\ufeffa,é', 'utf16le'), 'a,é', 'UTF-16'],
      [Buffer.from('\ufeffa,é', 'utf16le').swap16(), 'a,é', 'UTF-16'],
    ] as const)
      expect(await textOf(bytes)).toMatchObject({ start, encoding, cut: false })
  })
  test('is read in pieces, no character of it cut in two', async () => {
    const content = 'aé€😀,\n'.repeat(150_000)
    for (const bytes of [Buffer.from(content), Buffer.from(`\ufeff${content}`, 'utf16le')]) {
      const text = await textOf(bytes)
      const pieces: string[] = []
      for await (const piece of text.pieces()) pieces.push(piece)
      expect([pieces.length > 1, text.cut, text.start !== '' && content.startsWith(text.start)]).toEqual([
        true,
        true,
        true,
      ])
      expect(pieces.join('') === content).toBe(true)
    }
    // What is no UTF-8 near its very end is not taken for it.
    expect((await textOf(Buffer.concat([Buffer.from(content), Buffer.of(0xe9)]))).encoding).toBe('Windows-1252')
  })
  test('that is no text is refused in words', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK\x03\x04'),
      Buffer.from([1, 0, 2, 0, 0, 9]),
      Buffer.from(`${'a,b\n'.repeat(300_000)}\0`),
      Buffer.from(' \n \n'),
    ])
      await expect(textOf(bytes)).rejects.toThrow(/empty|spreadsheet|no text|blanks/)
  })
  test('with a row of more than a million characters is refused, whether a quotation mark is open or not', async () => {
    for (const row of [`"${'a\n'.repeat(2 * longestRow)}`, 'a'.repeat(4 * longestRow)])
      await expect(all(`a,b\n${row}`)).rejects.toThrow(/^Line 2 is longer than 1,000,000 characters/)
  })
  test('shows its delimiter', () => {
    expect(['a;b\n1;2\n', 'a;b\r\n1;2\r\n\r\n'].map(guessDelimiter)).toEqual([';', ';'])
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
    expect(firstRows({ start: 'a\nb\nc', cut: false }, ',', 2)).toHaveLength(2)
    expect(firstRows({ start: 'a\nb\nc', cut: true }, ',', 9)).toHaveLength(2) // the last one may go on
  })
  test('with an open quotation mark says where', async () => {
    expect((await all('a,b\n1,"2\n3,4')).at(-1)).toMatchObject({ line: 2, badQuotes: true })
  })
  test('of many megabytes comes in order, and stops when its taker fails', async () => {
    const text = Array.from({ length: 150_000 }, (_, at) => `${at};"some ""text"" é"`).join('\n')
    const rows = await all(text, ';')
    expect(rows).toHaveLength(150_000)
    expect(rows.every((row, at) => row.line === at + 1 && row.cells[0] === String(at))).toBe(true)
    await expect(readRows(await textOf(text), ';', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop')
  })
  test('is read to its end however slowly it is taken, also where a row is nearly as long as it may be', async () => {
    const long = `"${'words, and a break\n'.repeat(longestRow / 20)}"`
    const text = Array.from({ length: 200_000 }, (_, at) => (at % 50_000 === 7 ? `${at},${long}` : `${at},b`)).join(
      '\n',
    )
    let count = 0
    await readRows(await textOf(text), ',', async (batch) => {
      count += batch.length
      await new Promise((resolve) => setTimeout(resolve, 5))
    })
    expect(count).toBe(200_000)
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
