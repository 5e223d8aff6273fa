import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { axisHints, axisNames, points, ratingForm } from '../gap.ts'
import { findGap, gapValues, rateGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Rate a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.edit', gap)
    const { value, effort, size } = gapValues(gap)
    return {
      name: gap.name,
      version: gap.version,
      values: { value, effort, size },
      back: paths.gap(ctx.org.slug, gap.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, ratingForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await rateGap(ctx, id, form)
    return goTo(paths.gap(ctx.org.slug, id), 'Rated.')
  })
}

export default function Rating() {
  const { name, version, values, back } = useLoaderData<typeof loader>()
  const scale = points.map((value) => ({ value, label: value }))
  return (
    <ConfirmPage
      title={name}
      eyebrow="Rate it"
      name="gap-rating"
      schema={ratingForm}
      version={version}
      values={values}
      submit="Save rating"
      cancel={back}
      fields={(['value', 'effort', 'size'] as const).map((axis) => (
        <RadioGroup
          key={axis}
          name={axis}
          label={axisNames[axis]}
          hint={axisHints[axis]}
          options={axis === 'size' ? scale : [{ value: '', label: '–' }, ...scale]}
          segmented
        />
      ))}
    >
      Where it stands in the matrix.
    </ConfirmPage>
  )
}
