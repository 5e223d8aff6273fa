import { Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { daysFrom, plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import { Due } from './due.tsx'
import { type ItemRow, ItemRows } from './item-rows.tsx'
import { QuickItemForm } from './quick-item-form.tsx'

interface Milestone {
  id: string
  name: string
  dueOn: string
  firstDueOn: string
  reachedOn: string | null
  version: number
  archived: boolean
}

interface Props {
  org: string
  today: string
  planId: string
  milestones: Milestone[]
  items: (ItemRow & { milestoneId: string | null })[]
  archivedItems: number
  members: { id: string; name: string }[]
  canEdit: boolean
  owner: string | null
}

/** The plan's work: milestones by their day, each with its items, then the items that belong to none. */
export function MilestonesAndItems(props: Props) {
  const { org, planId, items, archivedItems, canEdit } = props
  const live = props.milestones.filter((milestone) => !milestone.archived)
  const archived = props.milestones.filter((milestone) => milestone.archived)
  const known = new Set(live.map((milestone) => milestone.id))
  const loose = items.filter((item) => !item.milestoneId || !known.has(item.milestoneId))
  const done = items.filter((item) => item.doneOn).length
  const back = `${paths.actionPlan(org, planId)}#items`
  const rows = { org, today: props.today, back }
  return (
    <Section
      id="items"
      title="Milestones and action items"
      description={items.length > 0 && `${done} of ${plural(items.length, 'item')} done`}
      actions={
        canEdit && (
          <>
            <LinkButton href={paths.newActionItem(org, planId)} size="small" icon={Plus}>
              Add an item
            </LinkButton>
            <LinkButton href={paths.newMilestone(org, planId)} size="small" icon={Plus}>
              Add a milestone
            </LinkButton>
          </>
        )
      }
    >
      {!items.length && !live.length && (
        <EmptyState title="Nothing planned yet">
          {canEdit
            ? 'Begin with the first thing to be done: a title, somebody who does it, and a day.'
            : 'Its owner has not written down what is to be done.'}
        </EmptyState>
      )}
      <div className="grid gap-6">
        {live.map((milestone) => (
          <div key={milestone.id}>
            <MilestoneHead milestone={milestone} {...props} />
            <ItemRows items={items.filter((item) => item.milestoneId === milestone.id)} {...rows} />
          </div>
        ))}
        {loose.length > 0 && (
          <div>
            {live.length > 0 && <h3 className="border-b border-line pb-1.5 text-base font-semibold">No milestone</h3>}
            <ItemRows items={loose} {...rows} />
          </div>
        )}
        {canEdit && <QuickItemForm org={org} planId={planId} members={props.members} owner={props.owner} />}
      </div>
      {(archived.length > 0 || archivedItems > 0) && (
        <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted print:hidden">
          Archived:
          {archivedItems > 0 && (
            <TextLink href={paths.actionItems(org, { plan: planId, show: 'archived' })}>
              {plural(archivedItems, 'item')}
            </TextLink>
          )}
          {archived.map((milestone) => (
            <TextLink key={milestone.id} href={paths.editMilestone(org, planId, milestone.id)}>
              {milestone.name}
            </TextLink>
          ))}
        </p>
      )}
    </Section>
  )
}

function MilestoneHead({ milestone, org, today, planId, canEdit }: { milestone: Milestone } & Props) {
  const moved = daysFrom(milestone.firstDueOn, milestone.dueOn)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line pb-1.5">
      <h3 dir="auto" className="min-w-0 text-base font-semibold">
        {milestone.name}
      </h3>
      <span className="text-sm text-ink-muted">
        <Due day={milestone.dueOn} doneOn={milestone.reachedOn} doneWord="reached" today={today} />
        {moved !== 0 && ` · ${plural(Math.abs(moved), 'day')} ${moved > 0 ? 'later' : 'earlier'} than first promised`}
      </span>
      {canEdit && (
        <span className="ms-auto flex items-center gap-1">
          <ActionButton
            action={paths.milestoneReached(org, planId, milestone.id)}
            fields={{ to: milestone.reachedOn ? 'open' : 'reached' }}
            name="reached"
            size="small"
            variant="quiet"
          >
            {milestone.reachedOn ? 'Not reached after all' : 'Mark reached'}
            <span className="sr-only">: {milestone.name}</span>
          </ActionButton>
          <LinkButton href={paths.editMilestone(org, planId, milestone.id)} size="small" variant="quiet">
            Edit<span className="sr-only"> {milestone.name}</span>
          </LinkButton>
        </span>
      )}
    </div>
  )
}
