import { zodResolver } from '@hookform/resolvers/zod'
import {
  Form as RemixForm,
  Link,
  useActionData,
  useFetcher,
  useLocation,
  useNavigation,
  useSubmit,
} from '@remix-run/react'
import { clsx } from 'clsx'
import { type FormEvent, type ReactNode, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type FieldErrors, type Resolver, useForm } from 'react-hook-form'
import { Button, type ButtonVariant, buttonLook } from './button.tsx'
import { useDraft } from './draft.ts'
import { EarlierContext } from './earlier.tsx'
import { HiddenField, TextArea } from './field.tsx'
import { asFieldValue, fieldId, FormContext, type FormState } from './form-context.ts'
import { FormProblems } from './form-problems.tsx'
import { useHydrated } from './hydrated.ts'
import { useFormKey, useViewerId } from './organisation.ts'
import { isSafePath } from './safe-link.ts'
import { type FormAnswer, type FormSchema, rawValues, requiredFields, withWhy } from './schema.ts'
import { useAccepted } from './accepted.ts'
import { UnsavedGuard } from './unsaved.tsx'

export { ActionButton } from './action-button.tsx'
export { useFormKey }

interface FormProps {
  /** Names the form on its page; the answer of the action says which form it is for. */
  name: string
  schema: FormSchema
  /** The record, or what a new one starts with. Only fields that are drawn are read. */
  values?: object
  /** The record's version; the schema has `version: version()`. */
  version?: number
  /** The words on the button. */
  submit?: string
  submitVariant?: ButtonVariant
  cancel?: string
  columns?: 1 | 2
  method?: 'post' | 'get'
  /** Another path to post to: its answer is shown here. Without JavaScript that path's own page shows it. */
  action?: string
  encType?: 'multipart/form-data'
  /** Keeps long text in this browser until it is saved. */
  draft?: boolean
  /** No warning when the page is left: for forms that hold nothing one would miss. */
  careless?: boolean
  /** What fields are called in a list of problems before JavaScript can read their labels, where the name does not say it. */
  labels?: Readonly<Record<string, string>>
  /** Runs after the server accepted a form that stays on the page, such as one in a dialog. */
  onDone?: () => void
  /** Beside the button. */
  more?: ReactNode
  children?: ReactNode
}

/** A form that posts as forms do and, with JavaScript, says what is wrong while one types. */
export function Form(props: FormProps) {
  const [round, setRound] = useState(0)
  const again = () => {
    setRound((count) => count + 1)
    props.onDone?.()
  }
  return <OneForm key={round} {...props} round={round} onAccepted={again} />
}

function OneForm(props: FormProps & { round: number; onAccepted: () => void }) {
  const { name, values, version, method = 'post', columns = 1, draft, careless, children } = props
  const earlier = useContext(EarlierContext)
  const schema = useMemo(
    () => (earlier ? (withWhy(props.schema as never) as FormSchema) : props.schema),
    [earlier, props.schema],
  )
  const element = useRef<HTMLFormElement>(null)
  const problems = useRef<HTMLDivElement>(null)
  const formId = `${name}${useId().replaceAll(':', '-')}`
  const formKey = useFormKey()
  const hydrated = useHydrated()
  const { answer, pending, send } = useSending(props)
  const sending = useRef(false)
  const [cleared, setCleared] = useState<ReadonlySet<string>>(new Set())
  const [dirty, setDirty] = useState(false)
  const [unsent, setUnsent] = useState<Record<string, string> | null>(null)
  const { pathname } = useLocation()
  const viewer = useViewerId()
  const draftOf = earlier ? `${name}:${earlier.seq}` : name
  const kept = useDraft(draft ? `${viewer}:${pathname}:${draftOf}` : null, element, answer !== undefined)
  const required = useMemo(() => requiredFields(schema), [schema])

  const judge = zodResolver(schema as never) as unknown as Resolver<Record<string, unknown>>
  const resolver: typeof judge = (_values, context, options) =>
    judge(readForm(schema, element.current), context, options)
  const { register, handleSubmit, trigger, formState } = useForm<Record<string, unknown>>({
    mode: 'onTouched',
    resolver,
    shouldFocusError: false,
  })
  const { errors } = formState

  const clean = useRef('')
  useEffect(() => {
    if (element.current) clean.current = snapshot(element.current)
  }, [])
  useEffect(() => {
    if (!answer) return
    sending.current = false
    setCleared(new Set())
    setUnsent(null)
    setDirty(true)
    kept.keepAfterAll()
    problems.current?.focus()
    // The answer alone decides; the draft's functions are stable.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer])
  useAccepted(pending, answer, props.onAccepted)

  function changed(event: FormEvent<HTMLFormElement>) {
    const field = (event.target as HTMLInputElement).name
    if (field && answer && !cleared.has(field)) setCleared(new Set([...cleared, field]))
    setDirty(answer !== undefined || snapshot(event.currentTarget) !== clean.current)
    kept.save()
  }

  function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const target = submitter ?? event.currentTarget
    void handleSubmit(
      () => {
        sending.current = true
        kept.markSent()
        send(target as HTMLButtonElement | HTMLFormElement)
      },
      (found) => refuse(found),
    )(event)
  }

  /** The first field with a problem takes the focus; a problem of no drawn field is said above. */
  function refuse(found: FieldErrors) {
    const names = Object.keys(found)
    const drawn = [...(element.current?.elements ?? [])].filter((field) =>
      names.includes((field as HTMLInputElement).name),
    )
    const visible = drawn
      .map((field) => (field as HTMLInputElement).name)
      .filter((field) => document.getElementById(fieldId(formId, field)))
    const homeless = names.filter((field) => !visible.includes(field))
    setUnsent(
      homeless.length
        ? Object.fromEntries(homeless.map((field) => [`_${field}`, messageOf(found, field) ?? '']))
        : null,
    )
    if (visible[0]) document.getElementById(fieldId(formId, visible[0]))?.focus()
  }

  const state = {
    formId,
    pending,
    register: registerSteadily(register),
    validate: (field: string) => void trigger(field),
    isRequired: (field: string) => required.has(field),
    valueOf: (field: string) =>
      answer ? (answer.values[field] ?? '') : asFieldValue((values as Record<string, unknown> | undefined)?.[field]),
    errorOf: (field: string) =>
      messageOf(errors, field) ?? (answer && !cleared.has(field) ? answer.errors[field] : undefined),
  }
  const sentVersion = answer?.conflict?.version ?? version
  const problem = answer ?? (unsent && { message: 'This cannot be saved yet.', errors: unsent, values: {} })

  return (
    <FormContext.Provider value={state}>
      <RemixForm
        ref={element}
        id={formId}
        method={method}
        action={props.action}
        encType={props.encType}
        noValidate={hydrated}
        onSubmit={method === 'post' ? submitted : undefined}
        onInput={changed}
        className={clsx('grid grid-cols-1 gap-5', columns === 2 && 'sm:grid-cols-2')}
      >
        {method === 'post' && (
          <>
            <HiddenField name="_form" value={name} />
            <HiddenField name="_key" value={props.round ? `${formKey}.${props.round}` : formKey} />
          </>
        )}
        {sentVersion !== undefined && <HiddenField name="version" value={sentVersion} />}
        {problem && <FormProblems ref={problems} formId={formId} answer={problem} labels={props.labels} />}
        {kept.restored && (
          <p role="status" className="col-span-full flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
            Your draft is back.
            <button type="button" onClick={kept.discard} className="min-h-6 underline underline-offset-3">
              Discard it
            </button>
          </p>
        )}
        {children}
        {earlier && <TextArea name="why" label="Why this version comes back" rows={2} />}
        <div className="col-span-full mt-1 flex flex-wrap items-center gap-2">
          <Button type="submit" variant={props.submitVariant ?? 'primary'} pending={pending}>
            {answer?.conflict ? 'Save mine' : (props.submit ?? 'Save')}
          </Button>
          {props.cancel && isSafePath(props.cancel) && (
            <Link to={props.cancel} className={buttonLook('quiet')}>
              Cancel
            </Link>
          )}
          {props.more}
        </div>
      </RemixForm>
      {dirty && !careless && method === 'post' && <UnsavedGuard sending={sending} kept={Boolean(draft)} />}
    </FormContext.Provider>
  )
}

/** Sends the form as a navigation, or in place if another path takes it; finds the answer meant for this form. */
function useSending({ name, action }: Pick<FormProps, 'name' | 'action'>) {
  const navigation = useNavigation()
  const { pathname } = useLocation()
  const fetcher = useFetcher<FormAnswer>()
  const submit = useSubmit()
  const posted = useActionData<FormAnswer>()
  const inPlace = action !== undefined && action.split('?')[0] !== pathname
  const answer = [fetcher.data, posted].find((one) => one?.form === name && one.ok === false)
  const navigating = navigation.state !== 'idle' && navigation.formData?.get('_form') === name
  return {
    answer,
    pending: fetcher.state !== 'idle' || navigating,
    send: (target: HTMLButtonElement | HTMLFormElement) => (inPlace ? fetcher.submit(target) : submit(target)),
  }
}

type Register = FormState['register']

/**
 * A press that takes the focus out of a field must land where it began. A problem that appeared meanwhile would move the button away from
 * under the pointer, and the click would be lost; so the field is judged once the pointer is up again.
 */
function registerSteadily(register: Register): Register {
  return (name, options) => {
    const field = register(name, options)
    return { ...field, onBlur: (event: unknown) => afterPress(() => void field.onBlur(event as never)) }
  }
}

let pressed = false
if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', () => (pressed = true), true)
  for (const end of ['pointerup', 'pointercancel', 'dragend'])
    document.addEventListener(end, () => setTimeout(() => (pressed = false)), true)
}

async function afterPress(work: () => void): Promise<void> {
  for (let waited = 0; pressed && waited < 1000; waited += 30) await new Promise((resolve) => setTimeout(resolve, 30))
  work()
}

const messageOf = (errors: FieldErrors, name: string) => errors[name]?.message as string | undefined

function readForm(schema: FormSchema, form: HTMLFormElement | null): Record<string, string | string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of form ? new FormData(form) : [])
    if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value])
  return rawValues(schema, fields)
}

function snapshot(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].filter(([name]) => !name.startsWith('_') && name !== 'version')
  return JSON.stringify(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : `${value.name}${value.size}`]),
  )
}
