// Archives and workbooks made by hand, the malicious ones too: no library would write those.
import { crc32, deflateRawSync } from 'node:zlib'

export interface Part {
  name: string
  bytes: Buffer | string
  /** What the directory says, where it is to lie. */
  says?: { unpacked?: number; flags?: number }
}

const crc = (bytes: Buffer) => (typeof crc32 === 'function' ? crc32(bytes) : 0)

export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, says } of parts) {
    const raw = Buffer.from(bytes as string)
    const packed = deflateRawSync(raw, { level: raw.length > 1_000_000 ? 1 : 9 })
    const unpacked = says?.unpacked ?? raw.length
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc(raw), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(unpacked, 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 6)
    entry.writeUInt16LE(says?.flags ?? 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc(raw), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(unpacked, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(65_535, parts.length), 8)
  end.writeUInt16LE(Math.min(65_535, parts.length), 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, listed, end])
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

export const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
export const workbookXml = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>`
export const relations = `<?xml version="1.0"?><Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`

/** A number in a date's style is written as `{ date: 45000.5 }`. */
export type Cell = string | number | boolean | { date: number } | null

export function sheetParts(rows: readonly (readonly Cell[])[]): Part[] {
  const strings: string[] = []
  const cellXml = (cell: Cell, at: number, line: number) => {
    const r = `${letters(at)}${line}`
    if (cell === null || cell === '') return ''
    if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`
    if (typeof cell === 'boolean') return `<c r="${r}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if (typeof cell === 'object') return `<c r="${r}" s="1"><v>${cell.date}</v></c>`
    if (at % 2) return `<c r="${r}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
    strings.push(`<si><t xml:space="preserve">${escaped(cell)}</t></si>`)
    return `<c r="${r}" t="s"><v>${strings.length - 1}</v></c>`
  }
  const body = rows
    .map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => cellXml(cell, column, at + 1)).join('')}</row>`)
    .join('')
  return [
    { name: '[Content_Types].xml', bytes: contentTypes },
    { name: 'xl/workbook.xml', bytes: workbookXml },
    { name: 'xl/_rels/workbook.xml.rels', bytes: relations },
    { name: 'xl/styles.xml', bytes: styles },
    { name: 'xl/sharedStrings.xml', bytes: `<sst>${strings.join('')}</sst>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      bytes: `<?xml version="1.0"?><worksheet><sheetData>${body}</sheetData></worksheet>`,
    },
  ]
}

export const workbook = (rows: readonly (readonly Cell[])[]) => zip(sheetParts(rows))
