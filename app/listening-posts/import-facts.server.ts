// What the pages of an import show.
import { type Context, authorize, idOf } from '#app/access/context.server.ts'
import { dayIn, instantOf, readMoment } from './moments.ts'
import { findResponseImport, listProblems, previewLines, sameFileBefore } from './response-imports.server.ts'

const problemLines = 50

/** Sees it who may import into its post: before it is imported, its lines show what customers wrote unmasked. */
export async function importFacts(ctx: Context, param: string | undefined, problemsAfter = 0) {
  const found = await findResponseImport(ctx, idOf(param))
  authorize(ctx, 'listening_post.import', found)
  const open = found.state === 'checked' || found.state === 'failed'
  const lines = open ? await previewLines(ctx, found) : null
  const problems = await listProblems(ctx, found.id, problemsAfter, problemLines)
  const answered = found.reading.columns.findIndex(({ role }) => role === 'answered at')
  return {
    org: ctx.org.slug,
    timeZone: ctx.org.timeZone,
    found: { ...found, sha256: undefined }, // nobody needs it to read the page
    kept: lines !== null,
    lines: lines ?? [],
    dates:
      answered < 0 ? [] : bothWays((lines ?? []).map((line) => line[answered] ?? '').slice(0, 3), ctx.org.timeZone),
    problems,
    nextProblems: problems.length === problemLines ? problems.at(-1)!.line : null,
    earlier: open ? ((await sameFileBefore(ctx, found)) ?? null) : null,
  }
}

/** The same days read with the day first and with the month first: for people to choose. */
function bothWays(cells: readonly string[], timeZone: string) {
  const read = (cell: string, order: 'day first' | 'month first') => {
    const moment = readMoment(cell, order)
    return moment ? dayIn(instantOf(moment, timeZone), timeZone) : null
  }
  return cells
    .filter((cell) => cell.trim() !== '')
    .map((cell) => ({ cell, dayFirst: read(cell, 'day first'), monthFirst: read(cell, 'month first') }))
}

export type ImportFacts = Awaited<ReturnType<typeof importFacts>>
