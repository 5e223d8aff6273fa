/** Bringing back an earlier version of a record: what the page says about it, and what its form takes over from it. */
import { History } from 'lucide-react'
import { type ReactNode, createContext, useContext } from 'react'
import type { Option } from './choice-field.tsx'
import { formatMoment, plural } from './format.ts'
import { useLocale } from './organisation.ts'
import { Change } from './timeline.tsx'

export interface EarlierVersion {
  /** The sequence number of the event that made it. */
  seq: number
  at: string
  who: string
  verbText: string
  /** The fields in which it differs from now, in words. */
  differences: { label: string; now: string; then: string }[]
  /** Names by id of what it refers to. */
  names: Record<string, string>
}

/** Set around a form that is filled with an earlier version: the form then asks why. */
export const EarlierContext = createContext<EarlierVersion | null>(null)

/** Whether the form around asks for its reason already, so that a room's own need not be asked for as well. */
export const useBringingBack = () => useContext(EarlierContext) !== null

/** What a list offers, with what the earlier version refers to and the list no longer has, so that it is seen and can be refused. */
export function useOffered(options: readonly Option[], chosen: readonly string[]): readonly Option[] {
  const names = useContext(EarlierContext)?.names
  const missing = names ? chosen.filter((id) => names[id] && !options.some(({ value }) => value === id)) : []
  return missing.length
    ? [...options, ...missing.map((id) => ({ value: id, label: `${names![id]!} (no longer offered)` }))]
    : options
}

/** Says which version the form below holds and how it differs from now. Without one it is the form alone. */
export function BringingBack({
  earlier,
  children,
}: {
  earlier: EarlierVersion | null | undefined
  children: ReactNode
}) {
  const { locale, timeZone } = useLocale()
  if (!earlier) return children
  const { seq, at, who, verbText, differences } = earlier
  return (
    <EarlierContext.Provider value={earlier}>
      <section
        aria-labelledby="earlier-version"
        className="max-w-3xl rounded-lg border border-warn/50 bg-warn-soft p-4 text-sm"
      >
        <h2 id="earlier-version" className="flex items-start gap-2 font-semibold">
          <History aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          You are bringing back the version of {formatMoment(at, locale, timeZone)}
        </h2>
        <p className="mt-1">
          It is what {who} made of it when they {verbText} it (change {seq}). The form below holds it; saving makes it a
          new change, and nothing of the history is lost.
        </p>
        {differences.length === 0 ? (
          <p className="mt-3 font-medium">It is the same as now: there is nothing to bring back.</p>
        ) : (
          <>
            <h3 className="mt-3 font-medium">
              {plural(differences.length, 'field differs', 'fields differ')} from now
            </h3>
            <dl className="mt-1.5 grid gap-1">
              {differences.map(({ label, now, then }) => (
                <div key={label} className="min-w-0">
                  <dt className="inline text-ink-muted">{label}: </dt>
                  <dd dir="auto" className="inline max-w-prose whitespace-pre-line wrap-anywhere">
                    <Change before={now} after={then} />
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </section>
      {children}
    </EarlierContext.Provider>
  )
}
