// One record's whole chain, put together for its page: what is drawn, what is said, and where it is broken.
import type { Context } from '#app/access/context.server.ts'
import { statusWord } from '#app/action-plans/status.ts'
import {
  type Stage as InitiativeStage,
  stageNames as initiativeStages,
  stageTones,
} from '#app/initiatives/initiative.ts'
import { formatDay, formatValue, plural } from '#app/ui/format.ts'
import {
  type Bounded,
  type ChainLink,
  type ChainNode,
  type Stage,
  type StartKind,
  layOutChain,
  stageOfStart,
  stages,
} from './chain.ts'
import {
  type Start,
  countCases,
  findSpine,
  findStart,
  listLinks,
  listObservations,
  listResponses,
  listSpine,
  listWork,
  mostOfSpine,
} from './chain.server.ts'

const decisionWords: Record<string, string> = {
  undecided: 'nobody decided yet',
  act: 'we act on it',
  watch: 'we watch it',
  decline: 'declined',
}
const decisionTones = { undecided: 'warn', act: 'good', watch: 'info', decline: 'neutral' } as const

/** Walks from a record both ways. */
export async function walkChain(ctx: Context, kind: StartKind, id: string) {
  const start = await findStart(ctx, kind, id)
  const spine = await findSpine(ctx, start)
  const responses = await listResponses(ctx, start, spine)
  const observations = await listObservations(ctx, start, spine)
  const { themes, gaps, initiatives } = await listSpine(ctx, spine)
  const drawn = {
    themes: themes.map((theme) => theme.id),
    gaps: gaps.map((gap) => gap.id),
    initiatives: initiatives.map((initiative) => initiative.id),
  }
  const { plans, kpis } = await listWork(ctx, start, { ...spine, initiatives: drawn.initiatives })
  const cases = await countCases(ctx, start, spine)
  const said = responses.shown.slice(0, observations.shown.length ? 4 : 6)
  const seen = observations.shown.slice(0, Math.max(2, 6 - said.length))
  const links = await listLinks(ctx, drawn, { responses: said.map((r) => r.id), observations: seen.map((o) => o.id) })
  const { locale } = ctx.org
  const nodes: Record<Stage, ChainNode[]> = {
    evidence: [
      ...said.map((one) => ({
        id: one.id,
        kind: 'response' as const,
        text: one.text || (one.restricted ? 'What was written may not be read' : 'Scores without a comment'),
        quoted: one.text !== '',
        note: `${one.post}, ${formatDay(one.answeredOn, locale)}`,
      })),
      ...seen.map((one) => ({
        id: one.id,
        kind: 'observation' as const,
        text: one.what,
        note: `Seen by ${one.observer}, ${formatDay(one.seenAt.toISOString().slice(0, 10), locale)}`,
      })),
    ],
    theme: themes.map((theme) => ({
      id: theme.id,
      kind: 'theme' as const,
      text: theme.name,
      note: `${plural(theme.responses, 'response', 'responses', locale)}, ${decisionWords[theme.decision] ?? theme.decision}`,
      tone: decisionTones[theme.decision as keyof typeof decisionTones],
    })),
    gap: gaps.map((gap) => ({
      id: gap.id,
      kind: 'gap' as const,
      text: gap.name,
      note: `Size ${gap.size} of 5, ${gap.state}`,
      tone: gap.state === 'closed' ? ('done' as const) : gap.state === 'open' ? ('warn' as const) : ('info' as const),
    })),
    initiative: initiatives.map((one) => ({
      id: one.id,
      kind: 'initiative' as const,
      text: one.name,
      note: [
        one.stage === 'running' ? statusWord(one.derived).word : initiativeStages[one.stage as InitiativeStage],
        one.ownerName ? `${one.ownerName}${one.accepted ? '' : ' (has not accepted)'}` : 'no owner',
      ].join(', '),
      tone: one.stage === 'running' ? statusWord(one.derived).tone : stageTones[one.stage as InitiativeStage],
    })),
    work: [
      ...plans.map((plan) => ({
        id: plan.id,
        kind: 'action-plan' as const,
        text: plan.name,
        note: plan.items
          ? `${plan.done} of ${plural(plan.items, 'item')} done${plan.overdue ? `, ${plan.overdue} overdue` : ''}`
          : 'no action items yet',
        tone:
          plan.items === 0 || plan.overdue
            ? ('warn' as const)
            : plan.done === plan.items
              ? ('done' as const)
              : ('good' as const),
      })),
      ...[...new Map(kpis.map((kpi) => [kpi.id, kpi])).values()].map((kpi) => ({
        id: kpi.id,
        kind: 'kpi' as const,
        text: kpi.name,
        note: `KPI, ${kpi.value === null ? 'no value yet' : formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}; to go ${kpi.expectedDirection}`,
        tone:
          ({ met: 'good', missed: 'bad', 'within the band': 'info' } as const)[kpi.againstTarget] ??
          ('neutral' as const),
      })),
    ],
    effect: [],
  }
  const all: ChainLink[] = [
    ...links,
    ...plans.map((plan) => ({ from: plan.initiativeId, to: plan.id })),
    ...kpis.map((kpi) => ({ from: kpi.initiativeId, to: kpi.id })),
  ]
  const totals: Record<Stage, Bounded> = {
    evidence: {
      count: responses.total.count + observations.total.count,
      more: responses.total.more || observations.total.more,
    },
    theme: spineTotal(spine.themes),
    gap: spineTotal(spine.gaps),
    initiative: spineTotal(spine.initiatives),
    work: { count: nodes.work.length, more: false },
    effect: { count: 0, more: false },
  }
  const missing = missingOf(start, totals)
  const more = Object.fromEntries(
    stages.map((stage) => [stage, Math.max(0, totals[stage].count - nodes[stage].length)]),
  )
  return {
    start,
    nodes,
    totals,
    missing,
    evidence: { responses: responses.total, observations: observations.total },
    cases,
    drawing: layOutChain(nodes, all, { missing, more }),
  }
}

const spineTotal = ({ length }: string[]): Bounded => ({ count: length, more: length === mostOfSpine })

export type WalkedChain = Awaited<ReturnType<typeof walkChain>>

/** What a stage says where it is empty: a break where something should be there, a plain word where nothing has to be. */
export function missingOf({ kind }: Start, totals: Record<Stage, Bounded>): Partial<Record<Stage, string>> {
  const missing: Partial<Record<Stage, string>> = {}
  const from = stages.indexOf(stageOfStart[kind])
  const empty = (stage: Stage) => totals[stage].count === 0
  if (empty('evidence')) missing.evidence = 'Nothing that customers said or we saw is linked.'
  if (empty('theme') && empty('gap') && from === 0) missing.theme = 'In no theme yet.'
  if (empty('gap')) missing.gap = from > 2 ? 'No gap says why.' : 'No gap was opened.'
  if (empty('initiative')) missing.initiative = 'Nobody works on it yet.'
  if (empty('work')) missing.work = 'No action items and no KPI.'
  return missing
}
