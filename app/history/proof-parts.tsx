import { formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { paths } from '#app/paths.ts'
import { type Way, ways } from './checkpoint-ways.ts'
import type { ListedCheckpoint } from './checkpoints.server.ts'
import type { ProofCheck } from './proof-checks.server.ts'
import { outcomeOf, wayNames } from './proof.ts'

/** A hash to compare: the whole of it, and as words to say. */
export function Hash({ hash, words }: { hash: string; words: string }) {
  return (
    <Card>
      <p className="font-serif text-xl text-pretty">{words}</p>
      <p className="mt-2 font-mono text-sm break-all text-ink-muted">{hash}</p>
    </Card>
  )
}

/** What a finished check found, with the first broken event by number, time and title. */
export function CheckResult({ org, check }: { org: string; check: ProofCheck }) {
  const { locale, timeZone } = useLocale()
  const good = check.problems.length === 0
  const when = check.finishedAt && formatMoment(check.finishedAt, locale, timeZone)
  const took = check.tookMs === null ? '' : ` in ${formatNumber(check.tookMs / 1000, 1, locale)} s`
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Status tone={good ? 'good' : 'bad'}>{good ? 'Unbroken' : 'Broken'}</Status>
        <span className="text-sm text-ink-muted">
          Checked on {when}
          {check.askedBy ? ` for ${check.askedBy}` : ', as every night,'}
          {took}.
        </span>
      </p>
      {good ? (
        <p className="max-w-prose">
          All {plural(check.events ?? 0, 'event', 'events', locale)} follow from each other, from the first to the last,
          and{' '}
          {check.checkpoints
            ? `${plural(check.checkpoints, 'checkpoint agrees', 'checkpoints agree', locale)} with them.`
            : 'there was no checkpoint to compare them with.'}
        </p>
      ) : (
        <ul className="grid max-w-prose gap-2">
          {check.problems.map(({ text, seq, at, title }) => (
            <li key={text} className="wrap-anywhere">
              {seq !== undefined && (
                <>
                  <TextLink href={paths.history(org, { before: seq + 1 })}>
                    Event {formatNumber(seq, 0, locale)}
                  </TextLink>
                  {at && title ? ` of ${formatMoment(at, locale, timeZone)}, “${title}”: ` : ': '}
                </>
              )}
              {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface CheckpointTableProps {
  rows: (ListedCheckpoint & { words: string })[]
  /** Whether mails and posts are wanted; else their columns stand only where some were sent. */
  sentTo: { email: string | null; host: string | null }
}

export function CheckpointTable({ rows, sentTo }: CheckpointTableProps) {
  const { locale, timeZone } = useLocale()
  const wanted: Record<Way, boolean> = { file: true, mail: sentTo.email !== null, webhook: sentTo.host !== null }
  const used = ways.filter((way) => wanted[way] || rows.some(({ deliveries }) => deliveries[way]))
  return (
    <Table
      caption="Checkpoints, newest first"
      rows={rows}
      rowKey={(row) => String(row.size)}
      columns={[
        {
          key: 'made',
          header: 'Made',
          cell: (row) => (
            <span className="tabular whitespace-nowrap">{formatMoment(row.madeAt, locale, timeZone)}</span>
          ),
        },
        { key: 'size', header: 'Events', align: 'end', cell: (row) => formatNumber(row.size, 0, locale) },
        { key: 'words', header: 'Head in words', cell: (row) => row.words },
        ...used.map((way) => ({
          key: way,
          header: wayNames[way],
          cell: (row: ListedCheckpoint) => <Delivered way={way} checkpoint={row} />,
        })),
      ]}
    />
  )
}

function Delivered({ way, checkpoint }: { way: Way; checkpoint: ListedCheckpoint }) {
  const outcome = outcomeOf(way, checkpoint.deliveries[way])
  if (!outcome) return <span className="text-ink-muted">not asked for</span>
  return (
    <span className="block">
      <Status tone={outcome.tone}>{outcome.word}</Status>
      {outcome.more && <span className="block max-w-72 text-ink-muted">{outcome.more}</span>}
    </span>
  )
}

/** What the proof is worth, for people who have to rely on it. */
export function LimitOfTheProof() {
  return (
    <div className="grid max-w-prose gap-3">
      <p>
        <strong>What it shows.</strong> Each event holds a fingerprint, the hash, of its own text and of the event
        before it. Whoever changes, removes, adds or moves one breaks everything after it, and the check names the
        place.
      </p>
      <p>
        <strong>What it cannot show by itself.</strong> Whoever owns the database can rewrite an event and then work out
        all later hashes anew. The result fits together, and nothing inside Sirius tells it from the truth.
      </p>
      <p>
        <strong>What a checkpoint kept outside shows.</strong> It is the head of a certain moment, signed with a key
        that the database never sees. If it lies where the people who run Sirius cannot change it, a rewritten history
        no longer leads to that head: nothing up to that event was changed since. About later events it says nothing;
        there is a new one every five minutes.
      </p>
      <p>
        <strong>What nobody can show without one.</strong> Without a checkpoint, a mail, a printed page or a copy of the
        log that somebody else kept, nobody can prove that the history was not made anew. Whoever has both the database
        and the signing key can sign a new story; only what was kept elsewhere contradicts it. And no proof shows that
        what was typed was true, or that something was left unsaid.
      </p>
    </div>
  )
}
