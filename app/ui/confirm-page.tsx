import type { ReactNode } from 'react'
import { TextArea } from './field.tsx'
import { Form } from './form.tsx'
import { Page } from './page.tsx'
import type { FormSchema } from './schema.ts'

interface ConfirmPageProps {
  title: string
  eyebrow?: ReactNode
  /** What will happen, in a sentence. */
  children: ReactNode
  name: string
  schema: FormSchema
  version: number
  submit: string
  cancel: string
  /** Asks for a reason; the word beside says whether one must be given. */
  reason?: { label: string; hint?: string; required?: boolean }
  fields?: ReactNode
  values?: Record<string, string | string[]>
}

/** The page of one state change: what a button posts to, and where its refusals are shown. Opening it changes nothing. */
export function ConfirmPage({
  title,
  eyebrow,
  children,
  name,
  schema,
  version,
  submit,
  cancel,
  reason,
  fields,
  values,
}: ConfirmPageProps) {
  return (
    <Page title={title} eyebrow={eyebrow} lede={children}>
      <div className="max-w-xl">
        <Form
          name={name}
          schema={schema}
          version={version}
          values={{ reason: '', ...values }}
          submit={submit}
          cancel={cancel}
        >
          {fields}
          {reason && <TextArea name="reason" label={reason.label} hint={reason.hint} rows={3} />}
        </Form>
      </div>
    </Page>
  )
}
