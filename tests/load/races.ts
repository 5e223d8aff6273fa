/** Rounds in which several people do at the same moment what cannot all be done: what they send, on two servers, and how it is judged. */
import { randomUUID } from 'node:crypto'
import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Answer, postForm } from './ask.ts'
import type { Name, Organisation } from './organisation.ts'
import type { randomFrom } from './rig.ts'

export interface Send {
  /** Below the organisation, or from the root with a leading slash. */
  path: string
  fields: Record<string, string>
  /** Who sends it; nobody: a stranger. */
  who: Name | null
}

export interface Round {
  sends: Send[]
  /** What of the rule is broken, in words; null: it held. Answers stand as `sends` do. */
  judge(answers: Answer[]): Promise<string | null>
}

export interface Rule {
  /** What must hold, whoever does what at the same moment. */
  rule: string
  /** Costly rules are played in every n-th round only. */
  every?: number
  round(game: Game): Promise<Round>
}

export interface Game {
  /** Of this rule alone. */
  org: Organisation
  /** Of another organisation, for what two have in common. */
  other: Organisation
  superuser: pg.Client
  random: ReturnType<typeof randomFrom>
  /** From 1 on. */
  n: number
  /** Rows of a statement in which `$1` is the organisation. */
  rows<T extends object = Record<string, never>>(text: string, ...values: unknown[]): Promise<T[]>
}

export interface Score {
  rounds: number
  broken: string[]
  done: number
  refused: number
  busy: number
}

interface Servers {
  urls: readonly string[]
  agent: Agent
}

/** Milliseconds over which what is sent at the same moment is spread. */
const spreads = [0, 0, 0, 3, 10, 25] as const

export async function playRound(rule: Rule, game: Game, servers: Servers, score: Score) {
  const { sends, judge } = await rule.round(game)
  const spread = game.random.pick(spreads)
  const first = game.random.below(2)
  const answers = await Promise.all(
    sends.map(async (send, at) => {
      if (spread) await sleep(game.random.next() * spread)
      return sendOne(game, servers, send, servers.urls[(at + first) % servers.urls.length]!)
    }),
  )
  score.rounds++
  for (const answer of answers) score[isDone(answer) ? 'done' : answer.status === 503 ? 'busy' : 'refused']++
  const failed = answers.findIndex(({ status }) => status >= 500 && status !== 503)
  const why = failed >= 0 ? `${sends[failed]!.path} answered ${answers[failed]!.status}` : await judge(answers)
  if (why)
    score.broken.push(`${rule.rule}, round ${game.n}: ${why} (${answers.map(({ status }) => status).join(', ')})`)
}

function sendOne({ org }: Game, { agent }: Servers, { path, fields, who }: Send, url: string): Promise<Answer> {
  const cookie = who ? org.people[who].cookie : ''
  const address = path.startsWith('/') ? path : `/${org.slug}/${path}`
  return postForm(url + address, cookie, { _form: 'race', _key: randomUUID(), ...fields }, { agent, patience: 60_000 })
}

export const send = (who: Name | null, path: string, fields: Record<string, string> = {}): Send => ({
  who,
  path,
  fields,
})

/** Sent on to what was done; not to sign in first. */
export const isDone = ({ status, headers }: Answer) =>
  status === 302 && !/^\/sign-in\?back=/.test(String(headers.location))
export const done = (answers: readonly Answer[]) => answers.filter(isDone).length

/** For rules of which exactly one of those who try may come through. */
export const oneOf = (answers: readonly Answer[]) =>
  done(answers) === 1 ? null : `${done(answers)} came through instead of one`
