import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { formatDay, inWords } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { findStory, publishStory } from '../stories.server.ts'
import { missingFor, publicationForm, reachWords, standingOf } from '../story.ts'
import { Words } from '../words.tsx'

export const meta: MetaFunction = () => [{ title: 'Publish a story · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    authorize(ctx, 'story.publish')
    return {
      story,
      standing: standingOf(story, ctx.today),
      missing: missingFor(story, ctx.today),
      to: story.state === 'published' ? 'draft' : 'published',
      back: paths.story(ctx.org.slug, story.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, publicationForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await publishStory(ctx, id, form)
    const said = form.to === 'published' ? 'Story published.' : 'Story taken back: it is a draft again.'
    return goTo(paths.story(ctx.org.slug, id), said)
  })
}

export default function Publication() {
  const { story, standing, missing, to, back } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const until = story.consentEndsOn ? `, until ${formatDay(story.consentEndsOn, locale)}` : ''
  return (
    <ConfirmPage
      title={story.title}
      eyebrow={to === 'published' ? 'Publish story' : 'Take story back'}
      name="publication"
      schema={publicationForm}
      version={story.version}
      submit={to === 'published' ? 'Publish' : 'Take back'}
      cancel={back}
      fields={
        <>
          <HiddenField name="to" value={to} />
          <Words story={story} standing={standing} />
        </>
      }
    >
      {to === 'draft'
        ? 'It becomes a draft again: only those who work on it read the words, and no pack tells it.'
        : missing.length
          ? `It still needs ${inWords(missing)}.`
          : `Everybody here reads it, and packs may tell it. The customer agreed: ${reachWords(story).toLowerCase()}${until}.`}
    </ConfirmPage>
  )
}
