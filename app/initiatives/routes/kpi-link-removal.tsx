import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { reasonForm } from '../initiative.ts'
import { findInitiative } from '../initiatives.server.ts'
import { findKpiLink, unlinkKpi } from '../kpi-links.server.ts'

export const meta: MetaFunction = () => [{ title: 'Unlink a KPI · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const initiative = await findInitiative(ctx, idOf(args.params.id))
    authorize(ctx, 'initiative.edit', initiative)
    const link = await findKpiLink(ctx, initiative.id, idOf(args.params.link))
    return {
      kpiName: link.kpiName,
      name: initiative.name,
      version: link.version,
      back: paths.initiative(ctx.org.slug, initiative.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, reasonForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await unlinkKpi(ctx, id, idOf(args.params.link), form)
    return goTo(paths.initiative(ctx.org.slug, id), 'KPI unlinked.')
  })
}

export default function KpiLinkRemoval() {
  const { kpiName, name, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={`Unlink ${kpiName}`}
      eyebrow={name}
      name="removal"
      schema={reasonForm}
      version={version}
      submit="Unlink"
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history, with what was expected.' }}
    >
      The KPI itself stays. What you expected of it stays in the history of both.
    </ConfirmPage>
  )
}
