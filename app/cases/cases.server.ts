// Reading and changing cases. Reads are plain queries of the context; writes read top to bottom.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { may } from '#app/access/policy.ts'
import { type Restricted, readableTexts, restrictionOf } from '#app/access/readable-texts.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { maskText } from '#app/imports/masking.ts'
import { dueFromNow, findBusinessHours } from './business-hours.server.ts'
import { addEntry } from './case-log.server.ts'
import { placeOf } from './case-place.server.ts'
import {
  type CaseState,
  type Fact,
  caseBlockers,
  caseMoves,
  caseName,
  type editCaseForm,
  type factForm,
  factProblems,
  moveVerb,
  type newCaseForm,
} from './customer-case.ts'

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One case with what its page shows; 404 where there is none. */
export async function findCase(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('customerCase as c')
    .leftJoin('member as o', 'o.id', 'c.ownerId')
    .leftJoin('member as by', 'by.id', 'c.openedBy')
    .leftJoin('member as tb', 'tb.id', 'c.toldBy')
    .leftJoin('member as rb', 'rb.id', 'c.resolvedBy')
    .leftJoin('touchpoint as t', 't.id', 'c.touchpointId')
    .leftJoin('journeyStep as s', 's.id', 'c.journeyStepId')
    .leftJoin('journeyMap as jm', 'jm.id', 's.journeyMapId')
    .leftJoin('journey as j', 'j.id', 'jm.journeyId')
    .leftJoin('listeningPost as p', 'p.id', 'c.listeningPostId')
    .leftJoin('caseRule as r', 'r.id', 'c.caseRuleId')
    .leftJoin('theme as th', 'th.id', 'c.themeId')
    .leftJoin('gap as g', 'g.id', 'c.gapId')
    .where('c.id', '=', id)
    .selectAll('c')
    .select([
      'o.name as ownerName',
      'by.name as openerName',
      'tb.name as tellerName',
      'rb.name as resolverName',
      't.name as touchpointName',
      's.name as stepName',
      'j.id as journeyId',
      'j.name as journeyName',
      'p.name as postName',
      'r.name as ruleName',
      'th.name as themeName',
      'g.name as gapName',
      sql<string>`(c.due_at at time zone ${ctx.org.timeZone})::date`.as('dueOn'),
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export interface Answered {
  id: string
  answeredOn: string
  withdrawn: boolean
  postName: string
  listeningPostId: string
  touchpointId: string | null
  externalId: string
  answers: { label: string; value: string; kind: string }[]
  restricted: Restricted | null
}

/** What the customer answered, in the order of the questions; null where the response is not there, or no longer. */
export async function findResponse(ctx: Context, responseId: string | null): Promise<Answered | null> {
  if (!responseId) return null
  const { rows } = await sql<Answered>`
    select r.id, r.answered_on, r.withdrawn_at is not null as withdrawn, p.name as post_name, r.listening_post_id, r.touchpoint_id, r.external_id, ${restrictionOf(ctx)} as restricted,
      coalesce((select jsonb_agg(jsonb_build_object('label', q.label, 'kind', q.kind, 'value', a.value) order by q.kind = 'comment' desc, q.number)
        from (select key, value from jsonb_each_text(r.scores) union all select key, value from jsonb_each_text(${readableTexts(ctx)})
          union all select key, value from jsonb_each_text(r.choices)) a (key, value)
        join question q on q.listening_post_id = r.listening_post_id and q.number::text = a.key), '[]') as answers
    from response r join listening_post p on p.id = r.listening_post_id where r.id = ${responseId}`.execute(ctx.db)
  return rows[0] ?? null
}

/** The case that is about this response already, where there is one. */
export async function caseOfResponse(ctx: Context, responseId: string) {
  return ctx.db
    .selectFrom('customerCase')
    .where('responseId', '=', responseId)
    .where('archivedAt', 'is', null)
    .select(['id', 'number', 'title', 'state'])
    .orderBy('number', 'desc')
    .executeTakeFirst()
}

// ── Opening ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Numbers have no gaps and no doubles: whoever opens cases at the same moment takes turns. */
export async function takeNumbers(ctx: Context): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_org()::text || ' case number', 0))`.execute(ctx.db)
  const { last } = await ctx.db
    .selectFrom('customerCase')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  return last + 1
}

/** Opens a case about a response, or about what somebody was told. Who may not assign leaves its owner to the process. */
export async function openCase(ctx: Context, form: z.output<typeof newCaseForm>) {
  authorize(ctx, 'customer_case.open')
  // Whoever else opens one about the same response waits here, so that the next question sees it.
  const number = await takeNumbers(ctx)
  const response = await requireResponse(ctx, form.responseId)
  const given = {
    journeyStepId: form.journeyStepId,
    touchpointId: form.touchpointId ?? response?.touchpointId ?? null,
    listeningPostId: response?.listeningPostId ?? form.listeningPostId,
  }
  const chosen = may(ctx.viewer, 'customer_case.assign') ? form.ownerId : null
  await requireLive(ctx, { ...given, ownerId: chosen })
  const place = await placeOf(ctx, given)
  const schedule = await findBusinessHours(ctx)
  const id = newId(ctx)
  const title = maskText(form.title).text
  await ctx.db
    .insertInto('customerCase')
    .values({
      ...{ id, number, title, ...place, ownerId: chosen ?? place.ownerId },
      ...{ responseId: response?.id ?? null, answeredOn: response?.answeredOn ?? null },
      ...{ openedBy: ctx.viewer.memberId || null, openedAt: ctx.now },
      dueAt: dueFromNow(ctx, schedule.dueHours, schedule),
    })
    .execute()
  record(ctx, { verb: 'customer_case.opened', kind: 'customer_case', id, title: `${caseName(number)}: ${title}` })
  if (form.account) await addEntry(ctx, id, { kind: 'note', happenedOn: ctx.today, body: form.account })
  return { id, number }
}

async function requireResponse(ctx: Context, id: string | null) {
  if (!id) return null
  const response = await findResponse(ctx, id)
  if (!response) throw absent()
  if (response.withdrawn) refuse('This response was withdrawn with its import. Open the case without it.')
  const other = await caseOfResponse(ctx, id)
  if (other) refuse(`${caseName(other.number)} is about this response already: go on there, or reopen it.`)
  return response
}

/** What a form newly names has to be there (else 404), and still in use. */
async function requireLive(
  ctx: Context,
  named: {
    journeyStepId?: string | null
    touchpointId?: string | null
    listeningPostId?: string | null
    ownerId?: string | null
  },
) {
  const kinds = [
    ['journeyStepId', 'journey_step', 'archived_at', 'This step is archived. Choose another one.'],
    ['touchpointId', 'touchpoint', 'archived_at', 'This touchpoint is archived. Choose another one.'],
    ['listeningPostId', 'listening_post', 'archived_at', 'This post is archived. Choose another one.'],
    ['ownerId', 'member', 'disabled_at', 'This person is no longer active. Choose somebody else.'],
  ] as const
  for (const [field, table, gone, says] of kinds) {
    const id = named[field]
    if (!id) continue
    const { rows } = await sql<{ gone: boolean }>`
      select ${sql.ref(gone)} is not null as gone from ${sql.table(table)} where id = ${id}`.execute(ctx.db)
    if (!rows[0]) throw absent()
    if (rows[0].gone) refuse(says, field)
  }
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The case, locked, for those who may work on it. */
async function hold(ctx: Context, id: string, ability: 'customer_case.handle' | 'customer_case.archive') {
  const row = await lock(ctx, 'customerCase', id)
  authorize(ctx, ability, row)
  return row
}

type Held = Awaited<ReturnType<typeof hold>>
const refuseArchived = (row: Held) => {
  if (row.archivedAt) refuse('This case is archived. Restore it before changing it.')
}
export const caseTitle = ({ number, title }: { number: number; title: string }) => `${caseName(number)}: ${title}`
const told = (row: Held, verb: string, reason?: string | null) => ({
  verb: `customer_case.${verb}`,
  kind: 'customer_case',
  id: row.id,
  title: caseTitle(row),
  reason,
})

async function change(ctx: Context, row: Held, columns: Record<string, unknown>) {
  await ctx.db
    .updateTable('customerCase')
    .set({ ...columns, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}

export const caseFormValues = (row: { title: string; journeyStepId: string | null; touchpointId: string | null }) => ({
  title: row.title,
  journeyStepId: row.journeyStepId ?? '',
  touchpointId: row.touchpointId ?? '',
})

export async function editCase(ctx: Context, id: string, form: z.output<typeof editCaseForm>) {
  const row = await hold(ctx, id, 'customer_case.handle')
  await requireVersion(ctx, row, form.version, caseFormValues)
  refuseArchived(row)
  const { journeyStepId, touchpointId } = form
  await requireLive(ctx, {
    journeyStepId: journeyStepId === row.journeyStepId ? null : journeyStepId,
    touchpointId: touchpointId === row.touchpointId ? null : touchpointId,
  })
  const title = maskText(form.title).text
  await change(ctx, row, { title, journeyStepId, touchpointId })
  record(ctx, told({ ...row, title }, 'edited'))
}

/** Gives a case to somebody else, or back to the queue, with the reason; its own owner may hand it on. */
export async function assignCase(
  ctx: Context,
  id: string,
  form: { ownerId: string | null; reason: string; version: number },
) {
  const row = await hold(ctx, id, 'customer_case.handle')
  await requireVersion(ctx, row, form.version, ({ ownerId }) => ({ ownerId: ownerId ?? '' }))
  refuseArchived(row)
  if (form.ownerId === row.ownerId) refuse('It is with them already. Choose somebody else.', 'ownerId')
  await requireLive(ctx, { ownerId: form.ownerId })
  await change(ctx, row, { ownerId: form.ownerId })
  record(ctx, told(row, 'handed-over', maskText(form.reason).text))
}

export async function moveCase(
  ctx: Context,
  id: string,
  form: { to: CaseState; reason: string | null; version: number },
) {
  const row = await hold(ctx, id, 'customer_case.handle')
  await requireVersion(ctx, row, form.version)
  refuseArchived(row)
  const from = row.state as CaseState
  const blockers = caseBlockers({ ...row, state: from }, form.to, form.reason)
  if (blockers.length) refuse(blockers.join(' '))
  const reason = form.reason && maskText(form.reason).text
  const closes = form.to === 'closed'
  const loopOpen = !(row.toldOn && row.resolvedOn)
  await change(ctx, row, {
    state: form.to,
    ...(closes ? { closedAt: ctx.now, closedReason: loopOpen ? (reason ?? '') : '' } : {}),
    ...(from === 'closed' ? { closedAt: null, closedReason: '' } : {}),
    ...(row.acknowledgedAt || from !== 'received' ? {} : { acknowledgedAt: ctx.now }),
  })
  record(ctx, told(row, moveVerb(from, form.to), reason))
}

/** The moves the viewer may make from here. */
export const caseMovesFor = (ctx: Context, row: { state: string; ownerId: string | null; archivedAt: Date | null }) =>
  row.archivedAt || !may(ctx.viewer, 'customer_case.handle', row) ? [] : caseMoves[row.state as CaseState]

/** Sets, corrects or withdraws one of the two facts that close the loop; each has its day, author and evidence. */
export async function recordFact(ctx: Context, id: string, fact: Fact, form: z.output<typeof factForm>) {
  const row = await hold(ctx, id, 'customer_case.handle')
  const now = factOf(row, fact)
  await requireVersion(ctx, row, form.version, () => ({ on: now.on ?? '', evidence: now.evidence, url: now.url }))
  refuseArchived(row)
  const problems = factProblems(now, form, { today: ctx.today, saidOn: fact === 'told' ? row.answeredOn : null })
  if (Object.keys(problems).length) throw new Refusal(problems._form ?? 'Please look at the marked fields.', problems)
  const set = form.to === 'set'
  const values = {
    on: set ? form.on : null,
    by: set ? ctx.viewer.memberId || row.ownerId : null,
    evidence: set && form.evidence ? maskText(form.evidence).text : '',
    url: (set && form.url) || '',
  }
  const columns =
    fact === 'told'
      ? { toldOn: values.on, toldBy: values.by, toldEvidence: values.evidence, toldUrl: values.url }
      : { resolvedOn: values.on, resolvedBy: values.by, resolvedEvidence: values.evidence, resolvedUrl: values.url }
  await change(ctx, row, columns)
  const past = !set ? 'withdrawn' : now.on ? 'corrected' : ''
  const verb = [fact, past].filter(Boolean).join('-')
  record(ctx, told(row, verb, form.reason && maskText(form.reason).text))
  return { set, corrected: past === 'corrected' }
}

export const factOf = (
  row: Pick<Held, 'toldOn' | 'toldEvidence' | 'toldUrl' | 'resolvedOn' | 'resolvedEvidence' | 'resolvedUrl'>,
  fact: Fact,
) =>
  fact === 'told'
    ? { on: row.toldOn, evidence: row.toldEvidence, url: row.toldUrl }
    : { on: row.resolvedOn, evidence: row.resolvedEvidence, url: row.resolvedUrl }

/** Archives a case, or restores it. */
export async function archiveCase(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const row = await hold(ctx, id, 'customer_case.archive')
  await requireVersion(ctx, row, form.version)
  const archivedAt = row.archivedAt ? null : ctx.now
  if (!archivedAt && row.responseId) {
    const other = await caseOfResponse(ctx, row.responseId)
    if (other) refuse(`${caseName(other.number)} is about the same response. Archive that one first.`)
  }
  await change(ctx, row, { archivedAt })
  record(ctx, told(row, archivedAt ? 'archived' : 'restored', form.reason))
  return { archived: archivedAt !== null }
}

/** Whether a case is open: neither closed nor archived. */
export const isOpen = sql<SqlBool>`(c.closed_at is null and c.archived_at is null)`
