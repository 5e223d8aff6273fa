/**
 * Promise B4: whether an account exists can be told neither by what a refused sign-in, or a request for a new password, says, nor by how
 * long it takes. Asks about known and unknown addresses in turns, and compares the medians. `--pairs=150` may be given.
 */
import { hashPassword } from '#app/access/passwords.server.ts'
import { addPerson } from '#tests/support/world.ts'
import { ask, formHeaders } from './ask.ts'
import { median } from './figures.ts'
import { argument, report, type Rig, withRig } from './rig.ts'

const pairs = Number(argument('pairs') ?? 150)
const promised = 0.05

async function run(rig: Rig) {
  const { superuser, people } = rig
  const known = Object.values(people).map(({ email }) => email)
  // So many that the jobs of those asked for before run while others are asked for.
  for (let n = 0; n < 100; n++)
    known.push(
      (await addPerson(superuser, { slug: 'bay', id: people.eva.orgId }, `person${n} bay`, 'contributor')).email,
    )
  const addresses = [known, known.map((email) => `not.${email}`)] as const
  await superuser.query('update access.account set password_hash = $1', [
    await hashPassword('nine owls in the old barn'),
  ])
  const signIn = await compare(rig, '/sign-in', addresses, pairs, { password: 'the tulips are late this year' })
  // This takes so little that a busy machine drowns it; it is asked more often.
  const reset = await compare(rig, '/forgot-password', addresses, pairs * 6)
  const line = (what: string, { ratio, same, times }: typeof signIn) => [
    {
      what: `${what}: medians apart (known ${times[0]}, unknown ${times[1]} ms)`,
      reached: `${(ratio * 100).toFixed(1)} %`,
      promised: `<= ${promised * 100} %`,
      ok: ratio <= promised,
    },
    { what: `${what}: the same answer`, reached: same ? 'yes' : 'no', promised: 'yes', ok: same },
  ]
  const { rows } = await superuser.query(`select count(*)::int as n from mail where kind = 'password_reset'`)
  console.log(`${rows[0].n} mails with links were written meanwhile.`)
  report(`${pairs} and ${pairs * 6} pairs of a known and an unknown address, asked in turns`, [
    ...line('a refused sign-in', signIn),
    ...line('asking for a new password', reset),
  ])
}

async function compare(
  rig: Rig,
  path: string,
  [known, unknown]: readonly [string[], string[]],
  count: number,
  more: Record<string, string> = {},
) {
  const times: [number[], number[]] = [[], []]
  const said = [new Set<string>(), new Set<string>()]
  for (let at = -5; at < count; at++)
    // In ever another order, so that neither comes always first.
    for (const kind of at % 2 ? [0, 1] : [1, 0]) {
      await rig.superuser.query('delete from access.attempt')
      const list = kind === 0 ? known : unknown
      const email = list[Math.abs(at) % list.length]!
      const body = new URLSearchParams({ _form: 'times', email, ...more }).toString()
      const headers = formHeaders(rig.app.url, '', body)
      const answer = await ask(rig.app.url + path, { method: 'POST', headers, body })
      if (at < 0) continue // warming up
      times[kind]!.push(answer.ms)
      said[kind]!.add(`${answer.status} ${answer.headers.location} ${wordsOf(answer.body, email)}`)
    }
  const [a, b] = [median(times[0]), median(times[1])]
  const same = said[0]!.size === 1 && said[1]!.size === 1 && [...said[0]!][0] === [...said[1]!][0]
  return { ratio: Math.abs(a - b) / Math.max(a, b), same, times: [a.toFixed(1), b.toFixed(1)] }
}

/** The page without what differs from answer to answer: the address typed, nonces, ids and the form's key. */
const wordsOf = (body: string, email: string) =>
  body
    .replaceAll(email, '')
    .replace(/nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|value="[^"]*"|formKey[\\",]+[\w-]+/g, '')

// Jobs run in the same process, as on a small installation, and mails are kept where they can be counted.
await withRig({ role: 'all', env: { LOG_LEVEL: 'error', SMTP_URL: '' }, patience: 60 + pairs * 6 }, run)
