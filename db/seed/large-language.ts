/** The words of which the rows of a large organisation are made: SQL that follows from a row's number `n` alone. */

/** How many there are of each. */
export interface Size {
  members: number
  outcomes: number
  kpis: number
  /** Of all KPIs together. */
  values: number
  initiatives: number
  plans: number
  items: number
  updates: number
}

export interface Place {
  size: Size
  /** `YYYY-MM-DD`: what the rows' days are counted from. */
  today: string
  administratorId: string
  /** The first 24 digits of a kind's ids, as those of UUIDv7 made when the organisation was. */
  prefixes: Record<Kind, string>
}

const kinds = [
  'unit',
  'member',
  'vision',
  'core_value',
  'pillar',
  'outcome',
  'how_rating',
  'segment',
  'persona',
  'kpi',
  'kpi_target',
  'kpi_value',
  'initiative',
  'initiative_kpi',
  'action_plan',
  'milestone',
  'action_item',
  'plan_update',
] as const
type Kind = (typeof kinds)[number]

/** Ids sort as they were numbered; `moment` and the organisation's own id keep those of two organisations apart. */
export function prefixesFor(moment: Date, orgId: string): Place['prefixes'] {
  const time = moment.getTime().toString(16).padStart(12, '0')
  const own = orgId.slice(-3)
  const prefix = (kind: Kind) =>
    `${time.slice(0, 8)}-${time.slice(8)}-7${kinds.indexOf(kind).toString(16).padStart(3, '0')}-8${own}-`
  return Object.fromEntries(kinds.map((kind) => [kind, prefix(kind)])) as Place['prefixes']
}

/** A pseudo-random whole number from 0 to below `below`. */
export const pick = (n: string, salt: number, below: number) =>
  `mod(abs(hashint8((${n})::bigint * 31 + ${salt})::bigint), ${below})::int`
export const oneOf = (words: string[], n: string) =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + mod(${n}, ${words.length})]`

export function language({ prefixes, size, today, administratorId }: Place) {
  const id = (kind: Kind, n: string) => `('${prefixes[kind]}' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
  return {
    id,
    day: (days: string) => `(date '${today}' + (${days})::int)`,
    /** Somebody, and now and then the administrator, so that whoever signs in has something to do. */
    person: (n: string) =>
      `case when mod(${n}, 40) = 0 then '${administratorId}'::uuid else ${id('member', `1 + mod((${n})::bigint * 7, ${size.members - 1})`)} end`,
    colleague: (n: string) => id('member', `1 + mod((${n})::bigint * 7 + 1, ${size.members - 1})`),
    oneOfKind: (kind: Kind, n: string, count: number) => id(kind, `1 + mod(${n}, ${count})`),
  }
}

export const places = [
  'Arrivals',
  'Baggage',
  'Check-in',
  'Gates',
  'Lounges',
  'Parking',
  'Restrooms',
  'Security',
  'Shops',
  'Signs',
  'Transfers',
]
export const efforts = [
  'Calmer',
  'Clearer',
  'Cleaner',
  'Faster',
  'Fairer',
  'Friendlier',
  'Quieter',
  'Safer',
  'Simpler',
  'Warmer',
]
export const givenNames = [
  'Ada',
  'Bela',
  'Cleo',
  'Dario',
  'Edda',
  'Femi',
  'Gwen',
  'Hana',
  'Ilja',
  'Jun',
  'Kaya',
  'Leo',
  'Mina',
  'Nils',
  'Ole',
]
export const familyNames = [
  'Alder',
  'Birch',
  'Cedar',
  'Elm',
  'Fir',
  'Hazel',
  'Juniper',
  'Larch',
  'Maple',
  'Oak',
  'Pine',
  'Rowan',
  'Willow',
]
export const sentence = `'Counted twice by the people who do the work, and told in the words they use for it.'`
