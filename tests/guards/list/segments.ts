// Customer data: sums and no customer, and what is not known is never nothing.
import type { Guard } from '../guards.ts'

const files = 'app/personas/customer-files.server.ts'
const reading = 'app/personas/customer-file.ts'
const filesTest = 'tests/personas/customer-counts.test.ts'
const readingTest = 'tests/personas/customer-file.test.ts'

export const segments: Guard[] = [
  {
    promise: 'segments',
    guard: 'A file of customers is gone as soon as its sums are kept.',
    file: files,
    find: "  await ctx.db.deleteFrom('dataImport').where('id', '=', fileId).execute()\n",
    replace: '',
    test: filesTest,
    name: 'nothing of a customer is kept',
  },
  {
    promise: 'segments',
    guard: 'A value that is blank or unreadable is not known, and no 0.',
    file: reading,
    find: '(isMissing(cell(role)) ? null : readAmount(numbers, cell(role)))',
    replace: '(readAmount(numbers, cell(role)) ?? 0)',
    test: readingTest,
    name: 'not known and never 0',
  },
  {
    promise: 'segments',
    guard: 'A customer who stands in a file twice counts once.',
    file: reading,
    find: '        repeated++\n        continue\n',
    replace: '        repeated++\n',
    test: readingTest,
    name: 'a customer counts once',
  },
  {
    promise: 'segments',
    guard: 'A column that says something else of every customer is no segment: their names would be kept.',
    file: reading,
    find: 'groups.every(({ customers }) => customers === 1)',
    replace: 'groups.length === 0',
    test: readingTest,
    name: 'refused with what to choose instead',
  },
  {
    promise: 'segments',
    guard: 'What an initiative costs is split to the hundredth, and nothing is lost.',
    file: 'app/personas/effort-and-value.ts',
    find: '(each + (at < over ? 1 : 0)) / 100',
    replace: 'each / 100',
    test: 'tests/personas/effort-and-value.test.ts',
    name: 'loses nothing',
  },
]
