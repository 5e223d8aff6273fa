import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChevronRight, Pencil, Send } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { Due } from '../due.tsx'
import { MilestonesAndItems } from '../milestones-and-items.tsx'
import { AboutPlan } from '../plan-about.tsx'
import { listMembers } from '../plan-list.server.ts'
import {
  findActionPlan,
  findKpiQuestion,
  findReasons,
  listItemsOfPlan,
  listMilestones,
  listUpdates,
} from '../plan-page.server.ts'
import { PlanStanding } from '../plan-standing.tsx'
import { PlanWhy } from '../plan-why.tsx'
import { judgementOf } from '../standings.server.ts'
import { UpdateCard } from '../update-cards.tsx'
import { UpdateForm } from '../update-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.plan.name ?? 'Action plan'} · Sirius` },
]

const shownUpdates = 5

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    const { viewer } = ctx
    const open = !plan.archivedAt && !plan.finishedOn
    const can = {
      edit: open && may(viewer, 'action_plan.edit', plan),
      finish: !plan.archivedAt && may(viewer, 'action_plan.edit', plan),
      accept: open && !plan.ownerAcceptedAt && may(viewer, 'action_plan.accept', plan),
      archive: may(viewer, 'action_plan.archive', plan),
      update: open && may(viewer, 'plan_update.make', plan),
      items: open && may(viewer, 'action_item.edit', { parentOwnerId: plan.ownerId }),
      acknowledge: may(viewer, 'plan_update.acknowledge', plan),
    }
    const all = new URL(args.request.url).searchParams.get('updates') === 'all'
    const { items, archived } = await listItemsOfPlan(ctx, plan.id)
    const completes = (ownerId: string | null) =>
      open && may(viewer, 'action_item.complete', { ownerId, parentOwnerId: plan.ownerId })
    const judged = await judgementOf(ctx, plan.id)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      me: viewer.memberId,
      plan,
      can,
      judged: judged!,
      reasons: await findReasons(ctx, plan),
      milestones: await listMilestones(ctx, plan.id),
      items: items.map((item) => ({ ...item, mayComplete: completes(item.ownerId) })),
      archivedItems: archived,
      members: can.items ? await listMembers(ctx) : [],
      updates: await listUpdates(ctx, plan.id, all ? 1000 : shownUpdates),
      kpi: can.update ? await findKpiQuestion(ctx, plan.kpiId) : null,
      timeline: await timelineOf(ctx, 'action_plan', plan.id, { before: beforeOf(args.request) }),
    }
  })
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function ActionPlan() {
  const data = useLoaderData<typeof loader>()
  const { org, today, me, plan, can, judged, reasons, updates, timeline } = data
  const own = can.update && plan.ownerId === me
  return (
    <Page
      title={plan.name}
      chain={paths.chain(org, 'action-plan', plan.id)}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Action plans', href: paths.actionPlans(org) },
            { label: plan.initiativeName, href: paths.initiative(org, plan.initiativeId) },
          ]}
        />
      }
      lede={<PlanWhy org={org} initiative={{ id: plan.initiativeId, name: plan.initiativeName }} {...reasons} />}
      actions={<Buttons data={data} own={own} />}
      aside={<AboutPlan org={org} today={today} plan={plan} kpi={reasons.kpis.find(({ id }) => id === plan.kpiId)} />}
    >
      {(plan.archivedAt || plan.finishedOn) && (
        <p className="flex flex-wrap items-center gap-2 text-ink-muted">
          {plan.archivedAt && <Badge>Archived</Badge>}
          {plan.finishedOn && (
            <>
              <Badge tone="done">Finished</Badge>
              <Due day={null} doneOn={plan.finishedOn} doneWord="Finished" today={today} />
            </>
          )}
        </p>
      )}
      <Section title="How it stands">
        <PlanStanding stated={plan.stated} judged={judged} />
      </Section>
      {own && <OwnUpdate data={data} />}
      {plan.purpose && (
        <Section title="Purpose">
          <Prose text={plan.purpose} />
        </Section>
      )}
      <MilestonesAndItems
        org={org}
        today={today}
        planId={plan.id}
        milestones={data.milestones}
        items={data.items}
        archivedItems={data.archivedItems}
        members={data.members}
        canEdit={can.items}
        owner={plan.ownerId}
      />
      <Section id="updates" title="Updates" count={updates.total}>
        {updates.total === 0 && <p className="text-ink-muted">No update has been written yet.</p>}
        <ol className="grid gap-6 [&>li+li]:border-t [&>li+li]:border-line [&>li+li]:pt-6">
          {updates.rows.map((update) => (
            <li key={update.id}>
              <UpdateCard
                org={org}
                planId={plan.id}
                update={update}
                today={today}
                mayAcknowledge={can.acknowledge && update.authorId !== me}
              />
            </li>
          ))}
        </ol>
        {updates.total > updates.rows.length && (
          <p className="mt-5 print:hidden">
            <TextLink href={`${paths.actionPlan(org, plan.id)}?updates=all#updates`}>
              Show all {plural(updates.total, 'update')}
            </TextLink>
          </p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editActionPlan(org, plan.id)} />
    </Page>
  )
}

function Buttons({ data: { org, plan, can }, own }: { data: Loaded; own: boolean }) {
  const { id, version } = plan
  return (
    <>
      {can.accept && (
        <ActionButton
          action={paths.actionPlanAcceptance(org, id)}
          fields={{ version }}
          variant="primary"
          name="acceptance"
        >
          Accept being accountable
        </ActionButton>
      )}
      {can.update && !own && (
        <LinkButton href={paths.newPlanUpdate(org, id)} icon={Send}>
          Write an update
        </LinkButton>
      )}
      {can.edit && (
        <LinkButton href={paths.editActionPlan(org, id)} icon={Pencil}>
          Edit
        </LinkButton>
      )}
      {can.finish && (
        <LinkButton href={paths.actionPlanCompletion(org, id)} variant="quiet">
          {plan.finishedOn ? 'Open again' : 'Finish'}
        </LinkButton>
      )}
      {can.archive && (
        <LinkButton href={paths.actionPlanArchive(org, id)} variant="quiet">
          {plan.archivedAt ? 'Restore' : 'Archive'}
        </LinkButton>
      )}
    </>
  )
}

/** The owner's own form, open when an update is due within a week. */
function OwnUpdate({ data: { org, today, plan, judged, updates, kpi } }: { data: Loaded }) {
  const soon =
    judged.nextUpdateDueOn !== null && Date.parse(judged.nextUpdateDueOn) - Date.parse(today) < 8 * 86_400_000
  return (
    <details
      open={soon || updates.total === 0}
      className="card group/update rounded-lg border border-line bg-raised px-5 py-4 print:hidden"
    >
      <summary className="flex min-h-7 cursor-pointer flex-wrap items-center gap-x-3 text-lg font-semibold">
        <ChevronRight aria-hidden className="size-5 group-open/update:rotate-90 rtl:rotate-180" />
        Write an update
        {judged.nextUpdateDueOn && (
          <span className="text-sm font-normal text-ink-muted">
            <Due day={judged.nextUpdateDueOn} today={today} />
          </span>
        )}
      </summary>
      <div className="mt-5">
        <UpdateForm
          org={org}
          planId={plan.id}
          today={today}
          count={updates.total}
          last={updates.rows[0] ?? null}
          judged={judged}
          kpi={kpi}
          back={null}
        />
      </div>
    </details>
  )
}
