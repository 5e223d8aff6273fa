import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { FileField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatMoment, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { form } from '#app/ui/schema.ts'
import { listCustomerFiles, stageCustomerFile } from '../../customer-files.server.ts'

export const meta: MetaFunction = () => [{ title: 'Import customer data · Sirius' }]

const uploadForm = form({})

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({ org: ctx.org.slug, waiting: await listCustomerFiles(ctx) }))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, uploadForm, async (ctx, _form, files) => {
    const { id } = await stageCustomerFile(
      ctx,
      files.find(({ name }) => name === 'file'),
    )
    return goTo(paths.customerFile(ctx.org.slug, id))
  })
}

export default function ImportCustomers() {
  const { org, waiting } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  return (
    <Page
      title="Import customer data"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Segments', href: paths.segments(org) },
            { label: 'Customer data', href: paths.customerCounts(org) },
          ]}
        />
      }
      lede="How many customers each segment has, what they are worth and how many left. You see all sums before anything is kept."
    >
      <div className="grid max-w-xl gap-4">
        <p className="max-w-prose rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
          <strong className="font-semibold">No customer is kept.</strong> The file is added up by segment and only the
          sums are stored. It waits sealed until you keep the sums or throw it away, a day at most.
        </p>
        <Form
          name="upload"
          schema={uploadForm}
          encType="multipart/form-data"
          submit="Read the file"
          cancel={paths.customerCounts(org)}
          careless
        >
          <FileField
            name="file"
            label="File of customers"
            hint="CSV, TSV or Excel (.xlsx), up to 10 MB: one line a customer, with the column that says the segment and, if you have them, a value and whether the customer left. Lines that stand for several customers are read, too. Leave out names and addresses: they are not needed."
            accept=".csv,.tsv,.txt,.xlsx,text/csv"
            required
          />
        </Form>
      </div>
      {waiting.length > 0 && (
        <Section title="Read and waiting" count={waiting.length}>
          <ul className="grid gap-2">
            {waiting.map((file) => (
              <li key={file.id}>
                <TextLink href={paths.customerFile(org, file.id)}>{file.fileName}</TextLink>{' '}
                <span className="text-sm text-ink-muted">
                  {plural(file.totalRows, 'line', 'lines', locale)}, uploaded by {file.who} on{' '}
                  {formatMoment(file.createdAt, locale, timeZone)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
