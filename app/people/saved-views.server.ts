// A person's own named views of lists. They are settings of a person, no part of the strategy, so history does not keep them.
import { type Context, absent, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { paths } from '#app/paths.ts'
import { type ViewRoom, mostViews, viewQuery, viewRooms } from './saved-view.ts'

export interface SavedView {
  id: string
  name: string
  href: string
  query: string
}

/** The viewer's views of one list, by name. */
export async function listSavedViews(ctx: Context, room: ViewRoom): Promise<SavedView[]> {
  const rows = await ctx.db
    .selectFrom('savedView')
    .where('memberId', '=', ctx.viewer.memberId)
    .where('room', '=', room)
    .select(['id', 'name', 'query'])
    .orderBy('name')
    .limit(mostViews)
    .execute()
  return rows.map((row) => ({ ...row, href: `${paths.home(ctx.org.slug)}/${room}?${row.query}` }))
}

/** Keeps a view under a name; the same name again takes the place of the earlier one. */
export async function saveView(ctx: Context, form: { room: string; name: string; query: string }) {
  if (!isRoom(form.room)) refuse('Views can be saved of lists only.', 'room')
  const query = viewQuery(form.query)
  if (!query) refuse('Set a filter or a search first: the whole list needs no name.', 'query')
  const mine = await listSavedViews(ctx, form.room)
  const same = mine.find((view) => view.name.toLowerCase() === form.name.toLowerCase())
  if (!same && mine.length >= mostViews) refuse(`You have ${mostViews} views of this list. Remove one first.`, 'name')
  const id = same?.id ?? newId(ctx)
  const row = { name: form.name, query }
  await ctx.db
    .insertInto('savedView')
    .values({ id, memberId: ctx.viewer.memberId, room: form.room, ...row, createdAt: ctx.now })
    .onConflict((conflict) => conflict.columns(['orgId', 'id']).doUpdateSet(row))
    .execute()
  return { id, href: `${paths.home(ctx.org.slug)}/${form.room}?${query}` }
}

/** The list that one of the viewer's own views is of; anybody else's is 404. */
export async function listOfView(ctx: Context, id: string): Promise<string> {
  const view = await ctx.db
    .selectFrom('savedView')
    .where('id', '=', id)
    .where('memberId', '=', ctx.viewer.memberId)
    .select('room')
    .executeTakeFirst()
  if (!view) throw absent()
  return `${paths.home(ctx.org.slug)}/${view.room}`
}

/** Removes one of the viewer's own views; anybody else's is 404. */
export async function removeView(ctx: Context, id: string) {
  const gone = await ctx.db
    .deleteFrom('savedView')
    .where('id', '=', id)
    .where('memberId', '=', ctx.viewer.memberId)
    .returning(['room', 'name'])
    .executeTakeFirst()
  if (!gone) throw absent()
  return { name: gone.name, href: `${paths.home(ctx.org.slug)}/${gone.room}` }
}

const isRoom = (room: string): room is ViewRoom => (viewRooms as readonly string[]).includes(room)
