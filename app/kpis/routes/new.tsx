import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { KpiForm } from '../kpi-form.tsx'
import { newKpiForm } from '../kpi.ts'
import { createKpi, listPossibleOwners } from '../kpis.server.ts'

export const meta: MetaFunction = () => [{ title: 'New KPI · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { viewer } = ctx
    authorize(ctx, 'kpi.edit', { ownerId: viewer.memberId })
    const everyone = await listPossibleOwners(ctx)
    return {
      owners: may(viewer, 'kpi.edit') ? everyone : everyone.filter(({ id }) => id === viewer.memberId),
      ownerId: may(viewer, 'kpi.edit') ? '' : viewer.memberId,
      cancel: paths.kpis(ctx.org.slug),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newKpiForm, async (ctx, form) => {
    const { id } = await createKpi(ctx, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'KPI created. Set its target and record the first values next.')
  })
}

export default function NewKpi() {
  const { owners, ownerId, cancel } = useLoaderData<typeof loader>()
  const values = { kind: 'perception', scoreKind: '', direction: 'up', frequency: 'monthly', decimals: '1', ownerId }
  return (
    <Page
      title="New KPI"
      eyebrow="KPIs"
      lede="One figure, measured the same way every time. It outlives the initiatives that move it."
    >
      <div className="max-w-3xl">
        <KpiForm schema={newKpiForm} values={values} owners={owners} submit="Create KPI" cancel={cancel} />
      </div>
    </Page>
  )
}
