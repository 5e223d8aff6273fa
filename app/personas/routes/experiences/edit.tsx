import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editExperienceForm } from '../../experience.ts'
import { ExperienceForm } from '../../experience-form.tsx'
import { editExperience, experienceValues, findExperience } from '../../experiences.server.ts'

export const meta: MetaFunction = () => [{ title: 'Edit a delight or pain · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const experience = await findExperience(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', experience)
    const { id, sentence, kind, version, personaName } = experience
    const of = { kind: 'persona_experience', id }
    const values = experienceValues(experience)
    return {
      sentence,
      kind,
      version,
      personaName,
      values,
      back: paths.personaExperience(ctx.org.slug, id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        experienceValues(await findExperience(past, id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editExperienceForm, { kind: 'persona_experience', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editExperience(ctx, id, form)
    return goTo(paths.personaExperience(ctx.org.slug, id), 'Saved.')
  })
}

export default function EditExperience() {
  const { sentence, kind, version, personaName, values, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={sentence} eyebrow={`Edit ${kind} of ${personaName}`}>
      <div className="max-w-2xl">
        <BringingBack earlier={earlier}>
          <ExperienceForm
            schema={editExperienceForm}
            values={values}
            version={version}
            submit={`Save ${kind}`}
            cancel={back}
          />
        </BringingBack>
      </div>
    </Page>
  )
}
