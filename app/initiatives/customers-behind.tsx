import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'

interface CustomersBehindProps {
  org: string
  initiativeId: string
  cases: { id: string; name: string; state: string; toldOn: string | null; total: number }[]
  replies: { open: number; done: number }
}

/** Who waits for an initiative, and who was or is to be told what came of it. */
export function CustomersBehind({ org, initiativeId, cases, replies }: CustomersBehindProps) {
  const owed = replies.open + replies.done
  if (!cases.length && !owed) return null
  const total = cases[0]?.total ?? 0
  return (
    <Section title="Customers behind it" count={total}>
      <div className="grid gap-3">
        {owed > 0 && (
          <p>
            <TextLink href={paths.replyTasks(org, { initiative: initiativeId, state: replies.open ? 'open' : 'done' })}>
              {plural(owed, 'reply', 'replies')} owed since it ended
            </TextLink>
            : {replies.open ? `${replies.open} to be made, ${replies.done} done` : 'all of them done'}.
          </p>
        )}
        {cases.length > 0 && (
          <ul className="grid gap-1.5">
            {cases.map((row) => (
              <li key={row.id} className="flex flex-wrap items-baseline gap-x-3">
                <TextLink href={paths.case(org, row.id)}>{row.name}</TextLink>
                <span className="text-sm text-ink-muted">
                  {row.state}, {row.toldOn ? 'told' : 'not told yet'}
                </span>
              </li>
            ))}
            {total > cases.length && <li className="text-sm text-ink-muted">and {total - cases.length} more</li>}
          </ul>
        )}
      </div>
    </Section>
  )
}
