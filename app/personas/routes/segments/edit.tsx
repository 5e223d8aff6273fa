import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { editSegmentForm } from '../../segment.ts'
import { SegmentForm } from '../../segment-form.tsx'
import { editSegment, findSegment, segmentValues } from '../../segments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.values.name ?? 'a segment'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'segment.edit')
    const segment = await findSegment(ctx, idOf(args.params.id))
    return { version: segment.version, values: segmentValues(segment), back: paths.segment(ctx.org.slug, segment.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editSegmentForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editSegment(ctx, id, form)
    return goTo(paths.segment(ctx.org.slug, id), 'Segment saved.')
  })
}

export default function EditSegment() {
  const { version, values, back } = useLoaderData<typeof loader>()
  return (
    <Page title={values.name} eyebrow="Edit segment">
      <SegmentForm schema={editSegmentForm} values={values} version={version} submit="Save segment" cancel={back} />
    </Page>
  )
}
