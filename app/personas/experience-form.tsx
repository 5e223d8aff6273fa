import { RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { HiddenField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import type { EvidenceKind } from '#app/evidence/evidence.ts'
import { experienceKinds, experienceNames } from './experience.ts'

interface ExperienceFormProps {
  schema: FormSchema
  /** Where it is sent to, where that is not the page it stands on. */
  action?: string
  values: object
  version?: number
  /** To choose from, for a new one. */
  personas?: { id: string; name: string }[]
  /** What a new one will rest on. */
  rests?: readonly { kind: EvidenceKind; id: string }[]
  submit: string
  cancel: string
}

/** What delights or pains a persona: which of the two, in one sentence. */
export function ExperienceForm({ personas, rests = [], values, ...form }: ExperienceFormProps) {
  return (
    <Form name="experience" {...form} values={values} draft>
      {rests.map(({ kind, id }) => (
        <HiddenField key={id} name={`${kind}Ids`} value={id} />
      ))}
      {personas && (
        <SelectField
          name="personaId"
          label="Persona"
          options={personas.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <RadioGroup
        name="kind"
        label="Does it delight or pain?"
        options={experienceKinds.map((value) => ({ value, label: experienceNames[value] }))}
        segmented
      />
      <TextField
        name="sentence"
        label="In one sentence"
        hint="As this persona would tell a friend: “At security nobody says how long it will take.”"
      />
    </Form>
  )
}
