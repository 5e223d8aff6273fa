import { ComboField } from '#app/ui/choice-field.tsx'

export interface PlaceChoices {
  touchpoints: { id: string; name: string }[]
  steps: { id: string; name: string; journeyName: string }[]
}

export const optionsOf = (rows: readonly { id: string; name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }))

/** Where in the journey a case belongs; its process owner follows from it. */
export function PlaceFields({ choices }: { choices: PlaceChoices }) {
  return (
    <>
      {choices.steps.length > 0 && (
        <ComboField
          name="journeyStepId"
          label="Step of the journey"
          hint="Where it happened. Its process owner gets the case."
          options={choices.steps.map(({ id, name, journeyName }) => ({ value: id, label: name, group: journeyName }))}
          empty="Not known"
        />
      )}
      {choices.touchpoints.length > 0 && (
        <ComboField name="touchpointId" label="Touchpoint" options={optionsOf(choices.touchpoints)} empty="Not known" />
      )}
    </>
  )
}
