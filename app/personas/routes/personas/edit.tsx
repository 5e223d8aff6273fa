import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editPersonaForm } from '../../persona.ts'
import { PersonaForm } from '../../persona-form.tsx'
import { editPersona, findPersona, listOwnerChoices, personaValues } from '../../personas.server.ts'
import { listSegmentChoices } from '../../segments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a persona'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    const of = { kind: 'persona', id: persona.id }
    const values = personaValues(persona)
    return {
      name: persona.name,
      version: persona.version,
      values,
      segments: await listSegmentChoices(ctx, persona.segmentId),
      members: await listOwnerChoices(ctx, persona.ownerId),
      back: paths.persona(ctx.org.slug, persona.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        personaValues(await findPersona(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editPersonaForm, { kind: 'persona', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editPersona(ctx, id, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Persona saved.')
  })
}

export default function EditPersona() {
  const { name, version, values, segments, members, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit persona">
      <BringingBack earlier={earlier}>
        <PersonaForm
          schema={editPersonaForm}
          values={values}
          version={version}
          segments={segments}
          members={members}
          submit="Save persona"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
