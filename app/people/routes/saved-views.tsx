import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { HiddenField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
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

/** Only met without JavaScript, when a name was refused: everything typed stands here again. */
export default function SavedViews() {
  const values = useActionData<typeof action>()?.values
  return (
    <Page title="Save this view" lede={values ? undefined : 'Open a list, narrow it, then save it under a name.'}>
      {values && (
        <div className="max-w-sm">
          <Form name="saved-view" schema={savedViewForm} submit="Save" careless>
            <HiddenField name="room" value={String(values.room ?? '')} />
            <HiddenField name="query" value={String(values.query ?? '')} />
            <TextField name="name" label="Name of the view" />
          </Form>
        </div>
      )}
    </Page>
  )
}
