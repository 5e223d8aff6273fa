import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { Button } from '#app/ui/button.tsx'
import { controlLook } from '#app/ui/field-frame.tsx'
import type { FormAnswer } from '#app/ui/schema.ts'

export interface Typed {
  name: string
  /** Null where there is none to write: a phase. */
  description: string | null
}

interface InlineFormProps {
  label: string
  values: Typed
  answer?: FormAnswer | null
  onSave: (typed: Typed) => void
  onCancel: () => void
}

/** The name (and description) of a step or phase, edited where it stands: Enter saves, Esc leaves it as it was. */
export function InlineForm({ label, values, answer, onSave, onCancel }: InlineFormProps) {
  const name = useRef<HTMLInputElement>(null)
  const description = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    name.current?.focus()
    name.current?.select()
  }, [])
  const save = (event?: FormEvent) => {
    event?.preventDefault()
    if (!name.current?.value.trim()) return name.current?.focus()
    onSave({ name: name.current.value.trim(), description: description.current?.value ?? null })
  }
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      onCancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    }
  }
  const now = answer?.conflict?.now
  return (
    <form onSubmit={save} onKeyDown={keys} className="grid w-full min-w-0 gap-1.5 text-sm font-normal text-ink">
      {answer && (
        <div role="alert" className="rounded-md border border-bad/40 bg-bad-soft p-2">
          {now ? (
            <>
              <p className="font-medium text-bad">
                {answer.conflict?.by ?? 'Somebody'} changed this while you were typing. It says now:
              </p>
              <p dir="auto" className="font-medium">
                {now.name}
              </p>
              {now.description && (
                <p dir="auto" className="line-clamp-4">
                  {now.description}
                </p>
              )}
            </>
          ) : (
            <p className="font-medium text-bad">{Object.values(answer.errors)[0] ?? answer.message}</p>
          )}
        </div>
      )}
      <input
        ref={name}
        aria-label={label}
        placeholder={label}
        defaultValue={values.name}
        maxLength={120}
        dir="auto"
        className={controlLook}
      />
      {values.description !== null && (
        <textarea
          ref={description}
          aria-label="What the customer does and needs here"
          placeholder="What the customer does and needs here"
          defaultValue={values.description}
          maxLength={2000}
          rows={3}
          dir="auto"
          className={controlLook}
        />
      )}
      <div className="flex gap-1.5">
        <Button type="submit" size="small" variant="primary">
          {now ? 'Save mine' : 'Save'}
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          {now ? 'Keep theirs' : 'Cancel'}
        </Button>
      </div>
    </form>
  )
}
