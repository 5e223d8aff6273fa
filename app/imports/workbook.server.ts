// Reading the first sheet of an Excel workbook (.xlsx) as rows of text, streaming and within limits counted while unpacking.
import { createInflateRaw } from 'node:zlib'
import { XmlReader } from './xml-reader.ts'
import { type ByteSource, type ZipEntry, ZipProblem, isTooDense, readZipDirectory, zipLimits } from './zip-directory.ts'

/** Parts that a workbook without macros has. Anything else, such as an archive inside, is refused. */
const knownParts =
  /^(\[Content_Types\]\.xml|_rels\/|docProps\/|docMetadata\/|customXml\/|xl\/(workbook\.xml|styles\.xml|sharedStrings\.xml|calcChain\.xml|metadata\.xml|connections\.xml|volatileDependencies\.xml|comments\d*\.xml|_rels\/|worksheets\/|chartsheets\/|theme\/|tables\/|queryTables\/|drawings\/|media\/|charts\/|printerSettings\/|persons\/|threadedComments\/|comments\/|pivotTables\/|pivotCache\/|slicers\/|slicerCaches\/|externalLinks\/|richData\/|ctrlProps\/|customProperty\/|timelines\/|timelineCaches\/|webextensions\/|documenttasks\/|featurePropertyBag\/))/i
const knownEndings = /(\/|\.xml|\.rels|\.vml|\.png|\.jpe?g|\.gif|\.emf|\.wmf|\.svg|\.bin|\.tiff?|\.bmp|\.psmdcp)$/i

export const workbookLimits = {
  /** Texts that cells share, and characters of them together. */
  strings: 400_000,
  stringCharacters: 48_000_000,
  cell: 32_767,
  columns: 1_000,
  rows: 1_048_576,
}

export interface SheetRow {
  /** The row's number in the sheet. */
  line: number
  cells: string[]
}

const tooMuch = () =>
  new ZipProblem('This workbook holds far more than a survey export does. Save it as CSV and upload that.')

/** The rows of the first sheet that has any, in order; blank rows are left out. Throws `ZipProblem` with a sentence. */
export async function* readWorkbook(source: ByteSource): AsyncGenerator<SheetRow> {
  const entries = readZipDirectory(source)
  for (const { name } of entries) {
    if (/vbaProject|macrosheets/i.test(name))
      throw new ZipProblem('Workbooks with macros (.xlsm) are not read. Save it as .xlsx or CSV.')
    if (!knownParts.test(name) || !knownEndings.test(name))
      throw new ZipProblem('This workbook has parts that no survey export has. Save it as CSV and upload that.')
  }
  const archive = new Archive(source, entries)
  await refuseMacros(archive)
  const book = await readBook(archive)
  const strings = await readStrings(archive)
  const dates = await readDateStyles(archive)
  for (const part of book.sheets) {
    let any = false
    for await (const row of readSheet(archive, part, { strings, dates, from1904: book.from1904 })) {
      any = true
      yield row
    }
    if (any) return
  }
}

/** Unpacks parts one after another, counting all of it. */
class Archive {
  readonly #source: ByteSource
  readonly #entries: Map<string, ZipEntry>
  #unpacked = 0

  constructor(source: ByteSource, entries: readonly ZipEntry[]) {
    this.#source = source
    this.#entries = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  }

  has(name: string) {
    return this.#entries.has(name.toLowerCase())
  }

  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name.toLowerCase())
    if (!entry) throw new ZipProblem('This is no Excel workbook, or a damaged one.')
    const header = this.#source.read(entry.offset, 30)
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw new ZipProblem('This workbook is damaged.')
    const from = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (from + entry.packed > this.#source.size) throw new ZipProblem('This workbook is damaged.')
    let own = 0
    for await (const chunk of entry.method === 0
      ? this.#stored(from, entry.packed)
      : this.#inflated(from, entry.packed)) {
      own += chunk.length
      this.#unpacked += chunk.length
      // A part may not be larger than the directory said, whatever it said.
      if (
        own > entry.unpacked ||
        this.#unpacked > zipLimits.unpacked ||
        isTooDense({ packed: entry.packed, unpacked: own })
      )
        throw tooMuch()
      yield chunk
    }
  }

  *#stored(from: number, length: number) {
    for (let at = 0; at < length; at += 65_536) yield this.#source.read(from + at, Math.min(65_536, length - at))
  }

  async *#inflated(from: number, length: number): AsyncGenerator<Buffer> {
    const inflate = createInflateRaw({ chunkSize: 65_536 })
    const source = this.#stored(from, length)
    const feed = () => {
      const { value, done } = source.next()
      if (done) inflate.end()
      else if (inflate.write(value)) setImmediate(feed)
      else inflate.once('drain', feed)
    }
    inflate.on('error', () => {})
    feed()
    try {
      for await (const chunk of inflate) yield chunk as Buffer
    } catch (problem) {
      if (problem instanceof ZipProblem) throw problem
      throw new ZipProblem('This workbook is damaged. Open it, save it again, and upload that.')
    } finally {
      inflate.destroy()
    }
  }
}

async function refuseMacros(archive: Archive) {
  let macros = false
  await eachTag(archive, '[Content_Types].xml', (_, attributes) => {
    if (/macroEnabled|vbaProject/i.test(attributes.ContentType ?? '')) macros = true
  })
  if (macros) throw new ZipProblem('Workbooks with macros (.xlsm) are not read. Save it as .xlsx or CSV.')
}

async function eachTag(
  archive: Archive,
  part: string,
  open: (tag: string, attributes: Record<string, string>) => void,
) {
  const reader = new XmlReader({ open })
  for await (const chunk of archive.read(part)) reader.push(chunk)
  reader.end()
}

async function readBook(archive: Archive) {
  const targets = new Map<string, string>()
  if (archive.has('xl/_rels/workbook.xml.rels'))
    await eachTag(archive, 'xl/_rels/workbook.xml.rels', (tag, { Id, Target, Type }) => {
      if (tag === 'Relationship' && /\/worksheet$/.test(Type ?? '') && Id && Target)
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`)
    })
  const sheets: string[] = []
  let from1904 = false
  await eachTag(archive, 'xl/workbook.xml', (tag, attributes) => {
    if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    if (tag !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return
    const part = targets.get(attributes['r:id'] ?? attributes.id ?? '')
    if (part && archive.has(part)) sheets.push(part)
  })
  if (!sheets.length && archive.has('xl/worksheets/sheet1.xml')) sheets.push('xl/worksheets/sheet1.xml')
  return { sheets, from1904 }
}

async function readStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return strings
  let text: string | null = null
  let reading = false
  let phonetic = false
  let characters = 0
  const reader = new XmlReader({
    open: (tag) => {
      if (tag === 'si') text = ''
      else if (tag === 'rPh') phonetic = true
      else if (tag === 't') reading = text !== null && !phonetic
    },
    text: (part) => {
      if (reading) text = short((text ?? '') + part)
    },
    close: (tag) => {
      if (tag === 't') reading = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'si') {
        characters += (text ?? '').length
        strings.push(text ?? '')
        text = null
        if (strings.length > workbookLimits.strings || characters > workbookLimits.stringCharacters) throw tooMuch()
      }
    },
  })
  for await (const chunk of archive.read('xl/sharedStrings.xml')) reader.push(chunk)
  reader.end()
  return strings
}

function short(text: string): string {
  if (text.length > workbookLimits.cell * 2) throw tooMuch()
  return text
}

/** Which cell styles show a date or time. */
async function readDateStyles(archive: Archive): Promise<Set<number>> {
  const dates = new Set<number>()
  if (!archive.has('xl/styles.xml')) return dates
  const formats = new Map<number, string>()
  let inCells = false
  let style = 0
  const reader = new XmlReader({
    open: (tag, { numFmtId, formatCode }) => {
      if (tag === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '')
      if (tag === 'cellXfs') inCells = true
      if (tag === 'xf' && inCells) {
        if (isDateFormat(Number(numFmtId), formats)) dates.add(style)
        style++
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  })
  for await (const chunk of archive.read('xl/styles.xml')) reader.push(chunk)
  reader.end()
  return dates
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return true
  const code = formats.get(id)
  if (!code || /^general$/i.test(code)) return false
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[dyhs]/i.test(bare) || (/m/i.test(bare) && !/[#0?]/.test(bare))
}

interface Sheet {
  strings: readonly string[]
  dates: ReadonlySet<number>
  from1904: boolean
}

async function* readSheet(archive: Archive, part: string, sheet: Sheet): AsyncGenerator<SheetRow> {
  const done: SheetRow[] = []
  let row: SheetRow | null = null
  let cell = { at: 0, type: '', style: -1, text: '' }
  let reading = false
  let lastLine = 0
  const reader = new XmlReader({
    open: (tag, attributes) => {
      if (tag === 'row') {
        lastLine = Number(attributes.r ?? lastLine + 1)
        if (!(lastLine >= 1 && lastLine <= workbookLimits.rows)) throw tooMuch()
        row = { line: lastLine, cells: [] }
      } else if (tag === 'c' && row) {
        const at = attributes.r ? columnOf(attributes.r) : row.cells.length
        cell = {
          at,
          type: attributes.t ?? 'n',
          style: attributes.s === undefined ? -1 : Number(attributes.s),
          text: '',
        }
      } else if (tag === 'v' || tag === 't') reading = row !== null
    },
    text: (text) => {
      if (reading) cell.text = short(cell.text + text)
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') reading = false
      else if (tag === 'c' && row) {
        const text = cellText(cell, sheet)
        if (text === '') return
        if (cell.at >= workbookLimits.columns) throw tooMuch()
        while (row.cells.length < cell.at) row.cells.push('')
        row.cells[cell.at] = text
      } else if (tag === 'row' && row) {
        if (row.cells.some((text) => text.trim() !== '')) done.push(row)
        row = null
      }
    },
  })
  for await (const chunk of archive.read(part)) {
    reader.push(chunk)
    while (done.length) yield done.shift()!
  }
  reader.end()
  while (done.length) yield done.shift()!
}

/** `C7` is column 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const char of reference) {
    if (char < 'A' || char > 'Z') break
    column = column * 26 + char.charCodeAt(0) - 64
  }
  if (column < 1 || column > 16_384) throw new ZipProblem('This workbook is damaged.')
  return column - 1
}

function cellText(
  { type, style, text }: { type: string; style: number; text: string },
  { strings, dates, from1904 }: Sheet,
): string {
  if (text === '') return ''
  if (type === 's') return strings[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return unescaped(text)
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (dates.has(style)) return momentText(value, from1904)
  return String(Number(value.toPrecision(15)))
}

/** Days since the last day of 1899 (with a 29 February 1900 that never was), or since 1904. */
function momentText(days: number, from1904: boolean): string {
  if (days < 0 || days > 2_958_466) return String(days)
  const since = from1904 ? days + 1462 : days < 60 ? days + 1 : days
  const at = new Date(Math.round((since - 25_569) * 86_400) * 1000)
  const text = at.toISOString()
  if (days < 1) return text.slice(11, 19)
  return days % 1 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}

/** Control characters are written `_x000D_`. */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
