import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archivePersona, findPersona } from '../../personas.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a persona · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const persona = await findPersona(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', persona)
    const { id, name, version, archivedAt } = persona
    return { title: name, version, archived: archivedAt !== null, back: paths.persona(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archivePersona(ctx, id, form)
    const message = archived ? 'Persona archived. You can restore it at any time.' : 'Persona restored.'
    return goTo(paths.persona(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="persona" meaning="Initiatives keep their link to it." {...page} />
}
