/**
 * Promise E4: the rules hold whoever does what at the same moment. Each rule is played in an organisation of its own, round after round,
 * with random timing, over HTTP on two web processes. `--rounds=24` a rule, `--only=<word>` and `--seed=…` may be given;
 * `--rounds=480` makes 10,000 rounds.
 */
import { startApp } from '#tests/support/app.ts'
import { agentOf } from './ask.ts'
import { faultsOfHistory, foundOrganisation, type Organisation } from './organisation.ts'
import { type Game, playRound, type Rule, type Score } from './races.ts'
import { argument, connect, randomFrom, report, type Rig, withRig } from './rig.ts'
import { rulesOfPeople } from './rules-of-people.ts'
import { rulesOfStrategy } from './rules-of-strategy.ts'
import { playVersions } from './rules-of-versions.ts'
import { rulesOfWork } from './rules-of-work.ts'

const rounds = Number(argument('rounds') ?? 24)
const seed = Number(argument('seed') ?? Date.now() % 1_000_000)
const only = argument('only') ?? ''
const lanes = 2
const env = { LOG_LEVEL: 'error' }
const versions = 'a form drawn from a version that is gone changes nothing'

await withRig({ env, settings: { max_connections: '80' }, patience: 60 + rounds * 12 }, run)

async function run(rig: Rig) {
  const second = await startApp({ databases: rig.databases, env })
  rig.atEnd(second.stop)
  const agent = agentOf(40)
  rig.atEnd(() => agent.destroy())
  process.env.BASE_URL ??= rig.app.url // where links in mails lead
  const urls = [rig.app.url, second.url]
  const other = await foundOrganisation('other')
  const waiting = [...rulesOfPeople, ...rulesOfWork, ...rulesOfStrategy].filter(({ rule }) => rule.includes(only))
  const organisations: Organisation[] = [other]
  const scores = new Map<string, Score>(waiting.map(({ rule }) => [rule, emptyScore()]))
  const began = performance.now()

  const lane = async (at: number) => {
    const superuser = await connect(rig.databases.superuserUrl)
    rig.atEnd(() => superuser.end())
    const random = randomFrom(seed + at)
    if (at === 0 && versions.includes(only))
      scores.set(versions, await playVersions({ superuser, random }, urls, Math.max(1, Math.round(rounds / 24))))
    for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
      const org = await foundOrganisation(`races-${waiting.length}`)
      organisations.push(org)
      const rows = async (text: string, ...values: unknown[]) => (await superuser.query(text, [org.id, ...values])).rows
      const game = { org, other, superuser, random, rows: rows as Game['rows'] }
      await playRule(rule, game, { urls, agent }, scores.get(rule.rule)!)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)))

  const seconds = (performance.now() - began) / 1000
  const faults: string[] = []
  let events = 0
  for (const org of organisations) {
    const found = await faultsOfHistory(org)
    events += found.events
    faults.push(...found.faults)
  }
  const all = [...scores.values()]
  const sum = (of: (score: Score) => number) => all.reduce((total, score) => total + of(score), 0)
  for (const text of [...all.flatMap(({ broken }) => broken.slice(0, 3)), ...faults.slice(0, 5)]) console.log(text)
  report(
    `${sum((score) => score.rounds)} rounds of ${scores.size} rules on two servers in ${seconds.toFixed(0)} s, seed ${seed}: ` +
      `${sum(({ done }) => done)} done, ${sum(({ refused }) => refused)} refused, ${sum(({ busy }) => busy)} told to try again`,
    [
      ...[...scores].map(([rule, score]) => ({
        what: rule,
        reached: `${score.broken.length} broken of ${score.rounds} rounds${score.busy ? `, ${score.busy} busy` : ''}`,
        promised: '0 broken',
        ok: score.broken.length === 0 && score.rounds > 0,
      })),
      {
        what: `faults of the histories: chains and replay of ${events} events`,
        reached: faults.length,
        promised: 0,
        ok: faults.length === 0,
      },
    ],
  )
}

function emptyScore(): Score {
  return { rounds: 0, broken: [], done: 0, refused: 0, busy: 0 }
}

/** Where what is left after a broken round does not even allow another, the rule is done. */
async function playRule(rule: Rule, game: Omit<Game, 'n'>, servers: Parameters<typeof playRound>[2], score: Score) {
  for (let n = 1; n <= Math.ceil(rounds / (rule.every ?? 1)); n++)
    try {
      await playRound(rule, { ...game, n }, servers, score)
    } catch (error) {
      score.broken.push(`${rule.rule}, round ${n}: ${error instanceof Error ? (error.stack ?? error.message) : error}`)
      return
    }
}
