import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { findActionPlan, findUpdate } from '../plan-page.server.ts'
import { UpdateCard } from '../update-cards.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Update on ${data?.plan.name ?? 'an action plan'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    const update = await findUpdate(ctx, plan.id, idOf(args.params.update))
    const { id, name, initiativeId, initiativeName } = plan
    return {
      org: ctx.org.slug,
      today: ctx.today,
      plan: { id, name, initiativeId, initiativeName },
      update,
      mayAcknowledge: may(ctx.viewer, 'plan_update.acknowledge', plan) && update.authorId !== ctx.viewer.memberId,
      timeline: await timelineOf(ctx, 'plan_update', update.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Update() {
  const { org, today, plan, update, mayAcknowledge, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  return (
    <Page
      title={`Update of ${formatDay(update.madeOn, locale)}`}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: plan.initiativeName, href: paths.initiative(org, plan.initiativeId) },
            { label: plan.name, href: paths.actionPlan(org, plan.id) },
          ]}
        />
      }
    >
      <UpdateCard org={org} planId={plan.id} update={update} today={today} mayAcknowledge={mayAcknowledge} own />
      <RecordTimeline timeline={timeline} today={today} />
    </Page>
  )
}
