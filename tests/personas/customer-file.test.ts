// Reading files of customers: what the columns are, and sums that are exact. Figures of the real file were worked out with awk.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTableFile } from '#app/imports/table-file.server.ts'
import {
  type CustomerMapping,
  countCustomers,
  guessMapping,
  guessValueUnit,
  inDecimals,
  nameFromHeading,
  readAmount,
} from '#app/personas/customer-file.ts'
import { workbook } from '#tests/support/zip.ts'

async function read(given: Buffer | string, change: (fields: string[], columns: string[]) => void = () => {}) {
  const table = await readTableFile(Buffer.from(given as string))
  const { columns, mapping } = guessMapping(table.rows, table)
  change(mapping.fields, columns)
  const counted = countCustomers(columns, mapping.header ? table.rows.slice(1) : table.rows, mapping)
  return { table, columns, mapping, counted }
}

/** Reads another column as a role. */
const as = (role: string, heading: string) => (fields: string[], columns: string[]) => {
  if (fields.includes(role)) fields[fields.indexOf(role)] = ''
  fields[columns.indexOf(heading)] = role
}
const said = ({ columns, mapping }: { columns: string[]; mapping: CustomerMapping }) =>
  Object.fromEntries(mapping.fields.flatMap((role, at) => (role ? [[role, columns[at]]] : [])))

const sample = readFileSync('tests/fixtures/telco_first_customers.csv')

describe('a file of customers', () => {
  test('says by headings and content what its columns are', async () => {
    const file = await read(sample)
    expect(said(file)).toEqual({ key: 'customerID', segment: 'Contract', value: 'MonthlyCharges', left: 'Churn' })
    expect(file.mapping).toMatchObject({ header: true, numbers: 'point', encoding: 'UTF-8', leftValue: 'Yes' })
    expect(file.counted.leftValues).toEqual(['No', 'Yes'])
    expect(nameFromHeading('MonthlyCharges')).toBe('Monthly charges')
    expect(guessValueUnit('MonthlyCharges')).toBe('money a month')
    expect(guessValueUnit('Spend in a year (EUR)')).toBe('money a year')
    expect(guessValueUnit('Points')).toBe('other')
  })

  test('is added up by group: customers, known values, sum, who left', async () => {
    const { counted } = await read(sample)
    expect(counted.groups).toEqual([
      { label: 'Month-to-month', customers: 35, knownValues: 35, valueSum: '2486.25', knownLeft: 35, left: 18 },
      { label: 'Two year', customers: 23, knownValues: 23, valueSum: '1446.6', knownLeft: 23, left: 0 },
      { label: 'One year', customers: 13, knownValues: 13, valueSum: '735.3', knownLeft: 13, left: 0 },
    ])
  })

  test('blank values are not known and never 0', async () => {
    const { counted } = await read(sample, as('value', 'TotalCharges'))
    expect(counted.groups.map(({ label, knownValues, valueSum }) => [label, knownValues, valueSum])).toEqual([
      ['Month-to-month', 35, '50841.6'],
      ['Two year', 13, '66451.1'],
      ['One year', 12, '34736.8'],
    ])
    expect(counted.unreadable).toBe(0)
  })

  const whole = '../shared/data/telco_customer_churn.csv'
  test.skipIf(!existsSync(whole))('the whole real file gives the figures that awk gives', async () => {
    const bytes = readFileSync(whole)
    const { counted } = await read(bytes)
    expect(counted).toMatchObject({ lines: 7043, repeated: 0, unreadable: 0, problem: null })
    expect(counted.groups).toEqual([
      {
        label: 'Month-to-month',
        customers: 3875,
        knownValues: 3875,
        valueSum: '257294.15',
        knownLeft: 3875,
        left: 1655,
      },
      { label: 'Two year', customers: 1695, knownValues: 1695, valueSum: '103005.85', knownLeft: 1695, left: 48 },
      { label: 'One year', customers: 1473, knownValues: 1473, valueSum: '95816.6', knownLeft: 1473, left: 166 },
    ])
    expect(counted.groups.reduce((sum, { left }) => sum + left, 0)).toBe(1869)
    const totals = await read(bytes, as('value', 'TotalCharges'))
    expect(totals.counted.groups.reduce((sum, group) => sum + group.customers - group.knownValues, 0)).toBe(11)
  })

  test('a column that parts nobody is refused with what to choose instead', async () => {
    const many = await read(sample, as('segment', 'TotalCharges'))
    expect(many.counted.problem).toMatch(
      /“TotalCharges” has more than 50 different values.*such as “gender” or “Partner”/,
    )
    expect(many.counted.groups).toEqual([])
    const one = await read('Segment,Value\nAll,1\nAll,2\n', as('segment', 'Segment'))
    expect(one.counted.problem).toMatch(/“Segment” says the same of everybody/)
    const each = await read('Mail,Value\na@x.example,1\nb@x.example,2\n', as('segment', 'Mail'))
    expect(each.counted.problem).toMatch(/something else of every customer/)
    const none = await read('Points\n1\n2\n')
    expect(none.counted.problem).toMatch(/Choose the column that says the segment/)
  })

  test('a customer counts once; what cannot be read counts as not known', async () => {
    const { counted } = await read('Customer;Segment;Revenue\n1;A;1.234,50 €\n2;A;much\n1;B;9\n3;;€ 2,5\n4;B;\n')
    expect(counted).toMatchObject({ lines: 5, repeated: 1, unreadable: 1, unreadableLines: [3] })
    expect(counted.groups).toEqual([
      { label: 'A', customers: 2, knownValues: 1, valueSum: '1234.5', knownLeft: 0, left: 0 },
      { label: 'B', customers: 1, knownValues: 0, valueSum: '0', knownLeft: 0, left: 0 },
      { label: '', customers: 1, knownValues: 1, valueSum: '2.5', knownLeft: 0, left: 0 },
    ])
    expect([readAmount('comma', '1.234,50 EUR'), readAmount('point', 'EUR 3'), readAmount('point', 'IT')]).toEqual([1234.5, 3, null]) // prettier-ignore
  })

  test('lines may stand for several customers each', async () => {
    const { counted } = await read(
      'Plan\tCustomers\tRevenue\tChurned\nBasic\t100\t2500.5\t7\nBasic\t20\t\t1\nTop\tx\t9\t9\n',
    )
    expect(counted.groups).toEqual([
      { label: 'Basic', customers: 120, knownValues: 100, valueSum: '2500.5', knownLeft: 120, left: 8 },
    ])
    expect(counted.unreadable).toBe(1)
  })

  test('may be an Excel workbook, UTF-16, or no table at all', async () => {
    const rows = [
      ['Kunde', 'Segment', 'Umsatz'],
      [1, 'Groß', 2.5],
      [2, 'Klein', 3],
      [3, 'Groß', 4],
    ]
    const book = await read(workbook(rows))
    expect(book.mapping).toMatchObject({ encoding: 'Excel workbook', fields: ['key', 'segment', 'value'] })
    expect(book.counted.groups[0]).toMatchObject({ label: 'Groß', customers: 2, valueSum: '6.5' })
    const text = rows.map((row) => row.join(';')).join('\n')
    const wide = await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    expect(wide.counted.groups).toEqual(book.counted.groups)
    const old = await read(Buffer.from(text, 'latin1'))
    expect(old.counted.groups).toEqual(book.counted.groups)
    for (const bad of ['', '  \n ', Buffer.from([1, 0, 2, 0, 0, 3]), Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1])])
      await expect(readTableFile(Buffer.from(bad as string))).rejects.toThrow(/Choose another|Save it as/)
  })

  test('sums are exact to the last decimal, whatever the order', () => {
    const cents = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(cents, (values) => {
        const lines = values.map((value, at) => ({
          line: at + 1,
          cells: [at % 2 ? 'a' : 'b', (value / 100).toFixed(2)],
        }))
        const { groups } = countCustomers(['s', 'v'], lines, {
          ...{ numbers: 'point' as const, fields: ['segment', 'value'], leftValue: '' },
        })
        const total = groups.reduce((sum, { valueSum }) => sum + Math.round(Number(valueSum) * 100), 0)
        expect(total).toBe(values.reduce((sum, value) => sum + value, 0))
      }),
    )
    expect([inDecimals(-1n), inDecimals(1_500_000n), inDecimals(0n)]).toEqual(['-0.000001', '1.5', '0'])
  })
})
