import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { askedEvidence, evidenceQuery } from '#app/evidence/asked-evidence.ts'
import { describeEvidence } from '#app/evidence/evidence.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { plural } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { experienceNames, type ExperienceKind, linkToExperienceForm, newExperienceForm } from '../../experience.ts'
import { ExperienceForm } from '../../experience-form.tsx'
import { linkExperienceEvidence, listExperiencesToLink, requirePersonasToEdit } from '../../experiences.server.ts'

export const meta: MetaFunction = () => [{ title: 'Delight or pain of a persona · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const personas = await requirePersonasToEdit(ctx)
    return {
      org: ctx.org.slug,
      personas,
      rests: await describeEvidence(ctx, askedEvidence(args.request.url)),
      lines: await listExperiencesToLink(ctx, personas),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, linkToExperienceForm, async (ctx, { personaExperienceId, ...form }) => {
    const { added } = await linkExperienceEvidence(ctx, personaExperienceId, form)
    const message = `${plural(added, 'piece', 'pieces')} of evidence linked.`
    return goTo(paths.personaExperience(ctx.org.slug, personaExperienceId), message)
  })
}

export default function NewEvidence() {
  const { org, personas, rests, lines } = useLoaderData<typeof loader>()
  const back = (rests[0] && recordPath(org, rests[0].kind, rests[0].id)) ?? paths.personas(org)
  return (
    <Page
      title="Delight or pain of a persona"
      eyebrow={<Breadcrumbs items={[{ label: 'Personas', href: paths.personas(org) }]} />}
      lede="What customers said or colleagues saw becomes evidence of what delights or pains a persona."
    >
      {rests.length === 0 ? (
        <EmptyState title="Nothing to link">
          Come here from a response, a theme or an observation: what it says is then linked to the line you choose.
        </EmptyState>
      ) : (
        <div className="grid max-w-2xl gap-8">
          <Notice tone="info">{rests.map(({ title }) => `“${title}”`).join(', ')}</Notice>
          {lines.length > 0 && (
            <Section title="It shows what is known already">
              <Form
                name="link"
                schema={linkToExperienceForm}
                values={{ personaExperienceId: '' }}
                submit="Link"
                cancel={back}
                careless
              >
                {rests.map(({ kind, id }) => (
                  <HiddenField key={id} name={`${kind}Ids`} value={id} />
                ))}
                <ComboField
                  name="personaExperienceId"
                  label="Delight or pain"
                  hint="Of the personas that you may change."
                  options={lines.map(({ id, kind, sentence, personaName }) => ({
                    value: id,
                    label: `${experienceNames[kind as ExperienceKind]}: ${sentence}`,
                    group: personaName,
                  }))}
                />
              </Form>
            </Section>
          )}
          <Section title={lines.length ? 'Or it shows something new' : 'It shows something new'}>
            <ExperienceForm
              schema={newExperienceForm}
              action={`${paths.newPersonaExperience(org)}${evidenceQuery(rests)}`}
              values={{ personaId: personas.length === 1 ? personas[0]!.id : '', kind: '' }}
              personas={personas}
              rests={rests}
              submit="Add it"
              cancel={back}
            />
          </Section>
        </div>
      )}
    </Page>
  )
}
