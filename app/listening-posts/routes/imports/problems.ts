import type { LoaderFunctionArgs } from '@remix-run/node'
import { authorize, idOf, reading } from '#app/access/context.server.ts'
import { csvHeaders, csvOf } from '#app/history/csv.server.ts'
import { findResponseImport, listProblems } from '../../response-imports.server.ts'

/** More lines than this are corrected at the source, not one by one. */
const mostLines = 50_000

/** What is wrong with the lines of a file, to be corrected there. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findResponseImport(ctx, idOf(args.params.id))
    authorize(ctx, 'listening_post.import', found)
    const problems = await listProblems(ctx, found.id, 0, mostLines)
    const rows = problems.map(({ line, column, cell, reason }) => [String(line), column ?? '', cell, reason])
    const name = `${found.fileName.replace(/\.[^.]+$/, '')} problems.csv`
    return new Response(csvOf(['Line', 'Column', 'It says', 'What is wrong'], rows), { headers: csvHeaders(name) })
  })
}
