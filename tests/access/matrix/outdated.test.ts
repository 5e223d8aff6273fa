// Promise E1: no form overwrites what somebody else has changed since it was drawn, whichever form it is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk } from './everyone.ts'
import { asked } from './expected.ts'
import { signatureOf } from './trial.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
}, 60_000)
afterAll(() => desk.close())

test('drawn from another version than the present one, no form changes anything', { timeout: 300_000 }, async () => {
  const { stage, trial, forms, send } = desk
  const before = await signatureOf(stage.superuser)
  const versioned = forms.filter(({ key, form }) => key.split(':')[0]! in asked && 'version' in form.fields)
  const wrong: string[] = []
  trial.begin()
  for (const form of versioned)
    for (const distance of [-1, 1]) {
      const version = String(Number(form.form.fields.version) + distance)
      const answer = await send(form, [], { version })
      if (answer.status !== 409) wrong.push(`${form.key}, version ${version}: ${answer.status}`)
    }
  trial.end()
  console.log(`outdated: ${versioned.length} of ${forms.length} forms say their version, ${wrong.length} wrong`)
  expect(wrong).toEqual([])
  expect(trial.taken(), 'transactions that wrote something').toBe(0)
  expect(await signatureOf(stage.superuser)).toEqual(before)
  expect(versioned.length).toBeGreaterThan(0)
})
