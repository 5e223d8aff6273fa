/**
 * Lets a few requests in at a time; the others wait their turn in order. A page that would wait long is refused at once, since
 * asking again costs nothing; what somebody typed and sent waits, since losing it does.
 */
export interface LineRules {
  /** Requests being answered at the same time: somewhat more than the pool has connections keeps both cores busy. */
  active: number
  /** Requests in the line above which a further read, or a further write, is refused. */
  reads: number
  writes: number
  /** Milliseconds after which one that waits is refused after all. */
  patience: number
}

export const usualLine: LineRules = { active: 40, reads: 160, writes: 2_000, patience: 55_000 }

/** For what brings more than a form does: each is held in memory until it is dealt with, so few are at a time. */
export const uploadLine: LineRules = { active: 4, reads: 0, writes: 100, patience: 25_000 }

type Leave = () => void

/** `enter` resolves to the way out, or to nothing where the request is refused. */
export function makeLine({ active, reads, writes, patience }: LineRules) {
  let inside = 0
  const waiting = new Set<() => void>()
  const leave = (): Leave => {
    let left = false
    return () => {
      if (left) return
      left = true
      const [next] = waiting
      if (next) next()
      else inside--
    }
  }
  function enter(kind: 'read' | 'write'): Promise<Leave | undefined> | Leave | undefined {
    if (inside < active) {
      inside++
      return leave()
    }
    if (waiting.size >= (kind === 'read' ? reads : writes)) return undefined
    return new Promise((resolve) => {
      const turn = () => {
        clearTimeout(tired)
        waiting.delete(turn)
        resolve(leave()) // takes over the place of whoever left
      }
      const tired = setTimeout(() => {
        waiting.delete(turn)
        resolve(undefined)
      }, patience)
      waiting.add(turn)
    })
  }
  return { enter }
}
