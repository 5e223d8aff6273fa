import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveExperience, findExperience } from '../../experiences.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a delight or pain · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const experience = await findExperience(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', experience)
    const { id, kind, sentence, version, archivedAt } = experience
    return {
      noun: kind,
      title: sentence,
      version,
      archived: archivedAt !== null,
      back: paths.personaExperience(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived, personaId } = await archiveExperience(ctx, id, form)
    const { slug } = ctx.org
    return archived
      ? goTo(paths.persona(slug, personaId), 'Archived. You can restore it at any time.')
      : goTo(paths.personaExperience(slug, id), 'Restored.')
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage meaning="Its evidence stays linked." {...page} />
}
