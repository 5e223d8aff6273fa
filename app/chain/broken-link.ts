// Where the chain is broken: each kind of break, in words, and which list shows it. Pure.

export const breaks = [
  'observation-unused',
  'theme-undecided',
  'theme-without-gap',
  'gap-without-evidence',
  'gap-without-initiative',
  'initiative-without-evidence',
  'initiative-without-kpi',
  'initiative-without-work',
  'told-not-resolved',
  'resolved-not-told',
] as const
export type Break = (typeof breaks)[number]

export const isBreak = (text: string | undefined): text is Break => breaks.includes(text as Break)

interface Words {
  /** After a number: one, many. */
  counted: [string, string]
  title: string
  /** What to do about it. */
  mend: string
}

/** Days after which a theme that nobody decided on counts as a break. */
export const undecidedDays = 30

export const breakWords: Record<Break, Words> = {
  'observation-unused': {
    counted: ['observation led to nothing', 'observations led to nothing'],
    title: 'Observations that led to nothing',
    mend: 'Put each under a theme or a gap, or archive it with a reason.',
  },
  'theme-undecided': {
    counted: [
      `theme is undecided for more than ${undecidedDays} days`,
      `themes are undecided for more than ${undecidedDays} days`,
    ],
    title: `Themes undecided for more than ${undecidedDays} days`,
    mend: 'Decide: act, watch or decline, each with its reason.',
  },
  'theme-without-gap': {
    counted: ['theme to act on has no gap', 'themes to act on have no gap'],
    title: 'Themes to act on without a gap',
    mend: 'Say what lies between today and the wanted journey: open a gap.',
  },
  'gap-without-evidence': {
    counted: ['gap rests on no evidence', 'gaps rest on no evidence'],
    title: 'Gaps that rest on no evidence',
    mend: 'Link an observation, a theme or a response to it, or accept it as an assumption.',
  },
  'gap-without-initiative': {
    counted: ['open gap is nobody’s work', 'open gaps are nobody’s work'],
    title: 'Open gaps without an initiative',
    mend: 'Let an initiative close it, or accept the gap with a reason.',
  },
  'initiative-without-evidence': {
    counted: ['active initiative rests on no evidence', 'active initiatives rest on no evidence'],
    title: 'Active initiatives that rest on no evidence',
    mend: 'Link the gap it closes, and what customers said about that gap.',
  },
  'initiative-without-kpi': {
    counted: ['active initiative moves no KPI', 'active initiatives move no KPI'],
    title: 'Active initiatives without a KPI',
    mend: 'Link the KPI that would show whether it works.',
  },
  'initiative-without-work': {
    counted: ['running initiative has no action item', 'running initiatives have no action item'],
    title: 'Running initiatives without an action item',
    mend: 'Add an action plan with items, or stop it.',
  },
  'told-not-resolved': {
    counted: ['customer was told, the cause remains', 'customers were told, the cause remains'],
    title: 'Customers told, cause not resolved',
    mend: 'Resolve the cause, or escalate the case to a gap.',
  },
  'resolved-not-told': {
    counted: ['cause is resolved, nobody told the customer', 'causes are resolved, nobody told the customers'],
    title: 'Cause resolved, customer not told',
    mend: 'Tell the customer what became of what they said.',
  },
}

/** `covered` of `of` active initiatives have a chain to what customers said or somebody saw; null: there is none to measure. */
export function coverage({ covered, of }: { covered: number; of: number }): number | null {
  return of === 0 ? null : (100 * covered) / of
}

/** Records on a page of broken links. */
export const brokenPageSize = 50
