// Two themes that are one: the responses of the one get the other's tag as well, and the one is archived with the reason. Nothing is deleted, so
// it can be taken back.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { beginTagging, undoTagging } from './taggings.server.ts'
import type { mergeForm } from './theme.ts'
import { changeTheme } from './themes.server.ts'

/** Tables that link themes, and what they link them to. */
const linkedTables = [
  ['gap_theme', 'gap_id'],
  ['observation_theme', 'observation_id'],
  ['persona_experience_theme', 'persona_experience_id'],
] as const

/** Merges a theme into another: responses, words and links go over; the theme itself is archived and keeps its own. */
export async function mergeTheme(ctx: Context, id: string, form: z.output<typeof mergeForm>) {
  if (form.intoId === id) refuse('Choose another theme: it cannot be merged into itself.', 'intoId')
  // In the order of their ids, so that two who merge the same two cannot wait for each other.
  const [first, second] = [id, form.intoId].sort() as [string, string]
  const rows = [await lock(ctx, 'theme', first), await lock(ctx, 'theme', second)]
  const [from, into] = [rows.find((row) => row.id === id)!, rows.find((row) => row.id === form.intoId)!]
  authorize(ctx, 'theme.appoint')
  await requireVersion(ctx, from, form.version)
  if (from.archivedAt) refuse('This theme is archived. Restore it before merging it.')
  if (into.archivedAt) refuse(`“${into.name}” is archived. Choose another theme.`, 'intoId')
  await changeTheme(ctx, from, { archivedAt: ctx.now })
  const reason = `Merged into “${into.name}”: ${form.reason}`
  record(ctx, { verb: 'theme.archived', kind: 'theme', id, title: from.name, reason })
  await changeTheme(ctx, into, { words: withWords(into.words, from.words) })
  for (const [table, other] of linkedTables) {
    await sql`insert into ${sql.table(table)} (theme_id, ${sql.ref(other)}) select ${into.id}, ${sql.ref(other)} from ${sql.table(table)}
      where theme_id = ${id} on conflict do nothing`.execute(ctx.db)
  }
  record(ctx, {
    verb: 'theme.merged',
    kind: 'theme',
    id: into.id,
    title: into.name,
    reason: `“${from.name}” went into it: ${form.reason}`,
    also: [{ kind: 'theme', id }],
  })
  const tagging = await beginTagging(ctx, { themeId: into.id, kind: 'merge', fromThemeId: id })
  return { into, tagging }
}

/** The words of both, each line once. */
export function withWords(words: string, others: string): string {
  const lines = [...words.split('\n'), ...others.split('\n')].map((line) => line.trim()).filter(Boolean)
  return [...new Set(lines)].join('\n')
}

/** Undoes an act of tagging; of a merge, the other theme comes back too. Words and links that went over stay, to be taken off by hand. */
export async function undo(ctx: Context, themeId: string, taggingId: string, size?: number) {
  const { act, theme, state } = await undoTagging(ctx, themeId, taggingId, size)
  if (act.kind !== 'merge' || !act.fromThemeId) return { theme, state, restored: null }
  const from = await lock(ctx, 'theme', act.fromThemeId)
  if (!from) throw absent()
  if (from.archivedAt) {
    await changeTheme(ctx, from, { archivedAt: null })
    record(ctx, {
      verb: 'theme.restored',
      kind: 'theme',
      id: from.id,
      title: from.name,
      reason: `The merge into “${theme.name}” was taken back`,
    })
  }
  return { theme, state, restored: from.name }
}

/** Themes to merge into. */
export async function listMergeChoices(ctx: Context, id: string) {
  return ctx.db
    .selectFrom('theme')
    .where('archivedAt', 'is', null)
    .where('id', '!=', id)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(1000)
    .execute()
}
