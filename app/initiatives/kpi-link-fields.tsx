import { RadioGroup } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea } from '#app/ui/field.tsx'
import { confidenceNames, confidences, directionNames, directions } from './initiative.ts'

/** The hypothesis: what we expect to see, in which direction, how much, how sure. */
export function KpiLinkFields({ unit }: { unit?: string }) {
  return (
    <>
      <TextArea
        name="hypothesis"
        label="Hypothesis"
        hint="Because we … , we expect … . One or two sentences that can turn out wrong."
        rows={3}
      />
      <RadioGroup
        name="expectedDirection"
        label="Expected direction"
        segmented
        options={directions.map((value) => ({ value, label: directionNames[value] }))}
      />
      <NumberField
        name="expectedSize"
        label="Expected size"
        unit={unit}
        hint="By how much, in the KPI’s own unit. Leave it empty if nobody can say."
      />
      <RadioGroup
        name="confidence"
        label="Confidence"
        segmented
        options={confidences.map((value) => ({ value, label: confidenceNames[value] }))}
      />
    </>
  )
}
