import { paths } from '#app/paths.ts'
import { formatDay, formatMoment, formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type SourceState, refusalWords, stateTones } from './intake.ts'

export interface ListedSource {
  id: string
  kind: string
  name: string
  state: SourceState
  endsOn: string | null
  endedAt: Date | string | null
  endedBy: string | null
  createdBy: string | null
  createdAt: Date | string
  overlapUntil: Date | string | null
  lastAt: Date | string | null
  responses: number
  refused: { reason: string; n: number; lastAt: string }[]
  /** Of a webhook: where the tool sends to. */
  address: string | null
}

interface SourceTableProps {
  org: string
  postId: string
  caption: string
  sources: readonly ListedSource[]
  empty: React.ReactNode
}

/** Tokens or webhooks of a post: whose they are, what came by them, and what was refused. */
export function SourceTable({ org, postId, caption, sources, empty }: SourceTableProps) {
  const { locale, timeZone } = useLocale()
  const webhooks = sources.some(({ kind }) => kind === 'webhook')
  return (
    <Table
      caption={caption}
      rows={sources}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: 'Name',
          cell: (row) => (
            <>
              <span dir="auto" className="font-medium">
                {row.name}
              </span>
              <span className="block text-sm text-ink-muted">
                made by {row.createdBy ?? 'Sirius'}, {formatMoment(row.createdAt, locale, timeZone)}
              </span>
              {row.address && row.state !== 'ended' && (
                <code className="mt-1 block font-mono text-sm wrap-anywhere select-all">{row.address}</code>
              )}
            </>
          ),
        },
        { key: 'state', header: 'State', cell: (row) => <State row={row} locale={locale} timeZone={timeZone} /> },
        {
          key: 'last',
          header: webhooks ? 'Last received' : 'Last used',
          cell: (row) =>
            row.lastAt ? (
              <>
                {formatMoment(row.lastAt, locale, timeZone)}
                <span className="block text-sm text-ink-muted">
                  {formatNumber(row.responses, 0, locale)} {row.responses === 1 ? 'response' : 'responses'} in all
                </span>
              </>
            ) : (
              <span className="text-ink-muted">never</span>
            ),
        },
        {
          key: 'refused',
          header: 'Refused in 30 days',
          cell: (row) =>
            row.refused.length ? (
              <ul className="grid gap-1">
                {row.refused.map(({ reason, n, lastAt }) => (
                  <li key={reason}>
                    <span className="tabular font-medium">{formatNumber(n, 0, locale)}</span> × {refusalWords(reason)}
                    <span className="block text-sm text-ink-muted">last {formatMoment(lastAt, locale, timeZone)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <span className="text-ink-muted">nothing</span>
            ),
        },
        {
          key: 'act',
          header: 'What to do with it',
          hideHeader: true,
          cell: (row) =>
            !row.endedAt && (
              <span className="flex flex-wrap gap-x-4 gap-y-1">
                {row.kind === 'webhook' && (
                  <TextLink href={paths.intakeSecret(org, postId, row.id)}>
                    {row.state === 'in use' ? 'Replace its secret' : 'Set its secret'}
                  </TextLink>
                )}
                <TextLink href={paths.intakeEnding(org, postId, row.id)}>
                  {row.kind === 'webhook' ? 'Switch off' : 'Revoke'}
                </TextLink>
              </span>
            ),
        },
      ]}
      empty={empty}
    />
  )
}

function State({ row, locale, timeZone }: { row: ListedSource; locale: string; timeZone: string }) {
  const more = row.endedAt
    ? `by ${row.endedBy ?? 'Sirius'}, ${formatMoment(row.endedAt, locale, timeZone)}`
    : row.overlapUntil
      ? `the secret before holds until ${formatMoment(row.overlapUntil, locale, timeZone)}`
      : row.endsOn
        ? `until ${formatDay(row.endsOn, locale)}`
        : null
  const words = { 'in use': 'In use', 'waits for its secret': 'Waits for its secret', ended: 'Ended' } as const
  const ended = row.endedAt ? (row.kind === 'token' ? 'Revoked' : 'Switched off') : 'Ended'
  return (
    <>
      <Status tone={stateTones[row.state]}>{row.state === 'ended' ? ended : words[row.state]}</Status>
      {more && <span className="block text-sm text-ink-muted">{more}</span>}
    </>
  )
}
