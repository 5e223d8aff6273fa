import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { FileField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { findPersona } from '../../personas.server.ts'
import { pictureForm, pictureTypes } from '../../picture.ts'
import { setPersonaPicture } from '../../pictures.server.ts'
import { Portrait } from '../../portrait.tsx'

export const meta: MetaFunction = () => [{ title: 'Picture of a persona · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    const { id, name, version, pictureId } = persona
    return { org: ctx.org.slug, id, name, version, pictureId, back: paths.persona(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, pictureForm, async (ctx, form, files) => {
    const id = idOf(args.params.id)
    const file = files.find(({ name }) => name === 'picture')
    await setPersonaPicture(ctx, id, file, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Picture saved.')
  })
}

export default function Picture() {
  const { org, id, name, version, pictureId, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow="Picture"
      lede="A drawing or a stock photograph, never a customer’s own face. Without one, the initials stand for them."
    >
      <div className="grid max-w-xl gap-6">
        <Portrait name={name} pictureId={pictureId} org={org} className="size-40" letters="text-3xl" />
        <Form
          name="picture"
          schema={pictureForm}
          version={version}
          encType="multipart/form-data"
          submit={pictureId ? 'Replace picture' : 'Add picture'}
          cancel={back}
          more={
            pictureId && (
              <LinkButton href={paths.personaPictureRemoval(org, id)} variant="danger">
                Remove picture…
              </LinkButton>
            )
          }
        >
          <FileField
            name="picture"
            label="Picture"
            hint="PNG, JPEG or WebP, at most 2 MB. A square looks best."
            accept={pictureTypes.join(',')}
            required
          />
        </Form>
      </div>
    </Page>
  )
}
