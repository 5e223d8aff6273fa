import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { editPersonaForm } from '../../persona.ts'
import { PersonaForm } from '../../persona-form.tsx'
import { editPersona, findPersona, listOwnerChoices, personaValues } from '../../personas.server.ts'
import { listSegmentChoices } from '../../segments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.values.name ?? 'a persona'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    return {
      version: persona.version,
      values: personaValues(persona),
      segments: await listSegmentChoices(ctx, persona.segmentId),
      members: await listOwnerChoices(ctx, persona.ownerId),
      back: paths.persona(ctx.org.slug, persona.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editPersonaForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editPersona(ctx, id, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Persona saved.')
  })
}

export default function EditPersona() {
  const { version, values, segments, members, back } = useLoaderData<typeof loader>()
  return (
    <Page title={values.name} eyebrow="Edit persona">
      <PersonaForm
        schema={editPersonaForm}
        values={values}
        version={version}
        segments={segments}
        members={members}
        submit="Save persona"
        cancel={back}
      />
    </Page>
  )
}
