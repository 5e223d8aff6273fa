import { ChevronRight } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { newItemForm } from './action-item.ts'

interface Props {
  org: string
  planId: string
  members: { id: string; name: string }[]
  owner: string | null
}

/** Title, owner and day in one line: what an item needs to begin with. */
export function QuickItemForm({ org, planId, members, owner }: Props) {
  return (
    <details className="group/quick rounded-lg border border-line bg-sunken/40 px-4 py-3 print:hidden">
      <summary className="flex min-h-6 cursor-pointer items-center gap-1.5 text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 group-open/quick:rotate-90 rtl:rotate-180" />
        Add an action item here
      </summary>
      <div className="mt-4">
        <Form
          name="quick-item"
          schema={newItemForm}
          action={paths.newActionItem(org, planId)}
          values={{ ownerId: owner ?? '' }}
          columns={2}
          submit="Add item"
        >
          <TextField name="title" label="What is to be done" wide />
          <ComboField
            name="ownerId"
            label="Who does it"
            options={members.map(({ id, name }) => ({ value: id, label: name }))}
            empty="Nobody yet"
          />
          <DateField name="dueOn" label="By when" />
        </Form>
      </div>
    </details>
  )
}
