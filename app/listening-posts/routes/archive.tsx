import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveListeningPost, findListeningPost } from '../listening-posts.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a listening post · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const post = await findListeningPost(ctx, idOf(args.params.id))
    authorize(ctx, 'listening_post.edit', post)
    const { id, name, version, archivedAt } = post
    return { title: name, version, archived: archivedAt !== null, back: paths.listeningPost(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveListeningPost(ctx, id, form)
    const message = archived ? 'Listening post archived. You can restore it at any time.' : 'Listening post restored.'
    return goTo(paths.listeningPost(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="listening post" meaning="What it heard stays." {...page} />
}
