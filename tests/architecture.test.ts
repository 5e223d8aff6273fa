// The house's own rules: rooms import to the left only, the database is reached through a context, one file knows Lucia.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const rooms = [
  'ui',
  'access',
  'history',
  'jobs',
  'email',
  'people',
  'imports',
  'kpis',
  'vision',
  'evidence',
  'personas',
  'journeys',
  'observations',
  'gaps',
  'reconstructions',
  'listening-posts',
  'feedback',
  'intake',
  'themes',
  'cases',
  'action-plans',
  'initiatives',
  'stories',
  'chain',
  'dashboards',
]

interface Source {
  file: string
  room: string | null
  text: string
  imports: string[]
}

const sources: Source[] = ['app', 'db'].flatMap((top) =>
  (readdirSync(path.join(root, top), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const file = path.join(top, name)
      const text = readFileSync(path.join(root, file), 'utf8')
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target]) =>
        resolve(file, target!),
      )
      return { file, text, imports, room: /^app\/([^/]+)\//.exec(file)?.[1] ?? null }
    }),
)

function resolve(from: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1)
  if (target.startsWith('.')) return path.normalize(path.join(path.dirname(from), target))
  return target
}

const roomOf = (file: string) => /^app\/([^/]+)\//.exec(file)?.[1] ?? null

describe('the house', () => {
  test('rooms are the known ones', () => {
    const found = new Set(sources.map(({ room }) => room).filter((room) => room && room !== 'server'))
    expect([...found].filter((room) => !rooms.includes(room!))).toEqual([])
  })

  test('a room imports only rooms to its left', () => {
    const uphill = sources.flatMap(({ file, room, imports }) =>
      imports
        .map((target) => ({ file, target, from: rooms.indexOf(room ?? ''), to: rooms.indexOf(roomOf(target) ?? '') }))
        .filter(({ from, to }) => from >= 0 && to > from)
        // the job list and the shell's layout know every room by their nature
        .filter(({ file }) => file !== 'app/jobs/tasks.ts' && file !== 'app/access/routes/organisation.tsx')
        .map(({ file, target }) => `${file} -> ${target}`),
    )
    expect(uphill).toEqual([])
  })

  test('only the owning room writes a table', () => {
    const owner: Record<string, string[]> = {
      vision: ['vision'],
      core_value: ['vision'],
      pillar: ['vision'],
      outcome: ['vision'],
      how_rating: ['vision'],
      persona: ['personas'],
      persona_experience: ['personas'],
      segment: ['personas'],
      customer_count: ['personas'],
      customer_group: ['personas'],
      kpi: ['kpis'],
      kpi_target: ['kpis'],
      kpi_value: ['kpis'],
      initiative: ['initiatives'],
      initiative_kpi: ['initiatives'],
      action_plan: ['action-plans'],
      action_item: ['action-plans'],
      milestone: ['action-plans'],
      plan_update: ['action-plans'],
      touchpoint: ['journeys'],
      journey: ['journeys'],
      journey_map: ['journeys'],
      journey_phase: ['journeys'],
      journey_step: ['journeys'],
      observation: ['observations'],
      visit: ['observations'],
      visit_observation: ['observations'],
      gap: ['gaps'],
      gap_observation: ['gaps'],
      reconstruction: ['reconstructions'],
      reconstruction_event: ['reconstructions'],
      reconstruction_gap: ['reconstructions'],
      listening_post: ['listening-posts'],
      question: ['listening-posts'],
      response: ['listening-posts', 'feedback'],
      response_key: ['listening-posts'],
      score_day: [],
      kpi_feedback: ['feedback'],
      verbatim_restriction: ['feedback'],
      response_contact: ['listening-posts'],
      intake_source: ['intake'],
      intake_secret: ['intake', 'jobs'],
      intake_request: ['intake', 'jobs'],
      theme: ['themes'],
      response_theme: ['themes'],
      customer_case: ['cases'],
      story: ['stories'],
      story_words: ['stories', 'feedback'],
      member: ['people', 'access'],
      unit: ['people'],
      search_entry: [],
    }
    const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    const trespasses = sources.flatMap(({ file, room, text }) =>
      room === null
        ? []
        : Object.entries(owner)
            .filter(([, owners]) => !owners.includes(room))
            .filter(([table]) =>
              new RegExp(
                `(insertInto|updateTable|deleteFrom)\\('${camel(table)}'\\)|(insert into|update|delete from) ${table}\\b`,
              ).test(text),
            )
            .map(([table]) => `${file} writes ${table}`),
    )
    expect(trespasses).toEqual([])
  })

  test('pure files do no input or output and have no clock', () => {
    const impure = sources.filter(
      ({ file, text }) =>
        /^app\/(?!server|jobs|access\/(problems|safe-path)|ui)[\w-]+\/[\w-]+\.ts$/.test(file) &&
        !file.endsWith('.server.ts') &&
        !file.endsWith('tasks.ts') &&
        /from 'node:|from 'pg'|from 'kysely'|\.server\.ts'|Date\.now\(|new Date\(\)/.test(
          text.replace(/import type [^\n]*\n/g, ''),
        ),
    )
    expect(impure.map(({ file }) => file)).toEqual([])
  })

  test('one file knows Lucia, one file opens connections', () => {
    const importing = (name: string) => sources.filter(({ imports }) => imports.includes(name)).map(({ file }) => file)
    expect(importing('lucia')).toEqual(['app/access/sessions.server.ts'])
    for (const file of importing('pg')) expect(file).toMatch(/^(db|app\/server)\//)
  })

  test('what customers wrote is read through the one place that knows who may', () => {
    const bare = sources.filter(
      ({ file, text }) =>
        !/^app\/(access\/readable-texts|listening-posts\/|server\/)|^db\//.test(file) &&
        /jsonb_each(_text)?\((\w+\.)?texts|\btexts ?->|\bselect [^`]*\br\.texts as/.test(text),
    )
    expect(bare.map(({ file }) => file)).toEqual([])
  })

  test('inside the rooms, redirects and links to typed-in addresses go through one check', () => {
    const bare = sources.filter(
      ({ file, text }) =>
        file.includes('/routes/') && /redirect\((?!paths\.|safePath|back\b|`\/|`\$\{paths\.)/.test(text),
    )
    expect(bare.map(({ file }) => file)).toEqual([])
  })

  test('files stay small enough to read', () => {
    const long = sources
      .filter(({ file }) => !file.endsWith('types.ts') && !file.startsWith('db/seed'))
      .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 450)
    expect(long).toEqual([])
  })
})
