import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { plural } from '#app/ui/format.ts'
import { archiveForm } from '../kpi.ts'
import { archiveKpi, findKpi } from '../kpis.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a KPI · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const { id, name, version, archivedAt, initiatives, outcomes, valueCount } = kpi
    return {
      ...{ name, version, valueCount, archived: archivedAt !== null },
      links: initiatives.filter((link) => !link.archivedAt).length + outcomes.length,
      back: paths.kpi(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveKpi(ctx, id, form)
    const said = archived ? 'KPI archived. You can restore it at any time.' : 'KPI restored.'
    return goTo(paths.kpi(ctx.org.slug, id), said)
  })
}

export default function Archive() {
  const { name, version, archived, valueCount, links, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore KPI' : 'Archive KPI'}
      name="archive"
      schema={archiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to every list, with its values, and its next value is asked for again.'
        : `It leaves every list and no more values are asked for. Its ${plural(valueCount, 'value')} stay${valueCount === 1 ? 's' : ''}${links ? `, and so do its ${plural(links, 'link')} to initiatives and outcomes` : ''}.`}
    </ConfirmPage>
  )
}
