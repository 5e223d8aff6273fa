import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newPersonaForm, suggestedReviewDay } from '../../persona.ts'
import { PersonaForm } from '../../persona-form.tsx'
import { createPersona, listOwnerChoices } from '../../personas.server.ts'
import { listSegmentChoices } from '../../segments.server.ts'

export const meta: MetaFunction = () => [{ title: 'New persona · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'persona.edit')
    const segments = await listSegmentChoices(ctx)
    const asked = new URL(args.request.url).searchParams.get('segment')
    return {
      org: ctx.org.slug,
      segments,
      members: await listOwnerChoices(ctx),
      values: {
        segmentId: segments.find(({ id }) => id === asked)?.id ?? '',
        reviewBy: suggestedReviewDay(ctx.today),
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newPersonaForm, async (ctx, form) => {
    const { id } = await createPersona(ctx, form)
    return goTo(paths.persona(ctx.org.slug, id), 'Persona added.')
  })
}

export default function NewPersona() {
  const { org, segments, members, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New persona"
      eyebrow={<Breadcrumbs items={[{ label: 'Personas', href: paths.personas(org) }]} />}
      lede="A name is enough to begin. Everything else can be added as you listen."
    >
      <PersonaForm
        schema={newPersonaForm}
        values={values}
        segments={segments}
        members={members}
        submit="Add persona"
        cancel={paths.personas(org)}
      />
    </Page>
  )
}
