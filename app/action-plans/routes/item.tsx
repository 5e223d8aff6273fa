import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarClock, Check, Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, formatNumber } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink, WebLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { isBlocked, slipInWords } from '../action-item.ts'
import { Due } from '../due.tsx'
import { findActionItem } from '../item-list.server.ts'
import { blockerOf } from '../item-rows.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.item.title ?? 'Action item'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const item = await findActionItem(ctx, idOf(args.params.id))
    const standing = { ownerId: item.ownerId, parentOwnerId: item.planOwnerId }
    const open = !item.planArchivedAt && !item.planFinishedOn
    const completes = open && !item.archivedAt && may(ctx.viewer, 'action_item.complete', standing)
    const edits = open && may(ctx.viewer, 'action_item.edit', standing)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      item,
      can: { complete: completes, move: completes && !item.doneOn, edit: edits && !item.archivedAt, archive: edits },
      timeline: await timelineOf(ctx, 'action_item', item.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function ActionItem() {
  const { org, today, item, can, timeline } = useLoaderData<typeof loader>()
  const { id } = item
  const back = paths.actionItem(org, id)
  return (
    <Page
      title={item.title}
      chain={paths.chain(org, 'action-item', item.id)}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: item.initiativeName, href: paths.initiative(org, item.initiativeId) },
            { label: item.planName, href: paths.actionPlan(org, item.planId) },
          ]}
        />
      }
      lede={<State item={item} today={today} />}
      actions={
        <>
          {can.complete && (
            <ActionButton
              action={paths.actionItemCompletion(org, id)}
              fields={{ to: item.doneOn ? 'open' : 'done', _back: back }}
              name="completion"
              variant={item.doneOn ? 'secondary' : 'primary'}
              icon={item.doneOn ? undefined : Check}
            >
              {item.doneOn ? 'Open again' : 'Mark done'}
            </ActionButton>
          )}
          {can.move && (
            <LinkButton href={paths.actionItemDueDate(org, id)} icon={CalendarClock}>
              {item.dueOn ? 'Move the due date' : 'Set a due date'}
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editActionItem(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.actionItemArchive(org, id)} variant="quiet">
              {item.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
    >
      <ItemFacts org={org} item={item} />
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editActionItem(org, item.id)} />
    </Page>
  )
}

type Item = ReturnType<typeof useLoaderData<typeof loader>>['item']

function State({ item, today }: { item: Item; today: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {item.doneOn && <Status tone="done">Done</Status>}
      <Due day={item.dueOn} doneOn={item.doneOn} today={today} doneWord="" />
      {isBlocked(item, blockerOf(item)) && <Badge tone="warn">waits for “{item.blockerTitle}”</Badge>}
      {item.archivedAt && <Badge>Archived</Badge>}
    </span>
  )
}

function ItemFacts({ org, item }: { org: string; item: Item }) {
  const { locale } = useLocale()
  const slip = slipInWords(item.moves, item.firstDueOn, item.dueOn)
  const facts = [
    {
      term: 'Owner',
      value: item.ownerId && <PersonChip name={item.ownerName} href={paths.member(org, item.ownerId)} />,
    },
    {
      term: 'Due',
      value: item.dueOn && (
        <>
          {formatDay(item.dueOn, locale)}
          {slip && <span className="block text-sm text-ink-muted">{slip}</span>}
        </>
      ),
    },
    {
      term: 'First promised for',
      value: item.firstDueOn !== item.dueOn && item.firstDueOn && formatDay(item.firstDueOn, locale),
    },
    { term: 'Progress', value: `${item.doneOn ? 100 : item.progress}%` },
    { term: 'Weight', value: formatNumber(item.weight, undefined, locale) },
    { term: 'Towards the milestone', value: item.milestoneName },
    {
      term: 'Waits for',
      value: item.blockedById && (
        <TextLink href={paths.actionItem(org, item.blockedById)}>{item.blockerTitle}</TextLink>
      ),
    },
    {
      term: 'Waiting for it',
      value: item.waiting.length > 0 && (
        <ul className="grid gap-1">
          {item.waiting.map((other) => (
            <li key={other.id}>
              <TextLink href={paths.actionItem(org, other.id)}>{other.title}</TextLink>
            </li>
          ))}
        </ul>
      ),
    },
    { term: 'Evidence', value: item.evidenceUrl && <WebLink href={item.evidenceUrl} /> },
  ]
  const always = ['Owner', 'Due', 'Evidence']
  const shown = facts.filter(({ term, value }) => value || always.includes(term))
  return <Facts columns={3} items={shown.map(({ term, value }) => ({ term, value: value || null }))} />
}
