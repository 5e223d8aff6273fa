import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { dismissSuggestion } from '../suggestions.server.ts'
import { suggestionForm } from '../tagging.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.themeSuggestions(ctx.org.slug)))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, suggestionForm, async (ctx, { words }) => {
    await dismissSuggestion(ctx, words)
    return goTo(paths.themeSuggestions(ctx.org.slug), 'Put aside.')
  })
}
