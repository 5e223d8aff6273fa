import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { askedEvidence } from '#app/evidence/asked-evidence.ts'
import { describeEvidence } from '#app/evidence/evidence.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { listGapFormChoices } from '../choices.server.ts'
import { newGapForm } from '../gap.ts'
import { GapForm } from '../gap-form.tsx'
import { createGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'New gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'gap.add')
    const asked = new URL(args.request.url).searchParams
    const choices = await listGapFormChoices(ctx)
    const one = (name: string, rows: { id: string }[]) => rows.find(({ id }) => id === asked.get(name))?.id ?? ''
    return {
      org: ctx.org.slug,
      choices,
      rests: await describeEvidence(ctx, askedEvidence(args.request.url)),
      values: {
        asIsStepId: one(
          'step',
          choices.steps.filter(({ kind }) => kind === 'as-is'),
        ),
        toBeStepId: one(
          'toBeStep',
          choices.steps.filter(({ kind }) => kind === 'to-be'),
        ),
        touchpointId: one('touchpoint', choices.touchpoints),
        barrier: 'not known',
        size: '3',
        ownerId: may(ctx.viewer, 'gap.edit') ? '' : ctx.viewer.memberId,
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newGapForm, async (ctx, form) => {
    const { id } = await createGap(ctx, form)
    return goTo(paths.gap(ctx.org.slug, id), 'Gap added.')
  })
}

export default function NewGap() {
  const { org, choices, rests, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New gap"
      eyebrow={<Breadcrumbs items={[{ label: 'Gaps', href: paths.gaps(org) }]} />}
      lede="One sentence on what customers miss, and where. The rest can come later."
    >
      <div className="grid gap-6">
        {rests.length > 0 && (
          <Notice tone="info">It will rest on: {rests.map(({ title }) => `“${title}”`).join(', ')}</Notice>
        )}
        <GapForm
          schema={newGapForm}
          values={values}
          choices={choices}
          rests={rests}
          submit="Add gap"
          cancel={paths.gaps(org)}
        />
      </div>
    </Page>
  )
}
