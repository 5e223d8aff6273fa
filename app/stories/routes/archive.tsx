import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveStory, findStory } from '../stories.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a story · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    authorize(ctx, 'story.edit', story)
    const { title, version, archivedAt } = story
    return { title, version, archived: archivedAt !== null, back: paths.story(ctx.org.slug, story.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveStory(ctx, id, form)
    const message = archived ? 'Story archived. You can restore it at any time.' : 'Story restored.'
    return goTo(paths.story(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="story" meaning="No pack tells it any more." {...page} />
}
