/** What can be done to a step or phase without JavaScript: ordinary forms and links. */
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { buttonLook } from '#app/ui/button.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useFormKey } from '#app/ui/organisation.ts'
import { type Ordered, neighbour } from './journey-map.ts'

interface Part {
  id: string
  name: string
  version: number
}

export function PlainStepTools({
  step,
  phases,
  org,
  add,
}: {
  step: Part
  phases: readonly Ordered[]
  org: string
  add: string
}) {
  const [earlier, later] = [neighbour(phases, step.id, 'earlier'), neighbour(phases, step.id, 'later')]
  const action = paths.journeyStepPosition(org, step.id)
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      <Move to={earlier} way="earlier" action={action} part={step} />
      <Move to={later} way="later" action={action} part={step} />
      <TextLink href={paths.journeyStepWords(org, step.id)}>Rename</TextLink>
      <TextLink href={add}>Add after</TextLink>
      <TextLink href={paths.journeyStepArchive(org, step.id)}>Remove</TextLink>
    </div>
  )
}

export function PlainPhaseTools({
  phase,
  place,
  last,
  org,
  add,
}: {
  phase: Part
  place: number
  last: boolean
  org: string
  add: string
}) {
  const action = paths.journeyPhasePosition(org, phase.id)
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      <Move to={place > 1 ? { place: place - 1 } : null} way="earlier" action={action} part={phase} />
      <Move to={last ? null : { place: place + 1 }} way="later" action={action} part={phase} />
      <TextLink href={paths.editJourneyPhase(org, phase.id)}>Rename</TextLink>
      <TextLink href={add}>Add a step</TextLink>
      <TextLink href={paths.journeyPhaseArchive(org, phase.id)}>Remove</TextLink>
    </div>
  )
}

interface MoveProps {
  to: { place: number; phaseId?: string } | null
  way: 'earlier' | 'later'
  action: string
  part: Part
}

function Move({ to, way, action, part }: MoveProps) {
  const formKey = useFormKey()
  const Icon = way === 'earlier' ? ArrowLeft : ArrowRight
  if (!to) return null
  return (
    <form method="post" action={action}>
      <HiddenField name="_form" value="map" />
      <HiddenField name="_key" value={formKey} />
      {to.phaseId && <HiddenField name="phaseId" value={to.phaseId} />}
      <HiddenField name="place" value={to.place} />
      <HiddenField name="version" value={part.version} />
      <button
        type="submit"
        title={`Move ${way}`}
        aria-label={`Move ${part.name} ${way}`}
        className={buttonLook('quiet', 'small')}
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </form>
  )
}
