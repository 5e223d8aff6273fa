/** Rules about the vision, names, orders, KPIs and imports, for races. */
import { addDays, periodOf } from '#app/kpis/period.ts'
import { stageFile } from '#app/imports/staging.server.ts'
import { kpiValueImport } from '#app/kpis/kpi-value-import.server.ts'
import { archiveKpi, createKpi } from '#app/kpis/kpis.server.ts'
import { archiveUnit, createUnit } from '#app/people/units.server.ts'
import { archivePersona, createPersona } from '#app/personas/personas.server.ts'
import { archiveSegment, createSegment } from '#app/personas/segments.server.ts'
import { archiveCoreValue, createCoreValue } from '#app/vision/core-values.server.ts'
import { moved } from '#app/vision/order.ts'
import { archivePillar, createPillar } from '#app/vision/pillars.server.ts'
import { createVision, proposeVision } from '#app/vision/visions.server.ts'
import type { Context } from '#app/access/context.server.ts'
import { fileOf } from '#tests/support/files.ts'
import { type Rule, done, oneOf, send } from './races.ts'
import { plainKpi } from './rules-of-work.ts'

const today = () => new Date().toISOString().slice(0, 10)

const ratifiedOnce: Rule = {
  rule: 'one version of the vision is in force, and each is ratified once',
  async round(game) {
    const { org } = game
    const propose = () =>
      org.as('lea', async (ctx) => {
        const texts = { statement: 'Better', brandPromise: null, reason: 'Because' }
        const { id } = await createVision(ctx, texts)
        await proposeVision(ctx, id, { version: 1 })
        return id
      })
    const [one, two] = [await propose(), await propose()]
    const ratify = (who: 'lea' | 'eva' | 'ada', id: string) =>
      send(who, `vision/versions/${id}/ratification`, { effectiveOn: addDays(today(), 1), note: '', version: '2' })
    const back = send('bob', `vision/versions/${two}/return`, { reason: 'Not yet', version: '2' })
    return {
      sends: [ratify('lea', one), ratify('eva', one), ratify('ada', two), ...(game.n % 2 ? [back] : [])],
      judge: async (answers) => {
        const inForce = await game.rows(`select 1 from vision where org_id = $1 and state = 'ratified'`)
        if (inForce.length !== 1) return `${inForce.length} versions are in force`
        const events = await game.rows<{ id: string; n: number }>(
          `select subject_id as id, count(*)::int as n from history.event
           where org_id = $1 and verb in ('vision.ratified', 'vision.sent-back') and subject_id = any($2) group by 1`,
          [one, two],
        )
        if (events.some(({ n }) => n > 1)) return 'one version was ratified twice, or ratified and sent back'
        return done(answers) === 2 ? null : `${done(answers)} came through instead of one for each version`
      },
    }
  },
}

const visionNumbers: Rule = {
  rule: 'versions of the vision get numbers of their own',
  async round(game) {
    const draft = { statement: 'Better', brandPromise: '', reason: 'Because' }
    return {
      sends: (['lea', 'ada', 'bob'] as const).map((who) => send(who, 'vision/versions/new', draft)),
      judge: async (answers) => {
        const same = await game.rows('select number from vision where org_id = $1 group by number having count(*) > 1')
        return same.length === 0 && done(answers) === 3 ? null : `${done(answers)} of 3 drafts were made`
      },
    }
  },
}

type Archive = { version: number; reason: null }
interface Named {
  table: string
  path: string
  fields: Record<string, string>
  create(ctx: Context, name: string): Promise<{ id: string }>
  archive(ctx: Context, id: string, form: Archive): Promise<unknown>
}

const noTexts = { summary: null, quote: null, needs: null, expectations: null, goals: null, challenges: null }
const named: Named[] = [
  {
    ...{ table: 'unit', path: 'units', fields: { parentId: '' }, archive: archiveUnit },
    create: (ctx, name) => createUnit(ctx, { name, parentId: null }),
  },
  {
    ...{ table: 'core_value', path: 'values', fields: { meaning: '', dos: '', donts: '' }, archive: archiveCoreValue },
    create: (ctx, name) => createCoreValue(ctx, { name, meaning: null, dos: null, donts: null }),
  },
  {
    ...{ table: 'pillar', path: 'pillars', fields: { description: '' }, archive: archivePillar },
    create: (ctx, name) => createPillar(ctx, { name, description: null }),
  },
  {
    ...{ table: 'kpi', path: 'kpis', archive: archiveKpi },
    fields: {
      ...{ kind: 'perception', definition: 'What it is', formula: '', unit: '%', decimals: '1', scoreKind: 'mean' },
      ...{ direction: 'up', frequency: 'monthly', source: '', ownerId: '' },
    },
    create: (ctx, name) => createKpi(ctx, { ...plainKpi, name }),
  },
  {
    ...{ table: 'segment', path: 'segments', archive: archiveSegment },
    fields: { description: '', share: '10', currentValue: '2', potentialValue: '4', valueNote: '' },
    create: (ctx, name) =>
      createSegment(ctx, { name, description: null, share: 10, currentValue: 2, potentialValue: 4, valueNote: null }),
  },
  {
    ...{ table: 'persona', path: 'personas', archive: archivePersona },
    fields: {
      ...{ segmentId: '', summary: '', quote: '', needs: '', expectations: '', goals: '', challenges: '' },
      ...{ ownerId: '', reviewBy: '' },
    },
    create: (ctx, name) => createPersona(ctx, { name, ...noTexts, segmentId: null, ownerId: null, reviewBy: null }),
  },
]

const nameOnce: Rule = {
  rule: 'a name is used once: added, changed to, or brought back',
  async round(game) {
    const { org, n } = game
    const { table, path, fields, create, archive } = named[n % named.length]!
    const name = `Name ${n}`
    const gone = await org.as('lea', async (ctx) => {
      const made = await create(ctx, name)
      await archive(ctx, made.id, { version: 1, reason: null })
      return made
    })
    const other = await org.as('lea', (ctx) => create(ctx, `Other ${n}`))
    const sends = [
      send('lea', `${path}/new`, { ...fields, name }),
      send('ada', `${path}/new`, { ...fields, name: name.toUpperCase() }),
      send('bob', `${path}/${other.id}/edit`, { ...fields, name, version: '1' }),
      send('lea', `${path}/${gone.id}/archive`, { reason: '', version: '2' }),
    ]
    return {
      sends,
      judge: async (answers) => {
        const same = await game.rows(
          `select 1 from ${table} where org_id = $1 and lower(name) = lower($2) and archived_at is null`,
          name,
        )
        return same.length === 1 ? oneOf(answers) : `${same.length} × ${table} called ${name}`
      },
    }
  },
}

/** What one after the other would have made of it, in whatever order. */
function* orders<T>(list: readonly T[]): Generator<T[]> {
  if (list.length < 2) yield [...list]
  else
    for (const [at, one] of list.entries())
      for (const rest of orders([...list.slice(0, at), ...list.slice(at + 1)])) yield [one, ...rest]
}

const ordered: Rule = {
  rule: 'the order of values and pillars is what the moves made, one after the other',
  async round(game) {
    const { org, n, random } = game
    const kind = n % 2 ? 'pillar' : 'core_value'
    const { path, create } = named.find(({ table }) => table === kind)!
    if (n <= 2) for (const name of 'ABCDE') await org.as('lea', (ctx) => create(ctx, name))
    const now = async () =>
      (
        await game.rows<{ id: string }>(
          `select id from ${kind} where org_id = $1 and archived_at is null order by position, lower(name), id`,
        )
      ).map(({ id }) => id)
    const before = await now()
    const moves = (['lea', 'ada', 'bob'] as const).map((who) => ({
      who,
      id: random.pick(before),
      move: random.pick(['earlier', 'later'] as const),
    }))
    return {
      sends: moves.map(({ who, id, move }) => send(who, `${path}/${id}/position`, { move })),
      judge: async (answers) => {
        const after = (await now()).join()
        const made = moves.filter((_, at) => answers[at]!.status === 302)
        for (const order of orders(made)) {
          if (order.reduce((ids, { id, move }) => moved(ids, id, move), before).join() === after)
            return done(answers) === moves.length ? null : `${moves.length - done(answers)} moves were turned away`
        }
        return 'a move is lost'
      },
    }
  },
}

const periods = (n: number) => periodOf(addDays(today(), -40 - 31 * (n % 24)), 'monthly')

const oneValue: Rule = {
  rule: 'two who fill the same empty period of a KPI do not overwrite each other',
  async round(game) {
    const { id } = await game.org.as('lea', (ctx) => createKpi(ctx, { ...plainKpi, name: `Measured ${game.n}` }))
    const period = periods(game.n)
    const cell = { period_0: period, seen_0: '0', reason: 'Because' }
    return {
      sends: [
        send('lea', `kpis/${id}/values`, { ...cell, value_0: '61' }),
        send('ada', `kpis/${id}/values`, { ...cell, value_0: '62' }),
        send('bob', 'kpi-values', { cell_0: `${id}/${period}/0`, value_0: '63', reason: 'Because' }),
      ],
      judge: async (answers) => {
        const rows = await game.rows<{ value: string; version: number }>(
          'select value::text, version from kpi_value where org_id = $1 and kpi_id = $2',
          id,
        )
        const winner = answers.findIndex(({ status }) => status === 302)
        if (rows.length !== 1 || rows[0]!.version !== 1) return `${rows.length} values, version ${rows[0]?.version}`
        return Number(rows[0]!.value) === 61 + winner ? oneOf(answers) : `${rows[0]!.value} is stored`
      },
    }
  },
}

const keepsPace: Rule = {
  rule: 'a KPI with values keeps its pace',
  async round(game) {
    const name = `Paced ${game.n}`
    const { id } = await game.org.as('lea', (ctx) => createKpi(ctx, { ...plainKpi, name }))
    const { fields } = named.find(({ table }) => table === 'kpi')!
    const cell = { period_0: periods(game.n), seen_0: '0', value_0: '61', reason: '' }
    return {
      sends: [
        send('lea', `kpis/${id}/values`, cell),
        send('ada', `kpis/${id}/edit`, { ...fields, name, frequency: 'quarterly', version: '1' }),
      ],
      judge: async (answers) => {
        const wrong = await game.rows(
          `select 1 from kpi k join kpi_value v on v.org_id = k.org_id and v.kpi_id = k.id
           where k.org_id = $1 and k.id = $2 and k.frequency = 'quarterly' and extract(month from v.period)::int % 3 <> 1`,
          id,
        )
        return wrong.length
          ? 'a month stands in a KPI by the quarter'
          : done(answers) >= 1
            ? null
            : 'nobody came through'
      },
    }
  },
}

const oneTarget: Rule = {
  rule: 'a KPI has one target for a day',
  async round(game) {
    const { id } = await game.org.as('lea', (ctx) => createKpi(ctx, { ...plainKpi, name: `Aimed ${game.n}` }))
    const target = (value: string) => ({ dueOn: addDays(today(), 30), value, reason: 'Agreed' })
    return {
      sends: (['lea', 'ada', 'bob'] as const).map((who, at) => send(who, `kpis/${id}/targets`, target(`${70 + at}`))),
      judge: async (answers) => {
        const inForce = await game.rows(
          'select 1 from kpi_target where org_id = $1 and kpi_id = $2 and withdrawn_at is null',
          id,
        )
        return inForce.length === 1 && done(answers) === 3 ? null : `${inForce.length} targets in force`
      },
    }
  },
}

const emptyPillar: Rule = {
  rule: 'no outcome stands under an archived pillar',
  async round(game) {
    const { id } = await game.org.as('lea', (ctx) => createPillar(ctx, { name: `Pillar ${game.n}`, description: null }))
    const outcome = {
      ...{ title: 'Shorter queues', description: '', pillarId: id, horizon: '2', whatKpiId: '', whatTarget: '' },
      ...{ howQuestion: '', ownerId: '' },
    }
    return {
      sends: [
        send('lea', `pillars/${id}/archive`, { reason: '', version: '1' }),
        send('ada', 'outcomes/new', outcome),
        send('bob', 'outcomes/new', { ...outcome, title: 'Kinder words' }),
      ],
      judge: async (answers) => {
        const lost = await game.rows(
          `select 1 from outcome o join pillar p on p.org_id = o.org_id and p.id = o.pillar_id
           where o.org_id = $1 and o.archived_at is null and p.archived_at is not null`,
        )
        return lost.length
          ? `${lost.length} outcomes under an archived pillar`
          : done(answers)
            ? null
            : 'nobody came through'
      },
    }
  },
}

const importedOnce: Rule = {
  rule: 'a file is imported once, confirmed twice or read in twice',
  async round(game) {
    const { org, n } = game
    const { id } = await org.as('lea', (ctx) => createKpi(ctx, { ...plainKpi, name: `Imported ${n}` }))
    const lines = Array.from({ length: 5 }, (_, at) => `${periods(at).slice(0, 7)},${60 + at}`)
    const file = fileOf('values.csv', `Period,Value\n${lines.join('\n')}\n`)
    const stage = () => org.as('lea', (ctx) => stageFile(ctx, kpiValueImport, id, file))
    const [one, two] = [await stage(), await stage()]
    const apply = (who: 'lea' | 'ada' | 'bob', which: { id: string }) =>
      send(who, `imports/${which.id}/application`, { reason: '', version: '1' })
    return {
      sends: [apply('lea', one), apply('ada', one), apply('bob', two)],
      judge: async (answers) => {
        const values = await game.rows('select 1 from kpi_value where org_id = $1 and kpi_id = $2 and version = 1', id)
        const events = await game.rows(
          `select 1 from history.event where org_id = $1 and verb = 'kpi.values-imported' and subject_id = $2`,
          id,
        )
        if (values.length !== lines.length || events.length !== 1)
          return `${values.length} values of ${lines.length}, imported ${events.length} times`
        return oneOf(answers)
      },
    }
  },
}

export const rulesOfStrategy: Rule[] = [
  ...[ratifiedOnce, visionNumbers, nameOnce, ordered, oneValue],
  ...[keepsPace, oneTarget, emptyPillar, importedOnce],
]
