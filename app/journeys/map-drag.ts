// Dragging a step or a phase by its handle. Nothing is drawn anew while the pointer moves: where it would go is marked on the page itself.

export interface Drop {
  kind: 'step' | 'phase'
  /** The phase it goes into, or the one it goes beside. */
  phaseId: string
  /** The step it goes beside; null: into a phase without steps. */
  stepId: string | null
  side: 'before' | 'after'
}

/** This close to the edge of the map it scrolls, in pixels. */
const edge = 56
const speed = 14

export function startDrag(
  event: PointerEvent,
  handle: HTMLElement,
  dragged: { kind: 'step' | 'phase'; id: string },
  onDrop: (drop: Drop) => void,
) {
  const board = handle.closest<HTMLElement>('.map-scroll')
  const self = handle.closest<HTMLElement>(dragged.kind === 'step' ? '[data-step]' : '[data-phase]')
  if (!board || !self || event.button !== 0) return
  event.preventDefault()
  let drop: Drop | null = null
  let marked: HTMLElement | null = null
  let scrolling = 0
  let began = false

  const mark = (element: HTMLElement | null, how = '') => {
    if (marked && marked !== element) delete marked.dataset.drop
    marked = element
    if (element) element.dataset.drop = how
  }
  const move = (at: PointerEvent) => {
    if (!began && Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) < 5) return
    if (!began) self.dataset.dragged = ''
    began = true
    const box = board.getBoundingClientRect()
    scrolling = at.clientX < box.left + edge ? -speed : at.clientX > box.right - edge ? speed : 0
    const under = document.elementFromPoint(at.clientX, at.clientY)
    drop = under && board.contains(under) ? dropAt(under, at, dragged.kind) : null
    if (!drop) return mark(null)
    const target = elementOf(board, drop)
    mark(target, drop.kind === 'step' && !drop.stepId ? 'into' : drop.side)
  }
  const scroll = setInterval(() => {
    if (scrolling) board.scrollLeft += scrolling
  }, 16)
  const end = (commit: boolean) => {
    clearInterval(scroll)
    mark(null)
    delete self.dataset.dragged
    for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener, true)
    if (commit && drop) onDrop(drop)
  }
  const listeners: [string, (event: never) => void][] = [
    ['pointermove', move as (event: never) => void],
    ['pointerup', () => end(began)],
    ['pointercancel', () => end(false)],
    [
      'keydown',
      ((key: KeyboardEvent) => {
        if (key.key !== 'Escape') return
        key.preventDefault()
        key.stopPropagation()
        end(false)
      }) as (event: never) => void,
    ],
  ]
  for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener, true)
}

function dropAt(under: Element, at: PointerEvent, kind: Drop['kind']): Drop | null {
  const phase = under.closest<HTMLElement>('[data-phase]')
  if (!phase) return null
  const phaseId = phase.dataset.phase!
  if (kind === 'phase') return { kind, phaseId, stepId: null, side: sideOf(phase, at) }
  const step = under.closest<HTMLElement>('[data-step]') ?? nearest(phase, at)
  return { kind, phaseId, stepId: step?.dataset.step ?? null, side: step ? sideOf(step, at) : 'after' }
}

/** On phones steps stand below each other. */
function sideOf(element: HTMLElement, at: PointerEvent): Drop['side'] {
  const box = element.getBoundingClientRect()
  const before = stacked() ? at.clientY < box.top + box.height / 2 : at.clientX < box.left + box.width / 2
  return before ? 'before' : 'after'
}

const stacked = () => window.matchMedia('(max-width: 39.99rem)').matches

function nearest(phase: HTMLElement, at: PointerEvent): HTMLElement | null {
  const steps = [...phase.querySelectorAll<HTMLElement>('[data-step]')]
  const away = (step: HTMLElement) => {
    const box = step.getBoundingClientRect()
    return stacked() ? Math.abs(box.top - at.clientY) : Math.abs(box.left + box.width / 2 - at.clientX)
  }
  return steps.sort((a, b) => away(a) - away(b))[0] ?? null
}

function elementOf(board: HTMLElement, drop: Drop): HTMLElement | null {
  if (drop.stepId) return board.querySelector(`[data-step="${drop.stepId}"]`)
  return board.querySelector(
    `[data-phase="${drop.phaseId}"] ${drop.kind === 'phase' ? '.map-phase-head' : '.map-empty'}`,
  )
}
