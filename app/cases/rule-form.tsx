import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { optionsOf } from './case-fields.tsx'

interface RuleFormProps {
  schema: FormSchema
  values: Record<string, string>
  version?: number
  posts: { id: string; name: string }[]
  questions: { id: string; label: string; postName: string; scaleLow: number | null; scaleHigh: number | null }[]
  owners: { id: string; name: string }[]
  submit: string
  cancel: string
}

export function RuleForm({ schema, values, version, posts, questions, owners, submit, cancel }: RuleFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="rule" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="The cases it opens begin with it, such as “Unhappy with bags”."
          autoFocus={!version}
        />
        <Fieldset legend="Which responses" hint="All that is given must hold.">
          <ComboField name="listeningPostId" label="From" options={optionsOf(posts)} empty="Any post" />
          {questions.length > 0 && (
            <>
              <SelectField
                name="questionId"
                label="Score of"
                options={questions.map(({ id, label, postName, scaleLow, scaleHigh }) => ({
                  value: id,
                  label: `${label}, ${scaleLow} to ${scaleHigh}`,
                  group: postName,
                }))}
                empty="No score"
              />
              <div className="grid gap-4 sm:grid-cols-2">
                <NumberField name="scoreAtMost" label="at most" />
                <NumberField name="scoreAtLeast" label="at least" />
              </div>
            </>
          )}
          <TextArea name="words" label="Says" hint="One word or phrase a line; any of them." rows={3} />
        </Fieldset>
        <Fieldset legend="What happens">
          <NumberField name="dueHours" label="The customer hears from us within" unit="business hours" whole />
          <ComboField
            name="ownerId"
            label="Owner, where the step and the touchpoint have none"
            hint="First comes the process owner of the step, then of the touchpoint, then this person, then the post’s owner."
            options={optionsOf(owners)}
            empty="The post’s owner"
          />
          <NumberField
            name="lookBackDays"
            label="Looks at responses answered within"
            hint="Older ones open nothing, however many are imported."
            unit="days"
            whole
          />
          <NumberField
            name="dailyLimit"
            label="Opens at most"
            hint="The rest waits for the next day, and the rule says how many wait."
            unit="cases a day"
            whole
          />
        </Fieldset>
      </Form>
    </div>
  )
}
