// A map as one drawing (SVG): phases over steps over lanes, wrapped into bands so that it fits a sheet on its side. Drawn from the same
// data as the page, for print and to take away; it uses no style sheet and no script, so every viewer shows it alike. Pure.
import {
  type RatingKind,
  type Ratings,
  goodness,
  gradeName,
  gradeMeanings,
  evidenceGrades,
  ratingKinds,
  ratingNames,
  ratingWord,
  ratingWords,
} from './rating.ts'
import { wrapped } from './letters.ts'
import { channelName } from './touchpoint.ts'

export interface DrawnStep {
  name: string
  description: string
  touchpoint: { name: string; channel: string } | null
  ownerName: string | null
  ratings: Ratings
  grade: string
  kpis: readonly { name: string }[]
  posts: readonly { name: string }[]
  observations: number
  gaps: number
}
export interface DrawnPhase {
  name: string
  steps: readonly DrawnStep[]
}
export interface Drawn {
  title: string
  /** Under the title: kind, version, state, day. */
  note: string
  phases: readonly DrawnPhase[]
}

export const drawingFont = `'Noto Sans', 'Liberation Sans', Arial, Helvetica, sans-serif`
const ink = '#141c28'
const muted = '#545e6d'
const line = '#c9ced6'
const accent = '#21407f'
/** From bad to good. The number and its bar say the same without colour. */
const heat = ['#f6c9c4', '#fbe3bd', '#eceef1', '#d5ead9', '#aed9bb']
const bar = ['#ad2418', '#825200', '#545e6d', '#2d7a4c', '#16683c']

const label = 92
const column = 148
const gap = 16
const pad = 6
const edge = 24
const curveHeight = 64

interface Lane {
  name: string
  height: number
  draw: (step: DrawnStep, x: number, y: number) => string
}

const small = 10.5
const lineHeight = 13.5

const lanes: Lane[] = [
  {
    name: 'What the customer does',
    height: 4 * lineHeight + 8,
    draw: (step, x, y) => lines(step.description, x, y, 4),
  },
  {
    name: 'Touchpoint',
    height: 2 * lineHeight + 8,
    draw: (step, x, y) =>
      step.touchpoint
        ? lines(`${step.touchpoint.name} (${channelName(step.touchpoint.channel).toLowerCase()})`, x, y, 2)
        : '',
  },
  ...ratingKinds.map((kind) => ({
    name: ratingNames[kind],
    height: 20,
    draw: (step: DrawnStep, x: number, y: number) => rated(kind, step, x, y),
  })),
  { name: 'Evidence', height: lineHeight + 6, draw: (step, x, y) => lines(gradeName(step.grade), x, y, 1) },
  {
    name: 'KPIs',
    height: 2 * lineHeight + 8,
    draw: (step, x, y) => lines(step.kpis.map(({ name }) => name).join(', '), x, y, 2),
  },
  { name: 'Heard and seen', height: 2 * lineHeight + 8, draw: (step, x, y) => lines(heard(step), x, y, 2) },
]

function heard({ posts, observations, gaps }: DrawnStep): string {
  const said = [
    posts.length ? `${posts.length} listening post${posts.length === 1 ? '' : 's'}` : '',
    observations ? `${observations} observation${observations === 1 ? '' : 's'}` : '',
    gaps ? `${gaps} open gap${gaps === 1 ? '' : 's'}` : '',
  ]
  return said.filter(Boolean).join(', ')
}

const headHeight = 24
const nameHeight = 3 * 15 + 10
const bandHeight = headHeight + nameHeight + lanes.reduce((sum, { height }) => sum + height, 0) + curveHeight

/** How many columns a band has so that the whole comes closest to a sheet on its side. */
export function columnsPerBand(count: number): number {
  const ratio = (columns: number) => {
    const bands = Math.ceil(count / columns)
    return (edge * 2 + label + columns * column) / (edge * 2 + 96 + bands * (bandHeight + gap))
  }
  let best = Math.max(1, Math.min(6, count))
  for (let columns = best; columns <= count; columns++)
    if (Math.abs(Math.log(ratio(columns) / Math.SQRT2)) < Math.abs(Math.log(ratio(best) / Math.SQRT2))) best = columns
  return best
}

interface Cell {
  step: DrawnStep | null
  phase: string
}

export function drawMap(map: Drawn): string {
  const cells: Cell[] = map.phases.flatMap(({ name, steps }): Cell[] =>
    steps.length ? steps.map((step) => ({ step, phase: name })) : [{ step: null, phase: name }],
  )
  const columns = columnsPerBand(Math.max(1, cells.length))
  const bands = Array.from({ length: Math.ceil(cells.length / columns) }, (_, at) =>
    cells.slice(at * columns, (at + 1) * columns),
  )
  const width = Math.max(560, edge * 2 + label + columns * column)
  const top = edge + 52
  const height = top + Math.max(1, bands.length) * (bandHeight + gap) + 34 + edge
  const parts = [
    text(map.title, edge, edge + 20, { size: 22, weight: 600 }),
    text(map.note, edge, edge + 40, { size: 12, fill: muted }),
    ...bands.map((band, at) => drawBand(band, top + at * (bandHeight + gap))),
    ...(bands.length ? [] : [text('This map has no phase yet.', edge, top + 20, { size: 13, fill: muted })]),
    legend(edge, height - edge - 18),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${drawingFont}" role="img">`,
    `<title>${escaped(map.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('\n')
}

function drawBand(cells: readonly Cell[], y: number): string {
  const right = edge + label + cells.length * column
  const x = (at: number) => edge + label + at * column
  const parts: string[] = []
  for (let at = 0; at < cells.length;) {
    const { phase } = cells[at]!
    let end = at
    while (end < cells.length && cells[end]!.phase === phase) end++
    const words = wrapped(phase, (end - at) * column - 20, 12, 1)[0] ?? ''
    parts.push(
      `<rect x="${x(at) + 1}" y="${y}" width="${(end - at) * column - 2}" height="${headHeight - 2}" rx="3" fill="${accent}"/>`,
    )
    parts.push(text(words, x(at) + 9, y + 15.5, { size: 12, weight: 600, fill: '#ffffff' }))
    at = end
  }
  let below = y + headHeight
  parts.push(
    ...cells.map(({ step }, at) =>
      step
        ? lines(step.name, x(at), below, 3, { size: 12, weight: 600, height: 15 })
        : text('No step yet', x(at) + pad, below + 18, { size: small, fill: muted }),
    ),
  )
  below += nameHeight
  for (const lane of lanes) {
    parts.push(rule(edge, right, below))
    parts.push(lines(lane.name, edge - pad, below, 2, { fill: muted, width: label - 4 }))
    parts.push(...cells.map(({ step }, at) => (step ? lane.draw(step, x(at), below) : '')))
    below += lane.height
  }
  parts.push(rule(edge, right, below))
  parts.push(lines('Emotion curve', edge - pad, below, 2, { fill: muted, width: label - 4 }))
  parts.push(curve(cells, x, below))
  for (let at = 1; at < cells.length; at++)
    parts.push(
      `<line x1="${x(at)}" x2="${x(at)}" y1="${y + headHeight}" y2="${below + curveHeight}" stroke="${line}" stroke-width="${cells[at]!.phase === cells[at - 1]!.phase ? 0.5 : 1.2}"/>`,
    )
  return `<g>${parts.join('')}</g>`
}

function rated(kind: RatingKind, step: DrawnStep, x: number, y: number): string {
  const rating = step.ratings[kind]
  if (!rating) return text('not rated', x + pad, y + 14, { size: small, fill: muted })
  const good = goodness(kind, rating.value) - 1
  const blocks = [0, 1, 2, 3, 4].map(
    (at) =>
      `<rect x="${x + pad + 24 + at * 8}" y="${y + 6}" width="6.5" height="8" fill="${at < Math.round(rating.value) ? bar[good] : 'none'}" stroke="${bar[good]}" stroke-width="0.8"/>`,
  )
  const from = rating.from === 'feedback' ? `n ${rating.n}` : ratingWord(kind, rating.value)
  return [
    `<rect x="${x + 2}" y="${y + 1.5}" width="${column - 4}" height="17" rx="2" fill="${heat[good]}"/>`,
    text(String(rating.value), x + pad, y + 14, { size: 11, weight: 600 }),
    ...blocks,
    text(from, x + pad + 68, y + 14, { size: 9.5, fill: ink }),
  ].join('')
}

function curve(cells: readonly Cell[], x: (at: number) => number, y: number): string {
  const at = (value: number) => y + curveHeight - 8 - ((value - 1) / 4) * (curveHeight - 18)
  const points = cells.map(({ step }, index) => {
    const value = step?.ratings.emotion?.value
    return value === undefined ? null : { x: x(index) + column / 2, y: at(value), value }
  })
  const parts = [1, 3, 5].map(
    (value) =>
      `<line x1="${edge + label}" x2="${x(cells.length)}" y1="${at(value)}" y2="${at(value)}" stroke="${line}" stroke-width="0.5" stroke-dasharray="2 3"/>`,
  )
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    if (a && b)
      parts.push(`<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${accent}" stroke-width="2"/>`)
  }
  for (const point of points)
    if (point)
      parts.push(
        `<circle cx="${point.x}" cy="${point.y}" r="7.5" fill="#ffffff" stroke="${accent}" stroke-width="1.5"/>`,
        text(String(point.value), point.x, point.y + 3.2, { size: 8.5, weight: 600, anchor: 'middle' }),
      )
  return parts.join('')
}

function legend(x: number, y: number): string {
  const scales = ratingKinds.map((kind) => `${ratingNames[kind]}: 1 ${ratingWords[kind][0]}, 5 ${ratingWords[kind][4]}`)
  const grades = evidenceGrades.map((grade) => `${gradeName(grade).toLowerCase()}: ${gradeMeanings[grade]}`)
  return (
    text(`${scales.join('. ')}. “n”: answers of customers; without it, rated by hand.`, x, y, {
      size: small,
      fill: muted,
    }) + text(`Evidence: ${grades.join('; ')}.`, x, y + 15, { size: small, fill: muted })
  )
}

interface Look {
  size?: number
  weight?: number
  fill?: string
  anchor?: 'middle'
}

function text(words: string, x: number, y: number, { size = small, weight, fill = ink, anchor }: Look = {}): string {
  if (!words) return ''
  const more = `${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${more}>${escaped(words)}</text>`
}

function lines(
  words: string,
  x: number,
  y: number,
  most: number,
  {
    size = small,
    height = lineHeight,
    width = column - 2 * pad,
    ...look
  }: Look & { height?: number; width?: number } = {},
): string {
  return wrapped(words, width, size * (look.weight ? 1.06 : 1), most)
    .map((one, at) => text(one, x + pad, y + 4 + height * (at + 0.8), { size, ...look }))
    .join('')
}

const rule = (from: number, to: number, y: number) =>
  `<line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${line}" stroke-width="0.5"/>`
const round = (value: number) => Math.round(value * 100) / 100

/** Text for XML: without what XML cannot hold. */
const escaped = (words: string) =>
  words
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
