import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newSegmentForm } from '../../segment.ts'
import { SegmentForm } from '../../segment-form.tsx'
import { createSegment } from '../../segments.server.ts'

export const meta: MetaFunction = () => [{ title: 'New segment · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'segment.edit')
    return { org: ctx.org.slug }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newSegmentForm, async (ctx, form) => {
    const { id } = await createSegment(ctx, form)
    return goTo(paths.segment(ctx.org.slug, id), 'Segment added.')
  })
}

export default function NewSegment() {
  const { org } = useLoaderData<typeof loader>()
  return (
    <Page title="New segment" eyebrow={<Breadcrumbs items={[{ label: 'Segments', href: paths.segments(org) }]} />}>
      <SegmentForm
        schema={newSegmentForm}
        values={{ currentValue: '3', potentialValue: '3' }}
        submit="Add segment"
        cancel={paths.segments(org)}
      />
    </Page>
  )
}
