import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editThemeForm } from '../theme.ts'
import { ThemeForm } from '../theme-form.tsx'
import { findTheme } from '../theme-page.server.ts'
import { editTheme, listThemeOwnerChoices, themeValues } from '../themes.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'theme'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const theme = await findTheme(ctx, idOf(args.params.id))
    authorize(ctx, 'theme.edit', theme)
    const appoints = may(ctx.viewer, 'theme.appoint')
    const values = themeValues(theme, appoints)
    const of = { kind: 'theme', id: theme.id }
    return {
      name: theme.name,
      version: theme.version,
      values,
      appoints,
      members: appoints ? await listThemeOwnerChoices(ctx, theme.ownerId) : [],
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        themeValues(await findTheme(past, of.id), appoints),
      )),
      cancel: paths.theme(ctx.org.slug, theme.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editThemeForm, { kind: 'theme', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editTheme(ctx, id, form)
    return goTo(paths.theme(ctx.org.slug, id), 'Theme saved.')
  })
}

export default function EditTheme() {
  const { name, version, values, appoints, members, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit theme">
      <BringingBack earlier={earlier}>
        <ThemeForm
          schema={editThemeForm}
          values={values}
          version={version}
          appoints={appoints}
          members={members}
          submit="Save theme"
          cancel={cancel}
        />
      </BringingBack>
    </Page>
  )
}
