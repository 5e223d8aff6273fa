import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { askedEvidence } from '#app/evidence/asked-evidence.ts'
import { countGiven } from '#app/evidence/evidence.ts'
import { describeEvidence } from '#app/evidence/evidence.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { experienceKinds, newExperienceForm } from '../../experience.ts'
import { ExperienceForm } from '../../experience-form.tsx'
import { createExperience, requirePersonasToEdit } from '../../experiences.server.ts'

export const meta: MetaFunction = () => [{ title: 'New delight or pain · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const personas = await requirePersonasToEdit(ctx)
    const asked = new URL(args.request.url).searchParams
    const persona = personas.find(({ id }) => id === asked.get('persona'))
    return {
      org: ctx.org.slug,
      personas,
      persona,
      rests: await describeEvidence(ctx, askedEvidence(args.request.url)),
      values: {
        personaId: persona?.id ?? (personas.length === 1 ? personas[0]!.id : ''),
        kind: experienceKinds.find((kind) => kind === asked.get('kind')) ?? '',
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newExperienceForm, async (ctx, form) => {
    const { id } = await createExperience(ctx, form)
    const { slug } = ctx.org
    return countGiven(form)
      ? goTo(paths.personaExperience(slug, id), 'Added with its evidence.')
      : goTo(paths.personaExperienceEvidence(slug, id), 'Added. Say what it rests on, or leave it assumed for now.')
  })
}

export default function NewExperience() {
  const { org, personas, persona, rests, values } = useLoaderData<typeof loader>()
  const trail = [{ label: 'Personas', href: paths.personas(org) }]
  if (persona) trail.push({ label: persona.name, href: paths.persona(org, persona.id) })
  return (
    <Page
      title="New delight or pain"
      eyebrow={<Breadcrumbs items={trail} />}
      lede="One sentence. What it rests on is linked next, and counted."
    >
      <div className="grid max-w-2xl gap-6">
        {rests.length > 0 && (
          <Notice tone="info">It will rest on: {rests.map(({ title }) => `“${title}”`).join(', ')}</Notice>
        )}
        <ExperienceForm
          schema={newExperienceForm}
          values={values}
          personas={personas}
          rests={rests}
          submit="Add it"
          cancel={persona ? paths.persona(org, persona.id) : paths.personas(org)}
        />
      </div>
    </Page>
  )
}
