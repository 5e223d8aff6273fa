import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { editKpiLinkForm } from '../initiative.ts'
import { findInitiative } from '../initiatives.server.ts'
import { KpiLinkFields } from '../kpi-link-fields.tsx'
import { editKpiLink, findKpiLink } from '../kpi-links.server.ts'

export const meta: MetaFunction = () => [{ title: 'Edit a KPI link · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.edit', initiative)
    const link = await findKpiLink(ctx, initiative.id, idOf(args.params.link))
    const { hypothesis, expectedDirection, confidence } = link
    return {
      kpiName: link.kpiName,
      unit: link.unit,
      name: initiative.name,
      version: link.version,
      back: paths.initiative(ctx.org.slug, initiative.id),
      values: {
        hypothesis,
        expectedDirection,
        confidence,
        expectedSize: link.expectedSize === null ? '' : String(link.expectedSize),
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editKpiLinkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editKpiLink(ctx, id, idOf(args.params.link), form)
    return goTo(paths.initiative(ctx.org.slug, id), 'Saved.')
  })
}

export default function EditKpiLink() {
  const { kpiName, unit, name, version, back, values } = useLoaderData<typeof loader>()
  return (
    <Page title={kpiName} eyebrow={name}>
      <div className="max-w-xl">
        <Form
          name="kpi-link"
          schema={editKpiLinkForm}
          values={values}
          version={version}
          submit="Save"
          cancel={back}
          draft
        >
          <KpiLinkFields unit={unit} />
        </Form>
      </div>
    </Page>
  )
}
