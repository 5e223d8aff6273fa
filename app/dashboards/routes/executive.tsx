import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatLongDay, plural } from '#app/ui/format.ts'
import { useFormKey, useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { countCoverage, listInaction } from '#app/chain/broken-links.server.ts'
import { listStoriesForPack } from '#app/stories/stories.server.ts'
import { listCurrentOutcomes } from '#app/vision/outcome-list.server.ts'
import { countDecisions, listDecisions } from '../duties.server.ts'
import { byWeight, headline, howMuchChanged, outcomeGaps, outcomesToShow, standingOf } from '../executive.ts'
import {
  countStrategy,
  findSince,
  listDisagreements,
  listHelpWanted,
  listLateInitiatives,
  listServingOutcomes,
} from '../executive.server.ts'
import { listChanges, listStatusChanges } from '../executive-changes.server.ts'
import pageStyles from '../executive.css?url'
import { Disagreements, LateInitiatives } from '../executive-plans.tsx'
import { OutcomesByPillar } from '../executive-outcomes.tsx'
import { SinceLastVisit } from '../executive-changes.tsx'
import { EvidenceBehind } from '../evidence-behind.tsx'
import { ExecutiveStory } from '../executive-story.tsx'
import { StrategyGaps } from '../strategy-gaps.tsx'
import { WhatNeedsMe } from '../executive-needs.tsx'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: pageStyles }]
export const meta: MetaFunction = () => [{ title: 'Executive page · Sirius' }]

/** Evidence that nobody answers for, listed here; all of it stands on the page of the evidence chain. */
const mostInaction = 4
/** Decisions listed here; all of them stand on My duties. */
const mostDecisions = 6

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcomes = await listCurrentOutcomes(ctx)
    const shown = outcomesToShow(outcomes)
    const counts = await countStrategy(ctx)
    const { since, first } = await findSince(ctx)
    const decisions = byWeight(await listDecisions(ctx, mostDecisions))
    return {
      org: ctx.org.slug,
      orgName: ctx.org.name,
      past: ctx.asOf !== null,
      today: ctx.today,
      headline: headline({
        outcomes: outcomes.map(standingOf),
        ...counts,
      }),
      outcomes: shown.map(({ description: _, ...outcome }) => outcome),
      pillarSizes: sizes(outcomes),
      outcomeGaps: outcomeGaps(outcomes),
      serving: await listServingOutcomes(
        ctx,
        shown.map(({ id }) => id),
      ),
      counts,
      coverage: await countCoverage(ctx),
      inaction: await listInaction(ctx, mostInaction),
      late: await listLateInitiatives(ctx),
      story: (await listStoriesForPack(ctx, { outside: false, limit: 1 }))[0] ?? null,
      disagreements: await listDisagreements(ctx),
      since: since.toISOString(),
      first,
      changes: await listChanges(ctx, since),
      statuses: await listStatusChanges(ctx, since),
      decisions: decisions
        .slice(0, mostDecisions)
        .map(({ kind, id, title, why, href }) => ({ kind, id, title, why, href })),
      decisionCount: await countDecisions(ctx),
      help: await listHelpWanted(ctx),
    }
  })
}

export default function Executive() {
  const page = useLoaderData<typeof loader>()
  const { org, today, counts } = page
  const { locale } = useLocale()
  useVisit(page.past ? null : paths.executiveVisit(org))
  return (
    <Page
      title="Executive page"
      eyebrow={`${page.orgName} · ${formatLongDay(today, locale)}`}
      lede={
        <>
          <p className="mt-3 font-serif text-xl text-pretty text-ink sm:text-2xl">{page.headline}</p>
          <p className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm lg:hidden print:hidden">
            <a href="#needs" className="text-accent underline underline-offset-3">
              {plural(page.decisionCount + page.help.length, 'thing needs', 'things need')} me
            </a>
            <a href="#since" className="text-accent underline underline-offset-3">
              {howMuchChanged(page.changes, locale)} {page.first ? 'in the last week' : 'since my last visit'}
            </a>
          </p>
        </>
      }
      aside={
        <>
          <WhatNeedsMe org={org} decisions={page.decisions} total={page.decisionCount} help={page.help} today={today} />
          <SinceLastVisit
            org={org}
            since={page.since}
            first={page.first}
            past={page.past}
            changes={page.changes}
            statuses={page.statuses}
          />
        </>
      }
    >
      <OutcomesByPillar
        org={org}
        today={today}
        outcomes={page.outcomes}
        pillarSizes={page.pillarSizes}
        serving={page.serving}
      />
      <Disagreements org={org} plans={page.disagreements} total={counts.disagreements} today={today} />
      <LateInitiatives org={org} initiatives={page.late} counts={counts} today={today} />
      <ExecutiveStory org={org} story={page.story} />
      <EvidenceBehind org={org} today={today} coverage={page.coverage} inaction={page.inaction} />
      <Section title="Gaps in the strategy" description="Each number opens its list.">
        <StrategyGaps org={org} counts={counts} outcomes={page.outcomeGaps} />
      </Section>
    </Page>
  )
}

/** How many outcomes each pillar has in all. */
function sizes(outcomes: readonly { pillarId: string }[]): Record<string, number> {
  const count: Record<string, number> = {}
  for (const { pillarId } of outcomes) count[pillarId] = (count[pillarId] ?? 0) + 1
  return count
}

/** Says once per page drawn that somebody looked: opening the address alone changes nothing. */
function useVisit(action: string | null) {
  const key = useFormKey()
  useEffect(() => {
    if (!action) return
    const body = new URLSearchParams({ _key: key })
    fetch(action, { method: 'POST', body, redirect: 'manual', keepalive: true }).catch(() => undefined)
    // Once per visit of the page, whatever is drawn again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
}
