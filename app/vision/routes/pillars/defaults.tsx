import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { inWords } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { defaultPillars, pillarDefaultsForm } from '../../pillar.ts'
import { createDefaultPillars } from '../../pillars.server.ts'

export const meta: MetaFunction = () => [{ title: 'Start with three pillars · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    return { back: paths.pillars(ctx.org.slug) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, pillarDefaultsForm, async (ctx) => {
    await createDefaultPillars(ctx)
    return goTo(paths.outcomes(ctx.org.slug), 'Three pillars added. Now say what will be different under each.')
  })
}

export default function Defaults() {
  const { back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Start with three pillars"
      eyebrow="Pillars"
      lede={`${inWords(defaultPillars.map(({ name }) => name))}. They can be renamed, added to and archived.`}
    >
      <Form name="defaults" schema={pillarDefaultsForm} submit="Add the three pillars" cancel={back} />
    </Page>
  )
}
