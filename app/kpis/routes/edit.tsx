import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { KpiForm } from '../kpi-form.tsx'
import { editKpiForm, formValues } from '../kpi.ts'
import { editKpi, findKpi, listPossibleOwners } from '../kpis.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'KPI'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const of = { kind: 'kpi', id: kpi.id }
    const values = formValues(kpi)
    return {
      name: kpi.name,
      version: kpi.version,
      values,
      owners: await listPossibleOwners(ctx),
      cancel: paths.kpi(ctx.org.slug, kpi.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) => formValues(await findKpi(past, of.id)))),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editKpiForm, { kind: 'kpi', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editKpi(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'KPI saved.')
  })
}

export default function EditKpi() {
  const { name, version, values, owners, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit KPI">
      <BringingBack earlier={earlier}>
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
      </BringingBack>
    </Page>
  )
}
