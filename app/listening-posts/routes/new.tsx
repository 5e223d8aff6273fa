import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { formChoices } from '../form-choices.server.ts'
import { newListeningPostForm } from '../listening-post.ts'
import { ListeningPostForm } from '../listening-post-form.tsx'
import { createListeningPost } from '../listening-posts.server.ts'

export const meta: MetaFunction = () => [{ title: 'New listening post · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'listening_post.edit')
    return { org: ctx.org.slug, me: ctx.viewer.memberId, ...(await formChoices(ctx)) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newListeningPostForm, async (ctx, form) => {
    const { id } = await createListeningPost(ctx, form)
    return goTo(paths.listeningPost(ctx.org.slug, id), 'Listening post added.')
  })
}

export default function NewListeningPost() {
  const { org, me, covered: _, ...choices } = useLoaderData<typeof loader>()
  const back = paths.listeningPosts(org)
  return (
    <Page title="New listening post" eyebrow={<Breadcrumbs items={[{ label: 'Listening posts', href: back }]} />}>
      <ListeningPostForm
        schema={newListeningPostForm}
        values={{
          channel: 'survey',
          cadence: 'continuous',
          occasion: 'transaction',
          structured: 'on',
          decisionDays: '90',
          ownerId: me,
        }}
        submit="Add listening post"
        cancel={back}
        {...choices}
      />
    </Page>
  )
}
