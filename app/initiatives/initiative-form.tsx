import { CheckboxField, CheckboxGroup, ComboField } from '#app/ui/choice-field.tsx'
import { useBringingBack } from '#app/ui/earlier.tsx'
import { DateField, NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface Choices {
  members: { id: string; name: string }[]
  units: { id: string; name: string }[]
  coreValues: { id: string; name: string }[]
  outcomes: { id: string; title: string; horizon: number }[]
  personas: { id: string; name: string }[]
  gaps: { id: string; name: string }[]
}

interface InitiativeFormProps {
  schema: FormSchema
  values: Record<string, string | string[]>
  version?: number
  choices: Choices
  /** Whether the viewer may appoint owner and sponsor. */
  appoints: boolean
  /** The organisation's. */
  currency: string
  submit: string
  cancel: string
}

const options = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

/** The whole form of an initiative; new ones need a name and nothing else. */
export function InitiativeForm(props: InitiativeFormProps) {
  const { schema, values, version, choices, appoints, currency, submit, cancel } = props
  const bringingBack = useBringingBack()
  return (
    <div className="max-w-3xl">
      <Form name="initiative" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField name="name" label="Name" hint="What it does for customers, in a few words." autoFocus={!version} />
        <TextArea
          name="purpose"
          label="Purpose"
          hint="Why we do this, and what will be different when it is done."
          rows={5}
        />
        {appoints && (
          <Fieldset legend="Who">
            <ComboField
              name="ownerId"
              label="Accountable owner"
              hint="Exactly one person. They are asked to accept."
              options={options(choices.members)}
              empty="Nobody yet"
            />
            <ComboField
              name="sponsorId"
              label="Sponsor"
              hint="Clears the way."
              options={options(choices.members)}
              empty="Nobody yet"
            />
            <ComboField name="unitId" label="Unit" options={options(choices.units)} empty="No unit" />
            {version !== undefined && !bringingBack && (
              <TextArea
                name="ownerReason"
                label="Why the owner changes"
                hint="Only for a hand-over. It stands in the history, and the new owner reads it there."
                rows={2}
              />
            )}
          </Fieldset>
        )}
        <Fieldset legend="When">
          <DateField name="startsOn" label="Starts" />
          <DateField name="endsOn" label="Ends" />
        </Fieldset>
        <Fieldset
          legend="What it takes"
          hint="An estimate is enough: it is held against what the segments it is for are worth."
        >
          <NumberField name="effortDays" label="Effort" unit="person-days" />
          <NumberField name="budget" label="Budget" unit={currency} />
        </Fieldset>
        <Fieldset legend="What it serves" hint="An initiative that serves no value and no outcome counts as ad hoc.">
          {choices.outcomes.length > 0 && (
            <CheckboxGroup
              name="outcomeIds"
              label="Outcomes"
              options={choices.outcomes.map(({ id, title, horizon }) => ({
                value: id,
                label: `Year ${horizon}: ${title}`,
              }))}
            />
          )}
          {choices.coreValues.length > 0 && (
            <CheckboxGroup name="coreValueIds" label="Values" options={options(choices.coreValues)} />
          )}
          <TextArea name="adHocReason" label="Why it may be ad hoc" hint="Only where it serves neither." rows={2} />
        </Fieldset>
        {choices.gaps.length > 0 && (
          <CheckboxGroup name="gapIds" label="Gaps it closes" options={options(choices.gaps)} />
        )}
        <Fieldset legend="What it touches">
          <CheckboxField name="aboutPeople" label="People" hint="Skills, roles, attitudes" />
          <CheckboxField name="aboutProcess" label="Process" hint="How work flows" />
          <CheckboxField name="aboutTechnology" label="Technology" hint="Tools and systems" />
        </Fieldset>
        {choices.personas.length > 0 && (
          <CheckboxGroup name="personaIds" label="For whom" options={options(choices.personas)} />
        )}
      </Form>
    </div>
  )
}
