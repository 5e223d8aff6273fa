import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { absent, acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { formatDay, formatValue } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { withdrawalForm } from '../kpi.ts'
import { listKpiTargets, withdrawKpiTarget } from '../kpi-targets.server.ts'
import { findKpi } from '../kpis.server.ts'

export const meta: MetaFunction = () => [{ title: 'Withdraw a target · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const id = idOf(args.params.target)
    const target = (await listKpiTargets(ctx, kpi.id)).find((one) => one.id === id)
    if (!target || target.withdrawnAt) throw absent()
    const { dueOn, value, version } = target
    const { name, unit, decimals } = kpi
    return { name, unit, decimals, dueOn, value, version, back: paths.kpi(ctx.org.slug, kpi.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, withdrawalForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await withdrawKpiTarget(ctx, id, idOf(args.params.target), form)
    return goTo(paths.kpi(ctx.org.slug, id), 'Target withdrawn.')
  })
}

export default function TargetWithdrawal() {
  const { name, unit, decimals, dueOn, value, version, back } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  return (
    <ConfirmPage
      title={`Withdraw the target of ${formatValue(value, unit, decimals, locale)} by ${formatDay(dueOn, locale)}`}
      eyebrow={name}
      name="withdrawal"
      schema={withdrawalForm}
      version={version}
      submit="Withdraw target"
      cancel={back}
      reason={{ label: 'Why', required: true }}
    >
      It no longer shapes the path. It stays in the list of targets with your reason.
    </ConfirmPage>
  )
}
