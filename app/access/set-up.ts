// The first organisation: its form, and which short names addresses can carry. Pure.
import { asTyped, email, form, must, read, text } from '#app/ui/schema.ts'
import { newPassword } from './password-rules.ts'

/** First parts of addresses that are not organisations. */
const reserved = new Set(
  'sign-in sign-out set-up invitation forgot-password password-reset healthz readyz api assets build static public share admin about help www demo-data favicon robots manifest'.split(
    ' ',
  ),
)

/** What is wrong with a short name as the first part of an address; null when it can be used. */
export function slugProblem(slug: string): string | null {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(slug) || /--|-$/.test(slug))
    return 'Use 2 to 40 small letters, digits and hyphens, beginning with a letter, such as north-airport.'
  if (reserved.has(slug)) return 'Addresses of Sirius use this word already. Choose another short name.'
  return null
}

/** Whether this is a time zone that can be reckoned with, such as Europe/Lisbon. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const timeZone = () =>
  text({ max: 60 }).check(must(isTimeZone, { error: 'Choose a time zone from the list, such as Europe/Lisbon.' }))

const slug = () =>
  read(asTyped('Give it a short name.'), (value, fail) => {
    const given = value.trim().toLowerCase()
    const problem = given === '' ? 'Give it a short name.' : slugProblem(given)
    return problem ? fail(problem) : given
  })

export const setUpForm = form({
  name: text({ label: 'a name', max: 200 }),
  slug: slug(),
  timeZone: timeZone(),
  yourName: text({ max: 120 }),
  email: email(),
  password: newPassword(),
})

/** All zones the server knows, `UTC` first. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
