import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { paths } from '#app/paths.ts'
import { relativeDay } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { planUpdateForm } from '../plan-update.ts'
import { makePlanUpdate } from '../plan-updates.server.ts'
import { findActionPlan, findKpiQuestion, findReasons, listUpdates } from '../plan-page.server.ts'
import { PlanWhy } from '../plan-why.tsx'
import { judgementOf } from '../standings.server.ts'
import { UpdateForm } from '../update-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Update on ${data?.plan.name ?? 'an action plan'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'plan_update.make', plan)
    const judged = await judgementOf(ctx, plan.id)
    const { rows, total } = await listUpdates(ctx, plan.id, 1)
    const { id, name, initiativeId, initiativeName, kpiId } = plan
    return {
      org: ctx.org.slug,
      today: ctx.today,
      plan: { id, name, initiativeId, initiativeName },
      reasons: await findReasons(ctx, plan),
      count: total,
      last: rows[0] ?? null,
      judged: { status: judged!.status, sentence: judged!.sentence },
      kpi: await findKpiQuestion(ctx, kpiId),
      back: safePath(new URL(args.request.url).searchParams.get('back'), ''),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, planUpdateForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { nextDueOn } = await makePlanUpdate(ctx, id, form)
    const next = nextDueOn ? ` The next one is due ${relativeDay(nextDueOn, ctx.today)}.` : ''
    return goTo(paths.actionPlan(ctx.org.slug, id), `Update sent.${next}`)
  })
}

export default function NewUpdate() {
  const { org, today, plan, reasons, count, last, judged, kpi, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={plan.name}
      eyebrow="Write an update"
      lede={<PlanWhy org={org} initiative={{ id: plan.initiativeId, name: plan.initiativeName }} {...reasons} />}
    >
      <UpdateForm
        org={org}
        planId={plan.id}
        today={today}
        count={count}
        last={last}
        judged={judged}
        kpi={kpi}
        back={back || null}
        cancel={back || paths.actionPlan(org, plan.id)}
        autoFocus
      />
    </Page>
  )
}
