import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listStoryChoices } from '../choices.server.ts'
import { editStory, findStory, storyValues } from '../stories.server.ts'
import { editStoryForm } from '../story.ts'
import { StoryForm } from '../story-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Edit a story · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    authorize(ctx, 'story.edit', story)
    const values = storyValues(story)
    const of = { kind: 'story', id: story.id }
    return {
      title: story.title,
      version: story.version,
      values,
      publishedAgain: story.state === 'published' && !may(ctx.viewer, 'story.publish'),
      choices: await listStoryChoices(ctx, story),
      back: paths.story(ctx.org.slug, story.id),
      // The customer's words have no earlier version: they stand outside the history.
      ...(await findEarlier(ctx, args.request, of, values, async (past) => ({
        ...storyValues(await findStory(past, of.id)),
        quote: values.quote,
        pseudonym: values.pseudonym,
      }))),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editStoryForm, { kind: 'story', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { masked, unpublished } = await editStory(ctx, id, form)
    const again = unpublished ? 'Its words are others now, so it is a draft until a leader publishes it again.' : ''
    return goTo(paths.story(ctx.org.slug, id), `Story saved. ${masked} ${again}`.replace(/ +/g, ' ').trim())
  })
}

export default function EditStory() {
  const { title, version, values, publishedAgain, choices, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page
      title={title}
      eyebrow="Edit story"
      lede={
        publishedAgain && 'With other words of the customer it goes back to a draft, for a leader to publish again.'
      }
    >
      <BringingBack earlier={earlier}>
        <StoryForm
          schema={editStoryForm}
          values={values}
          version={version}
          choices={choices}
          submit="Save story"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
