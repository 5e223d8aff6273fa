// Reading and writing reconstructions: staged from a file with personal data masked, laid over the current map as it is, and made gaps of.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { createGap } from '#app/gaps/gaps.server.ts'
import { record } from '#app/history/record.server.ts'
import { firstRows, guessDelimiter, openText } from '#app/imports/csv.server.ts'
import { addMasks, maskText, noMasks } from '#app/imports/masking.ts'
import { chosenFields, guessFields, guessHeader, mappingProblems, mostColumns } from '#app/imports/mapping.ts'
import { maskedWords } from '#app/observations/masked.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import {
  type DayOrder,
  type editReconstructionForm,
  eventFields,
  guessDays,
  type LaidEvent,
  type Mapping,
  type MapStep,
  mismatchesOf,
  mostEvents,
  type newReconstructionForm,
  pseudonymRefusal,
  readLine,
  suggestSteps,
} from './reconstruction.ts'

type Sent = Pick<UploadedFile, 'size' | 'open'>

const longestCell = 1000

/** One reconstruction; 404 where there is none. */
export async function findReconstruction(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('reconstruction as r')
    .innerJoin('journey as j', 'j.id', 'r.journeyId')
    .leftJoin('member as m', 'm.id', 'r.createdBy')
    .where('r.id', '=', id)
    .selectAll('r')
    .select(['j.name as journeyName', 'm.name as createdByName'])
    .executeTakeFirst()
  if (!row) throw absent()
  return { ...row, columns: row.columns as string[], mapping: row.mapping as unknown as Mapping }
}

/** Its lines in the file's order. */
export async function listLines(ctx: Context, id: string) {
  const rows = await ctx.db
    .selectFrom('reconstructionEvent')
    .where('reconstructionId', '=', id)
    .selectAll()
    .orderBy('line')
    .execute()
  return rows.map((row) => ({ ...row, cells: row.cells as string[] }))
}

/** What could be read, in the order in which it happened. */
export async function listEvents(ctx: Context, id: string) {
  const rows = (await listLines(ctx, id)).filter(({ problem, happenedAt }) => !problem && happenedAt !== null)
  return rows
    .map((row) => ({ ...row, happenedAt: row.happenedAt! }))
    .sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime() || a.line - b.line)
}

/** The steps of a journey's current map as it is, in their order. */
export async function listMapSteps(ctx: Context, journeyId: string): Promise<MapStep[]> {
  const { rows } = await sql<MapStep>`
    select s.id, s.name, s.description, s.touchpoint_id, t.name as touchpoint_name, t.channel
    from journey_map m join journey_phase p on p.journey_map_id = m.id join journey_step s on s.journey_phase_id = p.id
    left join touchpoint t on t.id = s.touchpoint_id
    where m.journey_id = ${journeyId} and m.kind = 'as-is' and m.state = 'current' and m.archived_at is null
      and p.archived_at is null and s.archived_at is null
    order by p.position, s.position, s.id`.execute(ctx.db)
  return rows
}

/** The mismatches that became gaps already, by their key. */
export async function listMade(ctx: Context, id: string) {
  return ctx.db
    .selectFrom('reconstructionGap as l')
    .innerJoin('gap as g', 'g.id', 'l.gapId')
    .where('l.reconstructionId', '=', id)
    .select(['l.mismatch', 'g.id', 'g.name'])
    .execute()
}

/** Stages a file: its lines masked, its columns guessed, every line read. */
export async function createReconstruction(
  ctx: Context,
  form: z.output<typeof newReconstructionForm>,
  file: Sent | undefined,
) {
  authorize(ctx, 'reconstruction.edit', { createdBy: ctx.viewer.memberId })
  const why = pseudonymRefusal(form.pseudonym)
  if (why) refuse(why, 'pseudonym')
  const journey = await ctx.db
    .selectFrom('journey')
    .where('id', '=', form.journeyId)
    .select('archivedAt')
    .executeTakeFirst()
  if (!journey) throw absent()
  if (journey.archivedAt) refuse('This journey is archived. Choose another one.', 'journeyId')
  if (!file) refuse('Choose a file first.', 'file')
  const { lines, columns, mapping, masked } = await staged(file)
  const id = newId(ctx)
  await ctx.db
    .insertInto('reconstruction')
    .values({
      id,
      pseudonym: form.pseudonym,
      journeyId: form.journeyId,
      note: maskText(form.note ?? '').text,
      columns: JSON.stringify(columns),
      mapping: JSON.stringify(mapping),
      createdBy: ctx.viewer.memberId || null,
    })
    .execute()
  const rows = lines.map(({ line, cells }) => ({ id: newId(ctx), line, cells }))
  await sql`insert into reconstruction_event (id, reconstruction_id, line, cells)
    select r.id, ${id}::uuid, r.line, r.cells from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, line int, cells jsonb)`.execute(
    ctx.db,
  )
  await readAll(ctx, id, mapping)
  record(ctx, { verb: 'reconstruction.created', kind: 'reconstruction', id, title: form.pseudonym })
  return { id, masked }
}

/** What a file holds, masked: nothing else of it is kept. */
async function staged(file: Sent) {
  const text = await openText(file)
  const rows = firstRows(text, guessDelimiter(text.start), mostEvents + 2)
  if (text.cut || rows.length > mostEvents + 1)
    refuse(`One customer has at most ${mostEvents} events here. Choose a shorter file.`, 'file')
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  if (width > mostColumns) refuse(`This file has ${width} columns; at most ${mostColumns} can be read.`, 'file')
  const counts = noMasks()
  const lines = rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => {
      // Masked before it is cut: half an address is an address still.
      const masked = maskText(cell.replaceAll('\0', ''))
      addMasks(counts, masked.counts)
      return masked.text.length > longestCell ? `${masked.text.slice(0, longestCell - 1)}…` : masked.text
    }),
  }))
  const first = lines[0]!.cells
  const header = guessHeader(eventFields, first)
  const columns = Array.from({ length: width }, (_, at) => (header && first[at]?.trim()) || `Column ${at + 1}`)
  const body = lines.slice(header ? 1 : 0).map(({ cells }) => cells)
  const fields = guessFields(eventFields, columns, body)
  const days = guessDays(body.map((cells) => cells[fields.indexOf('when')] ?? ''))
  return { lines, columns, mapping: { header, days, fields }, masked: maskedWords(counts) }
}

/** Reads every line anew; a heading line has nothing to read. Days without a time are meant at noon. */
async function readAll(ctx: Context, id: string, mapping: Mapping) {
  const rows = (await listLines(ctx, id)).map(({ id: event, cells }, at) => {
    if (mapping.header && at === 0) return { id: event, day: null, what: '', channel: '', step: '', problem: 'heading' }
    const { when, what, channel, step, problem } = readLine(cells, mapping)
    const day = when && `${when.day} ${when.time ?? '12:00'}`
    return { id: event, day, timed: when?.time != null, what, channel, step, problem }
  })
  await sql`update reconstruction_event e set happened_at = r.day::timestamp at time zone ${ctx.org.timeZone}, has_time = coalesce(r.timed, true),
      what = r.what, channel = r.channel, named_step = r.step, problem = r.problem, journey_step_id = null, placed_by = 'words', version = e.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, day text, timed boolean, what text, channel text, step text, problem text)
    where e.id = r.id`.execute(ctx.db)
}

/** Corrects what the columns are and how days are written. */
export async function remapReconstruction(
  ctx: Context,
  id: string,
  form: Record<string, unknown> & { header: boolean; days: DayOrder; version: number },
) {
  const row = await held(ctx, id, form.version)
  if (row.state !== 'reading') refuse('Its events stand on the map already. Add it anew to read the file differently.')
  const fields = chosenFields(form, (row.columns as string[]).length)
  const problems = mappingProblems(eventFields, fields)
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked columns.', problems)
  const mapping = { header: form.header, days: form.days, fields }
  await change(ctx, row, { mapping: JSON.stringify(mapping) })
  await readAll(ctx, id, mapping)
  record(ctx, { verb: 'reconstruction.remapped', kind: 'reconstruction', id, title: row.pseudonym })
}

/** Lays what was read over the journey's current map as it is, each event on the step its words suggest. */
export async function layOut(ctx: Context, id: string, form: { version: number }) {
  const row = await held(ctx, id, form.version)
  if (row.state !== 'reading') refuse('Its events stand on the map already.')
  const events = await listEvents(ctx, id)
  if (!events.length) refuse('No line could be read. Correct the columns first.')
  const steps = await listMapSteps(ctx, row.journeyId)
  if (!steps.length) refuse('This journey has no current map as it is. Draw one and make it current first.')
  await place(
    ctx,
    events.map(({ id: event }) => event),
    suggestSteps(events, steps),
    'words',
  )
  await change(ctx, row, { state: 'laid out' })
  record(ctx, { verb: 'reconstruction.laid-out', kind: 'reconstruction', id, title: row.pseudonym })
}

/** Corrects the steps of events; `step_0` is that of the first event. */
export async function placeEvents(ctx: Context, id: string, form: Record<string, unknown> & { version: number }) {
  const row = await held(ctx, id, form.version)
  if (row.state !== 'laid out') refuse('Read the file first.')
  const events = await listEvents(ctx, id)
  const steps = new Set((await listMapSteps(ctx, row.journeyId)).map((step) => step.id))
  const moved = events.flatMap((event, at) => {
    const wanted = (form[`step_${at}`] ?? null) as string | null
    if (wanted === event.journeyStepId) return []
    if (wanted && !steps.has(wanted)) throw absent()
    return [{ id: event.id, wanted }]
  })
  if (!moved.length) return
  await place(
    ctx,
    moved.map((one) => one.id),
    moved.map((one) => one.wanted),
    'hand',
  )
  await change(ctx, row, {})
  record(ctx, { verb: 'reconstruction.placed', kind: 'reconstruction', id, title: row.pseudonym })
}

async function place(ctx: Context, events: string[], steps: (string | null)[], by: 'words' | 'hand') {
  await sql`update reconstruction_event e set journey_step_id = r.step, placed_by = ${by}, version = e.version + 1
    from unnest(${events}::uuid[], ${steps}::uuid[]) as r(id, step) where e.id = r.id`.execute(ctx.db)
}

/** Makes a gap of one mismatch, once. */
export async function gapOf(ctx: Context, id: string, { mismatch: key }: { mismatch: string }) {
  const row = await lock(ctx, 'reconstruction', id)
  authorize(ctx, 'gap.add')
  const events: LaidEvent[] = await listEvents(ctx, id)
  const steps = await listMapSteps(ctx, row.journeyId)
  const found = row.state === 'laid out' && mismatchesOf(events, steps).find((one) => one.key === key)
  if (!found) throw absent()
  if ((await listMade(ctx, id)).some(({ mismatch }) => mismatch === key)) refuse('This has become a gap already.')
  const step = steps.find((one) => one.id === found.stepId) ?? steps[0]!
  const { persona } = await ctx.db
    .selectFrom('journey')
    .where('id', '=', row.journeyId)
    .select('personaId as persona')
    .executeTakeFirstOrThrow()
  const gap = await createGap(ctx, {
    name: found.says.replace(/\.$/, '').slice(0, 200),
    description: `Seen in what ${row.pseudonym} went through.`,
    asIsStepId: step.id,
    toBeStepId: null,
    touchpointId: step.touchpointId,
    personaId: persona,
    segmentId: null,
    barrier: 'not known',
    size: '3',
    value: null,
    effort: null,
    ownerId: null,
    observationIds: [],
    themeIds: [],
    responseIds: [],
  })
  await ctx.db.insertInto('reconstructionGap').values({ reconstructionId: id, gapId: gap.id, mismatch: key }).execute()
  record(ctx, { verb: 'reconstruction.gap-made', kind: 'reconstruction', id, title: row.pseudonym })
  return gap
}

export async function editReconstruction(ctx: Context, id: string, form: z.output<typeof editReconstructionForm>) {
  const row = await lock(ctx, 'reconstruction', id)
  authorize(ctx, 'reconstruction.edit', row)
  await requireVersion(ctx, row, form.version, reconstructionValues)
  if (row.archivedAt) refuse('This reconstruction is archived. Restore it before changing it.')
  const why = pseudonymRefusal(form.pseudonym)
  if (why) refuse(why, 'pseudonym')
  await change(ctx, row, { pseudonym: form.pseudonym, note: maskText(form.note ?? '').text })
  record(ctx, { verb: 'reconstruction.edited', kind: 'reconstruction', id, title: form.pseudonym })
}

/** Archives a reconstruction, or restores it. */
export async function archiveReconstruction(
  ctx: Context,
  id: string,
  form: { reason: string | null; version: number },
) {
  const row = await lock(ctx, 'reconstruction', id)
  authorize(ctx, 'reconstruction.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'reconstruction.archived' : 'reconstruction.restored'
  record(ctx, { verb, kind: 'reconstruction', id, title: row.pseudonym, reason: form.reason })
  return { archived }
}

export const reconstructionValues = (row: { pseudonym: string; note: string }) => ({
  pseudonym: row.pseudonym,
  note: row.note,
})

/** The row, locked, of those who may change it, as they saw it. */
async function held(ctx: Context, id: string, seen: number) {
  const row = await lock(ctx, 'reconstruction', id)
  authorize(ctx, 'reconstruction.edit', row)
  await requireVersion(ctx, row, seen)
  if (row.archivedAt) refuse('This reconstruction is archived. Restore it before changing it.')
  return row
}

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('reconstruction')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}
