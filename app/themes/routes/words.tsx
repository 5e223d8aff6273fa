import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { plural } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { countWords, emptyForm } from '../tagging.ts'
import { applyWords } from '../taggings.server.ts'
import { findTheme } from '../theme-page.server.ts'
import { hasWords, wordsInWords } from '../theme-words.ts'
import { countMatches } from '../to-tag.server.ts'
import { Verbatim } from '../verbatim.tsx'

export const meta: MetaFunction = () => [{ title: 'Tag by words · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, words, ...theme } = await findTheme(ctx, idOf(args.params.id))
    authorize(ctx, 'theme.edit', theme)
    const matches = hasWords(words) ? await countMatches(ctx, { words, withoutTheme: id }) : { n: 0, newest: [] }
    return {
      ...{ name, words, ...matches },
      edit: paths.editTheme(ctx.org.slug, id),
      back: paths.theme(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, emptyForm, async (ctx) => {
    const id = idOf(args.params.id)
    const { state, tagged } = await applyWords(ctx, id)
    const said =
      state === 'running'
        ? `${tagged} tagged so far; the rest goes on by itself.`
        : `${plural(tagged, 'response')} tagged by words.`
    return goTo(paths.theme(ctx.org.slug, id), `${said} It can be undone here.`)
  })
}

export default function Words() {
  const { name, words, n, newest, edit, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow="Tag what is there by the theme’s words"
      lede={
        words
          ? `Looks for ${wordsInWords(words)}. What comes in from now on is tagged by itself; here you tag what is there already.`
          : 'This theme has no words yet.'
      }
      actions={
        <LinkButton href={edit} variant="secondary">
          Change the words
        </LinkButton>
      }
    >
      {n > 0 ? (
        <>
          <div className="grid gap-4">
            <p className="text-lg">
              <strong className="font-semibold">{countWords(n)}</strong> {n === 1 ? 'response has' : 'responses have'}{' '}
              these words and {n === 1 ? 'is' : 'are'} not tagged yet.
            </p>
            <Form
              name="words"
              schema={emptyForm}
              submit={`Tag ${n === 1 ? 'it' : `all ${countWords(n)}`}`}
              cancel={back}
              careless
            />
          </div>
          <Section title={newest.length < n ? `The newest ${newest.length} of them` : 'These are they'}>
            <div className="grid gap-5">
              {newest.map((verbatim) => (
                <Verbatim key={verbatim.id} verbatim={verbatim} />
              ))}
            </div>
          </Section>
        </>
      ) : (
        <div className="grid justify-items-start gap-3">
          <p className="text-ink-muted">Nothing that is there has these words without being tagged already.</p>
          <LinkButton href={back}>Back to the theme</LinkButton>
        </div>
      )}
    </Page>
  )
}
