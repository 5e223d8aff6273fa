import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { HiddenField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { mostQuote } from './story.ts'

interface Named {
  id: string
  name: string
}
interface StoryFormProps {
  schema: FormSchema
  values: object
  version?: number
  choices: {
    personas: Named[]
    steps: (Named & { journey: string })[]
    touchpoints: Named[]
    initiatives: Named[]
    members: Named[]
  }
  /** Where the words were read first. */
  responseId?: string
  submit: string
  cancel: string
}

const named = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

/** The customer's words first, then where it was and what came of it. Nothing of it is kept in the browser as a draft. */
export function StoryForm({ schema, values, version, choices, responseId, submit, cancel }: StoryFormProps) {
  const isNew = version === undefined
  return (
    <div className="max-w-2xl">
      <Form name="story" schema={schema} values={values} version={version} submit={submit} cancel={cancel}>
        {isNew && <HiddenField name="responseId" value={responseId} />}
        <TextField
          name="title"
          label="Title"
          hint="In your words, without the customer’s name: it stays in the history for good."
          placeholder="A bag that came home a day late"
          autoFocus={isNew}
        />
        <Fieldset legend="In the customer’s words">
          <TextArea
            name="quote"
            label="Quote"
            hint="As they said it; leave out what is beside the point. E-mail addresses, phone and card numbers are masked."
            rows={5}
            max={mostQuote}
          />
          <TextField
            name="pseudonym"
            label="What we call the customer"
            hint="Not their real name, and nothing that leads to them: “Ms K., frequent flyer”."
            placeholder="Ms K., frequent flyer"
            wide
          />
          {choices.personas.length > 0 && (
            <ComboField name="personaId" label="Persona" options={named(choices.personas)} empty="No persona" />
          )}
        </Fieldset>
        <Fieldset legend="Where it happened">
          {choices.steps.length > 0 && (
            <SelectField
              name="journeyStepId"
              label="Step of the journey"
              options={choices.steps.map(({ id, name, journey }) => ({ value: id, label: name, group: journey }))}
              empty="No step"
            />
          )}
          {choices.touchpoints.length > 0 && (
            <ComboField
              name="touchpointId"
              label="Touchpoint"
              options={named(choices.touchpoints)}
              empty="No touchpoint"
            />
          )}
        </Fieldset>
        <Fieldset legend="What came of it">
          <TextArea
            name="outcome"
            label="For this customer, and for the next"
            hint="What was changed, or that nothing has changed yet. In your words: it stays in the history."
            rows={3}
            max={2000}
          />
          {choices.initiatives.length > 0 && (
            <ComboField
              name="initiativeId"
              label="Initiative behind it"
              options={named(choices.initiatives)}
              empty="No initiative"
            />
          )}
        </Fieldset>
        <ComboField
          name="ownerId"
          label="Owner"
          hint="Keeps the consent: is asked before it ends."
          options={named(choices.members)}
          empty="Nobody"
        />
      </Form>
    </div>
  )
}
