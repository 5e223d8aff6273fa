/**
 * Computes yearly scores from the passenger surveys in `../shared/data/sfo` and prints them as CSV:
 * `node --import tsx db/seed/sources/compute-sfo.ts > db/seed/sources/sfo-scores.csv`. See README.md for source and licence.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/sfo')
const years = [2013, 2014, 2015, 2016] as const

/** The surveys change their headers from year to year: one name for 2013, another since. */
const measures = {
  overall: ['Q7O_WHOLE', 'Q7ALL'],
  wayfinding: ['Q7D_SIGNS', 'Q7SIGN'],
  screens: ['Q7F_SCREENS', 'Q7SCREENS'],
  restrooms: ['Q9E_CLNBATH', 'Q9RESTROOM'],
  wifi: ['Q7I_WIFI', 'Q7WIFI'],
  'security-ease': ['Q14B_SECURITY', 'Q14PASSTHRU'],
} as const

if (!existsSync(folder)) {
  console.error(`No surveys in ${folder}; the committed sfo-scores.csv stands.`)
  process.exit(1)
}

console.log('year,measure,column,n,rated1,rated2,rated3,rated4,rated5,left_out,top_two_share,mean,sd')
for (const year of years) {
  const rows = readSurvey(year)
  for (const [measure, names] of Object.entries(measures)) {
    const column = names.find((name) => rows[0] !== undefined && name in rows[0])
    if (column === undefined) throw new Error(`${year} has no column for ${measure}`)
    console.log(scoreLine(year, measure, column, rows))
  }
}

function readSurvey(year: number): Record<string, string>[] {
  const text = readFileSync(path.join(folder, `${year}_SFO_Customer_Survey.csv`), 'utf8')
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}

/** Only 1 to 5 are ratings: 0 is blank and 6 is "have not used"; neither is ever averaged. */
function scoreLine(year: number, measure: string, column: string, rows: Record<string, string>[]): string {
  const rated = [0, 0, 0, 0, 0]
  for (const row of rows) {
    const rating = Number(row[column]?.trim() || 0)
    if (rating >= 1 && rating <= 5) rated[rating - 1]! += 1
  }
  const n = rated.reduce((a, b) => a + b, 0)
  const mean = rated.reduce((sum, count, at) => sum + count * (at + 1), 0) / n
  const squares = rated.reduce((sum, count, at) => sum + count * (at + 1 - mean) ** 2, 0)
  const topTwo = (rated[3]! + rated[4]!) / n
  const figures = [topTwo, mean, Math.sqrt(squares / (n - 1))].map((figure) => figure.toFixed(4))
  return [year, measure, column, n, ...rated, rows.length - n, ...figures].join(',')
}
