import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { List, Plus, Target } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { safePath } from '#app/access/safe-path.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { OutcomeBoard } from '../../outcome-board.tsx'
import { findOutcomeBoard, outcomeListRules } from '../../outcome-list.server.ts'
import { OutcomeGaps } from '../../outcome-gaps.tsx'
import { visionTabs } from '../../vision-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Outcomes · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, outcomeListRules)
    // A narrowed board would hide what it is for: the empty places.
    if (countActive(query)) {
      const list = paths.outcomeList(ctx.org.slug)
      throw redirect(safePath(listHref({ ...query, path: list }), list))
    }
    return {
      org: ctx.org.slug,
      pillars: await findOutcomeBoard(ctx),
      canAdd: may(ctx.viewer, 'outcome.edit'),
      canEditPillars: may(ctx.viewer, 'pillar.edit'),
    }
  })
}

export default function Outcomes() {
  const { org, pillars, canAdd, canEditPillars } = useLoaderData<typeof loader>()
  const outcomes = pillars.flatMap((pillar) => pillar.outcomes)
  return (
    <Page
      title="Outcomes"
      lede="What will be different for customers in one, two and three years: each with a figure (WHAT) and a feeling (HOW) to know it by."
      tabs={visionTabs(org)}
      actions={
        pillars.length > 0 && (
          <>
            {canAdd && (
              <LinkButton href={paths.newOutcome(org)} variant="primary" icon={Plus}>
                Add an outcome
              </LinkButton>
            )}
            <LinkButton href={paths.outcomeList(org)} icon={List}>
              As a list
            </LinkButton>
          </>
        )
      }
    >
      {pillars.length ? (
        <>
          <OutcomeGaps outcomes={outcomes} org={org} />
          <OutcomeBoard pillars={pillars} org={org} canAdd={canAdd} />
        </>
      ) : (
        <EmptyState
          icon={Target}
          title="No pillars yet, so nothing can stand under them"
          actions={
            canEditPillars && (
              <LinkButton href={paths.pillars(org)} variant="primary">
                Set the pillars
              </LinkButton>
            )
          }
        >
          First choose the few directions of the strategy. Then say, for each and for every year, what will be
          different.
        </EmptyState>
      )}
    </Page>
  )
}
