import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatMoment, formatNumber, inWords, plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { CustomerColumnsForm } from '../../customer-columns-form.tsx'
import { customerColumnsForm } from '../../customer-count.ts'
import { CustomerCountForm } from '../../customer-count-form.tsx'
import type { CountedFile } from '../../customer-file.ts'
import { customerFileFacts } from '../../customer-file-facts.server.ts'
import { correctCustomerColumns } from '../../customer-files.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.fileName ?? 'Customer data'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, (ctx) => customerFileFacts(ctx, args.params.id))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, customerColumnsForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await correctCustomerColumns(ctx, id, form as never)
    return goTo(paths.customerFile(ctx.org.slug, id), 'All lines were added up again.')
  })
}

export default function CustomerFile() {
  const facts = useLoaderData<typeof loader>()
  const { org, found, lines } = facts
  const { locale, timeZone } = useLocale()
  const { encoding, delimiter } = found.mapping
  return (
    <Page
      title={found.fileName}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Segments', href: paths.segments(org) },
            { label: 'Import customer data', href: paths.newCustomerCount(org) },
          ]}
        />
      }
      lede={
        <>
          Read by {found.who} on {formatMoment(found.createdAt, locale, timeZone)}:{' '}
          {plural(found.summary.lines, 'line', 'lines', locale)}, {encoding}
          {delimiter && `, columns parted by ${delimiter}`}. Nothing is kept yet.
        </>
      }
      actions={
        <ActionButton
          action={paths.customerFileRemoval(org, found.id)}
          fields={{ version: found.version }}
          name="removal"
          variant="quiet"
        >
          Throw the file away
        </ActionButton>
      }
    >
      <Section
        title="What would be kept"
        description="These sums and nothing else: no line, no customer. Give each group to a segment, or leave it out."
      >
        {found.summary.problem ? (
          <p role="alert" className="max-w-prose font-medium text-bad">
            {found.summary.problem}
          </p>
        ) : (
          <div className="grid gap-4">
            <Remarks summary={found.summary} />
            <CustomerCountForm key={found.version} {...facts} />
          </div>
        )}
      </Section>
      <Section title="What the columns are" description="Guessed. Correct it here; all lines are added up again.">
        {lines ? (
          <CustomerColumnsForm key={found.version} {...facts} />
        ) : (
          <p className="max-w-prose text-ink-muted">
            The file was kept for a day and is gone now. Its sums above can still be kept; to read it in another way,
            upload it again.
          </p>
        )}
      </Section>
    </Page>
  )
}

/** What is not in the sums, and why. */
function Remarks({ summary }: { summary: CountedFile }) {
  const { locale } = useLocale()
  const { repeated, unreadable, unreadableLines } = summary
  const at = unreadableLines.slice(0, 5).map((line) => formatNumber(line, 0, locale))
  const remarks = [
    repeated > 0 &&
      `${plural(repeated, 'line names', 'lines name', locale)} a customer who stands further up already; only the first counts.`,
    unreadable > 0 &&
      `${plural(unreadable, 'line has', 'lines have', locale)} a number that cannot be read (line ${inWords(at)}${unreadable > at.length ? ' and others' : ''}): it counts as not known, never as 0.`,
  ].filter((one) => one !== false)
  if (!remarks.length) return null
  return (
    <ul className="grid max-w-prose list-disc gap-1 ps-5">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  )
}
