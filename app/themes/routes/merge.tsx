import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { listMergeChoices, mergeTheme } from '../merging.server.ts'
import { mergeForm } from '../theme.ts'
import { findTheme } from '../theme-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Merge a theme · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.appoint')
    const { id, name, version } = await findTheme(ctx, idOf(args.params.id))
    return { name, version, themes: await listMergeChoices(ctx, id), back: paths.theme(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, mergeForm, async (ctx, form) => {
    const { into } = await mergeTheme(ctx, idOf(args.params.id), form)
    return goTo(paths.theme(ctx.org.slug, into.id), `Merged into “${into.name}”. It can be taken back here.`)
  })
}

export default function Merge() {
  const { name, version, themes, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow="Merge into another theme"
      lede="For two themes that are one. The responses, words, gaps and observations of this one go over to the other, and this one is archived. Nothing is deleted, so it can be taken back."
    >
      <div className="max-w-xl">
        <Form
          name="merge"
          schema={mergeForm}
          version={version}
          values={{ intoId: '', reason: '' }}
          submit="Merge"
          cancel={back}
        >
          <ComboField
            name="intoId"
            label="The theme that stays"
            options={themes.map((theme) => ({ value: theme.id, label: theme.name }))}
          />
          <TextArea name="reason" label="Why they are one" rows={2} max={1000} />
        </Form>
      </div>
    </Page>
  )
}
