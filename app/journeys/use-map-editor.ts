// What a map's editor does: moves, edits in place, adds, removes, copies and pastes, by key and by pointer.
import { useNavigate } from '@remix-run/react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'
import type { FormAnswer } from '#app/ui/schema.ts'
import { useShortcutsAllowed } from '#app/ui/shortcuts.ts'
import type { Typed } from './inline-form.tsx'
import { type Place, neighbour, withMoved, withStepMoved } from './journey-map.ts'
import type { Drop } from './map-drag.ts'
import type { MapPhase, MapStep, RemovedPart } from './map-page.server.ts'
import { copied, rememberCopied } from './step-clipboard.ts'
import { type Saved, useEdits } from './use-edits.ts'

/** What is being added has no id yet. */
export const newId = 'new'

export interface Editing {
  kind: 'step' | 'phase' | 'new-step' | 'new-phase'
  id?: string
  version: number
  /** Where something new goes. */
  phaseId?: string
  after: string | null
  values: Typed
  answer?: FormAnswer
}

interface Given {
  map: { id: string; journeyId: string }
  saved: readonly MapPhase[]
  removed: readonly RemovedPart[]
  org: string
  onHelp: () => void
}

export function useMapEditor({ map, saved, removed, org, onHelp }: Given) {
  const data = useMemo<Saved>(() => ({ phases: saved, removed }), [saved, removed])
  const { phases: current, versionsToCome, add } = useEdits(data)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [chosen, setActive] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')
  const [undoable, setUndoable] = useState<string[]>([])
  const board = useRef<HTMLDivElement>(null)
  const wanted = useRef<string | null>(null)
  /** What was asked for behind a part that is still on its way. */
  const then = useRef<'step' | 'phase' | null>(null)
  const letters = useShortcutsAllowed()
  const navigate = useNavigate()
  const here = [org, map.journeyId, map.id] as const

  const phases = useMemo(() => (editing ? withNew(current, editing) : current), [current, editing])
  const partOf = (id: string) => findPart(current, id)
  const active = chosen && partOf(chosen) ? chosen : (current[0]?.steps[0]?.id ?? current[0]?.id ?? null)

  useEffect(() => {
    const head = wanted.current && board.current?.querySelector<HTMLElement>(`[data-head="${wanted.current}"]`)
    if (!head) return
    wanted.current = null
    head.focus({ preventScroll: true })
    head.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const go = (id: string | null | undefined) => {
    if (!id) return
    setActive(id)
    wanted.current = id
  }

  const refused = (answer: FormAnswer) =>
    setProblem(
      answer.conflict
        ? 'Somebody changed this meanwhile. The map shows how it is now: try again.'
        : (Object.values(answer.errors)[0] ?? answer.message),
    )
  const begin = (words: string) => {
    setProblem('')
    setSaid(words)
  }

  // ── Moving ────────────────────────────────────────────────────────────────────────────────────────────────────────

  function place(id: string, to: Place) {
    const step = partOf(id)
    const phase = current.find((one) => one.id === to.phaseId)
    if (!step || !phase) return
    const words = `“${step.name}” is now at place ${to.place} of “${phase.name}”.`
    begin(words)
    go(id)
    add({
      action: paths.journeyStepPosition(org, id),
      part: id,
      fields: ({ phases: now }) => {
        const found = findPart(now, id)
        return found && { phaseId: to.phaseId, place: to.place, version: found.version }
      },
      shown: (shown) => withStepMoved(shown, id, to),
      said: words,
      refused,
    })
  }

  function placePhase(id: string, to: number) {
    const phase = partOf(id)
    if (!phase || to < 1 || to > current.length) return
    const words = `Phase “${phase.name}” is now at place ${to} of ${current.length}.`
    begin(words)
    go(id)
    add({
      action: paths.journeyPhasePosition(org, id),
      part: id,
      fields: ({ phases: now }) => {
        const found = findPart(now, id)
        return found && { place: to, version: found.version }
      },
      shown: (shown) => withMoved(shown, id, to),
      said: words,
      refused,
    })
  }

  function move(id: string, way: 'earlier' | 'later') {
    const index = current.findIndex((phase) => phase.id === id)
    if (index >= 0) return placePhase(id, index + (way === 'earlier' ? 0 : 2))
    const to = neighbour(current, id, way)
    if (to) place(id, to)
    else setSaid(way === 'earlier' ? 'This is the first step.' : 'This is the last step.')
  }

  function drop(id: string, to: Drop) {
    if (to.kind === 'phase') {
      const rest = current.filter((phase) => phase.id !== id)
      const at = rest.findIndex((phase) => phase.id === to.phaseId)
      if (at >= 0) placePhase(id, at + (to.side === 'before' ? 1 : 2))
      return
    }
    const rest = current.find((phase) => phase.id === to.phaseId)?.steps.filter((step) => step.id !== id) ?? []
    if (to.stepId === id) return
    const at = rest.findIndex((step) => step.id === to.stepId)
    place(id, { phaseId: to.phaseId, place: at < 0 ? rest.length + 1 : at + (to.side === 'before' ? 1 : 2) })
  }

  // ── Editing where it stands ───────────────────────────────────────────────────────────────────────────────────────

  function edit(id: string) {
    const part = partOf(id)
    if (!part || id === newId) return
    setActive(id)
    setProblem('')
    const { name } = part
    const version = part.version + versionsToCome(id)
    const description = 'description' in part ? part.description : null
    setEditing({
      kind: description === null ? 'phase' : 'step',
      id,
      version,
      after: null,
      values: { name, description },
    })
  }

  const newStep = (phaseId: string, after: string | null) =>
    setEditing({ kind: 'new-step', version: 0, phaseId, after, values: { name: '', description: '' } })
  const newPhase = (after: string | null) =>
    setEditing({ kind: 'new-phase', version: 0, after, values: { name: '', description: null } })

  function addNext(all: Phases, id: string, kind: 'step' | 'phase') {
    const phase = phaseOf(all, id)
    if (kind === 'phase') newPhase(phase?.id ?? null)
    else if (phase) newStep(phase.id, phase.id === id ? (phase.steps.at(-1)?.id ?? null) : id)
  }
  /** A step behind a step, or the last of a phase. */
  const addBehind = (id: string) => addNext(current, id, 'step')

  function cancel() {
    const id = editing?.id ?? editing?.after ?? editing?.phaseId ?? active
    setEditing(null)
    go(id)
  }

  function save(typed: Typed) {
    if (!editing) return
    const open = { ...editing, values: typed }
    setEditing(null)
    const again = (answer: FormAnswer) => {
      setSaid('')
      setEditing({ ...open, version: answer.conflict?.version ?? open.version, answer })
    }
    const words =
      typed.description === null ? { name: typed.name } : { name: typed.name, description: typed.description }
    if (open.id) {
      const id = open.id
      const version = open.answer?.conflict?.version ?? open.version
      begin(`“${typed.name}” saved.`)
      go(id)
      add({
        action: open.kind === 'phase' ? paths.editJourneyPhase(org, id) : paths.journeyStepWords(org, id),
        part: id,
        fields: () => ({ ...words, version }),
        shown: (shown) => withWords(shown, id, words),
        said: 'Saved.',
        refused: again,
      })
      return
    }
    const before = idsOf(current)
    begin(`“${typed.name}” added.`)
    go(newId)
    then.current = null
    add({
      action: open.kind === 'new-phase' ? paths.newJourneyPhase(...here) : paths.newJourneyStep(...here),
      fields: () => ({ ...words, after: open.after ?? '', ...(open.phaseId ? { phaseId: open.phaseId } : {}) }),
      shown: (shown) => withNew(shown, open),
      said: 'Added.',
      done: ({ phases: now }) => {
        const id = idsOf(now).find((one) => !before.includes(one))
        go(id)
        if (id && then.current) addNext(now, id, then.current)
      },
      refused: again,
    })
  }

  // ── Removing, and bringing back ───────────────────────────────────────────────────────────────────────────────────

  function remove(id: string) {
    const part = partOf(id)
    if (!part) return
    const order = orderOf(current, id)
    const at = order.indexOf(id)
    begin(`“${part.name}” removed.`)
    go(order[at + 1] ?? order[at - 1] ?? phaseOf(current, id)?.id)
    const isPhase = current.some((phase) => phase.id === id)
    add({
      action: isPhase ? paths.journeyPhaseArchive(org, id) : paths.journeyStepArchive(org, id),
      fields: ({ phases: now }) => {
        const found = findPart(now, id)
        return found && { reason: '', version: found.version }
      },
      shown: (shown) => withoutPart(shown, id),
      said: 'Removed.',
      done: () => setUndoable((all) => [...all, id]),
      refused,
    })
  }

  function undoRemoval() {
    const id = undoable.at(-1)
    const part = removed.find((one) => one.id === id)
    if (!id || !part) return
    setUndoable((all) => all.slice(0, -1))
    begin(`“${part.name}” is back.`)
    add({
      action: part.kind === 'phase' ? paths.journeyPhaseArchive(org, id) : paths.journeyStepArchive(org, id),
      fields: ({ removed: now }) => {
        const found = now.find((one) => one.id === id)
        return found ? { reason: '', version: found.version } : null
      },
      shown: (shown) => shown,
      said: 'Back.',
      done: () => go(id),
      refused,
    })
  }

  // ── Copying ───────────────────────────────────────────────────────────────────────────────────────────────────────

  function copy(id: string) {
    const phase = current.find((one) => one.id === id)
    const steps = phase ? phase.steps : [partOf(id)].filter((part) => part !== undefined)
    if (!steps.length) return
    rememberCopied(org, steps)
    begin(steps.length === 1 ? `“${steps[0]!.name}” copied.` : `${steps.length} steps copied.`)
  }

  function paste(id: string) {
    const phase = phaseOf(current, id)
    const clip = copied(org)
    if (!phase || !clip.length) return setSaid('No step has been copied yet.')
    const before = idsOf(current)
    begin(`${clip.length === 1 ? 'One step' : `${clip.length} steps`} put into “${phase.name}”.`)
    add({
      action: paths.journeyMapCopies(...here),
      fields: () => ({ stepIds: clip, phaseId: phase.id, after: phase.id === id ? '' : id }),
      shown: (shown) => shown,
      said: 'Pasted.',
      done: ({ phases: now }) => go(idsOf(now).find((one) => !before.includes(one))),
      refused,
    })
  }

  // ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  function onKeyDown(event: KeyboardEvent) {
    const id = (event.target as HTMLElement).dataset?.head
    if (!id || event.nativeEvent.isComposing) return
    const order = orderOf(current, id)
    const at = order.indexOf(id)
    const phase = phaseOf(current, id)
    const mod = event.ctrlKey || event.metaKey
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const plain = !mod && !event.altKey
    const run: Record<string, (() => void) | undefined> = event.altKey
      ? { ArrowLeft: () => move(id, 'earlier'), ArrowRight: () => move(id, 'later') }
      : mod
        ? {
            z: undoRemoval,
            c: window.getSelection()?.toString() ? undefined : () => copy(id),
            v: () => paste(id),
          }
        : {
            ArrowLeft: () => go(order[at - 1]),
            ArrowRight: () => go(order[at + 1]),
            ArrowUp: () => go(phase?.id),
            ArrowDown: () => go(phase?.id === id ? phase.steps[0]?.id : undefined),
            Home: () => go(order[0]),
            End: () => go(order.at(-1)),
            F2: () => edit(id),
            Delete: () => remove(id),
            Backspace: () => remove(id),
            n: () => addNext(current, id, event.shiftKey ? 'phase' : 'step'),
            o: phase?.id === id ? undefined : () => navigate(paths.journeyStep(org, id)),
            '?': onHelp,
          }
    const does = run[key]
    if (!does || (plain && key.length === 1 && !letters)) return
    event.preventDefault()
    if (id !== newId) does()
    else if (key === 'n') then.current = event.shiftKey ? 'phase' : 'step'
  }

  return {
    ...{ phases, editing, active, said, problem, board, onKeyDown },
    ...{ move, drop, edit, save, cancel, remove, newStep, newPhase, addBehind },
    undo: undoable.length && removed.some(({ id }) => id === undoable.at(-1)) ? undoRemoval : null,
  }
}

// ── Maps as lists ───────────────────────────────────────────────────────────────────────────────────────────────────

type Phases = readonly MapPhase[]

const findPart = (phases: Phases, id: string): MapPhase | MapStep | undefined =>
  phases.find((phase) => phase.id === id) ?? phases.flatMap(({ steps }) => steps).find((step) => step.id === id)
const phaseOf = (phases: Phases, id: string) =>
  phases.find((phase) => phase.id === id || phase.steps.some((step) => step.id === id))
const idsOf = (phases: Phases) => phases.flatMap(({ id, steps }) => [id, ...steps.map((step) => step.id)])
/** What left and right lead through: phases from a phase, steps from a step. */
const orderOf = (phases: Phases, id: string) =>
  phases.some((phase) => phase.id === id)
    ? phases.map((phase) => phase.id)
    : phases.flatMap(({ steps }) => steps.map((step) => step.id))

const withWords = (phases: Phases, id: string, words: { name: string; description?: string }): Phases =>
  phases.map((phase) =>
    phase.id === id
      ? { ...phase, ...words }
      : { ...phase, steps: phase.steps.map((step) => (step.id === id ? { ...step, ...words } : step)) },
  )

const withoutPart = (phases: Phases, id: string): Phases =>
  phases.flatMap((phase) =>
    phase.id === id ? [] : [{ ...phase, steps: phase.steps.filter((step) => step.id !== id) }],
  )

/** The map with what is being added where it will stand. */
function withNew(phases: Phases, editing: Editing): Phases {
  const { name, description } = editing.values
  if (editing.kind === 'new-phase') {
    const at = editing.after ? phases.findIndex((phase) => phase.id === editing.after) + 1 : phases.length
    return [...phases.slice(0, at), { id: newId, name, version: 0, steps: [] }, ...phases.slice(at)]
  }
  if (editing.kind !== 'new-step') return phases
  return phases.map((phase) => {
    if (phase.id !== editing.phaseId) return phase
    const at = editing.after ? phase.steps.findIndex((step) => step.id === editing.after) + 1 : phase.steps.length
    const step = { ...emptyStep, name, description: description ?? '' }
    return { ...phase, steps: [...phase.steps.slice(0, at), step, ...phase.steps.slice(at)] }
  })
}

const emptyStep: MapStep = {
  ...{ id: newId, name: '', version: 0, description: '', lineId: '', cameFromId: null, touchpoint: null },
  ...{ ownerId: null, ownerName: null, ratings: { success: null, effort: null, emotion: null }, ratingNote: '' },
  ...{ evidenceGrade: 'assumed', grade: 'assumed', kpis: [], posts: [], observations: 0, gaps: 0 },
}
