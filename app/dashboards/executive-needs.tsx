import { isPast } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { agoDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import type { DutyKind } from './duty.ts'
import type { HelpWanted } from './executive.server.ts'

interface NeedsProps {
  org: string
  today: string
  decisions: { kind: DutyKind; id: string; title: string; why: string; href: string }[]
  total: number
  help: HelpWanted[]
}

const asks: Partial<Record<DutyKind, string>> = {
  'initiative acceptance': 'Accept',
  'plan acceptance': 'Accept',
  acknowledgement: 'Read the update on',
  'persona review': 'Review',
  'vision ratification': 'Ratify',
  'initiative approval': 'Decide on',
}

/** What waits for the viewer's word, and who asks for help under what they sponsor. */
export function WhatNeedsMe({ org, today, decisions, total, help }: NeedsProps) {
  return (
    <Section id="needs" title="What needs me" count={total + help.length || undefined}>
      {decisions.length + help.length === 0 && <p className="text-ink-muted">Nothing waits for your word.</p>}
      <ul className="grid gap-3.5">
        {decisions.map((duty) => (
          <li key={`${duty.kind} ${duty.id}`}>
            <p>
              <span className="text-ink-muted">{asks[duty.kind]} </span>
              <TextLink href={duty.href} quiet>
                <span dir="auto">{duty.title}</span>
              </TextLink>
            </p>
            <p dir="auto" className="mt-0.5 line-clamp-3 text-ink-muted">
              {duty.why}
            </p>
          </li>
        ))}
        {help.map((one) => (
          <li key={one.planId}>
            <p>
              <span className="text-ink-muted">{one.who} asks for help with </span>
              <TextLink href={paths.actionPlan(org, one.planId)} quiet>
                <span dir="auto">{one.planName}</span>
              </TextLink>
            </p>
            <p dir="auto" className="mt-0.5 line-clamp-4">
              “{one.helpWanted}”
            </p>
            <p className="mt-0.5 text-ink-muted">
              {one.initiativeName}, {agoDay(one.madeOn, today)}
            </p>
          </li>
        ))}
      </ul>
      {decisions.length > 0 && !isPast(org) && (
        <p className="mt-3.5">
          <TextLink href={paths.duties(org)}>
            {total > decisions.length ? `All ${total} on My duties` : 'Do it on My duties'}
          </TextLink>
        </p>
      )}
    </Section>
  )
}
