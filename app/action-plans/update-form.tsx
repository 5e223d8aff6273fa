import { ChevronRight } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { bandFields } from '#app/kpis/kpi.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { HiddenField, NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { type PeriodFrequency, agoDay, formatPeriod, formatValue } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { gentleWarning, planUpdateForm, withoutStatus } from './plan-update.ts'
import { type DerivedStatus, statedStatuses } from './standing.ts'
import { statusWord } from './status.ts'

interface Question {
  name: string
  unit: string
  decimals: number
  frequency: string
  scoreKind: string
  period: string | null
  value: number | null
  /** From feedback: nobody types its values. */
  computed: boolean
  periods: { period: string; label: string }[]
}

interface UpdateFormProps {
  org: string
  planId: string
  today: string
  /** How many updates there are: whoever writes has seen them all. */
  count: number
  last: {
    statedStatus: string
    sentence: string
    nextStep: string
    helpWanted: string
    madeOn: string
    authorName: string
  } | null
  judged: { status: DerivedStatus; sentence: string }
  kpi: Question | null
  /** Where one came from, and goes back to. */
  back: string | null
  cancel?: string
  autoFocus?: boolean
}

/** An update in under a minute: last time's words beside the box, the status as it was, one sentence, the KPI's value. */
export function UpdateForm({ org, planId, today, count, last, judged, kpi, back, cancel, autoFocus }: UpdateFormProps) {
  const [stated, setStated] = useState(last?.statedStatus ?? '')
  const warning = gentleWarning(stated, judged.status, judged.sentence)
  const follow = (event: FormEvent) => {
    const field = event.target as HTMLInputElement
    if (field.name === 'statedStatus') setStated(field.value)
  }
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-[minmax(0,1fr)_16rem]">
      <LastTime last={last} today={today} judged={judged} />
      <div onChange={follow} className="min-w-0 md:order-first">
        <Form
          name={`update-${planId}`}
          schema={planUpdateForm}
          action={paths.newPlanUpdate(org, planId)}
          version={count}
          values={{
            statedStatus: last?.statedStatus ?? '',
            kpiPeriod: (!kpi?.computed && kpi?.periods[0]?.period) || '',
          }}
          submit="Send update"
          cancel={cancel}
          draft
        >
          {back && <HiddenField name="_back" value={back} />}
          <RadioGroup
            name="statedStatus"
            label="How does it stand?"
            segmented
            options={statedStatuses.map((status) => ({ value: status, label: statusWord(status).word }))}
          />
          <TextArea
            name="sentence"
            label="In one sentence"
            rows={2}
            max={500}
            autoFocus={autoFocus}
            hint={last?.nextStep && `Last time the next step was: ${last.nextStep}`}
          />
          {kpi && <KpiQuestion kpi={kpi} />}
          <TextField name="nextStep" label="Next step" />
          <TextArea name="helpWanted" label="Help wanted" hint="Only if you need some: from whom, and what." rows={2} />
          <p role="status" className="max-w-prose text-sm text-warn empty:hidden">
            {warning}
          </p>
        </Form>
      </div>
    </div>
  )
}

function LastTime({ last, today, judged }: Pick<UpdateFormProps, 'last' | 'today' | 'judged'>) {
  const seen = statusWord(judged.status)
  return (
    <aside aria-label="Last time" className="grid content-start gap-3 self-start rounded-lg bg-sunken/60 p-4 text-sm">
      {last ? (
        <div className="grid gap-1.5">
          <p className="text-ink-muted">
            {last.authorName}, {agoDay(last.madeOn, today)}
          </p>
          <Status tone={statusWord(last.statedStatus).tone}>{statusWord(last.statedStatus).word}</Status>
          <p dir="auto">{last.sentence}</p>
          {last.nextStep && (
            <p dir="auto">
              <span className="text-ink-muted">Next:</span> {last.nextStep}
            </p>
          )}
          {last.helpWanted && (
            <p dir="auto">
              <span className="text-ink-muted">Help wanted:</span> {last.helpWanted}
            </p>
          )}
        </div>
      ) : (
        <p className="text-ink-muted">This is the first update.</p>
      )}
      <div className="grid gap-1.5 border-t border-line pt-3">
        <p className="text-ink-muted">The records show</p>
        <Status tone={seen.tone}>{seen.word}</Status>
        <p>{withoutStatus(judged.sentence)}</p>
      </div>
    </aside>
  )
}

function KpiQuestion({ kpi }: { kpi: Question }) {
  const { locale } = useLocale()
  const before =
    kpi.value !== null && kpi.period
      ? `${formatValue(kpi.value, kpi.unit, kpi.decimals, locale)} for ${formatPeriod(kpi.period, kpi.frequency as PeriodFrequency, locale)}`
      : null
  const [first, ...more] = kpi.periods
  if (kpi.computed)
    return (
      <p className="text-sm text-ink-muted">
        {kpi.name}: {before ?? 'no value yet'}. It is computed from feedback; there is nothing to type.
      </p>
    )
  if (!first)
    return (
      <p className="text-sm text-ink-muted">
        {kpi.name}: {before ?? 'no value yet'}. No new value is due.
      </p>
    )
  const wanted = bandFields(kpi.scoreKind)
  return (
    <div className="grid items-end gap-x-5 gap-y-3 sm:grid-cols-2">
      <NumberField
        name="kpiValue"
        label={more.length ? kpi.name : `${kpi.name}, ${first.label}`}
        unit={kpi.unit}
        hint={before ? `Last: ${before}` : 'The first value of this KPI.'}
      />
      {more.length > 0 ? (
        <SelectField
          name="kpiPeriod"
          label="For"
          options={kpi.periods.map(({ period, label }) => ({ value: period, label }))}
        />
      ) : (
        <HiddenField name="kpiPeriod" value={first.period} />
      )}
      {wanted.length > 0 && (
        <details className="group/answers col-span-full text-sm">
          <summary className="inline-flex min-h-6 cursor-pointer items-center gap-1.5 text-ink-muted">
            <ChevronRight aria-hidden className="size-4 group-open/answers:rotate-90 rtl:rotate-180" />
            How many answers (shows how sure the value is)
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-3 sm:grid-cols-3">
            {wanted.map((field) => (
              <NumberField key={field} {...bandLabels[field]} whole={field !== 'sd'} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

const bandLabels = {
  n: { name: 'kpiN', label: 'Answers (n)' },
  sd: { name: 'kpiSd', label: 'Standard deviation' },
  promoters: { name: 'kpiPromoters', label: 'Promoters' },
  detractors: { name: 'kpiDetractors', label: 'Detractors' },
}
