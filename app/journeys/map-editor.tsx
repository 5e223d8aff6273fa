import { ArrowLeft, ArrowRight, ClipboardPaste, GripVertical, Keyboard, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { paths } from '#app/paths.ts'
import { Button, IconButton, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { useHydrated } from '#app/ui/hydrated.ts'
import { EditKeys } from './edit-keys.tsx'
import { InlineForm } from './inline-form.tsx'
import { MapBoard } from './map-board.tsx'
import { startDrag } from './map-drag.ts'
import type { MapPhase, MapStep, RemovedPart } from './map-page.server.ts'
import { PlainPhaseTools, PlainStepTools } from './plain-tools.tsx'
import { Removed } from './removed.tsx'
import { type Editing, newId, useMapEditor } from './use-map-editor.ts'

interface MapEditorProps {
  map: { id: string; journeyId: string }
  phases: readonly MapPhase[]
  removed: readonly RemovedPart[]
  org: string
  label: string
}

/** A map while it is drawn: by keyboard, by drag, and without JavaScript by the forms beside each name. */
export function MapEditor({ map, phases: saved, removed, org, label }: MapEditorProps) {
  const hydrated = useHydrated()
  const [help, setHelp] = useState(false)
  const editor = useMapEditor({ map, saved, removed, org, onHelp: () => setHelp(true) })
  const { phases, editing, active } = editor
  const here = [org, map.journeyId, map.id] as const
  const inline = (open: Editing) => (
    <InlineForm
      key={`${open.kind} ${open.id ?? ''} ${open.answer ? 'again' : ''}`}
      label={open.kind.endsWith('phase') ? 'Name of the phase' : 'Name of the step'}
      values={open.values}
      answer={open.answer}
      onSave={editor.save}
      onCancel={editor.cancel}
    />
  )
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {hydrated ? (
          <Button icon={Plus} onClick={() => editor.newPhase(null)}>
            Add a phase
          </Button>
        ) : (
          <LinkButton href={paths.newJourneyPhase(...here)} icon={Plus}>
            Add a phase
          </LinkButton>
        )}
        <LinkButton href={paths.journeyMapCopies(...here)} icon={ClipboardPaste} variant="quiet">
          Copy steps into this map…
        </LinkButton>
        {hydrated && (
          <Button icon={Keyboard} variant="quiet" onClick={() => setHelp(true)}>
            Keys
          </Button>
        )}
        <p role="status" className="min-w-0 text-sm text-ink-muted">
          {editor.said}
          {editor.undo && (
            <button type="button" className="link ms-2 min-h-6" onClick={editor.undo}>
              Undo
            </button>
          )}
        </p>
      </div>
      {editor.problem && (
        <p role="alert" className="rounded-md border border-bad/40 bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
          {editor.problem}
        </p>
      )}
      {phases.length ? (
        <div onKeyDown={editor.onKeyDown} ref={editor.board} className="min-w-0">
          <MapBoard
            phases={phases}
            org={org}
            label={label}
            phaseHead={(phase, index) =>
              editing && (phase.id === editing.id || phase.id === newId) && editing.kind.endsWith('phase') ? (
                inline(editing)
              ) : (
                <div className="flex items-center gap-1">
                  {hydrated && <Grip part={phase} kind="phase" onDrop={editor.drop} />}
                  <Name
                    part={phase}
                    active={active === phase.id}
                    hydrated={hydrated}
                    level={3}
                    onEdit={() => editor.edit(phase.id)}
                  />
                  {hydrated ? (
                    <Tools part={phase} shown={active === phase.id} editor={editor} />
                  ) : (
                    <PlainPhaseTools
                      phase={phase}
                      place={index + 1}
                      last={index === phases.length - 1}
                      org={org}
                      add={paths.newJourneyStep(...here, { phase: phase.id })}
                    />
                  )}
                </div>
              )
            }
            stepHead={(step, phase) =>
              editing && (step.id === editing.id || step.id === newId) && editing.kind.endsWith('step') ? (
                inline(editing)
              ) : (
                <div className="grid gap-1">
                  <div className="flex items-start gap-1">
                    {hydrated && <Grip part={step} kind="step" onDrop={editor.drop} />}
                    <Name
                      part={step}
                      active={active === step.id}
                      hydrated={hydrated}
                      level={4}
                      onEdit={() => editor.edit(step.id)}
                    />
                  </div>
                  {hydrated ? (
                    <Tools part={step} shown={active === step.id} editor={editor} />
                  ) : (
                    <PlainStepTools
                      step={step}
                      phases={phases}
                      org={org}
                      add={paths.newJourneyStep(...here, { phase: phase.id, after: step.id })}
                    />
                  )}
                </div>
              )
            }
            emptyPhase={(phase) =>
              hydrated ? (
                <Button size="small" icon={Plus} onClick={() => editor.newStep(phase.id, null)}>
                  Add a step
                </Button>
              ) : (
                'No step yet.'
              )
            }
          />
        </div>
      ) : (
        <EmptyState title="Begin with a phase">
          Two or three phases are enough to begin: before, during, after. Then write down the steps of each.
        </EmptyState>
      )}
      <Removed removed={removed} org={org} />
      <EditKeys open={help} onOpenChange={setHelp} />
    </>
  )
}

type Part = Pick<MapPhase, 'id' | 'name'>
type Editor = ReturnType<typeof useMapEditor>

function Name({
  part,
  active,
  hydrated,
  level,
  onEdit,
}: {
  part: Part
  active: boolean
  hydrated: boolean
  level: 3 | 4
  onEdit: () => void
}) {
  const Heading = level === 3 ? 'h3' : 'h4'
  return (
    <Heading dir="auto" className="min-w-0 font-semibold">
      {hydrated ? (
        <button
          type="button"
          data-head={part.id}
          tabIndex={active ? 0 : -1}
          onClick={onEdit}
          className="min-h-6 rounded-xs text-start hover:underline"
        >
          {part.name}
        </button>
      ) : (
        part.name
      )}
    </Heading>
  )
}

function Grip({ part, kind, onDrop }: { part: Part; kind: 'step' | 'phase'; onDrop: Editor['drop'] }) {
  return (
    <span
      aria-hidden
      title="Drag to move"
      className="map-handle inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-muted hover:bg-sunken"
      onPointerDown={(event) =>
        startDrag(event.nativeEvent, event.currentTarget, { kind, id: part.id }, (drop) => onDrop(part.id, drop))
      }
    >
      <GripVertical className="size-4" />
    </span>
  )
}

/** Buttons beside the name that has the focus; the others’ are out of the way. */
function Tools({ part, shown, editor }: { part: Part | MapStep; shown: boolean; editor: Editor }) {
  const { id, name } = part
  if (!shown || id === newId) return null
  return (
    <div className="flex flex-wrap gap-0.5" role="group" aria-label={name}>
      <IconButton
        size="small"
        icon={ArrowLeft}
        label={`Move ${name} earlier`}
        onClick={() => editor.move(id, 'earlier')}
      />
      <IconButton
        size="small"
        icon={ArrowRight}
        label={`Move ${name} later`}
        onClick={() => editor.move(id, 'later')}
      />
      <IconButton size="small" icon={Pencil} label={`Edit ${name}`} onClick={() => editor.edit(id)} />
      <IconButton size="small" icon={Plus} label={`Add a step behind ${name}`} onClick={() => editor.addBehind(id)} />
      <IconButton size="small" icon={Trash2} label={`Remove ${name}`} onClick={() => editor.remove(id)} />
    </div>
  )
}
