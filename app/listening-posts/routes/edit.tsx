import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { formChoices } from '../form-choices.server.ts'
import { editListeningPostForm } from '../listening-post.ts'
import { ListeningPostForm } from '../listening-post-form.tsx'
import { editListeningPost, findListeningPost, listeningPostValues } from '../listening-posts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.name ?? 'a listening post'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const post = await findListeningPost(ctx, idOf(args.params.id))
    authorize(ctx, 'listening_post.edit', post)
    const of = { kind: 'listening_post', id: post.id }
    const valuesOf = (row: typeof post) => listeningPostValues({ ...row, steps: row.steps.map(({ id }) => id) })
    const values = valuesOf(post)
    const { covered: _, ...choices } = await formChoices(ctx, post)
    return {
      name: post.name,
      version: post.version,
      values,
      choices,
      back: paths.listeningPost(ctx.org.slug, post.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        valuesOf(await findListeningPost(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editListeningPostForm, { kind: 'listening_post', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editListeningPost(ctx, id, form)
    return goTo(paths.listeningPost(ctx.org.slug, id), 'Listening post saved.')
  })
}

export default function EditListeningPost() {
  const { name, version, values, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit listening post">
      <BringingBack earlier={earlier}>
        <ListeningPostForm
          schema={editListeningPostForm}
          values={values}
          version={version}
          submit="Save listening post"
          cancel={back}
          {...choices}
        />
      </BringingBack>
    </Page>
  )
}
