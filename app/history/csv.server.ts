// Tables as CSV files that spreadsheets open as they are meant.
import Papa from 'papaparse'

/**
 * Comma-separated, CRLF, UTF-8 with a byte order mark: without one, spreadsheets on Windows read accents as something else. A cell
 * that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an
 * apostrophe in front; a plain number keeps its minus.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return '\uFEFF' + Papa.unparse([head, ...rows] as string[][], { newline: '\r\n', escapeFormulae: formula }) + '\r\n'
}

const formula = /^(?!-\d[\d.,]*$)[=+\-@\t\r]/

export const csvHeaders = (fileName: string) => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${fileName.replace(/[^\w.@-]+/g, '-')}"`,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
})
