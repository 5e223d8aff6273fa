// Files of responses on their way in: uploaded, guessed, shown, corrected, and every line checked before anything is written.
import { sql } from 'kysely'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, actingAs, actingAsSystem, authorize, newId } from '#app/access/context.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { readingOf } from '#app/imports/encoding.ts'
import { keepParts, partSize, readPart } from '#app/imports/parts.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import type { FileColumn } from './file-layout.ts'
import { type SourceFile, openSurveyFile } from './file-source.server.ts'
import { FileWalk, type WalkedLine, namedKinds, namedRecords, idNamed } from './file-walk.server.ts'
import { addMasks } from '#app/imports/masking.ts'
import {
  type FileSummary,
  type ImportOutcome,
  type ResponseImportState,
  correctedColumns,
  delimiterNamed,
  emptySummary,
} from './response-import.ts'
import { type FileReading, type Said, firstRows, readFileFormat } from './survey-file.ts'

export const readTask = 'read-responses'

/** Files up to this size are read while one waits. */
const atOnce = 400_000

/** A post whose responses one may import; archived ones take none. */
export async function lockPost(ctx: Context, id: string) {
  const post = await lock(ctx, 'listeningPost', id)
  authorize(ctx, 'listening_post.import', post)
  return post
}

/** Keeps an uploaded file, guesses what it is, and checks its lines: at once where it is small. */
export async function stageResponses(ctx: Context, postId: string, file: SourceFile | undefined) {
  const post = await lockPost(ctx, postId)
  if (post.archivedAt) refuse('This listening post is archived. Restore it before importing.')
  if (!file) throw new Refusal('Choose a file.', { file: 'Choose a file.' }, 400)
  const opened = await openSurveyFile(file)
  const id = newId(ctx)
  await ctx.db
    .insertInto('dataImport')
    .values({
      id,
      kind: 'response',
      targetId: postId,
      fileName: shortName(file.filename),
      sha256: file.sha256,
      columns: '[]',
      state: 'reading',
      createdBy: ctx.viewer.memberId,
    })
    .execute()
  const { size, validUtf8 } = await keepParts(ctx, id, opened.text)
  const said: Said = opened.from && opened.from !== 'UTF-16' ? { encoding: 'UTF-8', delimiter: ',' } : {}
  const format = await formatOf(ctx, { id, targetId: postId, fileSize: size }, validUtf8, said)
  if (!format.columns.length) refuse('This file has no columns that can be read.', 'file')
  format.reading.from = opened.from
  await keepFormat(ctx, id, format, { fileSize: size })
  return { id, state: await beginReading(ctx, id, size) }
}

const shortName = (name: string) => name.replace(/[^\P{C}]/gu, '').slice(-200) || 'file.csv'

async function formatOf(
  ctx: Context,
  { id, targetId, fileSize }: { id: string; targetId: string | null; fileSize: number | null },
  validUtf8: boolean | null,
  said: Said,
) {
  const head = (await readPart(ctx, id, 0))!
  const facts = { whole: Number(fileSize) <= partSize, validUtf8, timeZone: ctx.org.timeZone, today: ctx.today }
  const last = await lastReading(ctx, targetId!)
  const format = readFileFormat(head, facts, said, last?.columns)
  const answered = format.reading.columns.some(({ role }) => role === 'answered at')
  if (!answered && !format.reading.answeredOn) format.reading.answeredOn = ctx.today
  if (last && last.family === format.reading.family && !format.reading.dayOrderSure)
    Object.assign(format.reading, { dayOrder: last.dayOrder, timeZone: last.timeZone, dayOrderSure: true })
  if (last) Object.assign(format.reading, { unfinished: last.unfinished, contacts: last.contacts ?? 'leave out' })
  return format
}

/** What was settled for the last file of this post that was imported. */
async function lastReading(ctx: Context, postId: string): Promise<FileReading | null> {
  const row = await ctx.db
    .selectFrom('dataImport')
    .where('kind', '=', 'response')
    .where('targetId', '=', postId)
    .where('state', 'in', ['applied', 'applying', 'undone'])
    .select('mapping')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row?.mapping as FileReading | undefined) ?? null
}

async function keepFormat(
  ctx: Context,
  id: string,
  format: { reading: FileReading; columns: FileColumn[] },
  more: object = {},
) {
  await ctx.db
    .updateTable('dataImport')
    .set({ columns: JSON.stringify(format.columns), mapping: JSON.stringify(format.reading), ...more })
    .where('id', '=', id)
    .execute()
}

async function beginReading(ctx: Context, id: string, size: number): Promise<ResponseImportState> {
  await sql`delete from import_problem where data_import_id = ${id}`.execute(ctx.db)
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'reading', nextByte: 0, nextRow: 1, appliedRows: 0, problem: null })
    .where('id', '=', id)
    .execute()
  if (size <= atOnce) {
    const check = await FileCheck.open(ctx, id)
    while (await check.step(ctx));
    return 'checked'
  }
  await enqueue(ctx, readTask, { importId: id }, { key: `${readTask}:${id}` })
  return 'reading'
}

/** Reads the bytes another way: every guess about the columns is made anew. */
export async function correctFormat(
  ctx: Context,
  id: string,
  form: { encoding: Said['encoding']; delimiter: string; skip: number; headerRows: string; version: number },
) {
  const found = await lockImport(ctx, id, form.version)
  const said: Said = {
    encoding: form.encoding,
    delimiter: delimiterNamed(form.delimiter),
    skip: form.skip,
    headerRows: Number(form.headerRows),
  }
  const format = await formatOf(
    ctx,
    found,
    found.reading.guessed || found.reading.encoding !== 'UTF-8' ? false : true,
    said,
  )
  if (!format.columns.length) refuse('Read like this, the file has no columns.', 'delimiter')
  format.reading.from = found.reading.from
  await keepFormat(ctx, id, format, { version: found.version + 1 })
  return beginReading(ctx, id, Number(found.fileSize))
}

/** Corrects what the columns are, and checks every line again. */
export async function correctColumns(ctx: Context, id: string, form: Record<string, unknown> & { version: number }) {
  const found = await lockImport(ctx, id, form.version)
  const { columns, problems } = correctedColumns(found.columns, found.reading.columns, form)
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked fields.', problems)
  const reading: FileReading = {
    ...found.reading,
    columns,
    dayOrder: form.dayOrder as FileReading['dayOrder'],
    dayOrderSure: true,
    timeZone: String(form.timeZone ?? '') || ctx.org.timeZone,
    answeredOn: String(form.answeredOn ?? ''),
    unfinished: form.unfinished as FileReading['unfinished'],
    contacts: form.contacts as FileReading['contacts'],
  }
  await keepFormat(ctx, id, { reading, columns: found.columns }, { version: found.version + 1 })
  return beginReading(ctx, id, Number(found.fileSize))
}

async function lockImport(ctx: Context, id: string, version: number) {
  const row = await lock(ctx, 'dataImport', id)
  const found = await findResponseImport(ctx, id)
  await lockPost(ctx, found.targetId!)
  await requireVersion(ctx, row, version)
  if (found.state !== 'checked' && found.state !== 'reading')
    refuse('This import has begun already; its columns are settled.')
  if (!(await readPart(ctx, id, 0))) refuse('The lines of this file are no longer kept. Upload it again.')
  return found
}

/** One import of responses; 404 where there is none. */
export async function findResponseImport(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .innerJoin('listeningPost as p', 'p.id', 'i.targetId')
    .where('i.id', '=', id)
    .where('i.kind', '=', 'response')
    .select([
      'i.id',
      'i.targetId',
      'i.fileName',
      'i.sha256',
      'i.columns',
      'i.mapping',
      'i.state',
      'i.totalRows',
      'i.badRows',
    ])
    .select(['i.appliedRows', 'i.nextRow', 'i.nextByte', 'i.fileSize', 'i.problem', 'i.summary', 'i.outcome'])
    .select(['i.createdAt', 'i.finishedAt', 'i.version'])
    .select([
      'm.name as who',
      'm.email as whoseEmail',
      'm.disabledAt as whoLeft',
      'p.name as post',
      'p.ownerId',
      'p.archivedAt',
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return {
    ...row,
    targetId: row.targetId!,
    state: row.state as ResponseImportState,
    columns: row.columns as unknown as FileColumn[],
    reading: row.mapping as unknown as FileReading,
    summary: { ...emptySummary(), ...(row.summary as unknown as Partial<FileSummary>) },
    outcome: row.outcome as ImportOutcome,
  }
}

export type FoundResponseImport = Awaited<ReturnType<typeof findResponseImport>>

/** The first lines as they would be read, for the page; personal data as in the file, since its reader uploaded it. */
export async function previewLines(ctx: Context, found: FoundResponseImport, count = 6): Promise<string[][] | null> {
  const head = await readPart(ctx, found.id, 0)
  if (!head) return null
  const { reading } = found
  const rows = firstRows(
    head.subarray(0, 262_144),
    reading,
    readingOf(reading, head),
    Number(found.fileSize) <= 262_144,
  )
  return rows.slice(reading.skip + reading.headerRows, reading.skip + reading.headerRows + count)
}

/** The last time the very same file was imported into this post, and not undone. */
export async function sameFileBefore(ctx: Context, found: Pick<FoundResponseImport, 'id' | 'targetId' | 'sha256'>) {
  return ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.kind', '=', 'response')
    .where('i.targetId', '=', found.targetId)
    .where('i.sha256', '=', found.sha256)
    .where('i.state', 'in', ['applied', 'applying'])
    .where('i.id', '!=', found.id)
    .select(['i.id', 'i.createdAt', 'm.name as who'])
    .orderBy('i.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function listResponseImports(ctx: Context, postId: string, limit = 20) {
  const rows = await ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.kind', '=', 'response')
    .where('i.targetId', '=', postId)
    .select(['i.id', 'i.fileName', 'i.state', 'i.outcome', 'i.totalRows', 'i.createdAt', 'm.name as who'])
    .orderBy('i.createdAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as ResponseImportState, outcome: row.outcome as ImportOutcome }))
}

/** Lines that cannot be imported, after a line, in the file's order. */
export async function listProblems(ctx: Context, id: string, after: number, limit: number) {
  return ctx.db
    .selectFrom('importProblem')
    .where('dataImportId', '=', id)
    .where('line', '>', after)
    .select(['line', 'columnName as column', 'cell', 'reason'])
    .orderBy('line')
    .orderBy('place')
    .limit(limit)
    .execute()
}

// ── Checking every line ─────────────────────────────────────────────────────────────────────────────────────────────

/** Rows a step: one transaction. */
const stepRows = 5000

class FileCheck {
  readonly #id: string
  readonly #postId: string
  readonly #walk: FileWalk
  readonly #named: Awaited<ReturnType<typeof namedRecords>>
  readonly #summary = emptySummary()

  private constructor(id: string, postId: string, walk: FileWalk, named: Awaited<ReturnType<typeof namedRecords>>) {
    this.#id = id
    this.#postId = postId
    this.#walk = walk
    this.#named = named
    this.#summary.ownIds = walk.ownIds
  }

  static async open(ctx: Context, id: string) {
    const found = await findResponseImport(ctx, id)
    const walk = new FileWalk(id, found.reading, found.columns, ctx.org.timeZone)
    return new FileCheck(id, found.targetId, walk, await namedRecords(ctx))
  }

  /** Reads the next lines; false when it was the last time. */
  async step(ctx: Context): Promise<boolean> {
    const lines = await this.#walk.next(ctx, stepRows)
    lines.forEach((line) => this.#count(line))
    await this.#keepProblems(ctx, lines)
    this.#summary.there += await this.#there(ctx, lines)
    const more = lines.length === stepRows
    const { lines: total, bad } = this.#summary
    Object.assign(this.#summary, this.#walk.counts)
    await ctx.db
      .updateTable('dataImport')
      .set({ totalRows: total, badRows: bad, summary: JSON.stringify(this.#summary) })
      .set(more ? { nextByte: lines.at(-1)!.end } : { state: 'checked', nextByte: 0, nextRow: 1 })
      .where('id', '=', this.#id)
      .where('state', '=', 'reading')
      .execute()
    return more
  }

  #count({ result }: WalkedLine) {
    const sum = this.#summary
    sum.lines++
    if (result.is === 'problem') {
      sum.bad++
      return
    }
    const finished = result.is === 'response' ? result.response.finished : result.finished
    if (!finished) sum.unfinished++
    if (result.is === 'left out') {
      if (result.why === 'preview') sum.previews++
      else if (result.why === 'unfinished') sum.leftUnfinished++
      else sum.empty++
      return
    }
    sum.responses++
    addMasks(sum.masked, result.response.masked)
    if (result.response.contact) sum.contacts++
    for (const kind of namedKinds) {
      const name = result.response[kind]
      if (!name || idNamed(this.#named, kind, result.response)) continue
      const key = `${kind}: ${name}`
      if (key in sum.unknown || Object.keys(sum.unknown).length < 50) sum.unknown[key] = (sum.unknown[key] ?? 0) + 1
    }
  }

  async #keepProblems(ctx: Context, lines: readonly WalkedLine[]) {
    const rows = lines.flatMap(({ line, result }) =>
      result.is === 'problem' ? result.problems.slice(0, 5).map((problem, place) => ({ line, place, ...problem })) : [],
    )
    for (let at = 0; at < rows.length; at += 1000) {
      await sql`insert into import_problem (data_import_id, line, place, column_name, cell, reason)
        select ${this.#id}::uuid, line, place, "column", cell, reason
        from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 1000))}::jsonb) as r (line int, place int, "column" text, cell text, reason text)`.execute(
        ctx.db,
      )
    }
  }

  async #there(ctx: Context, lines: readonly WalkedLine[]): Promise<number> {
    const ids = lines.filter(({ externalId }) => externalId !== '').map(({ externalId }) => externalId)
    if (!ids.length) return 0
    const { rows } = await sql<{ n: number }>`select count(*) as n from response_key
      where listening_post_id = ${this.#postId} and external_id = any(${ids})`.execute(ctx.db)
    return Number(rows[0]!.n)
  }
}

/** Checks a large file, as the person who uploaded it. Begins anew where it was cut off: nothing but the check itself is written. */
export async function readResponses(slug: string, id: string) {
  const found = await actingAsSystem({ slug }, (ctx) => findResponseImport(ctx, id))
  if (found.state !== 'reading') return
  const who = { slug, email: found.whoseEmail, requestId: `import ${id}` }
  const check = await actingAs(who, async (ctx) => {
    await sql`delete from import_problem where data_import_id = ${id}`.execute(ctx.db)
    return FileCheck.open(ctx, id)
  })
  try {
    while (await actingAs(who, (ctx) => check.step(ctx)));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    await actingAsSystem({ slug }, (ctx) => failResponseImport(ctx, id, problem.message))
  }
}

export async function failResponseImport(ctx: Context, id: string, problem: string) {
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'failed', problem })
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'applying', 'undoing'])
    .execute()
}
