import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { stepRatingForm } from '../../journey-map.ts'
import { findStep } from '../../map-page.server.ts'
import {
  evidenceGrades,
  gradeMeanings,
  gradeNames,
  ratingKinds,
  ratingLevels,
  ratingNames,
  ratingQuestions,
  ratingWords,
} from '../../rating.ts'
import { rateStep, stepRatingValues } from '../../steps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rate a step · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    authorize(ctx, 'journey_step.rate', step.standing)
    const heard = ratingKinds.flatMap((kind) =>
      step.shown.ratings[kind]?.from === 'feedback' ? [ratingNames[kind].toLowerCase()] : [],
    )
    return {
      ...{ name: step.name, version: step.version, heard },
      values: stepRatingValues(step),
      back: paths.journeyStep(ctx.org.slug, step.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stepRatingForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await rateStep(ctx, id, form)
    return goTo(paths.journeyStep(ctx.org.slug, id), 'Step rated.')
  })
}

export default function RateStep() {
  const { name, version, heard, values, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow="Rate step"
      lede={
        heard.length > 0 &&
        `For ${heard.join(' and ')} the answers of customers are shown; what you say here is kept beside them.`
      }
    >
      <div className="max-w-3xl">
        <Form
          name="rating"
          schema={stepRatingForm}
          values={values}
          version={version}
          submit="Save rating"
          cancel={back}
        >
          {ratingKinds.map((kind) => (
            <RadioGroup
              key={kind}
              name={kind}
              label={ratingNames[kind]}
              hint={ratingQuestions[kind]}
              segmented
              options={[
                ...ratingLevels.map((value, at) => ({ value, label: `${value} ${ratingWords[kind][at]}` })),
                { value: '', label: 'Not rated' },
              ]}
            />
          ))}
          <RadioGroup
            name="evidenceGrade"
            label="How well this is known"
            options={evidenceGrades.map((value) => ({ value, label: gradeNames[value], hint: gradeMeanings[value] }))}
          />
          <TextArea
            name="ratingNote"
            label="What the ratings rest on"
            hint="Who said so, when somebody went and saw, which figures. May stay empty for what is assumed."
            rows={3}
          />
        </Form>
      </div>
    </Page>
  )
}
