import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { editSegmentForm } from '../../segment.ts'
import { SegmentForm } from '../../segment-form.tsx'
import { editSegment, findSegment, segmentValues } from '../../segments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'a segment'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'segment.edit')
    const segment = await findSegment(ctx, idOf(args.params.id))
    const of = { kind: 'segment', id: segment.id }
    const values = segmentValues(segment)
    return {
      name: segment.name,
      version: segment.version,
      values,
      back: paths.segment(ctx.org.slug, segment.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        segmentValues(await findSegment(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editSegmentForm, { kind: 'segment', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editSegment(ctx, id, form)
    return goTo(paths.segment(ctx.org.slug, id), 'Segment saved.')
  })
}

export default function EditSegment() {
  const { name, version, values, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit segment">
      <BringingBack earlier={earlier}>
        <SegmentForm schema={editSegmentForm} values={values} version={version} submit="Save segment" cancel={back} />
      </BringingBack>
    </Page>
  )
}
