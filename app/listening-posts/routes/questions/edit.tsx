import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { editQuestionForm } from '../../listening-post.ts'
import { listTouchpointChoices } from '../../listening-posts.server.ts'
import { QuestionForm } from '../../question-form.tsx'
import { editQuestion, findQuestion, questionValues } from '../../questions.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.label ?? 'a question'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const question = await findQuestion(ctx, idOf(args.params.id), idOf(args.params.question))
    authorize(ctx, 'listening_post.edit', question)
    const { label, version, post, postId } = question
    const back = paths.listeningPost(ctx.org.slug, postId)
    return {
      label,
      version,
      post,
      back,
      values: questionValues(question),
      touchpoints: await listTouchpointChoices(ctx, question.touchpointId),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editQuestionForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editQuestion(ctx, id, idOf(args.params.question), form)
    return goTo(paths.listeningPost(ctx.org.slug, id), 'Question saved.')
  })
}

export default function EditQuestion() {
  const { label, version, post, back, values, touchpoints } = useLoaderData<typeof loader>()
  return (
    <Page title={label} eyebrow={<Breadcrumbs items={[{ label: post, href: back }]} />}>
      <QuestionForm
        schema={editQuestionForm}
        values={values}
        version={version}
        submit="Save question"
        cancel={back}
        touchpoints={touchpoints}
      />
    </Page>
  )
}
