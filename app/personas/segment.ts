// What a segment is: its forms, and where it stands between what it is worth today and what it could be. Pure.
import { choice, form, optionalLongText, optionalNumber, read, text, version } from '#app/ui/schema.ts'

export const levels = [1, 2, 3, 4, 5] as const
export const levelNames: Record<number, string> = { 1: 'Very low', 2: 'Low', 3: 'Middle', 4: 'High', 5: 'Very high' }
const level = (label: string) => read(choice(['1', '2', '3', '4', '5'], { label }), Number)

const segmentFields = {
  name: text({ label: 'a name', max: 120 }),
  description: optionalLongText({ max: 3000 }),
  share: optionalNumber({ min: 0, max: 100, decimals: 1 }),
  currentValue: level('its value today'),
  potentialValue: level('its potential'),
  valueNote: optionalLongText({ max: 1000 }),
}
export const newSegmentForm = form(segmentFields)
export const editSegmentForm = form({ ...segmentFields, version: version() })

export interface Placed {
  currentValue: number
  potentialValue: number
}

export const stances = ['keep and grow', 'win over', 'look after', 'keep easy'] as const
export type Stance = (typeof stances)[number]
export const stanceNames: Record<Stance, string> = {
  'keep and grow': 'Keep and grow',
  'win over': 'Win over',
  'look after': 'Look after',
  'keep easy': 'Keep it easy',
}

/** What the two values ask of us; 4 and 5 count as high. */
export function stanceOf({ currentValue, potentialValue }: Placed): Stance {
  if (potentialValue >= 4) return currentValue >= 4 ? 'keep and grow' : 'win over'
  return currentValue >= 4 ? 'look after' : 'keep easy'
}

export interface MatrixCell<S> extends Placed {
  stance: Stance
  segments: S[]
}

/** The matrix as it is drawn: rows from potential 5 down to 1, in each the cells from current value 1 to 5. */
export function valueMatrix<S extends Placed>(segments: readonly S[]): MatrixCell<S>[][] {
  return [...levels].reverse().map((potentialValue) =>
    levels.map((currentValue) => ({
      currentValue,
      potentialValue,
      stance: stanceOf({ currentValue, potentialValue }),
      segments: segments.filter((s) => s.currentValue === currentValue && s.potentialValue === potentialValue),
    })),
  )
}
