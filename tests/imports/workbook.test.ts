// Workbooks: read as their program shows them; and those that are made to hurt are refused quickly and cheaply.
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '#app/imports/workbook.server.ts'
import { ZipProblem, bufferSource } from '#app/imports/zip-directory.ts'
import { type Part, contentTypes, relations, sheetParts, workbook, workbookXml, zip } from '#tests/support/zip.ts'

async function rowsOf(bytes: Buffer) {
  const rows = []
  for await (const row of readWorkbook(bufferSource(bytes))) rows.push(row)
  return rows
}

describe('a workbook', () => {
  test('gives its rows as text, with their numbers', async () => {
    const bytes = workbook([
      ['Response ID', 'When', 'Score', 'Comment'],
      ['r1', { date: 45000.5 }, 9, 'Quick & friendly <staff>, “thanks”'],
      [null, null, null, null],
      ['r2', { date: 45001 }, 0.1 + 0.2, true],
    ])
    expect(await rowsOf(bytes)).toEqual([
      { line: 1, cells: ['Response ID', 'When', 'Score', 'Comment'] },
      { line: 2, cells: ['r1', '2023-03-15 12:00:00', '9', 'Quick & friendly <staff>, “thanks”'] },
      { line: 4, cells: ['r2', '2023-03-16', '0.3', 'TRUE'] },
    ])
  })
})

const sheet = (body: string) => `<worksheet><sheetData>${body}</sheetData></worksheet>`
const withSheet = (bytes: Buffer | string, more: Part[] = []): Part[] => [
  { name: '[Content_Types].xml', bytes: contentTypes },
  { name: 'xl/workbook.xml', bytes: workbookXml },
  { name: 'xl/_rels/workbook.xml.rels', bytes: relations },
  { name: 'xl/worksheets/sheet1.xml', bytes },
  ...more,
]
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1_000_000, 32)
const noise = (count: number) =>
  Array.from({ length: count }, (_, at) => ((at * 2_654_435_761) >>> 0).toString(36)).join('')
const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

/** Each is made when it is tried, so that one does not stand in the memory of the next. */
const bombs: Record<string, () => Buffer> = {
  'a sheet of 110 MB of blanks': () => zip(withSheet(zeros(110))),
  'a sheet that unpacks to 210 MB': () => zip(withSheet(zeros(210))),
  'a size header that says 10 bytes': () =>
    zip([...withSheet('').slice(0, 3), { name: 'xl/worksheets/sheet1.xml', bytes: zeros(60), says: { unpacked: 10 } }]),
  'a size header that says 4 GB': () =>
    zip([
      ...withSheet('').slice(0, 3),
      { name: 'xl/worksheets/sheet1.xml', bytes: 'x', says: { unpacked: 0xffffffff } },
    ]),
  'shared strings that lie': () =>
    zip(withSheet(sheet(''), [{ name: 'xl/sharedStrings.xml', bytes: zeros(60), says: { unpacked: 1000 } }])),
  'styles that lie': () =>
    zip(withSheet(sheet(''), [{ name: 'xl/styles.xml', bytes: zeros(60), says: { unpacked: 1000 } }])),
  '201 entries': () =>
    zip(
      withSheet(
        sheet(''),
        Array.from({ length: 201 }, (_, n) => ({ name: `xl/media/${n}.png`, bytes: '' })),
      ),
    ),
  '1,000 entries': () => zip(Array.from({ length: 1_000 }, (_, n) => ({ name: `xl/media/${n}.png`, bytes: '' }))),
  'an archive inside': () =>
    zip(withSheet(sheet(''), [{ name: 'xl/worksheets/inner.zip', bytes: zip([{ name: 'a', bytes: zeros(20) }]) }])),
  'a name outside': () => zip(withSheet(sheet(''), [{ name: '../../etc/passwd', bytes: 'x' }])),
  'the same name twice': () => zip([...withSheet(sheet('')), { name: 'xl/worksheets/sheet1.xml', bytes: zeros(1) }]),
  'an external entity': () =>
    zip(
      withSheet(
        `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>')}`,
      ),
    ),
  'a billion laughs': () =>
    zip(withSheet(`${entity}${sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}`)),
  'entities in shared strings': () =>
    zip(withSheet(sheet(''), [{ name: 'xl/sharedStrings.xml', bytes: `${entity}<sst><si><t>&b;</t></si></sst>` }])),
  'an entity nobody declared': () =>
    zip(withSheet(sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&lol9;</t></is></c></row>'))),
  'a cell at XFD1048576': () => zip(withSheet(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))),
  'a row beyond the last': () => zip(withSheet(sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'))),
  'a column beyond the last': () => zip(withSheet(sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'))),
  '420,000 shared strings': () =>
    zip(
      withSheet(sheet(''), [
        {
          name: 'xl/sharedStrings.xml',
          bytes: `<sst>${Array.from({ length: 420_000 }, (_, n) => `<si><t>${n * 7919}</t></si>`).join('')}</sst>`,
        },
      ]),
    ),
  'one cell of 30 MB': () =>
    zip(withSheet(sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${noise(1000).repeat(5_000)}</t></is></c></row>`))),
  'one tag of 15 MB': () => zip(withSheet(`<worksheet ${noise(1000).repeat(2_500)}`)),
  'a wrong beginning': () => Buffer.concat([Buffer.from('MZ'), workbook([['a']])]),
  'no directory': () => workbook([['a']]).subarray(0, 400),
  'a password': () =>
    zip([
      ...withSheet(sheet('')).slice(0, 3),
      { name: 'xl/worksheets/sheet1.xml', bytes: sheet(''), says: { flags: 1 } },
    ]),
  'macros by name': () => zip(withSheet(sheet(''), [{ name: 'xl/vbaProject.bin', bytes: 'x' }])),
  'macros by type': () =>
    zip([
      {
        name: '[Content_Types].xml',
        bytes: contentTypes.replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main'),
      },
      ...sheetParts([['a']]).slice(1),
    ]),
}

describe('a file made to hurt is refused', () => {
  test.each(Object.keys(bombs))(
    '%s',
    async (name) => {
      const bytes = bombs[name]!()
      let most = 0
      const before = process.memoryUsage().rss
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10)
      const began = performance.now()
      await expect(rowsOf(bytes)).rejects.toThrow(ZipProblem)
      clearInterval(watch)
      expect(performance.now() - began).toBeLessThan(2000)
      expect(Math.max(most, process.memoryUsage().rss) - before).toBeLessThan(150_000_000)
    },
    30_000,
  )
})
