import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '../../notice.tsx'
import { editVisionForm, visionRefusal, visionTitle } from '../../vision.ts'
import { VisionForm } from '../../vision-form.tsx'
import { editVision, findVision, findVisionBefore, visionValues } from '../../visions.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.title ?? 'a draft'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.edit')
    const vision = await findVision(ctx, idOf(args.params.id))
    const of = { kind: 'vision', id: vision.id }
    const values = visionValues(vision)
    return {
      org: ctx.org.slug,
      title: visionTitle(vision.number),
      version: vision.version,
      values,
      why: visionRefusal(vision, 'edit'),
      changes: (await findVisionBefore(ctx, vision)) !== null,
      back: paths.visionVersion(ctx.org.slug, vision.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        visionValues(await findVision(past, of.id)),
      )),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editVisionForm, { kind: 'vision', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editVision(ctx, id, form)
    return goTo(paths.visionVersion(ctx.org.slug, id), 'Draft saved.')
  })
}

export default function EditVersion() {
  const { org, title, version, values, why, changes, back, earlier } = useLoaderData<typeof loader>()
  return (
    <Page
      title={title}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Versions', href: paths.visionVersions(org) },
            { label: title, href: back },
          ]}
        />
      }
      lede="Edit the draft"
    >
      {why && <Notice tone="warn">{why}</Notice>}
      <BringingBack earlier={earlier}>
        <VisionForm
          schema={editVisionForm}
          values={values}
          version={version}
          changes={changes}
          submit="Save draft"
          cancel={back}
        />
      </BringingBack>
    </Page>
  )
}
