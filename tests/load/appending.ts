/** Clients that append tokens through the doors of the site and remember what they were told; and readers of what stands there. */
import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, postForm } from './ask.ts'
import type { Organisation } from './organisation.ts'

export type Kind = 'update' | 'item' | 'invitation'

export interface Token {
  kind: Kind
  token: string
  /** Nobody knows what became of what was not answered; what was refused is not there. */
  state: 'acknowledged' | 'unanswered' | 'refused'
  /** How often it was sent, each time with the same key. */
  tries: number
  /** When the last answer came, or the last try was given up. */
  at: number
}

export interface Reading {
  plan: string
  began: number
  /** The newest first. */
  tokens: string[]
}

export interface Clients {
  tokens: Token[]
  readings: Reading[]
  statuses: Map<number, number>
  /** Answers that nothing explains. */
  odd: string[]
  /** From now on nothing new is begun. */
  stop(): void
  done: Promise<unknown>
}

interface Options {
  url: string
  org: Organisation
  /** Plans whose updates are written, by several clients each, and read. */
  updated: readonly string[]
  /** Plans that get action items. */
  filled: readonly string[]
  clients: number
  agent: Agent
}

const kinds: readonly Kind[] = ['update', 'item', 'update', 'invitation']

/** Begins at once. Every second client insists: what was not answered it sends again, as it is, until it is. */
export function startClients(options: Options): Clients {
  const state = { stopped: false, patience: Infinity }
  const clients: Clients = {
    ...{ tokens: [], readings: [], statuses: new Map(), odd: [] },
    stop: () => Object.assign(state, { stopped: true, patience: performance.now() + 20_000 }),
    done: Promise.resolve(),
  }
  const appenders = Array.from({ length: options.clients }, (_, at) => append(options, clients, state, at))
  const readers = options.updated.map((plan) => read(options, clients, state, plan))
  clients.done = Promise.all([...appenders, ...readers])
  return clients
}

interface State {
  stopped: boolean
  /** Until when the insistent go on insisting. */
  patience: number
}

async function append(options: Options, clients: Clients, state: State, client: number) {
  const { url, org, agent } = options
  const kind = kinds[client % kinds.length]!
  const insists = Math.floor(client / kinds.length) % 2 === 0
  const of = { update: options.updated, item: options.filled, invitation: [''] }[kind]
  const plan = of[Math.floor(client / 2) % of.length]!
  const { cookie } = org.people.lea
  let version: string | undefined
  for (let n = 0; !state.stopped; n++) {
    const token = `token-${kind}-${client}-${n}`
    if (kind === 'update') version ??= await versionOf(options, plan)
    const { path, fields } = formOf(org.slug, kind, plan, token, version)
    const send = async () => {
      const body = { ...fields, _key: `key-${token}` }
      const answer = await postForm(url + path, cookie, body, { agent, patience: 15_000 }).catch(() => null)
      const status = answer?.status ?? 0
      clients.statuses.set(status, (clients.statuses.get(status) ?? 0) + 1)
      if (![0, 302, 409, 503].includes(status)) clients.odd.push(`${status} for ${token}`)
      return status
    }
    let tries = 1
    let status = await send()
    for (; isUnanswered(status) && insists && performance.now() < state.patience; tries++) {
      await sleep(50)
      status = await send()
    }
    const told = status === 302 ? 'acknowledged' : isUnanswered(status) ? 'unanswered' : 'refused'
    clients.tokens.push({ kind, token, tries, at: performance.now(), state: told })
    version = told === 'acknowledged' && version ? String(Number(version) + 1) : undefined
    if (told === 'unanswered') await sleep(150)
  }
}

const isUnanswered = (status: number) => status === 0 || status === 503

function formOf(slug: string, kind: Kind, plan: string, token: string, version = '0') {
  if (kind === 'update') {
    const said = { version, statedStatus: 'on track', sentence: token, nextStep: '' }
    return { path: `/${slug}/action-plans/${plan}/updates/new`, fields: { _form: 'update', ...said } }
  }
  if (kind === 'item') {
    const item = {
      title: token,
      ownerId: '',
      milestoneId: '',
      weight: '1',
      evidenceUrl: '',
      blockedById: '',
      dueOn: '',
    }
    return { path: `/${slug}/action-plans/${plan}/items/new`, fields: { _form: 'item', ...item } }
  }
  const person = { name: token, email: addressOf(token), role: 'contributor', unitId: '', jobTitle: '' }
  return { path: `/${slug}/people/new`, fields: { _form: 'invitation', ...person } }
}

export const addressOf = (token: string) => `${token}@invited.example`

/** How many updates the form's page knows of; undefined while nobody answers. */
async function versionOf({ url, org, agent }: Options, plan: string): Promise<string | undefined> {
  const page = await ask(`${url}/${org.slug}/action-plans/${plan}/updates/new`, {
    headers: { cookie: org.people.lea.cookie },
    patience: 15_000,
    agent,
  }).catch(() => null)
  return /name="version" value="(\d+)"/.exec(page?.body ?? '')?.[1]
}

/** Reads the updates of a plan over and over. */
async function read({ url, org, agent }: Options, clients: Clients, state: State, plan: string) {
  while (!state.stopped) {
    const began = performance.now()
    const page = await ask(`${url}/${org.slug}/action-plans/${plan}`, {
      headers: { cookie: org.people.eva.cookie },
      patience: 15_000,
      agent,
    }).catch(() => null)
    if (page?.status === 200) {
      const shown = page.body.slice(0, page.body.indexOf('<script')).matchAll(/token-update-\d+-\d+/g)
      clients.readings.push({ plan, began, tokens: [...new Set(Array.from(shown, ([token]) => token))] })
    }
    await sleep(page ? 150 : 50)
  }
}
