// Tables as CSV files that spreadsheets open as they are meant.
import Papa from 'papaparse'

/**
 * Comma-separated, CRLF, UTF-8 with a byte order mark: without one, spreadsheets on Windows read accents as something else. A cell
 * that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an
 * apostrophe in front; a plain number keeps its minus, written as the hyphen that programs read.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => cell.replace(shownMinus, '-')))
  return '\uFEFF' + Papa.unparse(lines, { newline: '\r\n', escapeFormulae: formula }) + '\r\n'
}

const formula = /^(?!-\d[\d.,]*$)[=+\-@\t\r]/
const shownMinus = /^−(?=\d[\d.,]*$)/

export const csvHeaders = (fileName: string) => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${fileName.replace(/[^\w.@-]+/g, '-')}"`,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
})
