import { Phone, Reply, StickyNote } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { type EntryKind, entryForm, entryKindHints, entryKindNames, entryKinds } from './customer-case.ts'

interface Shown {
  id: string
  kind: string
  happenedOn: string
  body: string
  masked: number
  authorName: string | null
  erasedAt: Date | string | null
  eraserName: string | null
}

interface CaseLogProps {
  org: string
  caseId: string
  entries: Shown[]
  total: number
  today: string
  canWrite: boolean
}

const icons = { reply: Reply, call: Phone, note: StickyNote }

/** Replies, calls and notes, newest first, and the form for the next. */
export function CaseLog({ org, caseId, entries, total, today, canWrite }: CaseLogProps) {
  return (
    <Section
      title="Log"
      id="log"
      count={total}
      description="What was said to the customer, and what we noted. E-mail addresses, phone and card numbers are masked; leave names out. The words stay out of the history."
    >
      {canWrite && (
        <div className="mb-6 max-w-2xl print:hidden">
          <EntryForm action={paths.caseLog(org, caseId)} today={today} />
        </div>
      )}
      {entries.length === 0 ? (
        <p className="text-ink-muted">Nothing was said or noted yet.</p>
      ) : (
        <ol className="grid gap-5">
          {entries.map((entry) => (
            <Line
              key={entry.id}
              entry={entry}
              erase={canWrite ? paths.caseEntryErasure(org, caseId, entry.id) : null}
            />
          ))}
        </ol>
      )}
      {total > entries.length && (
        <p className="mt-4 text-sm text-ink-muted">
          The newest {entries.length} of {total} are shown.
        </p>
      )}
    </Section>
  )
}

export function EntryForm({ action, today, cancel }: { action?: string; today: string; cancel?: string }) {
  return (
    <Form
      name="entry"
      schema={entryForm}
      action={action}
      values={{ kind: 'reply', happenedOn: today }}
      submit="Add to the log"
      cancel={cancel}
      draft
    >
      <RadioGroup
        name="kind"
        label="What it is"
        segmented
        options={entryKinds.map((value) => ({ value, label: entryKindNames[value], hint: entryKindHints[value] }))}
      />
      <TextArea
        name="body"
        label="What was said"
        hint="A reply or a call is an answer to the customer; a note is among ourselves."
        rows={3}
      />
      <DateField name="happenedOn" label="On" max={today} />
    </Form>
  )
}

function Line({ entry, erase }: { entry: Shown; erase: string | null }) {
  const { locale } = useLocale()
  const kind = entry.kind as EntryKind
  const Icon = icons[kind]
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <Icon aria-hidden className="mt-0.5 size-4.5 text-ink-muted" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="font-medium">{entryKindNames[kind]}</span>
          <span className="text-ink-muted">
            {formatDay(entry.happenedOn, locale)} · {entry.authorName ?? 'Sirius'}
            {entry.masked > 0 && ` · ${plural(entry.masked, 'piece')} of personal data masked`}
          </span>
          {erase && !entry.erasedAt && (
            <TextLink href={erase} quiet className="text-xs text-ink-muted! print:hidden">
              Take the words out
            </TextLink>
          )}
        </p>
        {entry.erasedAt ? (
          <p className="mt-1 text-sm text-ink-muted italic">
            Its words were taken out{entry.eraserName && ` by ${entry.eraserName}`}.
          </p>
        ) : (
          <p dir="auto" className="mt-1 max-w-prose whitespace-pre-line">
            {entry.body}
          </p>
        )}
      </div>
    </li>
  )
}
