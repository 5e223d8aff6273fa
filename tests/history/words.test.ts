// Fields of the history in words that a reader does not take for something else.
import { expect, test } from 'vitest'
import { columnName, valueInWords } from '#app/history/words.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const wording = { names: new Map(), locale: 'en-GB' }

test('the day of a customer’s answer is not taken for ours', () => {
  expect(columnName('answered_on')).toBe('Customer answered')
  expect(valueInWords('answered_on', '2026-11-22', wording)).toBe('22 Nov 2026')
})

test('a picture, which has no name, is said to be there', () => {
  expect(valueInWords('picture_id', id, wording)).toBe('added')
  expect(valueInWords('picture_id', null, wording)).toBe('')
  expect(valueInWords('owner_id', id, wording)).toBe('(a record)')
})
