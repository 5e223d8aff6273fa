/** What a form says after it was sent and not accepted: a summary with links to the fields, or the two versions side by side. */
import { Link, useLocation } from '@remix-run/react'
import { OctagonAlert } from 'lucide-react'
import { forwardRef, useEffect, useState } from 'react'
import { comboOptions } from './combo-box.tsx'
import { fieldId } from './form-context.ts'
import { formatMoment } from './format.ts'
import { useLocale } from './organisation.ts'
import type { FormAnswer } from './schema.ts'
import { buttonLook } from './button.tsx'

interface FormProblemsProps {
  formId: string
  answer: Pick<FormAnswer, 'message' | 'errors' | 'conflict' | 'values'>
  /** What fields are called until their labels can be read from the page; else a readable form of their names. */
  labels?: Readonly<Record<string, string>>
}

/** Takes the focus when it appears, so that screen readers and keyboards start here. */
export const FormProblems = forwardRef<HTMLDivElement, FormProblemsProps>(function FormProblems(
  { formId, answer, labels },
  ref,
) {
  const label = useFieldLabels(formId, labels)
  const entries = Object.entries(answer.errors)
  // One problem that is the headline itself is not said twice: the headline leads to its field.
  const [only, said] = entries.length === 1 ? entries[0]! : []
  const headlineOf = said === answer.message && only && !only.startsWith('_') ? fieldId(formId, only) : null
  const problems = entries.filter(([, problem]) => entries.length > 1 || problem !== answer.message)
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="col-span-full min-w-0 rounded-lg border border-bad/40 bg-bad-soft p-4 text-ink"
    >
      <p className="flex items-start gap-2 font-semibold">
        <OctagonAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
        {headlineOf ? (
          <a
            href={`#${headlineOf}`}
            onClick={(event) => focusOn(event, headlineOf)}
            className="underline-offset-3 hover:underline"
          >
            {answer.message}
          </a>
        ) : (
          answer.message
        )}
      </p>
      {problems.length > 0 && (
        <ul className="mt-2 ms-7 grid gap-1 text-sm">
          {problems.map(([name, problem]) =>
            name.startsWith('_') ? (
              <li key={name}>{problem}</li>
            ) : (
              <li key={name}>
                <a
                  href={`#${fieldId(formId, name)}`}
                  onClick={(event) => focusOn(event, fieldId(formId, name))}
                  className="inline-block min-h-6 underline underline-offset-3"
                >
                  {label(name)}: {problem}
                </a>
              </li>
            ),
          )}
        </ul>
      )}
      {answer.conflict && (
        <Versions formId={formId} conflict={answer.conflict} values={answer.values} labels={labels} />
      )}
    </div>
  )
})

function focusOn(event: React.MouseEvent, id: string) {
  const field = document.getElementById(id)
  if (!field) return
  event.preventDefault()
  field.focus()
  field.scrollIntoView({ block: 'center' })
}

interface VersionsProps extends Pick<FormProblemsProps, 'labels'> {
  formId: string
  conflict: NonNullable<FormAnswer['conflict']>
  values: FormAnswer['values']
}

function Versions({ formId, conflict, values, labels }: VersionsProps) {
  const label = useFieldLabels(formId, labels)
  const words = useValueWords(formId)
  const { locale, timeZone } = useLocale()
  const { pathname, search } = useLocation()
  const differing = Object.keys(conflict.now).filter(
    (name) => name !== 'version' && inOrder(conflict.now[name]) !== inOrder(values[name]),
  )
  return (
    <div className="mt-3 ms-7 text-sm">
      <p>
        {conflict.by ?? 'Somebody'} saved this record
        {conflict.at ? ` on ${formatMoment(conflict.at, locale, timeZone)}` : ' meanwhile'}. Nothing you typed is lost:
        save again to put yours in its place, or take what was saved.
      </p>
      {differing.length > 0 && (
        <div className="relative mt-3 overflow-x-auto">
          <table className="w-full min-w-96 border-collapse text-start">
            <caption className="sr-only">Fields that differ</caption>
            <thead>
              <tr className="border-b border-line-strong/50 text-start">
                {['Field', 'Saved meanwhile', 'Yours'].map((head) => (
                  <th key={head} scope="col" className="py-1.5 pe-4 text-start font-medium text-ink-muted">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differing.map((name) => (
                <tr key={name} className="border-b border-line align-top">
                  <th scope="row" className="py-1.5 pe-4 text-start font-medium">
                    {label(name)}
                  </th>
                  <td className="py-1.5 pe-4 whitespace-pre-line">{words(name, conflict.now[name])}</td>
                  <td className="py-1.5 pe-4 whitespace-pre-line">{words(name, values[name])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mt-3">
        <Link to={pathname + search} reloadDocument className={buttonLook('secondary', 'small')}>
          Take what was saved
        </Link>
      </p>
    </div>
  )
}

const asText = (value: string | string[] | undefined) => [value ?? ''].flat().join('\n').replace(/\r\n?/g, '\n')

/** Chosen records differ by which they are, not by the order in which they arrive. */
const inOrder = (value: string | string[] | undefined) => asText(Array.isArray(value) ? [...value].sort() : value)

/** The field's own label once the page is drawn; before that, what the form calls it, or a readable form of its name. */
function useFieldLabels(formId: string, labels?: Readonly<Record<string, string>>) {
  const ready = useDrawn()
  return (name: string) => {
    const id = CSS_ESCAPE(fieldId(formId, name))
    const drawn = ready ? document.querySelector(`label[for="${id}"], legend[id="${id}"]`) : null
    return drawn?.firstChild?.textContent?.trim() || labels?.[name] || readable(name)
  }
}

/** Ids of people and records are shown as the words of the list they were chosen from. */
function useValueWords(formId: string) {
  const ready = useDrawn()
  return (name: string, value: string | string[] | undefined) => {
    const values = [value ?? ''].flat()
    const form = ready ? (document.getElementById(formId) as HTMLFormElement | null) : null
    const words = values.map((one) => wordFor(form, name, one))
    return words.filter(Boolean).join('\n') || '—'
  }
}

function wordFor(form: HTMLFormElement | null, name: string, value: string): string {
  if (value === '' || !form) return value
  const listed = comboOptions.get(fieldId(form.id, name))?.find((option) => option.value === value)
  if (listed) return listed.label
  const control = form.elements.namedItem(name)
  if (control instanceof HTMLSelectElement)
    return [...control.options].find((option) => option.value === value)?.text ?? value
  const choice = [...form.querySelectorAll<HTMLInputElement>('input[type=radio],input[type=checkbox]')].find(
    (input) => input.name === name && input.value === value,
  )
  if (!choice) return value
  return value === 'on' ? 'yes' : (choice.closest('label')?.innerText.split('\n')[0] ?? value)
}

function useDrawn(): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => setDrawn(true), [])
  return drawn
}

const CSS_ESCAPE = (text: string) => text.replace(/["\\]/g, '\\$&')

/** `startsOn` becomes `Starts on`. */
function readable(name: string): string {
  const words = name
    .replace(/Ids?$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
