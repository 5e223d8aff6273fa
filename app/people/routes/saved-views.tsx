import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { Page } from '#app/ui/page.tsx'
import { savedViewForm } from '../saved-view.ts'
import { saveView } from '../saved-views.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async () => null)
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, savedViewForm, async (ctx, form) => {
    const { href } = await saveView(ctx, form)
    return goTo(href, `Saved as “${form.name}”.`)
  })
}

/** Only met without JavaScript, when a name was refused. */
export default function SavedViews() {
  const answer = useActionData<typeof action>()
  return (
    <Page title="Save this view" lede={answer?.message ?? 'Open a list, narrow it, then save it under a name.'}>
      {null}
    </Page>
  )
}
