import type { EvidenceKind } from '#app/evidence/evidence.ts'
import { ComboField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { HiddenField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { axisHints, axisNames, barrierNames, barriers, points } from './gap.ts'

interface Step {
  id: string
  name: string
  journey: string
  kind: 'as-is' | 'to-be'
}
interface Named {
  id: string
  name: string
}
export interface GapChoices {
  steps: Step[]
  touchpoints: Named[]
  personas: Named[]
  segments: Named[]
  members: Named[]
}

interface GapFormProps {
  schema: FormSchema
  values: object
  version?: number
  choices: GapChoices
  /** What a new gap will rest on. */
  rests?: readonly { kind: EvidenceKind; id: string; title: string }[]
  submit: string
  cancel: string
}

const named = (rows: Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }))
const steps = (rows: Step[], kind: Step['kind']) =>
  rows.filter((row) => row.kind === kind).map(({ id, name, journey }) => ({ value: id, label: name, group: journey }))
const scale = points.map((value) => ({ value, label: value }))

/** The whole form of a gap: where, how far apart, who feels it, what stands in the way. */
export function GapForm({ schema, values, version, choices, rests = [], submit, cancel }: GapFormProps) {
  const [asIs, toBe] = [steps(choices.steps, 'as-is'), steps(choices.steps, 'to-be')]
  return (
    <div className="max-w-3xl">
      <Form name="gap" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        {rests.map(({ kind, id }) => (
          <HiddenField key={id} name={`${kind}Ids`} value={id} />
        ))}
        <TextField
          name="name"
          label="Name"
          hint="What customers miss, in a few words: “Nobody says how long the queue is”."
          autoFocus={version === undefined}
        />
        <TextArea name="description" label="What is it like today, and what is it to be?" rows={4} />
        <Fieldset
          legend="Where"
          hint="A step as it is and the same step as it is to be; a touchpoint where no map has it yet. One of them is needed."
        >
          <div className="grid gap-5 sm:grid-cols-2">
            {asIs.length > 0 && <SelectField name="asIsStepId" label="Step as it is" options={asIs} empty="No step" />}
            {toBe.length > 0 && (
              <SelectField name="toBeStepId" label="Step as it is to be" options={toBe} empty="No step" />
            )}
            <ComboField
              name="touchpointId"
              label="Touchpoint"
              options={named(choices.touchpoints)}
              empty="No touchpoint"
            />
          </div>
        </Fieldset>
        <Fieldset legend="How much">
          <div className="grid gap-5">
            {(['size', 'value', 'effort'] as const).map((axis) => (
              <RadioGroup
                key={axis}
                name={axis}
                label={axisNames[axis]}
                hint={axisHints[axis]}
                options={axis === 'size' ? scale : [{ value: '', label: '–' }, ...scale]}
                segmented
              />
            ))}
          </div>
        </Fieldset>
        <Fieldset legend="Who and why">
          <div className="grid gap-5 sm:grid-cols-2">
            <SelectField
              name="personaId"
              label="Persona who feels it"
              options={named(choices.personas)}
              empty="No one persona"
            />
            <SelectField
              name="segmentId"
              label="Segment who feels it"
              options={named(choices.segments)}
              empty="No one segment"
            />
            <SelectField
              name="barrier"
              label="What stands in the way"
              options={barriers.map((value) => ({ value, label: barrierNames[value] }))}
            />
            <ComboField
              name="ownerId"
              label="Owner"
              hint="Who sees to it."
              options={named(choices.members)}
              empty="Nobody yet"
            />
          </div>
        </Fieldset>
      </Form>
    </div>
  )
}
