import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { dismissSuggestion } from '../suggestions.server.ts'
import { suggestionForm } from '../tagging.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, suggestionForm, async (ctx, { words }) => {
    await dismissSuggestion(ctx, words)
    return goTo(paths.themeSuggestions(ctx.org.slug), 'Put aside.')
  })
}
