/** Tells the life of each initiative: an idea, its links, an owner who accepts, its stages with their reasons, a hand-over. */
import type { Context } from '#app/access/context.server.ts'
import {
  acceptanceForm,
  editInitiativeForm,
  newInitiativeForm,
  newKpiLinkForm,
  stageForm,
} from '#app/initiatives/initiative.ts'
import {
  acceptInitiative,
  createInitiative,
  editInitiative,
  moveInitiative,
} from '#app/initiatives/initiatives.server.ts'
import { linkKpi } from '#app/initiatives/kpi-links.server.ts'
import type { Day, DemoInitiative, Key } from './demo/types.ts'
import { type Story, dateOf, fill, grouped, idOf, idOrNone, leaderOf, remember, tell, versionOf } from './story.ts'

/** An initiative's form as it stands while its story is told. */
interface Standing {
  owner: Key | null
  sponsor: Key | null
  outcomes: Key[]
  personas: Key[]
  gaps: Key[]
  adHocReason: string
}

export function tellInitiative(story: Story, initiative: DemoInitiative) {
  const now: Standing = {
    owner: null,
    sponsor: null,
    outcomes: [],
    personas: [],
    gaps: [],
    adHocReason: initiative.adHocReason ?? '',
  }
  const lapses = exceptionThatLapsed(initiative)
  if (lapses) now.adHocReason = lapses.reason
  tellIdea(story, initiative, now)
  tellOwner(story, initiative, now)
  tellLinks(story, initiative, now)
  tellStages(story, initiative)
  if (lapses) change(story, initiative, now, lapses.on, 'link', leaderOf(story), () => ({ adHocReason: '' }))
}

/**
 * Nothing is approved that serves nothing, unless as an exception. One that stands without either today was excepted with
 * the words of its approval, and the leader took the exception back a month later.
 */
function exceptionThatLapsed(initiative: DemoInitiative): { on: Day; reason: string } | null {
  const approved = initiative.stages.find(({ stage }) => stage === 'approved')
  if (!approved || initiative.adHocReason || initiative.values.length + initiative.outcomes.length > 0) return null
  return { on: Math.min(0, approved.on + 30), reason: approved.reason }
}

function formOf(story: Story, initiative: DemoInitiative, now: Standing) {
  const { name, purpose, about, starts, ends, takes, values } = initiative
  return {
    name,
    purpose,
    ownerId: idOrNone(story, 'member', now.owner),
    sponsorId: idOrNone(story, 'member', now.sponsor),
    unitId: idOf(story, 'unit', initiative.unit),
    startsOn: starts === null ? null : dateOf(story, starts),
    endsOn: ends === null ? null : dateOf(story, ends),
    budget: takes?.budget,
    effortDays: takes?.days,
    aboutPeople: about.includes('people'),
    aboutProcess: about.includes('process'),
    aboutTechnology: about.includes('technology'),
    coreValueIds: values.map((key) => idOf(story, 'core_value', key)),
    outcomeIds: now.outcomes.map((key) => idOf(story, 'outcome', key)),
    personaIds: now.personas.map((key) => idOf(story, 'persona', key)),
    gapIds: now.gaps.map((key) => idOf(story, 'gap', key)),
    adHocReason: now.adHocReason,
  }
}

function tellIdea(story: Story, initiative: DemoInitiative, now: Standing) {
  const [idea] = initiative.stages
  now.personas = initiative.personas.filter((key) => personaDay(story, key) < idea!.on)
  now.outcomes = initiative.outcomes.filter((key) => outcomeDay(story, key) < idea!.on)
  tell(story, idea!.on, 'define', initiative.createdBy, async (ctx) => {
    const { id } = await createInitiative(ctx, fill(newInitiativeForm, formOf(story, initiative, now)))
    remember(story, 'initiative', initiative.key, id)
  })
}

/** Changes an initiative's form on a day; `now` follows when the act runs. */
function change(
  story: Story,
  initiative: DemoInitiative,
  now: Standing,
  day: Day,
  step: 'link' | 'appoint' | 'hand over',
  by: Key,
  to: (now: Standing) => Partial<Standing>,
) {
  tell(story, day, step, by, async (ctx) => {
    Object.assign(now, to(now))
    await withVersion(story, initiative, ctx, (id, version) =>
      editInitiative(ctx, id, fill(editInitiativeForm, { ...formOf(story, initiative, now), version })),
    )
  })
}

async function withVersion(
  story: Story,
  { key }: DemoInitiative,
  ctx: Context,
  work: (id: string, version: number) => Promise<unknown>,
) {
  const id = idOf(story, 'initiative', key)
  await work(id, await versionOf(ctx, 'initiative', id))
}

/** The leader appoints before whoever it is proposes; they accept on a day of their own, or have not yet. */
function tellOwner(story: Story, initiative: DemoInitiative, now: Standing) {
  const { formerOwner, sponsor } = initiative
  const first = formerOwner?.person ?? initiative.owner
  if (first === null) return
  const day = appointedOn(initiative)
  change(story, initiative, now, day, 'appoint', leaderOf(story), () => ({ owner: first, sponsor }))
  const accepted = formerOwner ? stageDay(initiative, 'approved') + 2 : initiative.ownerAcceptedOn
  if (accepted !== null)
    tell(story, accepted, 'accept', first, (ctx) =>
      withVersion(story, initiative, ctx, (id, version) =>
        acceptInitiative(ctx, id, fill(acceptanceForm, { version }).version),
      ),
    )
  if (formerOwner)
    change(story, initiative, now, formerOwner.until, 'hand over', leaderOf(story), () => ({ owner: initiative.owner }))
}

function appointedOn({ stages }: DemoInitiative): Day {
  const [idea, proposed] = stages
  return proposed ? Math.floor(idea!.on + 0.7 * (proposed.on - idea!.on)) : Math.min(0, idea!.on + 2)
}

const stageDay = ({ stages }: DemoInitiative, stage: string) => stages.find((one) => one.stage === stage)!.on

/** Who was accountable on a day, as far as anybody was. */
export function accountableOn(initiative: DemoInitiative, day: Day): Key | null {
  if (day < appointedOn(initiative)) return null
  const { formerOwner, owner } = initiative
  return formerOwner && day <= formerOwner.until ? formerOwner.person : owner
}

const personaDay = (story: Story, key: Key) => story.personas.find((one) => one.key === key)!.recordedOn
const outcomeDay = (story: Story, key: Key) => story.outcomes.find((one) => one.key === key)!.recordedOn

/** What was written down after the idea is linked once it is there: personas by the owner, outcomes by the leader. */
function tellLinks(story: Story, initiative: DemoInitiative, now: Standing) {
  const idea = initiative.stages[0]!.on
  const leader = leaderOf(story)
  const later = (keys: Key[], dayOf: (story: Story, key: Key) => Day) => keys.filter((key) => dayOf(story, key) >= idea)
  const byDay = grouped(later(initiative.personas, personaDay), (key) => Math.ceil(personaDay(story, key) / 40) * 40)
  for (const [day, keys] of byDay)
    change(story, initiative, now, day, 'link', accountableOn(initiative, day) ?? leader, ({ personas }) => ({
      personas: [...personas, ...keys],
    }))
  const outcomes = later(initiative.outcomes, outcomeDay)
  const known = Math.max(...story.outcomes.map((outcome) => outcome.recordedOn)) + 3
  if (outcomes.length)
    change(story, initiative, now, Math.max(known, idea), 'link', leader, (had) => ({
      outcomes: [...had.outcomes, ...outcomes],
    }))
  for (const { key, on } of gapsOf(story, initiative))
    change(story, initiative, now, on, 'link', accountableOn(initiative, on) ?? leader, ({ gaps }) => ({
      gaps: [...gaps, key],
    }))
  for (const { kpi, ...expected } of initiative.kpis) {
    const day = Math.max(idea, story.kpis.find(({ key }) => key === kpi)!.definedOn + 1)
    const by = day === idea ? initiative.createdBy : (accountableOn(initiative, day) ?? initiative.createdBy)
    tell(story, day, 'link', by, (ctx) => {
      const form = fill(newKpiLinkForm, { kpiId: idOf(story, 'kpi', kpi), ...expected })
      return linkKpi(ctx, idOf(story, 'initiative', initiative.key), form)
    })
  }
}

/** The gaps it closes, with the day on which it took each on; those made of a reconstruction are called as that is. */
const gapsOf = (story: Story, { key }: DemoInitiative) => [
  ...story.gaps.flatMap((gap) => (gap.initiative?.key === key ? [{ key: gap.key, on: gap.initiative.on }] : [])),
  ...story.reconstructions.flatMap((one) =>
    one.gap.initiative.key === key ? [{ key: one.key, on: one.gap.initiative.on }] : [],
  ),
]

function tellStages(story: Story, initiative: DemoInitiative) {
  for (const { on, stage, by, reason } of initiative.stages.slice(1)) {
    const step = stage === 'finished' || stage === 'stopped' ? 'conclude' : 'decide'
    tell(story, on, step, by, (ctx) =>
      withVersion(story, initiative, ctx, (id, version) =>
        moveInitiative(ctx, id, fill(stageForm, { to: stage, reason, version })),
      ),
    )
  }
}
