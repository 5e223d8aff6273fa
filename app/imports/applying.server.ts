// Carrying out an import: in chunks, each in one transaction with the cursor that says where to go on, so exactly once.
import { type Context, actingAs, actingAsSystem } from '#app/access/context.server.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { earlierImport, findImport, stagedRows } from './data-imports.server.ts'
import { FileCheck } from './file-check.ts'
import type { ImportKind } from './import-kind.ts'
import { type Mapping, missingFields } from './mapping.ts'
import { type CheckedRow, updateRows } from './staging.server.ts'
import type { ImportState } from './states.ts'

/** Rows a chunk: one transaction, one event. */
export const chunkRows = 500

export const applyTask = 'apply-import'

/**
 * Confirms a previewed import. Files of one chunk are applied at once, in this transaction; larger ones by the job. Returns
 * the state it is left in.
 */
export async function beginImport(
  ctx: Context,
  kind: ImportKind,
  id: string,
  form: { reason: string | null; again: boolean; version: number },
): Promise<ImportState> {
  const row = await lock(ctx, 'dataImport', id)
  const target = await kind.target(ctx, row.targetId, 'apply')
  if (row.state === 'applied') refuse('This import is finished already.')
  if (row.state === 'applying') return enqueued(ctx, id)
  await requireVersion(ctx, row, form.version)
  const found = await findImport(ctx, id)
  if (!(await stagedRows(ctx, id, 0, 1)).length) refuse('The lines of this file are no longer kept. Read it again.')
  const missing = missingFields(kind.fields(target), found.mapping.fields)
  if (missing.length) refuse(`Choose the column for “${missing[0]!.label}” first.`)
  if (found.badRows === found.totalRows)
    refuse('No line of this file can be imported. Correct the columns, or the file.')
  if (found.summary.restated && !form.reason)
    refuse('Say why earlier values change. Both the earlier and the new stay on record.', 'reason')
  if (!form.again && (await earlierImport(ctx, found)))
    refuse('This very file was imported before. Tick the box to import it again.', 'again')
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'applying', problem: null, reason: form.reason, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  if (found.totalRows - found.appliedRows <= chunkRows) return applyChunk(ctx, kind, id)
  return enqueued(ctx, id)
}

/** Asking twice is harmless: the cursor says where to go on, and the key keeps one job. */
async function enqueued(ctx: Context, id: string): Promise<ImportState> {
  await enqueue(ctx, applyTask, { importId: id }, { key: `${applyTask}:${id}` })
  return 'applying'
}

/** Applies the next chunk and moves the cursor with it. Returns the state the import is left in. */
export async function applyChunk(ctx: Context, kind: ImportKind, id: string): Promise<ImportState> {
  const row = await lock(ctx, 'dataImport', id)
  if (row.state !== 'applying') return row.state as ImportState
  const target = await kind.target(ctx, row.targetId, 'apply')
  const mapping = row.mapping as unknown as Mapping
  const first = row.nextRow === 1
  const staged = await stagedRows(ctx, id, row.nextRow - 1, chunkRows + (first && mapping.header ? 1 : 0))
  const check = new FileCheck(kind, target, mapping, row.columns as string[])
  const wanted: unknown[] = []
  const leftOut: CheckedRow[] = []
  for (const { rowNo, cells, effect } of staged) {
    if (effect === null) continue
    const { row: read, problems } = check.read(cells)
    // What was to be new and meanwhile is there was not looked at by anybody: it stays as it is.
    const meanwhile = read !== null && effect !== 'restated' && kind.effectOf(target, read).effect === 'restated'
    if (read !== null && !meanwhile) wanted.push(read)
    else
      leftOut.push({
        row_no: rowNo,
        problems: meanwhile ? [changedMeanwhile(kind.keyField, kind.nameOf(target, read))] : problems,
        effect: null,
      })
  }
  if (leftOut.length) await updateRows(ctx, id, leftOut)
  const none = { recorded: 0, restated: 0, unchanged: 0 }
  const applied = wanted.length ? await kind.apply(ctx, target, wanted, { importId: id, reason: row.reason }) : none
  const seen = staged.length - (first && mapping.header ? 1 : 0)
  const before = row.outcome as { recorded?: number; restated?: number; unchanged?: number; leftOut?: number }
  const outcome = {
    recorded: (before.recorded ?? 0) + applied.recorded,
    restated: (before.restated ?? 0) + applied.restated,
    unchanged: (before.unchanged ?? 0) + applied.unchanged,
    leftOut: (before.leftOut ?? 0) + seen - wanted.length,
  }
  const last = staged[staged.length - 1]
  const appliedRows = row.appliedRows + seen
  const done = !last || appliedRows >= row.totalRows
  await ctx.db
    .updateTable('dataImport')
    .set({
      outcome: JSON.stringify(outcome),
      appliedRows,
      nextRow: last ? last.rowNo + 1 : row.nextRow,
      badRows: row.badRows + leftOut.length,
      version: row.version + 1,
    })
    .set(done ? { state: 'applied', finishedAt: ctx.now } : {})
    .where('id', '=', id)
    .execute()
  return done ? 'applied' : 'applying'
}

const changedMeanwhile = (field: string, name: string) => ({
  field,
  reason: `${name} was recorded after this file was checked. It was left as it is; import the file again to restate it.`,
})

/**
 * Applies what is left of an import, as the person who confirmed it: their rights are asked again for each chunk. Safe to run
 * twice and to be killed anywhere. What the rules refuse ends the import as failed, with the sentence; it can be resumed.
 */
export async function applyImport(slug: string, id: string, kindOf: (name: string) => ImportKind) {
  const found = await actingAsSystem({ slug }, (ctx) => findImport(ctx, id))
  const who = { slug, email: found.whoseEmail, requestId: `import ${id}` }
  try {
    if (found.whoLeft) refuse('The person who started this import has left. Import the file again.')
    let state = found.state
    while (state === 'applying') state = await actingAs(who, (ctx) => applyChunk(ctx, kindOf(found.kind), id))
    return state
  } catch (problem) {
    const sentence = sentenceOf(problem)
    if (!sentence) throw problem
    await actingAsSystem({ slug }, (ctx) => failImport(ctx, id, sentence))
    return 'failed' as const
  }
}

function sentenceOf(problem: unknown): string | null {
  if (problem instanceof Refusal) return problem.message
  if (!(problem instanceof Response)) return null
  if (problem.status === 403) return 'You may no longer import into this record.'
  return problem.status === 404 ? 'The record this file belongs to is no longer there.' : null
}

async function failImport(ctx: Context, id: string, problem: string) {
  await ctx.db
    .updateTable('dataImport')
    .set({ state: 'failed', problem })
    .where('id', '=', id)
    .where('state', '=', 'applying')
    .execute()
}
