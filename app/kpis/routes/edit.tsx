import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { KpiForm } from '../kpi-form.tsx'
import { editKpiForm, formValues } from '../kpi.ts'
import { editKpi, findKpi, listPossibleOwners } from '../kpis.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'KPI'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    return {
      name: kpi.name,
      version: kpi.version,
      values: formValues(kpi),
      owners: await listPossibleOwners(ctx),
      cancel: paths.kpi(ctx.org.slug, kpi.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, editKpiForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editKpi(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'KPI saved.')
  })
}

export default function EditKpi() {
  const { name, version, values, owners, cancel } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit KPI">
      <div className="max-w-3xl">
        <KpiForm
          schema={editKpiForm}
          values={values}
          version={version}
          owners={owners}
          submit="Save KPI"
          cancel={cancel}
        />
      </div>
    </Page>
  )
}
