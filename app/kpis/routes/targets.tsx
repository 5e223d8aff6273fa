import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { DateField, NumberField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { targetForm } from '../kpi.ts'
import { addKpiTarget, listKpiTargets } from '../kpi-targets.server.ts'
import { findKpi } from '../kpis.server.ts'
import { TargetHistory } from '../target-history.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Targets of ${data?.kpi.name ?? 'a KPI'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const { id, name, unit, decimals } = kpi
    return {
      org: ctx.org.slug,
      today: ctx.today,
      kpi: { id, name, unit, decimals, archived: kpi.archivedAt !== null },
      targets: await listKpiTargets(ctx, kpi.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, targetForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await addKpiTarget(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'Target set.')
  })
}

export default function Targets() {
  const { org, today, kpi, targets } = useLoaderData<typeof loader>()
  const back = paths.kpi(org, kpi.id)
  return (
    <Page
      title="Targets"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'KPIs', href: paths.kpis(org) },
            { label: kpi.name, href: back },
          ]}
        />
      }
      lede="A target is a value to be reached by a day. Between two targets the path is a straight line; the first one is where it starts."
    >
      {!kpi.archived && (
        <div className="max-w-xl">
          <Form name="target" schema={targetForm} values={{}} submit="Set target" cancel={back}>
            <DateField name="dueOn" label="To be reached by" />
            <NumberField name="value" label="Value" unit={kpi.unit} />
            <TextArea
              name="reason"
              label="Why this value"
              hint="What makes it ambitious and still possible. Kept for good."
              rows={3}
            />
          </Form>
        </div>
      )}
      <Section title="Every target so far" count={targets.length}>
        <TargetHistory kpi={kpi} targets={targets} org={org} today={today} canEdit={!kpi.archived} />
      </Section>
    </Page>
  )
}
