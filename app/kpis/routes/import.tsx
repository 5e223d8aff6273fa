import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { listImports } from '#app/imports/data-imports.server.ts'
import { ImportList } from '#app/imports/import-list.tsx'
import { stageFile } from '#app/imports/staging.server.ts'
import { paths } from '#app/paths.ts'
import { FileField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { form } from '#app/ui/schema.ts'
import { kpiValueImport } from '../kpi-value-import.server.ts'
import { findKpi } from '../kpis.server.ts'
import { type Frequency, periodLabel, periodOf, previousPeriod } from '../period.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Import into ${data?.kpi.name ?? 'a KPI'} · Sirius` },
]

const uploadForm = form({})

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.record', kpi)
    const frequency = kpi.frequency as Frequency
    return {
      org: ctx.org.slug,
      kpi: { id: kpi.id, name: kpi.name, archived: kpi.archivedAt !== null },
      example: periodLabel(previousPeriod(periodOf(ctx.today, frequency), frequency), frequency),
      imports: await listImports(ctx, kpiValueImport.kind, kpi.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, uploadForm, async (ctx, _form, files) => {
    const file = files.find(({ name }) => name === 'file')
    const { id } = await stageFile(ctx, kpiValueImport, idOf(args.params.id), file)
    return goTo(paths.dataImport(ctx.org.slug, id))
  })
}

export default function Import() {
  const { org, kpi, example, imports } = useLoaderData<typeof loader>()
  const back = paths.kpi(org, kpi.id)
  return (
    <Page
      title="Import values"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'KPIs', href: paths.kpis(org) },
            { label: kpi.name, href: back },
          ]}
        />
      }
      lede="Nothing is written yet: you see first what was read, line by line, and may correct it."
    >
      {kpi.archived ? (
        <p className="max-w-prose">This KPI is archived. Restore it before importing values.</p>
      ) : (
        <div className="max-w-xl">
          <Form
            name="upload"
            schema={uploadForm}
            encType="multipart/form-data"
            submit="Read the file"
            cancel={back}
            careless
          >
            <FileField
              name="file"
              label="CSV file"
              hint={`One line a period, such as “${example}”, with its value and, if you have it, n. Up to 10 MB; separators and encoding are recognised.`}
              accept=".csv,.tsv,.txt,text/csv"
              required
            />
          </Form>
        </div>
      )}
      {imports.length > 0 && (
        <Section title="Imported before" count={imports.length}>
          <ImportList imports={imports} org={org} />
        </Section>
      )}
    </Page>
  )
}
