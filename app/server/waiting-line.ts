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

/** For what brings more than a form does, while it arrives: it goes to disk, so only places for files and connections are used up. */
export const arrivingLine: LineRules = { active: 60, reads: 0, writes: 100, patience: 25_000 }

/** For the same once it has arrived: reading a large file takes memory and time, so few are at a time. */
export const uploadLine: LineRules = { active: 2, reads: 0, writes: 200, patience: 25_000 }

export type Leave = () => void

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

/** A request's place, until it leaves. */
export interface Turn {
  leave: Leave
  /** For what brings much: gives up the place it had while arriving, and waits for one to be dealt with; false if there is none. */
  received?: () => Promise<boolean>
}

export interface Lines {
  line?: LineRules
  arriving?: LineRules
  uploads?: LineRules
}

/** Whoever brings much arrives apart from the others, then waits among their like first, and keeps nobody else waiting. */
export function makeTurns(rules: Lines) {
  const line = makeLine(rules.line ?? usualLine)
  const arriving = makeLine(rules.arriving ?? arrivingLine)
  const uploads = makeLine(rules.uploads ?? uploadLine)
  return async (kind: 'read' | 'write' | 'upload'): Promise<Turn | undefined> => {
    const first = await (kind === 'upload' ? arriving.enter('write') : line.enter(kind))
    if (!first) return undefined
    const places = [first]
    let over = false
    const leavePlaces = () => places.splice(0).forEach((leave) => leave())
    const leave = () => {
      over = true
      leavePlaces()
    }
    if (kind !== 'upload') return { leave }
    const received = async () => {
      leavePlaces()
      for (const next of [uploads, line]) {
        const place = await next.enter('write')
        if (place) places.push(place)
        if (!place || over) {
          leavePlaces()
          return false
        }
      }
      return true
    }
    return { leave, received }
  }
}
