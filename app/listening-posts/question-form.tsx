import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { measured, measuredNames, scoreKindNames } from './listening-post.ts'

interface QuestionFormProps {
  schema: FormSchema
  values: object
  version?: number
  submit: string
  cancel: string
  touchpoints: readonly { id: string; name: string }[]
}

const kinds = [
  ...Object.entries(scoreKindNames).map(([value, label]) => ({ value, label: `Score: ${label}` })),
  { value: 'comment', label: 'Comment' },
  { value: 'choice', label: 'Choice' },
]

/** Kind and scale are asked of a new question only: answers are given on them. */
export function QuestionForm({ schema, values, version, submit, cancel, touchpoints }: QuestionFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="question" schema={schema} values={values} version={version} submit={submit} cancel={cancel}>
        <TextField
          name="label"
          label="Short name"
          hint="For tables and charts, such as “Waiting at security”."
          autoFocus={!version}
        />
        <TextArea name="wording" label="As customers are asked" rows={2} />
        {!version && (
          <>
            <SelectField name="kind" label="What it is" options={kinds} />
            <div className="grid gap-5 sm:grid-cols-3">
              <NumberField name="scaleLow" label="Lowest figure" hint="Of a score." />
              <NumberField name="scaleHigh" label="Highest figure" hint="Of a score." />
              <NumberField name="topFrom" label="Satisfied from" hint="CSAT only." />
            </div>
          </>
        )}
        <TextField
          name="notUsed"
          label="Codes that are no answer"
          hint="Parted by commas, such as “0, 6”. They are never averaged; responses that are there already stay as they are."
        />
        <TextField
          name="sourceKey"
          label="Code in the source"
          hint="What the survey tool or program calls it: the heading of its column, or the id of the question. By it, answers that come in live find their question."
        />
        <ComboField
          name="touchpointId"
          label="Touchpoint it asks about"
          options={touchpoints.map(({ id, name }) => ({ value: id, label: name }))}
          empty="The post’s own"
        />
        <SelectField
          name="measures"
          label="What it tells of the steps its post covers"
          options={measured.map((value) => ({ value, label: measuredNames[value] }))}
          empty="None of these"
        />
      </Form>
    </div>
  )
}
