// What a form says that was not accepted, as the server draws it before any JavaScript runs.
import { describe, expect, test } from 'vitest'
import { GridForm } from '#app/kpis/grid-form.tsx'
import { ValuesForm } from '#app/kpis/values-form.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { form, manyIds, text } from '#app/ui/schema.ts'
import { drawn } from '#tests/support/drawn.tsx'

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const refused = (name: string, errors: Record<string, string>, message = 'Please look at the marked values.') => ({
  form: name,
  ok: false,
  status: 400,
  message,
  errors,
  values: { value_0: 'abc' },
})

describe('a summary names each field as its label does', () => {
  const kpi = { name: 'Ease', unit: '%', decimals: 1, scoreKind: 'csat', frequency: 'monthly' }
  test('in the lines of one KPI', () => {
    const rows = ['2026-10-01', '2026-09-01'].map((period) => ({ period, version: 0, due: true, running: false }))
    const html = drawn(
      <ValuesForm name="values" kpi={kpi} rows={rows} back="" cancel="/" />,
      refused('values', { value_0: 'Write a number.', n_1: 'Write a whole number.' }),
    )
    expect(words(html)).toContain('Value, Oct 2026: Write a number.')
    expect(words(html)).toContain('n, Sept 2026: Write a whole number.')
    expect(words(html)).not.toContain('Value 0')
    expect(html).toContain('value="abc"')
  })
  test('in the grid of all KPIs', () => {
    const cell = { at: 3, period: '2026-10-01', version: 0, value: null, n: null, due: true }
    const group = { frequency: 'monthly' as const, periods: ['2026-10-01'] }
    const row = { id: 'k', name: 'Ease', unit: '%', counts: true, cells: [cell] }
    const html = drawn(
      <GridForm org="demo" cancel="/" groups={[{ ...group, rows: [row] }]} />,
      refused('grid', { value_3: 'Write a number.', n_3: 'Write a whole number.' }),
    )
    expect(words(html)).toContain('Ease, Oct 2026: Write a number.')
    expect(words(html)).toContain('n of Ease, Oct 2026: Write a whole number.')
  })
})

test('one problem is said above and beside its field, not a third time', () => {
  const schema = form({ password: text() })
  const html = drawn(
    <Form name="one" schema={schema}>
      <TextField name="password" label="Password" />
    </Form>,
    refused('one', { password: 'It is wrong.' }, 'It is wrong.'),
  )
  expect(words(html).match(/It is wrong\./g)).toHaveLength(2)
  expect(html).toMatch(/<a href="#[^"]*password"[^>]*>It is wrong\.<\/a>/)
})

test('a conflict compares what was chosen, not the order in which it arrives', () => {
  const schema = form({ name: text(), ids: manyIds() })
  const conflict = { version: 2, now: { name: 'Theirs', ids: ['b', 'a'] }, by: 'Ana', at: null }
  const html = drawn(
    <Form name="one" schema={schema}>
      <TextField name="name" label="Name" />
    </Form>,
    { ...refused('one', {}, 'Somebody saved this.'), conflict, values: { name: 'Mine', ids: ['a', 'b'] } },
  )
  expect(words(html)).toContain('Name Theirs Mine')
  expect(words(html)).not.toContain('Ids')
})
