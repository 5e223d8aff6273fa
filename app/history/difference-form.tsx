import { presetDays } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectBox, controlLook } from '#app/ui/field-frame.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { changeRooms, fateNames, fates } from './changed-tables.ts'
import type { AskedDifference, Problems, TypedMoment } from './difference-query.ts'

interface DifferenceFormProps {
  org: string
  today: string
  /** Whether one looks back: an empty end is then the moment looked back at. */
  past: boolean
  asked: Omit<AskedDifference, 'page'>
  from: TypedMoment
  to: TypedMoment
  problems: Problems
  owners: readonly { value: string; label: string }[]
  moments: readonly { label: string; moment: string }[]
}

/** Both moments, and what to narrow the difference to: an ordinary GET form. */
export function DifferenceForm({ org, today, past, asked, from, to, problems, owners, moments }: DifferenceFormProps) {
  const { locale } = useLocale()
  const { room, owner, what } = asked
  const since = (moment: string) => paths.difference(org, { from: moment, room, owner, what })
  const presets = [
    ...presetDays(today).map(({ label, day }) => ({ label, moment: day, hint: formatDay(day, locale) })),
    ...moments.map((one) => ({ ...one, hint: '' })),
  ]
  return (
    <div className="grid gap-4 rounded-lg border border-line bg-raised p-4 print:hidden">
      <form
        action={paths.difference(org)}
        aria-label="Compare two moments"
        className="grid items-end gap-4 lg:grid-cols-2"
      >
        <MomentFields name="from" legend="From" typed={from} problem={problems.from} today={today} required />
        <MomentFields
          name="to"
          legend={past ? 'To (empty: the moment you are reading)' : 'To (empty: now)'}
          typed={to}
          problem={problems.to}
          today={today}
        />
        <div className="flex flex-wrap items-end gap-2.5 lg:col-span-2">
          <Choice
            name="room"
            label="Room"
            value={room}
            options={changeRooms.map(({ key, label }) => ({ value: key, label }))}
          />
          <Choice name="owner" label="Owner" value={owner} options={owners} />
          <Choice
            name="what"
            label="What became of it"
            value={what}
            options={fates.map((fate) => ({ value: fate, label: fateNames[fate] }))}
          />
          <Button type="submit" variant="primary">
            Compare
          </Button>
        </div>
      </form>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <li className="text-ink-muted">Since:</li>
        {presets.map(({ label, moment, hint }) => (
          <li key={moment}>
            <TextLink href={since(moment)} className="inline-block min-h-6">
              {label}
            </TextLink>
            {hint && <span className="ms-1.5 text-ink-muted max-sm:hidden">{hint}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface MomentFieldsProps {
  name: 'from' | 'to'
  legend: string
  typed: TypedMoment
  problem?: string
  today: string
  required?: boolean
}

function MomentFields({ name, legend, typed, problem, today, required }: MomentFieldsProps) {
  const error = `${name}-problem`
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid max-w-md grid-cols-[minmax(0,1fr)_minmax(0,9rem)] gap-2">
        <label className="grid min-w-0 gap-1">
          <span className="text-xs text-ink-muted">Day</span>
          <input
            key={typed.day}
            type="date"
            name={`${name}Day`}
            defaultValue={typed.day}
            max={today}
            required={required}
            aria-invalid={problem ? true : undefined}
            aria-describedby={error}
            className={controlLook}
          />
        </label>
        <label className="grid min-w-0 gap-1">
          <span className="text-xs text-ink-muted">Time (else its end)</span>
          <input
            key={typed.time}
            type="time"
            name={`${name}Time`}
            step={1}
            defaultValue={typed.time}
            aria-describedby={error}
            className={controlLook}
          />
        </label>
      </div>
      <p id={error} role={problem ? 'alert' : undefined} className="mt-1 text-sm text-bad empty:hidden">
        {problem}
      </p>
    </fieldset>
  )
}

interface ChoiceProps {
  name: string
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
}

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-xs text-ink-muted">{label}</span>
      <SelectBox key={value} name={name} defaultValue={value ?? ''} className="text-sm">
        <option value="">All</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectBox>
    </label>
  )
}
