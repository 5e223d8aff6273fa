import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { restrictionForm } from '../../feedback.ts'
import { listPostChoices, restrictVerbatims } from '../../restrictions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Restrict verbatims · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'response.restrict')
    const post = new URL(args.request.url).searchParams.get('post') ?? ''
    return { org: ctx.org.slug, post, posts: await listPostChoices(ctx) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, restrictionForm, async (ctx, form) => {
    await restrictVerbatims(ctx, form)
    return goTo(paths.restrictions(ctx.org.slug), 'Restricted to leaders.')
  })
}

export default function NewRestriction() {
  const { org, post, posts } = useLoaderData<typeof loader>()
  const back = paths.restrictions(org)
  return (
    <Page
      title="Restrict a post’s verbatims"
      eyebrow={<Breadcrumbs items={[{ label: 'Restrictions', href: back }]} />}
      lede="Only administrators and CX leaders then read what customers wrote there. Everybody else sees the scores, and that the words are restricted, why, and until when."
    >
      <div className="max-w-xl">
        <Form
          name="restrict"
          schema={restrictionForm}
          values={{ listeningPostId: post }}
          submit="Restrict"
          cancel={back}
        >
          <SelectField
            name="listeningPostId"
            label="Listening post"
            empty="Choose a post"
            options={posts.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextArea name="reason" label="Reason" hint="Everybody who meets the restriction reads it." rows={3} />
          <DateField name="endsOn" label="Until" hint="The last day on which it holds; at most a year from now." />
        </Form>
      </div>
    </Page>
  )
}
