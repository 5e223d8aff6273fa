import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { newThemeForm } from '../theme.ts'
import { ThemeForm } from '../theme-form.tsx'
import { createTheme, listThemeOwnerChoices } from '../themes.server.ts'

export const meta: MetaFunction = () => [{ title: 'New theme · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.add')
    const asked = new URL(args.request.url).searchParams
    const appoints = may(ctx.viewer, 'theme.appoint')
    return {
      values: { name: asked.get('name')?.slice(0, 120) ?? '', words: asked.get('words')?.slice(0, 1000) ?? '' },
      appoints,
      members: appoints ? await listThemeOwnerChoices(ctx) : [],
      cancel: paths.themes(ctx.org.slug),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newThemeForm, async (ctx, form) => {
    const { id } = await createTheme(ctx, form)
    return goTo(paths.theme(ctx.org.slug, id), 'Theme added.')
  })
}

export default function NewTheme() {
  const { values, appoints, members, cancel } = useLoaderData<typeof loader>()
  return (
    <Page title="New theme" eyebrow="Themes" lede="A name is enough to begin. Everything else can be added later.">
      <ThemeForm
        schema={newThemeForm}
        values={values}
        appoints={appoints}
        members={members}
        submit="Add theme"
        cancel={cancel}
      />
    </Page>
  )
}
