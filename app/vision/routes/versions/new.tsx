import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newVisionForm } from '../../vision.ts'
import { VisionForm } from '../../vision-form.tsx'
import { createVision, findCurrentVision } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'New draft of the vision · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.edit')
    const { current, upcoming } = await findCurrentVision(ctx)
    const from = upcoming ?? current
    return {
      org: ctx.org.slug,
      number: from?.number ?? null,
      values: { statement: from?.statement ?? '', brandPromise: from?.brandPromise ?? '', reason: '' },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newVisionForm, async (ctx, form) => {
    const { id } = await createVision(ctx, form)
    return goTo(paths.visionVersion(ctx.org.slug, id), 'Draft saved. Propose it when its words stand.')
  })
}

export default function NewVersion() {
  const { org, number, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New draft of the vision"
      eyebrow={<Breadcrumbs items={[{ label: 'Versions', href: paths.visionVersions(org) }]} />}
      lede={
        number === null
          ? 'A draft binds nobody: it can be changed until it is proposed.'
          : `It begins with the words of version ${number}. Change what should change; the difference is shown to those who ratify it.`
      }
    >
      <VisionForm
        schema={newVisionForm}
        values={values}
        changes={number !== null}
        submit="Save draft"
        cancel={paths.vision(org)}
      />
    </Page>
  )
}
