import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { HiddenField, TextField } from '#app/ui/field.tsx'
import { plural } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { readListQuery } from '#app/ui/list-query.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { countWords, tagAllForm } from '../tagging.ts'
import { tagAllWith } from '../taggings.server.ts'
import { hasWords, wordsInWords } from '../theme-words.ts'
import { countMatches, listThemesAtHand, toTagRules } from '../to-tag.server.ts'
import { Verbatim } from '../verbatim.tsx'

export const meta: MetaFunction = () => [{ title: 'Tag all that match · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.tag')
    const { q, filters } = readListQuery(args.request.url, toTagRules)
    const postId = filters.post?.[0] ?? ''
    const found = hasWords(q) ? await countMatches(ctx, { words: q, postId: postId || null }) : { n: 0, newest: [] }
    const { themes } = await listThemesAtHand(ctx)
    return {
      ...{ q, postId, ...found },
      names: themes.map(({ name }) => name),
      back: paths.tagging(ctx.org.slug, { q, post: postId }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, tagAllForm, async (ctx, form) => {
    const { theme, tagging } = await tagAllWith(ctx, form)
    const said =
      tagging.state === 'running'
        ? `${tagging.tagged} tagged so far; the rest goes on by itself.`
        : `${plural(tagging.tagged, 'response')} tagged.`
    return goTo(paths.theme(ctx.org.slug, theme.id), `${said} It can be undone here.`)
  })
}

export default function TagAll() {
  const { q, postId, n, newest, names, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={`Tag all with “${q}”`}
      eyebrow="Tag responses"
      lede={
        q
          ? `Responses with ${wordsInWords(q)}: ${countWords(n)}. They are tagged in one act, which the theme’s page can undo.`
          : 'Say which words to look for.'
      }
    >
      <div className="max-w-xl">
        <Form
          name="tag-all"
          schema={tagAllForm}
          values={{ q, postId, themeId: '', themeName: '' }}
          submit={n > 1 ? `Tag all ${countWords(n)}` : 'Tag'}
          cancel={back}
        >
          {q ? <HiddenField name="q" value={q} /> : <TextField name="q" label="Words to look for" />}
          <HiddenField name="postId" value={postId} />
          <TextField name="themeName" label="Theme" hint="A new name adds a theme." suggestions={names} required />
        </Form>
      </div>
      {newest.length > 0 && (
        <Section title={newest.length < n ? `The newest ${newest.length} of them` : 'These are they'}>
          <div className="grid gap-5">
            {newest.map((verbatim) => (
              <Verbatim key={verbatim.id} verbatim={verbatim} />
            ))}
          </div>
        </Section>
      )}
    </Page>
  )
}
