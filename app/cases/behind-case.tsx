import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Facts, Section } from '#app/ui/page.tsx'

interface BehindCaseProps {
  org: string
  found: { id: string; themeId: string | null; themeName: string | null; gapId: string | null; gapName: string | null }
  work: { id: string; name: string; stage: string; ownerName: string | null }[]
  canHandle: boolean
}

/** The theme and the gap that a case is escalated to, and who works on them. */
export function BehindCase({ org, found, work, canHandle }: BehindCaseProps) {
  const escalated = found.themeId !== null || found.gapId !== null
  return (
    <Section
      title="What is behind it"
      actions={
        canHandle && (
          <LinkButton href={paths.caseEscalation(org, found.id)} size="small">
            {escalated ? 'Change' : 'Escalate to a theme or a gap'}
          </LinkButton>
        )
      }
    >
      {escalated || work.length ? (
        <Facts
          items={[
            {
              term: 'Theme',
              value: found.themeId && <TextLink href={paths.theme(org, found.themeId)}>{found.themeName}</TextLink>,
            },
            {
              term: 'Gap',
              value: found.gapId && <TextLink href={paths.gap(org, found.gapId)}>{found.gapName}</TextLink>,
            },
            {
              term: 'Worked on by',
              value: work.length ? (
                <ul className="grid gap-1">
                  {work.map(({ id, name, stage, ownerName }) => (
                    <li key={id}>
                      <TextLink href={paths.initiative(org, id)}>{name}</TextLink>{' '}
                      <span className="text-sm text-ink-muted">
                        {stage}
                        {ownerName ? `, ${ownerName}` : ', nobody accountable'}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                'nobody yet'
              ),
            },
          ]}
        />
      ) : (
        <p className="text-ink-muted">Nobody has said yet whether this happens to others, or what causes it.</p>
      )}
    </Section>
  )
}
