import type { ReactNode } from 'react'
import { recordPath } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge } from '#app/ui/status.tsx'

interface LinkedProps {
  org: string
  gaps: { id: string; name: string; state: string }[]
  initiatives: { id: string; name: string; stage: string }[]
  cases: { id: string; name: string; state: string; total: number }[]
  experiences: { id: string; sentence: string; personaName: string }[]
  observations: { id: string; what: string; place: string; observerName: string; seenOn: string }[]
}

/** What the theme leads to, and what was seen of it on the spot. */
export function ThemeLinked({ org, gaps, initiatives, cases, experiences, observations }: LinkedProps) {
  const { locale } = useLocale()
  const link = (kind: string, id: string, name: string) => {
    const href = recordPath(org, kind, id)
    return href ? <TextLink href={href}>{name}</TextLink> : name
  }
  return (
    <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      <Part title="Gaps it opened" none="No gap yet.">
        {gaps.map(({ id, name, state }) => (
          <li key={id}>
            {link('gap', id, name)} <Badge>{state}</Badge>
          </li>
        ))}
      </Part>
      <Part title="Initiatives that close them" none="No initiative yet.">
        {initiatives.map(({ id, name, stage }) => (
          <li key={id}>
            {link('initiative', id, name)} <Badge>{stage}</Badge>
          </li>
        ))}
      </Part>
      <Part title="Cases escalated to it" none="No case was escalated to it.">
        {[
          ...cases.map(({ id, name, state }) => (
            <li key={id}>
              {link('customer_case', id, name)} <Badge>{state}</Badge>
            </li>
          )),
          ...(cases[0] && cases[0].total > cases.length
            ? [
                <li key="more" className="text-sm text-ink-muted">
                  and {cases[0].total - cases.length} more
                </li>,
              ]
            : []),
        ]}
      </Part>
      <Part title="Delights and pains it shows" none="No persona’s yet.">
        {experiences.map(({ id, sentence, personaName }) => (
          <li key={id}>
            {link('persona_experience', id, sentence)} <span className="text-sm text-ink-muted">{personaName}</span>
          </li>
        ))}
      </Part>
      <div className="sm:col-span-2">
        <Part title="Seen on the spot" none="No observation yet.">
          {observations.map(({ id, what, place, observerName, seenOn }) => (
            <li key={id} className="max-w-prose">
              {link('observation', id, what)}
              <span className="block text-sm text-ink-muted">
                {[place, observerName, formatDay(seenOn, locale)].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </Part>
      </div>
    </div>
  )
}

function Part({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <div>
      <h3 className="mb-1.5 text-sm font-medium text-ink-muted">{title}</h3>
      {children.length ? <ul className="grid gap-1.5">{children}</ul> : <p className="text-ink-muted">{none}</p>}
    </div>
  )
}
