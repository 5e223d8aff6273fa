import { RadioGroup } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { positionForm } from './order.ts'

/** The page of moving a record in its order: where the buttons lead that cannot do it in place. */
export function PositionPage({ title, back }: { title: string; back: string }) {
  return (
    <Page title={title} eyebrow="Move in the order">
      <Form name="position" schema={positionForm} values={{ move: 'earlier' }} submit="Move" cancel={back}>
        <RadioGroup
          name="move"
          label="Where to"
          options={[
            { value: 'earlier', label: 'One place earlier' },
            { value: 'later', label: 'One place later' },
          ]}
        />
      </Form>
    </Page>
  )
}
