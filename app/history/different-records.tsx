import { kindNames, paths } from '#app/paths.ts'
import { formatMoment, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { Badge, type Tone } from '#app/ui/status.tsx'
import { Change } from '#app/ui/timeline.tsx'
import { type Fate, changeRooms, fateNames } from './changed-tables.ts'
import type { DifferentRecord, Doing } from './difference.server.ts'

const tones: Record<Fate, Tone> = {
  added: 'good',
  'brought back': 'good',
  dropped: 'bad',
  finished: 'done',
  'handed over': 'warn',
  moved: 'warn',
  changed: 'neutral',
}

/** As the loader's data arrive in the browser. */
type Shown = Omit<DifferentRecord, 'doings'> & { doings: (Omit<Doing, 'at'> & { at: Date | string })[] }

/** Records room by room, each with its fields as they were and are, and who changed it when and why. */
export function DifferentRecords({ org, records }: { org: string; records: readonly Shown[] }) {
  return changeRooms
    .map(({ key, label }) => ({ key, label, own: records.filter(({ room }) => room === key) }))
    .filter(({ own }) => own.length > 0)
    .map(({ key, label, own }) => (
      <Section key={key} id={key} title={label}>
        <ul className="divide-y divide-line border-y border-line">
          {own.map((record) => (
            <li key={record.id} className="py-4 break-inside-avoid-page">
              <OneRecord org={org} record={record} />
            </li>
          ))}
        </ul>
      </Section>
    ))
}

function OneRecord({ org, record }: { org: string; record: Shown }) {
  const { kind, id, title, fate, href, owner, lines, doings, moreDoings } = record
  return (
    <article className="grid gap-x-8 gap-y-2 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <header className="min-w-0 lg:col-span-2">
        <h3 className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 font-medium">
          {href ? (
            <TextLink href={href} quiet>
              <span dir="auto">{title}</span>
            </TextLink>
          ) : (
            <span dir="auto">{title}</span>
          )}
          <Badge tone={tones[fate]}>{fateNames[fate]}</Badge>
        </h3>
        <p className="text-sm text-ink-muted">
          {kindNames[kind] ?? kind}
          {owner && ` · ${owner}`}
        </p>
      </header>
      {lines.length > 0 ? (
        <dl className="grid min-w-0 content-start gap-1 text-sm">
          {lines.map(({ label, before, after }, at) => (
            <div key={at} className="min-w-0">
              <dt className="inline text-ink-muted">{label}: </dt>
              <dd dir="auto" className="inline max-w-prose wrap-anywhere">
                <Change before={before} after={after} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="text-sm text-ink-muted">Only details changed; its history has them.</p>
      )}
      <ol
        aria-label="Who changed it, when and why"
        className="grid min-w-0 content-start gap-1.5 text-sm text-ink-muted"
      >
        {doings.map((doing) => (
          <OneDoing key={doing.seq} doing={doing} />
        ))}
        {moreDoings > 0 && (
          <li>
            <TextLink href={paths.history(org, { record: `${kind}:${id}` })}>
              {moreDoings >= 90 ? 'Many more changes' : `${plural(moreDoings, 'more change')}`}
            </TextLink>
          </li>
        )}
      </ol>
    </article>
  )
}

function OneDoing({ doing: { at, who, verbText, about, reason } }: { doing: Shown['doings'][number] }) {
  const { locale, timeZone } = useLocale()
  return (
    <li className="min-w-0 wrap-anywhere">
      <span className="text-ink">{who}</span> {verbText} {about ? <span dir="auto">{about}</span> : 'it'}
      <time dateTime={new Date(at).toISOString()} className="ms-1.5 text-xs whitespace-nowrap">
        {formatMoment(at, locale, timeZone)}
      </time>
      {reason && (
        <p dir="auto" className="italic">
          <span className="sr-only">Reason: </span>“{reason}”
        </p>
      )}
    </li>
  )
}
