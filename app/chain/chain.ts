// The evidence chain: its stages in order, where a walk may begin, and how it is drawn. Pure.

/** From what customers said to what came of it, in the order in which one leads to the next. */
export const stages = ['evidence', 'theme', 'gap', 'initiative', 'work', 'effect'] as const
export type Stage = (typeof stages)[number]

export const stageNames: Record<Stage, string> = {
  evidence: 'Customers said, we saw',
  theme: 'Themes',
  gap: 'Gaps',
  initiative: 'Initiatives',
  work: 'Action items and KPIs',
  effect: 'What came of it',
}

/** Kinds of record with a chain, as their addresses call them. */
export const chainKinds = {
  response: 'response',
  observation: 'observation',
  case: 'customer_case',
  theme: 'theme',
  gap: 'gap',
  initiative: 'initiative',
  'action-plan': 'action_plan',
  'action-item': 'action_item',
  kpi: 'kpi',
} as const
export type ChainKind = keyof typeof chainKinds

/** Kinds that stand beside the chain: theirs is the chain of what hangs on them. */
const besideKinds = {
  outcome: 'outcome',
  persona: 'persona',
  segment: 'segment',
  journey: 'journey',
  'journey-step': 'journey_step',
  touchpoint: 'touchpoint',
  'listening-post': 'listening_post',
  visit: 'visit',
  reconstruction: 'reconstruction',
  story: 'story',
} as const

/** Where a walk may begin. */
export const startKinds = { ...chainKinds, ...besideKinds }
export type StartKind = keyof typeof startKinds

export const isStartKind = (text: string | undefined): text is StartKind =>
  text !== undefined && Object.hasOwn(startKinds, text)
export const isBeside = (kind: StartKind): kind is keyof typeof besideKinds => kind in besideKinds

export const stageOf: Record<ChainKind, Stage> = {
  response: 'evidence',
  observation: 'evidence',
  case: 'evidence',
  theme: 'theme',
  gap: 'gap',
  initiative: 'initiative',
  'action-plan': 'work',
  'action-item': 'work',
  kpi: 'work',
}

/** The stage a walk begins in; of a record beside the chain, the last of those that say why. */
export const stageOfStart: Record<StartKind, Stage> = {
  ...stageOf,
  outcome: 'initiative',
  persona: 'gap',
  segment: 'gap',
  journey: 'gap',
  'journey-step': 'gap',
  touchpoint: 'gap',
  'listening-post': 'evidence',
  visit: 'evidence',
  reconstruction: 'evidence',
  story: 'evidence',
}

export interface ChainNode {
  id: string
  kind: ChainKind
  /** What it says: a name, or a quote. */
  text: string
  quoted?: boolean
  /** A second, quieter line: whose it is, how far it is. */
  note: string
  /** The shape and colour before the note. */
  tone?: 'good' | 'warn' | 'bad' | 'info' | 'neutral' | 'done'
}

/** Two nodes of which the first led to the second. */
export interface ChainLink {
  from: string
  to: string
}

/** A node, or a place where a link passes a stage that it has nothing to do with, or where something is missing. */
export interface Place {
  id: string
  /** Pixels from the top of the drawing. */
  top: number
  height: number
  node: ChainNode | null
  /** What is said where there is no node. */
  says?: string
  missing?: boolean
}

export interface Drawing {
  height: number
  columns: { stage: Stage; places: Place[]; more: number }[]
  /** Between each column and the next: where lines begin and end, in pixels from the top. */
  lines: { from: number; to: number }[][]
}

const [cardHeight, passHeight, between] = [96, 28, 12]

/**
 * Lays the chain out in columns, one a stage. A link that leaves out stages passes them through a place that says so. `missing` is
 * said in a stage that has no node; `more` counts what a stage has beyond the nodes that are drawn.
 */
export function layOutChain(
  nodes: Partial<Record<Stage, readonly ChainNode[]>>,
  links: readonly ChainLink[],
  { missing = {}, more = {} }: { missing?: Partial<Record<Stage, string>>; more?: Partial<Record<Stage, number>> } = {},
): Drawing {
  const column = new Map<string, number>()
  const places: Place[][] = stages.map((stage, at) => {
    const own = (nodes[stage] ?? []).map((node): Place => {
      column.set(node.id, at)
      return { id: node.id, top: 0, height: cardHeight, node }
    })
    if (!own.length && missing[stage])
      own.push({ id: `none ${stage}`, top: 0, height: cardHeight, node: null, says: missing[stage], missing: true })
    return own
  })
  const steps = links.flatMap((link) => stepsOf(link, column))
  for (const at of stages.keys())
    if (steps.some(({ from, to }) => from === passOf(at) || to === passOf(at)))
      places[at]!.push({ id: passOf(at), top: 0, height: passHeight, node: null, says: passWords[stages[at]!] })
  for (const list of places) {
    let top = 0
    for (const place of list) {
      place.top = top
      top += place.height + between
    }
  }
  const middle = new Map(places.flat().map(({ id, top, height }) => [id, top + height / 2]))
  const lines = stages.slice(1).map((_, at) =>
    steps
      .filter((step) => step.at === at)
      .flatMap(({ from, to }) => {
        const [start, end] = [middle.get(from), middle.get(to)]
        return start === undefined || end === undefined ? [] : [{ from: start, to: end }]
      }),
  )
  return {
    height: Math.max(cardHeight, ...places.flat().map(({ top, height }) => top + height)),
    columns: stages.map((stage, at) => ({ stage, places: places[at]!, more: more[stage] ?? 0 })),
    lines: lines.map(once),
  }
}

const passOf = (at: number) => `past ${stages[at]}`

const passWords: Record<Stage, string> = {
  evidence: '',
  theme: 'without a theme',
  gap: 'without a gap',
  initiative: 'without an initiative',
  work: '',
  effect: '',
}

/** A link as steps from one column to the next; none where an end is not drawn or where it would lead backwards. */
function stepsOf({ from, to }: ChainLink, column: ReadonlyMap<string, number>) {
  const [start, end] = [column.get(from), column.get(to)]
  if (start === undefined || end === undefined || end <= start) return []
  return Array.from({ length: end - start }, (_, step) => ({
    at: start + step,
    from: step === 0 ? from : passOf(start + step),
    to: start + step + 1 === end ? to : passOf(start + step + 1),
  }))
}

const once = (lines: { from: number; to: number }[]) => [
  ...new Map(lines.map((line) => [`${line.from} ${line.to}`, line])).values(),
]

/** A number that was counted no further than a limit. */
export interface Bounded {
  count: number
  /** There are more than were counted. */
  more: boolean
}

/** Responses of one walk that are counted. */
export const mostCounted = 10_000
/** Of what was counted up to one more than `most`. */
export const bounded = (count: number, most = mostCounted): Bounded => ({
  count: Math.min(count, most),
  more: count > most,
})
