// Reading and changing initiatives. Reads are plain queries of the context; writes read top to bottom.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { refreshInitiativeStanding, refreshPlanStanding } from '#app/action-plans/standings.server.ts'
import { listGapChoices } from '#app/gaps/gap-list.server.ts'
import { oweReplies } from '#app/cases/owing-replies.server.ts'
import { record } from '#app/history/record.server.ts'
import { kpisOf, servedBy } from './counts.server.ts'
import { type Links, requireLinked, requirePeople } from './in-use.server.ts'
import { type Stage, type editInitiativeForm, type newInitiativeForm, moves, stageBlockers } from './initiative.ts'

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One initiative with everything its page shows; 404 where there is none. Eight statements, whatever its size. */
export async function findInitiative(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('initiative as i')
    .leftJoin('initiativeStanding as s', 's.initiativeId', 'i.id')
    .leftJoin('member as o', 'o.id', 'i.ownerId')
    .leftJoin('member as sp', 'sp.id', 'i.sponsorId')
    .leftJoin('unit as u', 'u.id', 'i.unitId')
    .where('i.id', '=', id)
    .selectAll('i')
    .select([
      'o.name as ownerName',
      'sp.name as sponsorName',
      'u.name as unitName',
      's.progress',
      's.derived',
      's.disagreements',
      's.itemCount',
      's.lastUpdateOn',
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  const coreValues = await ctx.db
    .selectFrom('initiativeCoreValue as l')
    .innerJoin('coreValue as v', 'v.id', 'l.coreValueId')
    .where('l.initiativeId', '=', id)
    .select(['v.id', 'v.name'])
    .orderBy('v.position')
    .execute()
  const outcomes = await ctx.db
    .selectFrom('initiativeOutcome as l')
    .innerJoin('outcome as o', 'o.id', 'l.outcomeId')
    .where('l.initiativeId', '=', id)
    .select(['o.id', 'o.title', 'o.horizon'])
    .orderBy('o.horizon')
    .orderBy('o.position')
    .execute()
  const personas = await ctx.db
    .selectFrom('initiativePersona as l')
    .innerJoin('persona as p', 'p.id', 'l.personaId')
    .where('l.initiativeId', '=', id)
    .select(['p.id', 'p.name', 'p.summary'])
    .orderBy('p.name')
    .execute()
  const kpiLinks = await ctx.db
    .selectFrom('initiativeKpi as l')
    .innerJoin('kpi as k', 'k.id', 'l.kpiId')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .where('l.initiativeId', '=', id)
    .select([
      'l.id',
      'l.kpiId',
      'l.hypothesis',
      'l.expectedDirection',
      'l.expectedSize',
      'l.confidence',
      'l.version',
      'k.name',
      'k.unit',
      'k.decimals',
      'k.frequency',
    ])
    .select(['s.period', 's.value', 's.low', 's.high', 's.target', 's.againstTarget', 's.recent'])
    .orderBy('k.name')
    .execute()
  const plans = await ctx.db
    .selectFrom('actionPlan as p')
    .leftJoin('planStanding as s', 's.actionPlanId', 'p.id')
    .leftJoin('member as m', 'm.id', 'p.ownerId')
    .where('p.initiativeId', '=', id)
    .where('p.archivedAt', 'is', null)
    .select([
      'p.id',
      'p.name',
      'p.ownerId',
      'p.finishedOn',
      'p.endsOn',
      'm.name as ownerName',
      's.progress',
      's.stated',
      's.derived',
      's.derivedSentence',
      's.disagrees',
      's.itemCount',
      's.doneCount',
      's.lastUpdateOn',
    ])
    .orderBy('p.name')
    .execute()
  const gaps = await ctx.db
    .selectFrom('initiativeGap as l')
    .innerJoin('gap as g', 'g.id', 'l.gapId')
    .where('l.initiativeId', '=', id)
    .select(['g.id', 'g.name', 'g.state'])
    .orderBy(sql`lower(g.name)`)
    .execute()
  return { ...row, coreValues, outcomes, personas, gaps, kpiLinks, plans }
}

/** What the form offers to choose from. */
export async function listInitiativeChoices(ctx: Context, has: { gapIds: readonly string[] } = { gapIds: [] }) {
  const members = await ctx.db
    .selectFrom('member')
    .where('disabledAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
  const units = await ctx.db
    .selectFrom('unit')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
  const coreValues = await ctx.db
    .selectFrom('coreValue')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy('position')
    .execute()
  const outcomes = await ctx.db
    .selectFrom('outcome')
    .where('archivedAt', 'is', null)
    .select(['id', 'title', 'horizon'])
    .orderBy('horizon')
    .orderBy('position')
    .execute()
  const personas = await ctx.db
    .selectFrom('persona')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
  return { members, units, coreValues, outcomes, personas, gaps: await listGapChoices(ctx, has.gapIds) }
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

type NewInitiative = z.output<typeof newInitiativeForm>
type EditedInitiative = Omit<z.output<typeof editInitiativeForm>, 'ownerReason'> & { ownerReason?: string | null }

/** Adds an idea. Whoever may not appoint becomes its owner only by appointment later. */
export async function createInitiative(ctx: Context, form: NewInitiative) {
  authorize(ctx, 'initiative.propose')
  const id = newId(ctx)
  const appoints = may(ctx.viewer, 'initiative.appoint')
  if (appoints) await requirePeople(ctx, form)
  await requireLinked(ctx, form)
  await ctx.db
    .insertInto('initiative')
    .values({ id, ...columns(form), ...(appoints ? appointed(ctx, form) : {}), createdBy: ctx.viewer.memberId || null })
    .execute()
  await replaceLinks(ctx, id, form)
  await refreshInitiativeStanding(ctx, [id])
  record(ctx, { verb: 'initiative.created', kind: 'initiative', id, title: form.name })
  return { id }
}

/** Changes an initiative's own words, dates and links; a new owner has to accept, and why they take over stands in the history. */
export async function editInitiative(ctx: Context, id: string, form: EditedInitiative) {
  const row = await lock(ctx, 'initiative', id)
  authorize(ctx, 'initiative.edit', row)
  const links = await linksOf(ctx, id)
  await requireVersion(ctx, row, form.version, (now) => formValues(now, links))
  if (row.archivedAt) refuse('This initiative is archived. Restore it before changing it.')
  const appoints = may(ctx.viewer, 'initiative.appoint')
  if (appoints) await requirePeople(ctx, form, row)
  await requireLinked(ctx, form, links)
  // Who may not appoint is not shown the owner, the sponsor and the unit, and changes none of them.
  const owner = appoints ? appointed(ctx, form, row) : { unitId: row.unitId }
  await ctx.db
    .updateTable('initiative')
    .set({ ...columns(form), ...owner, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  await replaceLinks(ctx, id, form, links)
  record(ctx, { verb: 'initiative.edited', kind: 'initiative', id, title: form.name, reason: form.ownerReason ?? null })
}

/** Moves an initiative to another stage, or refuses with every reason why it cannot go there yet. */
export async function moveInitiative(
  ctx: Context,
  id: string,
  form: { to: Stage; reason: string | null; version: number },
) {
  const row = await lock(ctx, 'initiative', id)
  authorize(ctx, form.to === 'approved' ? 'initiative.approve' : 'initiative.stage', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This initiative is archived. Restore it before moving it.')
  const facts = await ctx.db
    .selectFrom('initiative as i')
    .where('i.id', '=', id)
    .select([
      kpisOf.as('kpis'),
      servedBy.as('served'),
      sql<number>`(select count(*) from action_plan p where p.initiative_id = i.id and p.archived_at is null and p.finished_on is null)`.as(
        'openPlans',
      ),
    ])
    .executeTakeFirstOrThrow()
  const stage = row.stage as Stage
  const blockers = stageBlockers(
    { ...facts, stage, ownerId: row.ownerId, ownerAcceptedAt: row.ownerAcceptedAt, adHocReason: row.adHocReason },
    form.to,
    form.reason ?? '',
  )
  if (blockers.length) refuse(blockers.join(' '))
  const starts = form.to === 'running' && !row.startsOn ? { startsOn: ctx.today } : {}
  await ctx.db
    .updateTable('initiative')
    .set({ stage: form.to, ...starts, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  // Plans of an initiative that does not run owe no updates.
  const plans = await ctx.db.selectFrom('actionPlan').where('initiativeId', '=', id).select('id').execute()
  await refreshPlanStanding(
    ctx,
    plans.map((plan) => plan.id),
  )
  await refreshInitiativeStanding(ctx, [id])
  const label = moves[stage].find((move) => move.to === form.to)!
  record(ctx, {
    verb: `initiative.${pastTense[label.to]}`,
    kind: 'initiative',
    id,
    title: row.name,
    reason: form.reason,
  })
  // Those whose feedback it rested on are owed a word once it has ended; an idea that is parked was promised to nobody.
  const stopped = form.to === 'stopped' && ['approved', 'running'].includes(stage)
  if (form.to === 'finished' || stopped) await oweReplies(ctx, row, form.to as 'finished' | 'stopped')
}

/** The moves this viewer may make from here. */
export function movesFor(ctx: Context, initiative: { stage: string; ownerId: string | null; archivedAt: Date | null }) {
  if (initiative.archivedAt) return []
  return moves[initiative.stage as Stage].filter(({ to }) =>
    may(ctx.viewer, to === 'approved' ? 'initiative.approve' : 'initiative.stage', initiative),
  )
}

const pastTense: Record<Stage, string> = {
  idea: 'sent-back',
  proposed: 'proposed',
  approved: 'approved',
  running: 'started',
  finished: 'finished',
  stopped: 'stopped',
}

/** The appointed owner accepts being accountable. */
export async function acceptInitiative(ctx: Context, id: string, version: number) {
  const row = await lock(ctx, 'initiative', id)
  authorize(ctx, 'initiative.accept', row)
  if (row.ownerAcceptedAt) return
  await requireVersion(ctx, row, version)
  await ctx.db
    .updateTable('initiative')
    .set({ ownerAcceptedAt: ctx.now, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'initiative.accepted', kind: 'initiative', id, title: row.name })
}

/** Archives an initiative, or restores it. */
export async function archiveInitiative(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const row = await lock(ctx, 'initiative', id)
  authorize(ctx, 'initiative.archive', row)
  await requireVersion(ctx, row, form.version)
  const archivedAt = row.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('initiative')
    .set({ archivedAt, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  const plans = await ctx.db.selectFrom('actionPlan').where('initiativeId', '=', id).select('id').execute()
  await refreshPlanStanding(
    ctx,
    plans.map((plan) => plan.id),
  )
  record(ctx, {
    verb: archivedAt ? 'initiative.archived' : 'initiative.restored',
    kind: 'initiative',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived: archivedAt !== null }
}

function columns(form: NewInitiative) {
  const { name, unitId, startsOn, endsOn, budget, effortDays, aboutPeople, aboutProcess, aboutTechnology } = form
  return {
    name,
    purpose: form.purpose ?? '',
    unitId,
    startsOn,
    endsOn,
    budget,
    effortDays,
    aboutPeople,
    aboutProcess,
    aboutTechnology,
    adHocReason: form.adHocReason ?? '',
  }
}

/** A person who appoints themselves has accepted; anybody else is asked. */
function appointed(
  ctx: Context,
  form: { ownerId: string | null; sponsorId: string | null },
  before?: { ownerId: string | null; ownerAcceptedAt: Date | null },
) {
  const { ownerId, sponsorId } = form
  if (before && before.ownerId === ownerId) return { sponsorId }
  return { ownerId, sponsorId, ownerAcceptedAt: ownerId && ownerId === ctx.viewer.memberId ? ctx.now : null }
}

async function linksOf(ctx: Context, id: string): Promise<Links> {
  const { rows } = await sql<Links>`select
    array(select core_value_id from initiative_core_value where initiative_id = ${id} order by 1) as "coreValueIds",
    array(select outcome_id from initiative_outcome where initiative_id = ${id} order by 1) as "outcomeIds",
    array(select persona_id from initiative_persona where initiative_id = ${id} order by 1) as "personaIds",
    array(select gap_id from initiative_gap where initiative_id = ${id} order by 1) as "gapIds"`.execute(ctx.db)
  return rows[0]!
}

async function replaceLinks(
  ctx: Context,
  id: string,
  form: Links,
  before: Links = { coreValueIds: [], outcomeIds: [], personaIds: [], gapIds: [] },
) {
  for (const [table, column, wanted, had] of [
    ['initiative_core_value', 'core_value_id', form.coreValueIds, before.coreValueIds],
    ['initiative_outcome', 'outcome_id', form.outcomeIds, before.outcomeIds],
    ['initiative_persona', 'persona_id', form.personaIds, before.personaIds],
    ['initiative_gap', 'gap_id', form.gapIds, before.gapIds],
  ] as const) {
    const gone = had.filter((other) => !wanted.includes(other))
    const added = wanted.filter((other) => !had.includes(other))
    if (gone.length)
      await sql`delete from ${sql.table(table)} where initiative_id = ${id} and ${sql.ref(column)} = any(${gone}::uuid[])`.execute(
        ctx.db,
      )
    if (added.length)
      await sql`insert into ${sql.table(table)} (initiative_id, ${sql.ref(column)}) select ${id}::uuid, unnest(${added}::uuid[])`.execute(
        ctx.db,
      )
  }
}

/** An initiative as the fields of its form: what the form is filled with, and what a conflict compares. */
export function formValues(
  row: {
    name: string
    purpose: string
    ownerId: string | null
    sponsorId: string | null
    unitId: string | null
    startsOn: string | null
    endsOn: string | null
    budget: number | null
    effortDays: number | null
    aboutPeople: boolean
    aboutProcess: boolean
    aboutTechnology: boolean
    adHocReason: string
  },
  links: Links,
): Record<string, string | string[]> {
  return {
    name: row.name,
    purpose: row.purpose,
    ownerId: row.ownerId ?? '',
    sponsorId: row.sponsorId ?? '',
    unitId: row.unitId ?? '',
    startsOn: row.startsOn ?? '',
    endsOn: row.endsOn ?? '',
    budget: String(row.budget ?? ''),
    effortDays: String(row.effortDays ?? ''),
    aboutPeople: row.aboutPeople ? 'on' : '',
    aboutProcess: row.aboutProcess ? 'on' : '',
    aboutTechnology: row.aboutTechnology ? 'on' : '',
    adHocReason: row.adHocReason,
    ...links,
  }
}

/** A found initiative as the fields of its form; those that only who appoints is shown, only for them. */
export function formValuesOf(found: Awaited<ReturnType<typeof findInitiative>>, appoints: boolean) {
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  const links = {
    coreValueIds: ids(found.coreValues),
    outcomeIds: ids(found.outcomes),
    personaIds: ids(found.personas),
    gapIds: ids(found.gaps),
  }
  const shown = Object.entries(formValues(found, links)).filter(
    ([field]) => appoints || !['ownerId', 'sponsorId', 'unitId'].includes(field),
  )
  return Object.fromEntries(shown)
}
