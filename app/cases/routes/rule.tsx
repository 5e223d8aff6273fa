import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ActionButton } from '#app/ui/form.tsx'
import { formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { ruleInWords } from '../case-rule.ts'
import { findRule } from '../case-rules.server.ts'
import { countWaiting, previewRule } from '../rule-matching.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.rule.name ?? 'Rule'} · Sirius` }]

const previewDays = 30

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const rule = await findRule(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      rule,
      says: ruleInWords(rule),
      preview: await previewRule(ctx, rule, previewDays),
      waiting: rule.active ? await countWaiting(ctx, rule) : 0,
      canEdit: may(ctx.viewer, 'case_rule.edit'),
      timeline: await timelineOf(ctx, 'case_rule', rule.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Rule() {
  const { org, today, rule, says, preview, waiting, canEdit, timeline } = useLoaderData<typeof loader>()
  const { id, version, active, archivedAt } = rule
  return (
    <Page
      title={rule.name}
      eyebrow={<Breadcrumbs items={[{ label: 'Rules', href: paths.caseRules(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Status tone={active ? 'good' : 'neutral'}>{active ? 'On' : 'Off'}</Status>
          {archivedAt && <Badge>Archived</Badge>}
          <span>{says}</span>
        </span>
      }
      actions={
        canEdit && (
          <>
            {!archivedAt && (
              <ActionButton
                action={paths.caseRuleActivity(org, id)}
                fields={{ to: active ? 'off' : 'on', version }}
                variant={active ? 'secondary' : 'primary'}
              >
                {active ? 'Switch off' : 'Switch on'}
              </ActionButton>
            )}
            {!archivedAt && (
              <LinkButton href={paths.editCaseRule(org, id)} icon={Pencil}>
                Edit
              </LinkButton>
            )}
            <LinkButton href={paths.caseRuleArchive(org, id)} variant="quiet">
              {archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          </>
        )
      }
      aside={<About rule={rule} org={org} />}
    >
      <Section
        title="What it would have opened"
        description={`The responses of the last ${previewDays} days, had the rule been on all the time.`}
      >
        <Preview preview={preview} dailyLimit={rule.dailyLimit} />
        {waiting > 0 && (
          <p className="mt-4 text-sm">
            {plural(waiting, 'response waits', 'responses wait')} for a case: the next round comes within minutes, but
            no more than {rule.dailyLimit} cases are opened a day.
          </p>
        )}
      </Section>
      <RecordTimeline
        timeline={timeline}
        today={today}
        bringBack={canEdit && !archivedAt && paths.editCaseRule(org, id)}
      />
    </Page>
  )
}

interface PreviewProps {
  preview: {
    matched: number
    opened: number
    examples: { id: string; answeredOn: string; said: string; score: number | null }[]
  }
  dailyLimit: number
}

function Preview({ preview, dailyLimit }: PreviewProps) {
  const { locale } = useLocale()
  const { matched, opened, examples } = preview
  if (!matched) return <p className="text-ink-muted">Nothing: no response of these days is meant by it.</p>
  return (
    <div className="grid gap-4">
      <p className="text-lg">
        <strong className="font-semibold">{plural(opened, 'case', 'cases', locale)}</strong>
        {opened < matched && (
          <span className="text-ink-muted">
            {' '}
            of {plural(matched, 'response', 'responses', locale)}: at most {dailyLimit} a day
          </span>
        )}
      </p>
      <ul className="grid gap-3">
        {examples.map(({ id, answeredOn, said, score }) => (
          <li key={id} className="border-s-2 border-line-strong ps-3 text-sm">
            <span className="text-ink-muted">
              {formatDay(answeredOn, locale)}
              {score !== null && `, score ${score}`}
            </span>
            {said && (
              <span dir="auto" className="block max-w-prose">
                {said}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function About({ rule, org }: { rule: ReturnType<typeof useLoaderData<typeof loader>>['rule']; org: string }) {
  return (
    <Facts
      items={[
        {
          term: 'Cases opened by it',
          value: <TextLink href={paths.cases(org, { rule: rule.id })}>{plural(rule.cases, 'case')}</TextLink>,
        },
        { term: 'The customer hears from us within', value: `${rule.dueHours} business hours` },
        {
          term: 'Owner',
          value: (
            <span className="grid gap-1">
              the process owner of step or touchpoint
              <span className="text-sm text-ink-muted">
                else {rule.ownerName ? <PersonChip name={rule.ownerName} /> : 'the post’s owner, else nobody yet'}
              </span>
            </span>
          ),
        },
        { term: 'Looks at responses of the last', value: plural(rule.lookBackDays, 'day') },
        { term: 'Opens a day at most', value: plural(rule.dailyLimit, 'case') },
      ]}
    />
  )
}
