import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { absent, acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { findComputed } from '#app/kpis/computed.server.ts'
import { findKpi } from '#app/kpis/kpis.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { endForm } from '../kpi-feedback.ts'
import { endKpiFeedback } from '../kpi-feedback.server.ts'

export const meta: MetaFunction = () => [{ title: 'Record a KPI by hand again · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const from = await findComputed(ctx, kpi.id)
    if (!from) throw absent()
    return { name: kpi.name, version: from.version, back: paths.kpi(ctx.org.slug, kpi.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, endForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await endKpiFeedback(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'Its values are recorded by hand again.')
  })
}

export default function End() {
  const { name, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Record by hand again"
      name="end"
      schema={endForm}
      version={version}
      submit="Record it by hand again"
      cancel={back}
      reason={{ label: 'Why', hint: 'Kept in the history.' }}
    >
      The values computed so far stay. New ones are typed or imported, and it can be computed from feedback again.
    </ConfirmPage>
  )
}
