// Promise B4: whoever guesses at an account cannot lock its owner out of the browser they use, nor out of a reset by mail.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { resetLink } from '#app/access/mailed-links.server.ts'
import { hashPassword } from '#app/access/passwords.server.ts'
import { action as reset } from '#app/access/routes/password-reset.tsx'
import { action as signIn } from '#app/access/routes/sign-in.tsx'
import { findSession } from '#app/access/sessions.server.ts'
import { checkPassword } from '#app/access/sign-in.server.ts'
import { trustDevice, trustedDevice } from '#app/access/trusted-device.server.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '../support/world.ts'

const password = 'the tulips are late this year'
const better = 'nine owls in the old barn'
let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.superuser.query('delete from access.attempt')
  await w.superuser.query('update access.account set password_hash = $1', [await hashPassword(password)])
})

const knock = async (who: Person, given: string, cookie?: string) =>
  signIn(await argsFor('/sign-in', { form: { email: who.email, password: given }, cookie }))
const cookieIn = (answer: unknown, name: string) =>
  (answer as Response).headers
    .getSetCookie()
    .find((header) => header.startsWith(`${name}=`))!
    .split(';')[0]!
async function lockOut(who: Person) {
  for (let at = 0; at < 10; at++) await checkPassword(who.email, 'guess', `192.0.2.${at}`)
  expect((await checkPassword(who.email, password, '192.0.2.99')).ok).toBe(false)
}

test('the browser somebody signed in with still lets them in while their account is locked; another one does not', async () => {
  const device = cookieIn(await knock(w.bo, password), 'device')
  await lockOut(w.bo)
  expect(await statusOf(knock(w.bo, password))).toBe(422)
  expect(await statusOf(knock(w.bo, password, device))).toBe(302)
})

test('whoever guesses at the same address does not shut it out either', async () => {
  const device = cookieIn(await knock(w.bo, password), 'device')
  const here = '192.0.2.7'
  for (let at = 0; at < 10; at++) await checkPassword(`stranger${at}@bay.example`, 'guess', here)
  expect((await checkPassword(w.bo.email, password, here)).ok).toBe(false)
  expect((await checkPassword(w.bo.email, password, here, { cookies: device, secure: false })).ok).toBe(true)
})

test('from such a browser, too, ten tries are all', async () => {
  const device = cookieIn(await knock(w.bo, password), 'device')
  const at = async (given: string, address: string) =>
    checkPassword(w.bo.email, given, address, { cookies: device, secure: false })
  for (let n = 0; n < 10; n++) expect(await at('guess', `192.0.2.${n}`)).toEqual({ ok: false, reason: 'wrong' })
  expect(await at(password, '192.0.2.50')).toEqual({ ok: false, reason: 'too many tries' })
})

test('its cookie signs nobody in, is one account’s, and ends with the password', async () => {
  const device = cookieIn(await knock(w.bo, password), 'device')
  expect(await findSession(device, false)).toBeNull()
  expect(await findSession(device.replace('device=', 'session='), false)).toBeNull()
  await lockOut(w.ben)
  expect(await statusOf(knock(w.ben, password, device))).toBe(422)
  await w.superuser.query('update access.account set password_hash = $1', [await hashPassword(better)])
  await lockOut(w.bo)
  expect(await statusOf(knock(w.bo, better, device))).toBe(422)
})

test('a reset by mail lets its owner in while somebody guesses', async () => {
  await lockOut(w.cora)
  const token = (await resetLink(w.cora.email))!.split('/').pop()!
  const answer = await reset(
    await argsFor(`/password-reset/${token}`, { params: { token }, form: { password: better } }),
  )
  await lockOut(w.cora)
  expect(await statusOf(knock(w.cora, better))).toBe(422)
  expect(await statusOf(knock(w.cora, better, cookieIn(answer, 'device')))).toBe(302)
})

test('only what was sealed for it counts', () => {
  const account = { id: w.bo.accountId, passwordHash: '$argon2id$one' }
  const header = trustDevice(account, true)
  expect(header).toMatch(/^__Host-device=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/)
  const cookie = header.split(';')[0]!
  expect(trustedDevice(cookie, account, true)).toMatch(/^[\w-]{22}$/)
  const last = cookie.at(-2) === 'A' ? 'B' : 'A'
  for (const other of [
    '',
    cookie.slice(0, -1),
    `${cookie.slice(0, -2)}${last}${cookie.at(-1)}`,
    cookie.replace('=', '=x'),
  ])
    expect(trustedDevice(other, account, true)).toBeNull()
  expect(trustedDevice(cookie, account, false)).toBeNull()
  expect(trustedDevice(cookie, { ...account, passwordHash: '$argon2id$two' }, true)).toBeNull()
  expect(trustedDevice(cookie, { ...account, id: w.ben.accountId }, true)).toBeNull()
})
