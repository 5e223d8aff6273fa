import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newQuestionForm } from '../../listening-post.ts'
import { findListeningPost, listTouchpointChoices } from '../../listening-posts.server.ts'
import { QuestionForm } from '../../question-form.tsx'
import { addQuestion } from '../../questions.server.ts'

export const meta: MetaFunction = () => [{ title: 'New question · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, ownerId } = await findListeningPost(ctx, idOf(args.params.id))
    authorize(ctx, 'listening_post.edit', { ownerId })
    const code = new URL(args.request.url).searchParams.get('code')?.slice(0, 180) ?? ''
    return { name, code, back: paths.listeningPost(ctx.org.slug, id), touchpoints: await listTouchpointChoices(ctx) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newQuestionForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await addQuestion(ctx, id, form)
    return goTo(paths.listeningPost(ctx.org.slug, id), 'Question added.')
  })
}

export default function NewQuestion() {
  const { name, code, back, touchpoints } = useLoaderData<typeof loader>()
  return (
    <Page title="New question" eyebrow={<Breadcrumbs items={[{ label: name, href: back }]} />}>
      <QuestionForm
        schema={newQuestionForm}
        values={{ kind: 'nps', scaleLow: '0', scaleHigh: '10', sourceKey: code }}
        submit="Add question"
        cancel={back}
        touchpoints={touchpoints}
      />
    </Page>
  )
}
