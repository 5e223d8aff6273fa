import { DateField, HiddenField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { replyForm } from './reply-task.ts'

interface ReplyFormProps {
  action?: string
  task: { id: string; version: number; draft: string }
  today: string
  back?: string
  cancel?: string
}

/** Says that they were told, with the words; begins with the draft, whose blanks have to be filled in. */
export function ReplyForm({ action, task, today, back, cancel }: ReplyFormProps) {
  return (
    <Form
      name={`reply-${task.id}`}
      schema={replyForm}
      action={action}
      version={task.version}
      values={{ on: today, text: task.draft }}
      submit="They were told"
      cancel={cancel}
      draft
    >
      <HiddenField name="to" value="done" />
      {back && <HiddenField name="_back" value={back} />}
      <TextArea
        name="text"
        label="What they were told"
        hint="A draft: fill in what stands in square brackets. Say that it helped only where the figures do."
        rows={5}
        required
      />
      <DateField name="on" label="On" max={today} />
    </Form>
  )
}
