import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Badge, Status } from '#app/ui/status.tsx'
import { AboutCase } from '../about-case.tsx'
import { BehindCase } from '../behind-case.tsx'
import { CaseLog } from '../case-log.tsx'
import { listEntries } from '../case-log.server.ts'
import { listReached } from '../case-steps.server.ts'
import { caseMovesFor, caseTitle, factOf, findCase, findResponse } from '../cases.server.ts'
import {
  type CaseState,
  caseStateNames,
  caseStateTones,
  dueWord,
  loopHints,
  loopNames,
  loopOf,
  loopTones,
  soonHours,
} from '../customer-case.ts'
import { listWorkOn } from '../escalation.server.ts'
import { FactCard } from '../fact-card.tsx'
import { ResponseCard } from '../response-card.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? 'Case'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    const now = { at: ctx.now, soonAt: new Date(ctx.now.getTime() + soonHours * 3_600_000) }
    return {
      org: ctx.org.slug,
      today: ctx.today,
      title: caseTitle(found),
      found,
      due: dueWord(found, now),
      loop: loopOf(found),
      facts: { told: factOf(found, 'told'), resolved: factOf(found, 'resolved') },
      response: await findResponse(ctx, found.responseId),
      work: await listWorkOn(ctx, found),
      log: await listEntries(ctx, found.id),
      reached: await listReached(ctx, found.id),
      moves: caseMovesFor(ctx, found),
      can: {
        handle: may(ctx.viewer, 'customer_case.handle', found) && !found.archivedAt,
        archive: may(ctx.viewer, 'customer_case.archive'),
      },
      timeline: await timelineOf(ctx, 'customer_case', found.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Case() {
  const { org, today, title, found, due, loop, facts, response, work, log, reached, moves, can, timeline } =
    useLoaderData<typeof loader>()
  const { id } = found
  const state = found.state as CaseState
  return (
    <Page
      title={title}
      chain={paths.chain(org, 'case', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Cases', href: paths.cases(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Status tone={caseStateTones[state]}>{caseStateNames[state]}</Status>
          <span className="inline-flex" title={loopHints[loop]}>
            <Status tone={loopTones[loop]}>{loopNames[loop]}</Status>
          </span>
          {(due === 'overdue' || due === 'due soon') && (
            <Status tone={due === 'overdue' ? 'bad' : 'warn'}>{due}</Status>
          )}
          {!found.ownerId && !found.closedAt && <Badge tone="warn">Nobody’s yet</Badge>}
          {found.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {moves.length > 0 && (
            <LinkButton href={paths.caseState(org, id)} variant="primary">
              Move on…
            </LinkButton>
          )}
          {can.handle && (
            <LinkButton href={paths.editCase(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.caseArchive(org, id)} variant="quiet">
              {found.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<AboutCase org={org} found={found} due={due} reached={reached} canHandle={can.handle} />}
    >
      <Section title="Told and resolved" description="Two facts: neither follows from the other.">
        <div className="grid gap-4 sm:grid-cols-2">
          <FactCard org={org} caseId={id} fact="told" now={facts.told} by={found.tellerName} canChange={can.handle} />
          <FactCard
            org={org}
            caseId={id}
            fact="resolved"
            now={facts.resolved}
            by={found.resolverName}
            canChange={can.handle}
          />
        </div>
        {found.closedReason && (
          <p dir="auto" className="mt-3 max-w-prose text-sm text-ink-muted">
            Closed all the same: {found.closedReason}
          </p>
        )}
      </Section>
      {response && (
        <Section title="What the customer said">
          <ResponseCard org={org} response={response} />
        </Section>
      )}
      <BehindCase org={org} found={found} work={work} canHandle={can.handle} />
      <CaseLog org={org} caseId={id} entries={log.entries} total={log.total} today={today} canWrite={can.handle} />
      <RecordTimeline timeline={timeline} today={today} bringBack={can.handle && paths.editCase(org, id)} />
    </Page>
  )
}
