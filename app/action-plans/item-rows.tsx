import { paths } from '#app/paths.ts'
import { formatNumber } from '#app/ui/format.ts'
import { TextLink, WebLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge } from '#app/ui/status.tsx'
import { isBlocked, slipInWords } from './action-item.ts'
import { DoneButton } from './done-button.tsx'
import { Due } from './due.tsx'

export interface ItemRow {
  id: string
  title: string
  ownerName: string | null
  dueOn: string | null
  firstDueOn: string | null
  weight: number
  progress: number
  doneOn: string | null
  evidenceUrl: string | null
  blockerTitle: string | null
  blockerDoneOn: string | null
  blockerArchived: boolean
  moves: number
  mayComplete: boolean
}

/** Items of a plan as a calm list: a box to tick, the title, and beneath it who, when and what it rests on. */
export function ItemRows({ items, org, today, back }: { items: ItemRow[]; org: string; today: string; back: string }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap gap-x-3 py-2.5">
          <DoneButton org={org} item={item} back={back} may={item.mayComplete} />
          <div className="min-w-0 flex-1 basis-48">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <TextLink
                href={paths.actionItem(org, item.id)}
                quiet
                className={item.doneOn ? 'text-ink-muted!' : undefined}
              >
                {item.title}
              </TextLink>
              {isBlocked(item, blockerOf(item)) && <Badge tone="warn">waits for “{item.blockerTitle}”</Badge>}
            </div>
            <ItemFacts item={item} today={today} />
          </div>
        </li>
      ))}
    </ul>
  )
}

export const blockerOf = (item: {
  blockerTitle: string | null
  blockerDoneOn: string | null
  blockerArchived: boolean
}) => (item.blockerTitle === null ? null : { doneOn: item.blockerDoneOn, archived: item.blockerArchived })

function ItemFacts({ item, today }: { item: ItemRow; today: string }) {
  const { locale } = useLocale()
  const slip = slipInWords(item.moves, item.firstDueOn, item.dueOn)
  return (
    <ul className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-muted">
      <li>{item.ownerName ?? 'nobody yet'}</li>
      <li>
        <Due day={item.dueOn} doneOn={item.doneOn} today={today} />
      </li>
      {slip && <li>{slip.charAt(0).toLowerCase() + slip.slice(1)}</li>}
      {!item.doneOn && item.progress > 0 && <li>{item.progress}% done</li>}
      <li>weight {formatNumber(item.weight, undefined, locale)}</li>
      {item.evidenceUrl && (
        <li>
          <WebLink href={item.evidenceUrl}>evidence</WebLink>
        </li>
      )}
    </ul>
  )
}
