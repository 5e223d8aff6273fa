// An invitation opens once, even where the member it made has been changed behind it since.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptInvitation } from '#app/access/accounts.server.ts'
import { findLink } from '#app/access/mailed-links.server.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const given = { name: 'Nora New', password: 'the tulips are late this year' }
const client = { address: '192.0.2.1', requestId: 'test' }

async function invite(email: string) {
  const { id } = await w.as(w.ada, (ctx) => inviteMember(ctx, { name: 'Nora New', email, role: 'contributor' }))
  const { rows } = await w.superuser.query('select text_body from mail where to_address = $1', [email])
  return { id, token: /\/invitation\/([\w-]{43})/.exec(rows[0].text_body)![1]! }
}
async function change(id: string, set: string) {
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(`update member set ${set} where id = $1`, [id])
  await w.superuser.query('commit')
}

test('an invitation opens once, whatever became of the member since', async () => {
  const { id, token } = await invite('nora@new.example')
  expect(await findLink(token, 'invitation')).not.toBeNull()
  await acceptInvitation(token, given, client)
  await change(id, 'account_id = null')
  expect(await findLink(token, 'invitation')).toBeNull()
  await expect(acceptInvitation(token, given, client)).rejects.toThrow(/no longer works/)
})

test('an invitation of somebody disabled since opens nothing, and opens again once they are enabled', async () => {
  const { id, token } = await invite('dora@new.example')
  await change(id, 'disabled_at = now()')
  expect(await findLink(token, 'invitation')).toBeNull()
  await expect(acceptInvitation(token, given, client)).rejects.toThrow(/no longer works/)
  await change(id, 'disabled_at = null')
  await acceptInvitation(token, given, client)
})
