// The rooms in the order people read them, and what can be created from anywhere.
import type { AbilityName } from './access/policy.ts'
import { paths } from './paths.ts'

export interface NavItem {
  room: string
  label: string
  href: string
  /** Further addresses of the room: the sidebar shows it as current there too. */
  also?: string[]
  icon: string
  group: 'mine' | 'strategy' | 'voice' | 'organisation'
}

type Allowed = (ability: AbilityName) => boolean

export function navigation(org: string, allowed: Allowed): NavItem[] {
  const items: (NavItem & { needs?: AbilityName })[] = [
    { room: 'duties', label: 'My duties', href: paths.duties(org), icon: 'duties', group: 'mine' },
    { room: 'executive', label: 'Executive page', href: paths.executive(org), icon: 'executive', group: 'mine' },
    { room: 'strategy', label: 'Strategy on a page', href: paths.strategy(org), icon: 'strategy', group: 'mine' },
    { room: 'chain', label: 'Evidence chain', href: paths.chains(org), icon: 'chain', group: 'mine' },
    {
      room: 'vision',
      label: 'Vision',
      href: paths.vision(org),
      also: [paths.coreValues(org)],
      icon: 'vision',
      group: 'strategy',
    },
    {
      room: 'outcomes',
      label: 'Outcomes',
      href: paths.outcomes(org),
      also: [paths.pillars(org)],
      icon: 'outcomes',
      group: 'strategy',
    },
    {
      room: 'personas',
      label: 'Personas',
      href: paths.personas(org),
      also: [
        `/${org}/persona-experiences`,
        paths.segments(org),
        paths.effortAndValue(org),
        paths.customerCounts(org),
        `/${org}/customer-files`,
      ],
      icon: 'personas',
      group: 'strategy',
    },
    { room: 'initiatives', label: 'Initiatives', href: paths.initiatives(org), icon: 'initiatives', group: 'strategy' },
    {
      room: 'action-plans',
      label: 'Action plans',
      href: paths.actionPlans(org),
      also: [paths.actionItems(org)],
      icon: 'action-plans',
      group: 'strategy',
    },
    { room: 'kpis', label: 'KPIs', href: paths.kpis(org), also: [paths.kpiGrid(org)], icon: 'kpis', group: 'strategy' },
    {
      room: 'journeys',
      label: 'Journeys',
      href: paths.journeys(org),
      also: [paths.touchpoints(org), `/${org}/journey-steps`, `/${org}/journey-phases`],
      icon: 'journeys',
      group: 'voice',
    },
    {
      room: 'observations',
      label: 'Observations',
      href: paths.observations(org),
      also: [paths.visits(org)],
      icon: 'observations',
      group: 'voice',
    },
    {
      room: 'gaps',
      label: 'Gaps',
      href: paths.gaps(org),
      also: [paths.reconstructions(org)],
      icon: 'gaps',
      group: 'voice',
    },
    {
      room: 'feedback',
      label: 'Feedback',
      href: paths.feedback(org),
      also: [paths.listeningPosts(org), paths.coverage(org), `/${org}/response-imports`],
      icon: 'feedback',
      group: 'voice',
    },
    { room: 'themes', label: 'Themes', href: paths.themes(org), icon: 'themes', group: 'voice' },
    { room: 'cases', label: 'Cases', href: paths.cases(org), icon: 'cases', group: 'voice' },
    { room: 'stories', label: 'Stories', href: paths.stories(org), icon: 'stories', group: 'voice' },
    {
      room: 'people',
      label: 'People',
      href: paths.members(org),
      also: [paths.units(org)],
      icon: 'people',
      group: 'organisation',
    },
    { room: 'history', label: 'History', href: paths.history(org), icon: 'history', group: 'organisation' },
    {
      room: 'outbox',
      label: 'Outbox',
      href: paths.outbox(org),
      icon: 'outbox',
      group: 'organisation',
      needs: 'mail.read',
    },
    {
      room: 'settings',
      label: 'Settings',
      href: paths.settings(org),
      also: [paths.permissions(org)],
      icon: 'settings',
      group: 'organisation',
      needs: 'organisation.edit',
    },
  ]
  return items.filter(({ needs }) => !needs || allowed(needs)).map(({ needs: _, ...item }) => item)
}

/** What the viewer may create from the menu and the palette. */
export function creations(org: string, allowed: Allowed): { label: string; href: string }[] {
  const items: { label: string; href: string; needs: AbilityName }[] = [
    { label: 'Observation', href: paths.newObservation(org), needs: 'observation.add' },
    { label: 'Gap', href: paths.newGap(org), needs: 'gap.add' },
    { label: 'Initiative', href: paths.newInitiative(org), needs: 'initiative.propose' },
    { label: 'Case', href: paths.newCase(org), needs: 'customer_case.open' },
    { label: 'Story', href: paths.newStory(org), needs: 'story.add' },
    { label: 'Action plan', href: paths.newActionPlan(org), needs: 'action_plan.edit' },
    { label: 'KPI', href: paths.newKpi(org), needs: 'kpi.edit' },
    { label: 'Outcome', href: paths.newOutcome(org), needs: 'outcome.edit' },
    { label: 'Value', href: paths.newCoreValue(org), needs: 'core_value.edit' },
    { label: 'Vision draft', href: paths.newVision(org), needs: 'vision.edit' },
    { label: 'Persona', href: paths.newPersona(org), needs: 'persona.edit' },
    { label: 'Theme', href: paths.newTheme(org), needs: 'theme.add' },
    { label: 'Segment', href: paths.newSegment(org), needs: 'segment.edit' },
    { label: 'Journey', href: paths.newJourney(org), needs: 'journey.edit' },
    { label: 'Touchpoint', href: paths.newTouchpoint(org), needs: 'touchpoint.edit' },
    { label: 'Listening post', href: paths.newListeningPost(org), needs: 'listening_post.edit' },
    { label: 'Person', href: paths.newMember(org), needs: 'member.invite' },
    { label: 'Unit', href: paths.newUnit(org), needs: 'unit.edit' },
  ]
  return items.filter(({ needs }) => allowed(needs)).map(({ label, href }) => ({ label, href }))
}
