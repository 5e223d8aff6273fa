import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { shortly } from '#app/ui/format.ts'
import { paths } from '#app/paths.ts'
import { CheckboxGroup } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { findObserved, putUnderThemes } from '../observed.server.ts'
import { observedForm } from '../tagging.ts'

export const meta: MetaFunction = () => [{ title: 'Themes of an observation · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.tag')
    return { org: ctx.org.slug, observation: await findObserved(ctx, idOf(args.params.id)) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, observedForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await putUnderThemes(ctx, id, form)
    return goTo(paths.observation(ctx.org.slug, id), 'Themes saved.')
  })
}

export default function ThemesOfObservation() {
  const { org, observation } = useLoaderData<typeof loader>()
  const { id, what, quote, version, themes } = observation
  return (
    <Page
      title="What is it about?"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Observations', href: paths.observations(org) },
            { label: shortly(what, 60), href: paths.observation(org, id) },
          ]}
        />
      }
      lede="Put under a theme, it stands beside what customers said about the same."
    >
      <div className="grid max-w-3xl gap-6">
        <blockquote dir="auto" className="border-s-2 border-accent/50 ps-4 text-pretty">
          {what}
          {quote && <p className="mt-2 font-serif">“{quote}”</p>}
        </blockquote>
        <Form
          name="themes"
          schema={observedForm}
          values={{ themeIds: themes.filter(({ chosen }) => chosen).map((theme) => theme.id) }}
          version={version}
          submit="Save themes"
          cancel={paths.observation(org, id)}
        >
          {themes.length > 0 && (
            <CheckboxGroup
              name="themeIds"
              label="Themes"
              options={themes.map((theme) => ({ value: theme.id, label: theme.name }))}
            />
          )}
          <TextField name="themeName" label="A theme that is not there yet" hint="Its name adds it." />
        </Form>
      </div>
    </Page>
  )
}
