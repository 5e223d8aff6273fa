/** Rules about who is here and where they belong, for races: administrators, units, and links that open something once. */
import { transaction } from '#db/database.ts'
import { saveLink } from '#app/access/mailed-links.server.ts'
import type { Role } from '#app/access/viewer.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { changeAccess, editMember } from '#app/people/members.server.ts'
import { createUnit, editUnit } from '#app/people/units.server.ts'
import { cookieOf } from '#tests/support/world.ts'
import type { Organisation } from './organisation.ts'
import { type Game, type Rule, done, oneOf, send } from './races.ts'

interface MemberRow {
  id: string
  name: string
  role: Role
  version: number
  disabled: boolean
  unit_id: string | null
}

const members = (game: Game) =>
  game.rows<MemberRow>(
    `select id, name, role, version, disabled_at is not null as disabled, unit_id from member where org_id = $1`,
  )

const memberCalled = async (game: Game, name: string) => (await members(game)).find((member) => member.name === name)!

const access = ({ version }: MemberRow, role: Role, to: 'open' | 'closed') => ({
  ...{ role, access: to, reason: '' },
  version: String(version),
})

/** Ada and Bob, both administrators again, with sessions that count. */
async function twoAdministrators(game: Game): Promise<[ada: MemberRow, bob: MemberRow]> {
  const { org } = game
  const pair = [await memberCalled(game, 'ada'), await memberCalled(game, 'bob')] as const
  const stands = (member: MemberRow) => member.role === 'administrator' && !member.disabled
  const helper = pair.find(stands)!
  for (const member of pair)
    if (!stands(member))
      await org.as(helper.name as 'ada' | 'bob', (ctx) =>
        changeAccess(ctx, member.id, {
          ...{ role: 'administrator', access: 'open', reason: null },
          version: member.version,
        }),
      )
  for (const name of ['ada', 'bob'] as const) org.people[name].cookie = await cookieOf(org.people[name])
  return [await memberCalled(game, 'ada'), await memberCalled(game, 'bob')]
}

const lastAdministrator: Rule = {
  rule: 'at least one administrator remains, whoever of the last two leaves or is sent away',
  async round(game) {
    const [ada, bob] = await twoAdministrators(game)
    const at = ({ id }: MemberRow) => `people/${id}/access`
    const leaves = (who: 'ada' | 'bob', member: MemberRow) =>
      send(who, at(member), access(member, 'contributor', 'open'))
    const isClosed = (who: 'ada' | 'bob', member: MemberRow) =>
      send(who, at(member), access(member, 'administrator', 'closed'))
    const plots = [
      [leaves('ada', ada), leaves('bob', bob)],
      [leaves('ada', bob), leaves('bob', ada)],
      [isClosed('ada', bob), isClosed('bob', ada)],
      [isClosed('ada', bob), leaves('ada', ada), leaves('bob', bob)],
    ]
    return {
      sends: plots[game.n % plots.length]!,
      judge: async (answers) => {
        const left = (await members(game)).filter(({ role, disabled }) => role === 'administrator' && !disabled)
        return left.length >= 1 && done(answers) <= 1 ? null : `${left.length} administrators are left`
      },
    }
  },
}

interface UnitRow {
  id: string
  name: string
  version: number
  parent_id: string | null
}

const units = (game: Game) =>
  game.rows<UnitRow>(
    'select id, name, version, parent_id from unit where org_id = $1 and archived_at is null order by name',
  )

const unitTree: Rule = {
  rule: 'units stay a tree: none comes to stand below itself',
  async round(game) {
    const { org } = game
    if (game.n === 1)
      for (const name of ['One', 'Two', 'Three'])
        await org.as('lea', (ctx) => createUnit(ctx, { name, parentId: null }))
    for (const { id, name, version, parent_id } of await units(game))
      if (parent_id) await org.as('lea', (ctx) => editUnit(ctx, id, { name, version, parentId: null }))
    const ring = await units(game)
    const size = 2 + (game.n % 2)
    const sends = ring.slice(0, size).map(({ id, name, version }, at) => {
      const parentId = ring[(at + 1) % size]!.id
      return send(at % 2 ? 'ada' : 'lea', `units/${id}/edit`, { name, parentId, version: String(version) })
    })
    return {
      sends,
      judge: async (answers) => {
        const [{ rings }] = (await game.rows<{ rings: number }>(
          `with recursive up (start, at, steps) as (
             select id, parent_id, 1 from unit where org_id = $1
             union all select start, parent_id, steps + 1 from up join unit u on u.org_id = $1 and u.id = up.at where steps < 10)
           select count(*)::int as rings from up where at = start`,
        )) as [{ rings: number }]
        if (rings) return `${rings} units stand below themselves`
        return done(answers) === size - 1 ? null : `${done(answers)} of ${size} moves were made`
      },
    }
  },
}

const archivedUnit: Rule = {
  rule: 'nobody active and no unit is left in an archived unit',
  async round(game) {
    const { org, n } = game
    const { id } = await org.as('lea', (ctx) => createUnit(ctx, { name: `Unit ${n}`, parentId: null }))
    const cora = await memberCalled(game, 'cora')
    const person = { name: 'Cora', email: '', jobTitle: '', unitId: id, version: String(cora.version) }
    const invited = { name: 'New', email: `new${n}@${org.slug}.example`, role: 'contributor', unitId: id, jobTitle: '' }
    const comers = [
      () => send('ada', `people/${cora.id}/edit`, { ...person, name: 'cora' }),
      () => send('lea', 'people/new', invited),
      () => send('lea', 'units/new', { name: `Below ${n}`, parentId: id }),
      () => send('ada', `people/${cora.id}/access`, access(cora, cora.role, 'open')),
    ]
    const at = n % comers.length
    if (at === 3) {
      // She is in it and disabled, so that it may be archived, and comes back at that moment.
      const { version } = cora
      await org.as('ada', (ctx) =>
        editMember(ctx, cora.id, { name: 'cora', email: null, jobTitle: null, unitId: id, version }),
      )
      await org.as('ada', (ctx) =>
        changeAccess(ctx, cora.id, { role: cora.role, access: 'closed', reason: null, version: version + 1 }),
      )
      cora.version += 2
    }
    return {
      sends: [send('lea', `units/${id}/archive`, { reason: '', version: '1' }), comers[at]!()],
      judge: async (answers) => {
        const inside = await game.rows(
          `select m.name from member m join unit u on u.org_id = m.org_id and u.id = m.unit_id
             where m.org_id = $1 and m.disabled_at is null and u.archived_at is not null
           union all select c.name from unit c join unit u on u.org_id = c.org_id and u.id = c.parent_id
             where c.org_id = $1 and c.archived_at is null and u.archived_at is not null`,
        )
        await homeAgain(game)
        return inside.length ? `${JSON.stringify(inside)} stand in an archived unit` : oneOf(answers)
      },
    }
  },
}

/** Cora is active and in no unit. */
async function homeAgain(game: Game) {
  const { org } = game
  const { id, role, version, disabled, unit_id } = await memberCalled(game, 'cora')
  if (unit_id)
    await org.as('ada', (ctx) =>
      editMember(ctx, id, { name: 'cora', email: null, jobTitle: null, unitId: null, version }),
    )
  if (disabled)
    await org.as('ada', (ctx) =>
      changeAccess(ctx, id, { role, access: 'open', reason: null, version: version + (unit_id ? 1 : 0) }),
    )
}

const oneAddress: Rule = {
  rule: 'an address is invited once',
  async round(game) {
    const email = `Same${game.n}@${game.org.slug}.example`
    const person = { name: 'Same', role: 'contributor', unitId: '', jobTitle: '' }
    return {
      sends: [
        send('lea', 'people/new', { ...person, email }),
        send('ada', 'people/new', { ...person, email: email.toLowerCase() }),
        send('ada', 'people/new/several', { people: `Same <${email}>`, role: 'contributor', unitId: '' }),
      ],
      judge: async (answers) => {
        const found = await game.rows('select 1 from member where org_id = $1 and email = $2', email.toLowerCase())
        return found.length === 1 ? oneOf(answers) : `${found.length} members have one address`
      },
    }
  },
}

// ── Links that open something once ──────────────────────────────────────────────────────────────────────────────────

const passwordOf = (n: number, at: number) => `the ${at + 2} tulips of year ${n} are late`

const invite = (org: Organisation, email: string) =>
  org.as('lea', async (ctx) => {
    const { id } = await inviteMember(ctx, { name: 'Nia', email, role: 'contributor' })
    return { id, token: await saveLink(ctx.db, 'invitation', { orgId: ctx.org.id, memberId: id }) }
  })

const eventsOf = (game: Game, id: string) =>
  game.rows<{ verb: string; seq: number }>(
    'select verb, seq from history.event where org_id = $1 and subject_id = $2 order by seq',
    id,
  )

const invitationOnce: Rule = {
  rule: 'an invitation makes one member and one account, however often it is opened',
  every: 4,
  async round(game) {
    const email = `nia${game.n}@${game.org.slug}.example`
    const { id, token } = await invite(game.org, email)
    const join = (at: number) =>
      send(null, `/invitation/${token}`, { name: `Nia ${at}`, password: passwordOf(game.n, at) })
    return {
      sends: [join(0), join(1), join(2)],
      judge: async (answers) => {
        const accounts = await game.superuser.query('select name from access.account where email = $1', [email])
        const joined = (await eventsOf(game, id)).filter(({ verb }) => verb === 'member.joined')
        if (accounts.rowCount !== 1 || joined.length !== 1)
          return `${accounts.rowCount} accounts, joined ${joined.length} times`
        const winner = answers.findIndex(({ status }) => status === 302)
        return accounts.rows[0].name === `Nia ${winner}` ? oneOf(answers) : `the account is ${accounts.rows[0].name}’s`
      },
    }
  },
}

const withdrawnInvitation: Rule = {
  rule: 'a withdrawn or corrected invitation lets nobody in',
  every: 4,
  async round(game) {
    const email = `una${game.n}@${game.org.slug}.example`
    const { id, token } = await invite(game.org, email)
    const withdraws = send('lea', `people/${id}/invitation`, { act: 'withdraw', version: '1' })
    const corrected = { name: 'Una', email: `una.${email}`, jobTitle: '', unitId: '', version: '1' }
    const sends = [
      send(null, `/invitation/${token}`, { name: 'Una', password: passwordOf(game.n, 0) }),
      game.n % 2 ? withdraws : send('ada', `people/${id}/edit`, corrected),
    ]
    return {
      sends,
      judge: async () => {
        const verbs = (await eventsOf(game, id)).map(({ verb }) => verb)
        const ended = verbs.findIndex((verb) => verb === 'member.invitation-withdrawn' || verb === 'member.edited')
        const why = ended >= 0 && verbs.indexOf('member.joined') > ended ? 'it was ended first' : null
        return why || verbs.length !== 2 ? `${why ?? 'not one came through'}: ${verbs.join(', ')}` : null
      },
    }
  },
}

const oneAccount: Rule = {
  rule: 'a person invited by two organisations gets one account',
  every: 4,
  async round(game) {
    const email = `dia${game.n}@${game.org.slug}.example`
    const [one, two] = [await invite(game.org, email), await invite(game.other, email)]
    const join = (token: string, at: number) =>
      send(null, `/invitation/${token}`, { name: `Dia ${at}`, password: passwordOf(game.n, at) })
    return {
      sends: [join(one.token, 0), join(two.token, 1)],
      judge: async (answers) => {
        const { rowCount } = await game.superuser.query('select 1 from access.account where email = $1', [email])
        if (rowCount !== 1) return `${rowCount} accounts of one address`
        // Whoever comes second is asked for the password of the account that is there by then.
        const misled = answers.find(({ status, body }) => status === 422 && !body.includes('Open the link again'))
        return misled ? 'the other was not told to open the link again' : oneOf(answers)
      },
    }
  },
}

const resetOnce: Rule = {
  rule: 'a link for a new password sets one password',
  every: 4,
  async round(game) {
    const { accountId } = game.org.people.eva
    const token = await transaction({}, 'read write', (db) => saveLink(db, 'password reset', { accountId }))
    const sends = [0, 1].map((at) => send(null, `/password-reset/${token}`, { password: passwordOf(game.n, at) }))
    return { sends, judge: async (answers) => oneOf(answers) }
  },
}

const setUpOnce: Rule = {
  rule: 'a link for setting up makes one organisation',
  every: 8,
  async round(game) {
    const token = await transaction({}, 'read write', (db) => saveLink(db, 'set up'))
    const slug = (at: number) => `${game.org.slug}-${game.n}-${game.n % 2 ? at : 0}`
    const sends = [0, 1].map((at) =>
      send(null, `/set-up/${token}`, {
        ...{ name: 'New', slug: slug(at), timeZone: 'UTC', yourName: 'Founder' },
        ...{ email: `founder${at}@${slug(0)}.example`, password: passwordOf(game.n, at) },
      }),
    )
    return {
      sends,
      judge: async (answers) => {
        const made = await game.superuser.query('select 1 from organisation where slug = any($1)', [[slug(0), slug(1)]])
        return made.rowCount === 1 ? oneOf(answers) : `${made.rowCount} organisations were made`
      },
    }
  },
}

export const rulesOfPeople: Rule[] = [
  ...[lastAdministrator, unitTree, archivedUnit, oneAddress],
  ...[invitationOnce, withdrawnInvitation, oneAccount, resetOnce, setUpOnce],
]
