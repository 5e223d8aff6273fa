// What the lists of plans and items may be narrowed by, in words. Pure.
import { paths } from '#app/paths.ts'
import type { FilterField } from '#app/ui/filters.tsx'
import { derivedStatuses, statedStatuses } from './standing.ts'
import { statusWord } from './status.ts'

type Named = { id: string; name: string }
const named = (rows: Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }))
const people = (rows: Named[]) => [{ value: 'me', label: 'Me' }, { value: 'none', label: 'Nobody' }, ...named(rows)]
const words = (pairs: Record<string, string>) => Object.entries(pairs).map(([value, label]) => ({ value, label }))

export const planFilterFields = (choices: { owners: Named[]; initiatives: Named[]; units: Named[] }): FilterField[] => [
  {
    name: 'derived',
    label: 'Seen',
    options: derivedStatuses.map((value) => ({ value, label: statusWord(value).word })),
  },
  {
    name: 'stated',
    label: 'Said',
    options: [
      ...statedStatuses.map((value) => ({ value, label: statusWord(value).word })),
      { value: 'none', label: 'Nothing yet' },
    ],
  },
  {
    name: 'attention',
    label: 'Attention',
    options: words({
      disagreement: 'Said and seen disagree',
      overdue: 'Update overdue',
      'late items': 'Late items',
      'help wanted': 'Help wanted',
      'no owner': 'No owner',
      'not accepted': 'Not accepted',
    }),
  },
  { name: 'owner', label: 'Owner', options: people(choices.owners) },
  { name: 'initiative', label: 'Initiative', options: named(choices.initiatives) },
  { name: 'unit', label: 'Owner’s unit', options: named(choices.units) },
  { name: 'show', label: 'Plans', options: words({ open: 'Open', finished: 'Finished', archived: 'Archived' }) },
]

export const planViews = (org: string) => [
  { name: 'Mine', href: paths.actionPlans(org, { owner: 'me', show: 'open' }) },
  { name: 'Disagreements', href: paths.actionPlans(org, { attention: 'disagreement' }) },
]

export const itemFilterFields = (choices: { owners: Named[]; plans: Named[] }): FilterField[] => [
  { name: 'show', label: 'Items', options: words({ open: 'Open', done: 'Done', archived: 'Archived' }) },
  {
    name: 'attention',
    label: 'Attention',
    options: words({
      overdue: 'Overdue',
      'due soon': 'Due within a week',
      blocked: 'Blocked',
      moved: 'Moved',
      'no owner': 'No owner',
      'no date': 'No due date',
    }),
  },
  { name: 'owner', label: 'Owner', options: people(choices.owners) },
  { name: 'plan', label: 'Plan', options: named(choices.plans) },
]

export const itemViews = (org: string) => [
  { name: 'Mine', href: paths.actionItems(org, { owner: 'me', show: 'open' }) },
  { name: 'Overdue', href: paths.actionItems(org, { attention: 'overdue' }) },
  { name: 'Blocked', href: paths.actionItems(org, { attention: 'blocked' }) },
]
