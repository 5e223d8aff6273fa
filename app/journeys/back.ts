// The way back from a change to the map it was made on. Pure.
import { paths } from '#app/paths.ts'

/** It takes the place of the form's page in the browser's history: many small changes are no journey to go back through. */
export const backToMap = (ctx: { org: { slug: string } }, map: { id: string; journeyId: string }) => ({
  to: paths.journeyMap(ctx.org.slug, map.journeyId, map.id, { edit: 1 }),
  replace: true,
})
