/** For every form that carries the version it was drawn from: of several who send the same, one changes something. */
import { randomUUID } from 'node:crypto'
import { ask, formHeaders } from './ask.ts'
import type { Game } from './races.ts'
import { makeStage } from './stage.ts'

/** Each form of an organisation of its own, `times` over; what went wrong in words. */
export async function playVersions(
  { superuser, random }: Pick<Game, 'superuser' | 'random'>,
  urls: readonly string[],
  times: number,
) {
  const score = { rounds: 0, forms: 0, broken: [] as string[], done: 0, refused: 0, busy: 0 }
  const names = [...(await makeStage(superuser)).forms].filter(([, { form }]) => 'version' in form.fields)
  score.forms = names.length
  for (let n = 0; n < times * names.length; n++) {
    const name = names[n % names.length]![0]
    const stage = await makeStage(superuser)
    const { path, body } = stage.forms.get(name)!
    const senders = 2 + random.below(3)
    const answers = await Promise.all(
      Array.from({ length: senders }, async (_, at) => {
        const url = urls[at % urls.length]!
        const { type, bytes } = await body({ _form: 'race', _key: randomUUID() })
        const headers = {
          ...formHeaders(url, stage.cookie, ''),
          'content-type': type,
          'content-length': `${bytes.length}`,
        }
        return ask(url + path, { method: 'POST', headers, body: bytes, patience: 60_000 })
      }),
    )
    score.rounds++
    for (const { status } of answers) score[status === 302 ? 'done' : status === 503 ? 'busy' : 'refused']++
    const { rows } = await superuser.query(
      `select (select count(distinct request_id)::int from history.event where org_id = $1) as requests,
         (select max(version) from data_import where org_id = $1) as import`,
      [stage.id],
    )
    const effects = rows[0].requests || rows[0].import - 1
    const statuses = answers.map(({ status }) => status)
    if (effects !== 1 || statuses.some((status) => status >= 500 && status !== 503))
      score.broken.push(`${name}: ${effects} of ${senders} changed something (${statuses.join(', ')})`)
  }
  return score
}
