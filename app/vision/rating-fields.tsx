import { RadioGroup } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { ratingForm, ratingNames, ratings } from './rating.ts'

interface RatingFieldsProps {
  action: string
  /** What the viewer said today already, if anything. */
  values: { rating: string; comment: string }
  submit: string
  cancel?: string
}

/** One rating with its comment. */
export function RatingFields({ action, values, submit, cancel }: RatingFieldsProps) {
  return (
    <Form name="rating" schema={ratingForm} values={values} action={action} submit={submit} cancel={cancel}>
      <RadioGroup
        name="rating"
        label="How much is it so today?"
        hint={`1 is “${ratingNames[1]!.toLowerCase()}”, 5 is “${ratingNames[5]!.toLowerCase()}”.`}
        segmented
        options={ratings.map((value) => ({ value: String(value), label: String(value) }))}
      />
      <TextArea
        name="comment"
        label="What makes you say so"
        hint="What you saw or heard. Everybody here can read it."
        rows={2}
      />
    </Form>
  )
}
