import { useFetcher } from '@remix-run/react'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { HiddenField } from '#app/ui/field.tsx'
import { useFormKey } from '#app/ui/form.tsx'
import { useHydrated } from '#app/ui/hydrated.ts'
import type { FormAnswer } from '#app/ui/schema.ts'

interface DoneButtonProps {
  org: string
  item: { id: string; title: string; doneOn: string | null }
  /** Where to be afterwards: the list it stands in. */
  back: string
  /** Whether the viewer may say so. */
  may: boolean
}

const box = 'inline-flex size-6 shrink-0 items-center justify-center rounded-md border pointer-coarse:size-9'

/** With JavaScript the page stays where it is scrolled; without, the hash brings one back to the list. */
const withoutHash = (path: string) => path.replace(/#.*$/, '')

/** A box one ticks: a button that posts, so that it works without JavaScript; a refusal is said beside it. */
export function DoneButton({ org, item, back, may }: DoneButtonProps) {
  const fetcher = useFetcher<FormAnswer>()
  const formKey = useFormKey()
  const hydrated = useHydrated()
  const sent = fetcher.formData?.get('to')
  const done = sent ? sent === 'done' : item.doneOn !== null
  const look = clsx(box, done ? 'border-good bg-good-soft text-good' : 'border-line-strong bg-raised text-transparent')
  if (!may)
    return (
      <span className={look}>
        {done && <Check aria-hidden className="size-4" />}
        <span className="sr-only">{done ? 'Done' : 'Open'}</span>
      </span>
    )
  const problem = fetcher.state === 'idle' && fetcher.data?.ok === false ? fetcher.data : null
  const says = done ? `Open “${item.title}” again` : `Mark “${item.title}” done`
  return (
    <fetcher.Form
      method="post"
      action={paths.actionItemCompletion(org, item.id)}
      preventScrollReset
      className="contents"
    >
      <HiddenField name="_form" value="completion" />
      <HiddenField name="_key" value={formKey} />
      <HiddenField name="_back" value={hydrated ? withoutHash(back) : back} />
      <HiddenField name="to" value={item.doneOn ? 'open' : 'done'} />
      <button
        type="submit"
        title={says}
        aria-label={says}
        aria-disabled={fetcher.state !== 'idle' || undefined}
        onClick={fetcher.state === 'idle' ? undefined : (event) => event.preventDefault()}
        className={clsx(look, 'hover:border-good hover:text-good print:pointer-events-none')}
      >
        <Check aria-hidden className="size-4" />
      </button>
      {problem && (
        <p role="alert" className="order-last basis-full text-sm font-medium text-bad">
          {problem.message}
        </p>
      )}
    </fetcher.Form>
  )
}
