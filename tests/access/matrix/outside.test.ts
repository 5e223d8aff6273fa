// Addresses of nobody's organisation: signing in and out, and links that open one thing once. Everybody may knock; what counts is what they hold.
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LinkPurpose, linkHash } from '#app/access/mailed-links.server.ts'
import { type Answer, type Site, openSite } from '#tests/support/site.ts'
import { cookieOf } from '#tests/support/world.ts'
import { type Actor, type Stage, bulk, password, setStage } from './actors.ts'
import { type Tally, said } from './asking.ts'
import { type Meaning, type Transport, meaningOf, transportsOf } from './cells.ts'
import { expectedOutside } from './expected.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await setStage()
  site = await openSite({ documents: 'data' })
}, 60_000)
afterAll(async () => {
  await site.close()
  await stage.close()
})

const routeOf = (id: string) => site.routes.find((one) => one.id === id)!

/** Who they are to somebody who knows no organisation. */
const standingOf = ({ kind }: Actor) =>
  kind === 'stranger' || kind === 'expired' ? 'stranger' : kind === 'disabled' ? 'nowhere' : 'member'

const home = ({ kind }: Actor) => (kind === 'elsewhere' ? '/other' : '/bay')

/** A working link. */
async function link(purpose: LinkPurpose, target: { member?: string; account?: string } = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const org = target.member ? stage.ada.orgId : null
  await stage.superuser.query('select access.save_link($1, $2, $3, $4, $5, $6)', [
    linkHash(token),
    purpose,
    org,
    target.account ?? null,
    target.member ?? null,
    new Date(Date.now() + 60_000),
  ])
  return token
}

async function invitedMember(): Promise<string> {
  const id = randomUUID()
  await bulk(
    stage.superuser,
    stage.ada.orgId,
    `insert into member (org_id, id, name, email, role, invited_at) values ($1, $2, 'Nia New', $3, 'contributor', now())`,
    [stage.ada.orgId, id, `nia.${id}@new.example`],
  )
  return id
}

const someone = () => stage.actors.find(({ name }) => name === 'contributor, other unit')!
const newPassword = 'quite another long sentence'
const short = () => `org${randomBytes(5).toString('hex')}`

/** For each route a fresh address, and what its form sends. */
const fresh: Record<string, () => Promise<{ path: string; form?: Record<string, string>; fill?: string }>> = {
  'access/routes/front-door': async () => ({ path: '/' }),
  'access/routes/sign-in': async () => {
    const { rows } = await stage.superuser.query('select email from access.account where id = $1', [
      stage.ada.accountId,
    ])
    return { path: '/sign-in', form: { email: rows[0].email, password } }
  },
  'access/routes/sign-out': async () => ({ path: '/sign-out', form: {} }),
  'set-up': async () => {
    const slug = short()
    const organisation = { name: 'Fresh', slug, timeZone: 'UTC' }
    const person = { yourName: 'Fay First', email: `fay@${slug}.example`, password: newPassword }
    return { path: `/set-up/${await link('set up')}`, form: { ...organisation, ...person }, fill: `/${slug}` }
  },
  invitation: async () => ({
    path: `/invitation/${await link('invitation', { member: await invitedMember() })}`,
    form: { name: 'Nia New', password: newPassword },
  }),
  'forgot-password': async () => ({ path: '/forgot-password', form: { email: 'whoever@bay.example' } }),
  'password-reset': async () => ({
    path: `/password-reset/${await link('password reset', { account: someone().accountId })}`,
    form: { password: newPassword },
  }),
}

/** Tries count by address, and here all come from the same one. */
const forget = () => stage.superuser.query('delete from access.attempt')

const cookieFor = async (actor: Actor) =>
  actor.kind === 'stranger' || actor.kind === 'expired'
    ? stage.cookie(actor)
    : cookieOf({ accountId: actor.accountId! })

async function ask(id: string, transport: Transport, actor: Actor, sends: boolean) {
  const { path, form, fill } = await fresh[id]!()
  const options = sends ? { method: 'POST' as const, form: new URLSearchParams(form ?? {}) } : {}
  const answer = await site.ask(transport.address(path, ''), { cookie: await cookieFor(actor), ...options })
  return { answer, fill }
}

function expectedOpening(id: string, { name, only }: Transport, actor: Actor): Meaning {
  const { open } = expectedOutside[id]!
  if (name === '_data') return 'refused at the door'
  if (only === 'root') return 'layout'
  const what = open[standingOf(actor)]
  return typeof what === 'object' ? `to ${what.to.replace('/:org', home(actor))}` : (what as Meaning)
}

function expectedSending(id: string, { name }: Transport, fill = ''): Meaning {
  const { send } = expectedOutside[id]!
  if (name === '_data') return 'refused at the door'
  return send ? `to ${send.to.replace('/:org', '/bay').replace('/:new', fill)}` : 'not offered'
}

describe('the matrix, outside any organisation', () => {
  test('opening and sending: every route, every way, everybody', { timeout: 900_000 }, async () => {
    const tally: Tally = { cells: 0, wrong: [] }
    const began = Date.now()
    await stage.superuser.query(
      'update access.account set password_hash = (select password_hash from access.account where id = $1) where password_hash is null',
      [someone().accountId],
    )
    for (const id of Object.keys(expectedOutside))
      for (const actor of stage.actors)
        for (const transport of transportsOf(routeOf(id)))
          for (const sends of [false, true]) {
            await forget()
            const { answer, fill } = await ask(id, transport, actor, sends)
            const want = sends ? expectedSending(id, transport, fill) : expectedOpening(id, transport, actor)
            const got = await meaningOf(answer, routeOf(id))
            tally.cells++
            if (got !== want)
              tally.wrong.push({
                cell: `${sends ? 'sending' : 'opening'} ${id} ${transport.name} by ${actor.name}`,
                expected: want,
                got,
              })
          }
    const seconds = ((Date.now() - began) / 1000).toFixed(0)
    console.log(
      `outside: ${Object.keys(expectedOutside).length} routes, ${tally.cells} cells, ${tally.wrong.length} wrong, ${seconds} s`,
    )
    expect(said(tally)).toEqual([])
  })

  test('a link that was never made, was used or has run out opens nothing, whoever holds it', async () => {
    const used = await link('password reset', { account: someone().accountId })
    await stage.superuser.query('update access.mailed_link set used_at = now() where token_hash = $1', [linkHash(used)])
    const late = await link('invitation', { member: await invitedMember() })
    await stage.superuser.query(
      `update access.mailed_link set expires_at = now() - interval '1 s' where token_hash = $1`,
      [linkHash(late)],
    )
    const wrongKind = await link('set up')
    const never = randomBytes(32).toString('base64url')
    const rows = async () => (await stage.superuser.query('select count(*) from access.account')).rows
    const before = await rows()
    for (const token of [used, late, wrongKind, never])
      for (const place of ['invitation', 'password-reset', 'set-up'].filter(
        (one) => token !== wrongKind || one !== 'set-up',
      )) {
        await forget()
        const opened: Answer = await site.ask(`/${place}/${token}`)
        expect(opened.status, `${place} opened`).toBe(410)
        const form = {
          name: 'Nia',
          password: newPassword,
          slug: short(),
          timeZone: 'UTC',
          yourName: 'Nia',
          email: 'n@n.example',
        }
        const fields = Object.entries(form).filter(
          ([name]) => place === 'set-up' || name === 'password' || (place === 'invitation' && name === 'name'),
        )
        const sent = await site.ask(`/${place}/${token}`, { method: 'POST', form: new URLSearchParams(fields) })
        expect(sent.status, `${place} sent`).toBe(422)
      }
    expect(await rows()).toEqual(before)
  })
})
