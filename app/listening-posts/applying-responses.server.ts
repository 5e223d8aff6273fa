// Carrying out an import of responses, and taking one back: in chunks, each in one transaction with the cursor that says where to go on.
import { sql } from 'kysely'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, actingAs, actingAsSystem, newId } from '#app/access/context.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { record } from '#app/history/record.server.ts'
import { dropParts, readPart } from '#app/imports/parts.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { askForKpis } from '#app/kpis/computed.server.ts'
import { afterResponses } from './after-responses.server.ts'
import { isQuestionRole, isScoreRole } from './column-role.ts'
import { keepContacts } from './contacts.server.ts'
import { FileWalk, type Named, type WalkedLine, beginning, namedRecords } from './file-walk.server.ts'
import { maskTotal } from '#app/imports/masking.ts'
import { type ImportOutcome, type ResponseImportState, blockerOf } from './response-import.ts'
import {
  type FoundResponseImport,
  failResponseImport,
  findResponseImport,
  lockPost,
  sameFileBefore,
} from './response-imports.server.ts'
import type { FileReading } from './survey-file.ts'
import { writeResponses } from './writing-responses.server.ts'

export const applyTask = 'apply-responses'
export const undoTask = 'undo-responses'

/** Lines a chunk: one transaction, one event. */
export const chunkLines = 4000

/** Confirms a checked file: its questions are added to the post, and its lines imported; at once where they are one chunk. */
export async function beginResponses(
  ctx: Context,
  id: string,
  form: { again: boolean; version: number },
): Promise<ResponseImportState> {
  const row = await lock(ctx, 'dataImport', id)
  const found = await findResponseImport(ctx, id)
  await lockPost(ctx, found.targetId)
  if (found.state === 'applied') refuse('This import is finished already.')
  if (found.state === 'undone' || found.state === 'undoing') refuse('This import was undone. Upload the file again.')
  if (found.state === 'reading') refuse('The file is still being read. Wait until every line is checked.')
  if (found.state === 'applying') return enqueued(ctx, applyTask, id, 'applying')
  await requireVersion(ctx, row, form.version)
  if (!(await readPart(ctx, id, 0))) refuse('The lines of this file are no longer kept. Upload it again.')
  const blocker = blockerOf(found.reading.columns)
  if (blocker) refuse(blocker)
  if (!found.summary.responses) refuse('No line of this file can be imported. Correct the columns, or the file.')
  if (!form.again && (await sameFileBefore(ctx, found)))
    refuse('This very file was imported before. Tick the box to import it again.', 'again')
  const reading = { ...found.reading, numbers: await questionNumbers(ctx, found) }
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'applying', problem: null, mapping: JSON.stringify(reading), version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  if (found.totalRows > chunkLines) return enqueued(ctx, applyTask, id, 'applying')
  const applying = await Applying.open(ctx, await findResponseImport(ctx, id))
  while (await applying.chunk(ctx));
  return 'applied'
}

/** Asking twice is harmless: the cursor says where to go on, and the key keeps one job. */
async function enqueued(ctx: Context, task: string, id: string, state: ResponseImportState) {
  await enqueue(ctx, task, { importId: id }, { key: `${task}:${id}` })
  return state
}

interface Asked {
  key: string
  label: string
  wording: string
  reading: FileReading['columns'][number]
}

/** What a file asks, a question with several columns once; each by the number it has or gets at the post. */
async function questionNumbers(ctx: Context, found: FoundResponseImport): Promise<Record<string, number>> {
  const { rows: known } = await sql<{ number: number; sourceKey: string; kind: string }>`
    select number, source_key, kind from question where listening_post_id = ${found.targetId}`.execute(ctx.db)
  const numbers: Record<string, number> = {}
  const added: (Asked & { number: number })[] = []
  let next = Math.max(0, ...known.map(({ number }) => number)) + 1
  found.columns.forEach((column, at) => {
    const reading = found.reading.columns[at]!
    if (!isQuestionRole(reading.role)) return
    const spreads = reading.role === 'choice' && column.part !== ''
    const key = spreads ? column.name : column.key
    const kind = isScoreRole(reading.role) ? 'score' : reading.role
    const before =
      known.find((one) => one.sourceKey === key && one.kind === kind) ??
      added.find((one) => one.key === key && one.reading.role === reading.role)
    if (!before) {
      const label = spreads ? column.name : reading.label
      added.push({ key, label, wording: column.label, reading, number: next++ })
    }
    numbers[column.key] = before?.number ?? next - 1
  })
  if (next > 1000) refuse('This post would ask more than 999 questions. Leave columns out.')
  for (const { key, label, wording, reading, number } of added) {
    const score = isScoreRole(reading.role)
    const scale = reading.scale
    await ctx.db
      .insertInto('question')
      .values({
        id: newId(ctx),
        listeningPostId: found.targetId,
        number,
        label: label.slice(0, 200),
        wording: wording.slice(0, 2000),
        kind: score ? 'score' : reading.role,
        scoreKind: score ? reading.role : null,
        scaleLow: score ? scale!.low : null,
        scaleHigh: score ? scale!.high : null,
        topFrom: reading.role === 'csat' ? Math.max(scale!.low + 1, scale!.high - (scale!.high > 5 ? 2 : 1)) : null,
        notUsed: reading.codes,
        sourceKey: key,
      })
      .execute()
  }
  if (added.length)
    record(ctx, {
      verb: 'listening_post.questions-added',
      kind: 'listening_post',
      id: found.targetId,
      title: found.post,
    })
  return numbers
}

/** One import being applied, by one process. */
class Applying {
  readonly #found: FoundResponseImport
  readonly #walk: FileWalk
  readonly #named: Named
  readonly #touchpointId: string | null
  #years = new Set<string>()
  /** Where this process stands: another one that moved the cursor has the import. */
  #place: number

  private constructor(found: FoundResponseImport, walk: FileWalk, named: Named, touchpointId: string | null) {
    this.#found = found
    this.#walk = walk
    this.#named = named
    this.#touchpointId = touchpointId
    this.#place = Number(found.nextByte)
  }

  /** Goes on where the cursor stands. */
  static async open(ctx: Context, found: FoundResponseImport) {
    const walk = new FileWalk(found.id, found.reading, found.columns, ctx.org.timeZone)
    await walk.goTo(ctx, found.nextByte ? { offset: Number(found.nextByte), line: found.nextRow } : beginning)
    const post = await ctx.db
      .selectFrom('listeningPost')
      .where('id', '=', found.targetId)
      .select('touchpointId')
      .executeTakeFirstOrThrow()
    return new Applying(found, walk, await namedRecords(ctx), post.touchpointId)
  }

  /** Imports the next lines; false when it was the last time, or another process took over. */
  async chunk(ctx: Context): Promise<boolean> {
    const { id, targetId, post } = this.#found
    if (!(await mine(ctx, id))) return false
    const row = await lock(ctx, 'dataImport', id)
    if (row.state !== 'applying') return false
    await lockPost(ctx, targetId)
    if (Number(row.nextByte) !== this.#place) return false
    const lines = await this.#walk.next(ctx, chunkLines)
    const responses = lines.filter(({ result }) => result.is === 'response')
    const { leaves, contacts } = responses.length ? await this.#write(ctx, responses) : { leaves: [], contacts: 0 }
    const masked = responses.reduce(
      (sum, { result }) => sum + (result.is === 'response' ? maskTotal(result.response.masked) : 0),
      0,
    )
    const before = row.outcome as ImportOutcome
    const outcome: ImportOutcome = {
      recorded: (before.recorded ?? 0) + leaves.length,
      there: (before.there ?? 0) + responses.length - leaves.length,
      leftOut: (before.leftOut ?? 0) + lines.length - responses.length,
      masked: (before.masked ?? 0) + masked,
      contacts: (before.contacts ?? 0) + contacts,
    }
    const done = lines.length < chunkLines
    const last = lines.at(-1)
    this.#place = last?.end ?? this.#place
    await ctx.db
      .updateTable('dataImport')
      .set({ outcome: JSON.stringify(outcome), appliedRows: row.appliedRows + lines.length, version: row.version + 1 })
      .set(last ? { nextByte: last.end, nextRow: last.line + 1 } : {})
      .set(done ? { state: 'applied', finishedAt: ctx.now } : {})
      .where('id', '=', id)
      .execute()
    if (leaves.length)
      record(ctx, {
        verb: 'listening_post.responses-imported',
        kind: 'listening_post',
        id: targetId,
        title: post,
        also: [{ kind: 'data_import', id }],
        digest: { rows: leaves.length, merkleRoot: merkleRoot(leaves) },
      })
    if (done) {
      await dropParts(ctx, id)
      await afterResponses(ctx, { importId: id })
    }
    return !done
  }

  async #write(ctx: Context, lines: readonly WalkedLine[]) {
    const rows = lines.flatMap(({ result, externalId }) =>
      result.is === 'response' ? [{ ...result.response, externalId }] : [],
    )
    const into = { postId: this.#found.targetId, importId: this.#found.id, touchpointId: this.#touchpointId }
    const written = await writeResponses(ctx, { ...into, named: this.#named, years: this.#years }, rows)
    const leaves = written.map(({ leaf }) => leaf)
    if (this.#found.reading.contacts !== 'keep') return { leaves, contacts: 0 }
    const fresh = new Map(written.map((one) => [one.externalId, one]))
    const given = rows.flatMap(({ externalId, contact }) => {
      const response = contact && fresh.get(externalId)
      return response ? [{ responseId: response.id, answeredOn: response.answeredOn, contact }] : []
    })
    await keepContacts(ctx, given)
    return { leaves, contacts: given.length }
  }
}

/** Whether nobody else is at work on this import at this moment. */
async function mine(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended('import ' || ${id}, 0)) as mine`.execute(ctx.db)
  return rows[0]!.mine
}

/**
 * Applies what is left of an import, as the person who confirmed it: their rights are asked again for each chunk. Safe to run twice and
 * to be killed anywhere. What the rules refuse ends it as failed, with the sentence; it can be started again.
 */
export async function applyResponses(slug: string, id: string) {
  const found = await actingAsSystem({ slug }, (ctx) => findResponseImport(ctx, id))
  if (found.state !== 'applying') return
  const who = { slug, email: found.whoseEmail, requestId: `import ${id}` }
  try {
    if (found.whoLeft) refuse('The person who started this import has left. Upload the file again.')
    const applying = await actingAs(who, async (ctx) => Applying.open(ctx, await findResponseImport(ctx, id)))
    while (await actingAs(who, (ctx) => applying.chunk(ctx)));
  } catch (problem) {
    await failWith(slug, id, problem)
  }
}

async function failWith(slug: string, id: string, problem: unknown) {
  const sentence =
    problem instanceof Refusal
      ? problem.message
      : problem instanceof Response && problem.status === 403
        ? 'You may no longer import into this listening post.'
        : problem instanceof Response && problem.status === 404
          ? 'The listening post is no longer there.'
          : null
  if (!sentence) throw problem
  await actingAsSystem({ slug }, (ctx) => failResponseImport(ctx, id, sentence))
}

// ── Taking an import back ───────────────────────────────────────────────────────────────────────────────────────────

/**
 * Withdraws all responses of an import; at once where they are one chunk. What was tagged or opened for them stays; whom to answer is
 * forgotten.
 */
export async function undoResponses(ctx: Context, id: string, form: { version: number }): Promise<ResponseImportState> {
  const row = await lock(ctx, 'dataImport', id)
  const found = await findResponseImport(ctx, id)
  await lockPost(ctx, found.targetId)
  if (found.state === 'undoing') return enqueued(ctx, undoTask, id, 'undoing')
  if (!['applied', 'failed', 'applying'].includes(found.state)) refuse('There is nothing to undo.')
  await requireVersion(ctx, row, form.version)
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'undoing', version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  if ((found.outcome.recorded ?? 0) > chunkLines) return enqueued(ctx, undoTask, id, 'undoing')
  while (await undoChunk(ctx, found));
  return 'undone'
}

/** Withdraws the next responses; false when none is left. */
async function undoChunk(ctx: Context, { id, targetId, post }: FoundResponseImport): Promise<boolean> {
  const row = await lock(ctx, 'dataImport', id)
  if (row.state !== 'undoing') return false
  const { rows } = await sql<{ id: string }>`
    with wanted as materialized (
      select id, answered_on from response where data_import_id = ${id} and withdrawn_at is null order by id limit ${chunkLines}
    ), unlocked as (
      delete from response_key k using wanted w where k.response_id = w.id
    ), forgotten as (
      delete from response_contact c using wanted w where c.response_id = w.id
    )
    update response r set withdrawn_at = current_moment() from wanted w where r.id = w.id and r.answered_on = w.answered_on
    returning r.id`.execute(ctx.db)
  const done = rows.length < chunkLines
  const before = row.outcome as ImportOutcome
  await ctx.db
    .updateTable('dataImport')
    .set({
      outcome: JSON.stringify({ ...before, withdrawn: (before.withdrawn ?? 0) + rows.length }),
      version: row.version + 1,
    })
    .set(done ? { state: 'undone', finishedAt: ctx.now } : {})
    .where('id', '=', id)
    .execute()
  if (rows.length)
    record(ctx, {
      verb: 'listening_post.responses-withdrawn',
      kind: 'listening_post',
      id: targetId,
      title: post,
      also: [{ kind: 'data_import', id }],
    })
  if (done) {
    await dropParts(ctx, id)
    await askForKpis(ctx)
  }
  return !done
}

export async function undoResponseImport(slug: string, id: string) {
  const found = await actingAsSystem({ slug }, (ctx) => findResponseImport(ctx, id))
  if (found.state !== 'undoing') return
  const who = { slug, email: found.whoseEmail, requestId: `undo ${id}` }
  try {
    while (await actingAs(who, (ctx) => undoChunk(ctx, found)));
  } catch (problem) {
    await failWith(slug, id, problem)
  }
}
