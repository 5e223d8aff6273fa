import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { findPersona } from '../../personas.server.ts'
import { pictureForm } from '../../picture.ts'
import { removePersonaPicture } from '../../pictures.server.ts'

export const meta: MetaFunction = () => [{ title: 'Remove a picture · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    return { name: persona.name, version: persona.version, back: paths.persona(ctx.org.slug, persona.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, pictureForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await removePersonaPicture(ctx, id, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Picture removed.')
  })
}

export default function PictureRemoval() {
  const { name, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Remove picture"
      name="picture-removal"
      schema={pictureForm}
      version={version}
      submit="Remove picture"
      cancel={back}
    >
      The initials stand in its place again, and its address answers no more.
    </ConfirmPage>
  )
}
