import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { ComboField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { newKpiLinkForm } from '../initiative.ts'
import { findInitiative } from '../initiatives.server.ts'
import { KpiLinkFields } from '../kpi-link-fields.tsx'
import { linkKpi, listLinkableKpis } from '../kpi-links.server.ts'

export const meta: MetaFunction = () => [{ title: 'Link a KPI · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.edit', initiative)
    return {
      org: ctx.org.slug,
      name: initiative.name,
      back: paths.initiative(ctx.org.slug, initiative.id),
      kpis: await listLinkableKpis(ctx, initiative.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newKpiLinkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await linkKpi(ctx, id, form)
    return goTo(paths.initiative(ctx.org.slug, id), 'KPI linked.')
  })
}

export default function NewKpiLink() {
  const { org, name, back, kpis } = useLoaderData<typeof loader>()
  return (
    <Page title="Link a KPI" eyebrow={name} lede="Say what you expect before you start: later, the figures answer.">
      {kpis.length === 0 ? (
        <EmptyState title="No KPI is left to link" actions={<LinkButton href={paths.newKpi(org)}>New KPI</LinkButton>}>
          Every KPI is linked already, or there are none yet.
        </EmptyState>
      ) : (
        <div className="max-w-xl">
          <Form
            name="kpi-link"
            schema={newKpiLinkForm}
            values={{ expectedDirection: 'up', confidence: 'medium' }}
            submit="Link KPI"
            cancel={back}
            draft
          >
            <ComboField name="kpiId" label="KPI" options={kpis.map(({ id, name }) => ({ value: id, label: name }))} />
            <KpiLinkFields />
          </Form>
        </div>
      )}
    </Page>
  )
}
