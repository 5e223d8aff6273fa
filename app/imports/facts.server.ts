// What the pages of one import show; the kind decides who may see it.
import { type Context, idOf } from '#app/access/context.server.ts'
import { importKindOf } from '#app/import-kinds.server.ts'
import { earlierImport, findImport, previewImport } from './data-imports.server.ts'

/** Everything about one import that its pages show, cut to a page. */
export async function importFacts(ctx: Context, param: string | undefined, problemsFrom = 0) {
  const found = await findImport(ctx, idOf(param))
  const kind = importKindOf(found.kind)
  const target = await kind.target(ctx, found.targetId, 'look')
  const { id, fileName, columns, mapping, state, totalRows, badRows, appliedRows, problem, reason } = found
  const { summary, outcome, createdAt, finishedAt, version, who } = found
  const checked = state === 'checked' || state === 'failed'
  const earlier = checked ? await earlierImport(ctx, found) : undefined
  return {
    org: ctx.org.slug,
    about: kind.about(target, ctx.org.slug),
    rows: kind.rows,
    fields: kind.fields(target).map(({ name, label }) => ({ name, label })),
    found: {
      ...{ id, fileName, columns, mapping, state, totalRows, badRows, appliedRows, problem, reason, summary, outcome },
      ...{ createdAt, finishedAt, version, who },
    },
    earlier: earlier ? { createdAt: earlier.createdAt, who: earlier.who } : null,
    preview: await previewImport(ctx, kind, target, found, { problemsFrom }),
  }
}

export type ImportFacts = Awaited<ReturnType<typeof importFacts>>
