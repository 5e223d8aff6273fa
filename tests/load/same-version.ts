/**
 * Promise E1: many people save the same version of one initiative at the same moment. One wins; everybody else is shown both
 * versions field by field, with what they typed.
 */
import { randomUUID } from 'node:crypto'
import { agentOf, type Answer, ask, postForm } from './ask.ts'
import { argument, report, withRig } from './rig.ts'

const submits = Number(argument('submits') ?? 500)

await withRig({}, async ({ app, people, superuser }) => {
  const { lea } = people
  const agent = agentOf(submits)
  const id = await makeInitiative(app.url, lea.cookie)
  const edit = `${app.url}/bay/initiatives/${id}/edit`
  const page = await ask(edit, { headers: { cookie: lea.cookie } })
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: submits }, (_, at) =>
      postForm(edit, lea.cookie, fields(at, version), { agent, patience: 90_000 }).catch((error: Error) => error),
    ),
  )
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  const came = answers.filter((answer): answer is Answer => !(answer instanceof Error))
  const stored = await superuser.query('select name, purpose, version from initiative where id = $1', [id])
  const { rows: events } = await superuser.query(
    `select count(*)::int as n from history.event where subject_id = $1 and verb = 'initiative.edited'`,
    [id],
  )
  const winner = answers.findIndex((answer) => !(answer instanceof Error) && answer.status === 302)
  const conflicts = answers.map(
    (answer, at) => !(answer instanceof Error) && answer.status === 409 && showsBoth(answer.body, at, winner),
  )
  const statuses = Object.entries(countBy(came.map(({ status }) => status))).map(([status, n]) => `${n} × ${status}`)
  report(
    `${submits} submits of version ${version} in ${seconds.toFixed(1)} s: ${statuses.join(', ')}; slowest ${Math.max(...came.map(({ ms }) => ms)).toFixed(0)} ms`,
    [
      {
        what: 'submits that win',
        reached: came.filter(({ status }) => status === 302).length,
        promised: 1,
        ok: came.filter(({ status }) => status === 302).length === 1,
      },
      {
        what: 'shown both versions, what was typed kept',
        reached: conflicts.filter(Boolean).length,
        promised: submits - 1,
        ok: conflicts.filter(Boolean).length === submits - 1,
      },
      {
        what: 'lost without an answer',
        reached: answers.length - came.length,
        promised: 0,
        ok: answers.length === came.length,
      },
      {
        what: 'answers of 5xx',
        reached: came.filter(({ status }) => status >= 500).length,
        promised: 0,
        ok: came.every(({ status }) => status < 500),
      },
      {
        what: 'what is stored is what the winner typed',
        reached: stored.rows[0].name,
        promised: `Named by ${winner}`,
        ok: stored.rows[0].name === `Named by ${winner}` && stored.rows[0].purpose === `Purpose of ${winner}`,
      },
      {
        what: 'versions written, events recorded',
        reached: `${stored.rows[0].version - Number(version)}, ${events[0].n}`,
        promised: '1, 1',
        ok: stored.rows[0].version - Number(version) === 1 && events[0].n === 1,
      },
    ],
  )
})

async function makeInitiative(url: string, cookie: string): Promise<string> {
  const made = await postForm(`${url}/bay/initiatives/new`, cookie, {
    name: 'Shorter queues',
    purpose: 'People wait too long.',
  })
  const id = /initiatives\/([0-9a-f-]{36})/.exec(String(made.headers.location))?.[1]
  if (!id) throw new Error(`The initiative was not made: ${made.status} ${made.body.slice(0, 500)}`)
  return id
}

function fields(at: number, version: string) {
  // What the page's own form sends; each person has opened it by themselves, so each has a key of their own.
  return {
    _form: 'initiative',
    _key: `load-${randomUUID()}`,
    name: `Named by ${at}`,
    purpose: `Purpose of ${at}`,
    version,
  }
}

/** Both versions of each field that differs stand in the comparison, and the form still holds what was typed. */
function showsBoth(body: string, at: number, winner: number): boolean {
  const plain = body.slice(0, body.indexOf('<script')).replaceAll('<!-- -->', '')
  const wanted = [`Named by ${at}`, `Purpose of ${at}`, `Named by ${winner}`, `Purpose of ${winner}`]
  const table = /<table[\s\S]*?<\/table>/.exec(plain.slice(plain.indexOf('role="alert"')))?.[0] ?? ''
  return (
    wanted.every((text) => plain.includes(text)) &&
    (table === '' || wanted.every((text) => table.includes(text))) &&
    plain.includes(`value="Named by ${at}"`) &&
    new RegExp(`<textarea[^>]*>\\s*Purpose of ${at}</textarea>`).test(plain)
  )
}

function countBy(values: readonly number[]): Record<number, number> {
  return values.reduce<Record<number, number>>(
    (counts, value) => ({ ...counts, [value]: (counts[value] ?? 0) + 1 }),
    {},
  )
}
