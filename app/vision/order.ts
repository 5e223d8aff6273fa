// The order people give to a short list of records, moved one place at a time. Pure.
import { choice, form } from '#app/ui/schema.ts'

export const orderMoves = ['earlier', 'later'] as const
export type OrderMove = (typeof orderMoves)[number]

/** The ids with one of them moved one place; at the end of the list, or with an unknown id, as they were. */
export function moved(ids: readonly string[], id: string, move: OrderMove): string[] {
  const order = [...ids]
  const from = order.indexOf(id)
  const to = move === 'earlier' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= order.length) return order
  order.splice(to, 0, ...order.splice(from, 1))
  return order
}

export const positionForm = form({ move: choice(orderMoves) })
