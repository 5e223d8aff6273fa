import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { importKindOf } from '#app/import-kinds.server.ts'
import { paths } from '#app/paths.ts'
import { formatMoment, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { ApplicationForm } from '../application-form.tsx'
import { findImport } from '../data-imports.server.ts'
import { importFacts } from '../facts.server.ts'
import { FileProblems, Restatements } from '../file-problems.tsx'
import { type NumberStyle, mappingForm } from '../mapping.ts'
import { MappingForm } from '../mapping-form.tsx'
import { Outcome, Progress } from '../progress.tsx'
import { correctMapping } from '../staging.server.ts'
import { importStateNames, importStateTones } from '../states.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.fileName ?? 'Import'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const after = Number(new URL(args.request.url).searchParams.get('after'))
    return importFacts(ctx, args.params.id, Number.isSafeInteger(after) && after > 0 ? after : 0)
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, mappingForm, async (ctx, form) => {
    const { id, kind } = await findImport(ctx, idOf(args.params.id))
    const { header, numbers, version } = form as typeof form & {
      header: boolean
      numbers: NumberStyle
      version: number
    }
    await correctMapping(ctx, importKindOf(kind), id, { ...form, header, numbers, version })
    return goTo(paths.dataImport(ctx.org.slug, id), 'Every line was checked again.')
  })
}

export default function Import() {
  const { org, about, rows, fields, found, earlier, preview } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { state, summary, totalRows, badRows } = found
  const { kept } = preview
  const open = state === 'checked' && kept
  const changing = (summary.new ?? 0) + (summary.restated ?? 0)
  const { encoding, delimiter } = found.mapping
  return (
    <Page
      title={found.fileName}
      eyebrow={<Breadcrumbs items={[{ label: about.title, href: about.href }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Status tone={importStateTones[state]}>{importStateNames[state]}</Status>
          <span>
            Read by {found.who} on {formatMoment(found.createdAt, locale, timeZone)}: {plural(totalRows, 'line')},{' '}
            {encoding}, columns parted by {delimiter}
          </span>
        </span>
      }
    >
      {state === 'applying' && <Progress found={found} org={org} />}
      {state === 'applied' && <Outcome found={found} rows={rows} about={about} />}
      {state === 'failed' && (
        <p role="alert" className="max-w-prose font-medium text-bad">
          {found.problem ?? 'The import stopped.'} {plural(found.appliedRows, 'line')} of {totalRows} were done.
        </p>
      )}
      {!kept && (
        <p className="max-w-prose text-ink-muted">
          Its lines were kept for a month and are gone now; what was recorded from them stays.
          {state !== 'applied' && (
            <>
              {' '}
              To import the file, <TextLink href={about.href}>read it again</TextLink>.
            </>
          )}
        </p>
      )}
      {open && (
        <Section title="What the columns are" description="Guessed, or remembered from the last file. Correct it here.">
          <MappingForm {...found} fields={fields} rows={preview.rows} key={found.version} />
        </Section>
      )}
      {(open || (state === 'failed' && kept)) && (
        <Section title="What would happen">
          {preview.missing.length > 0 ? (
            <p className="max-w-prose">Choose the column for {preview.missing.join(' and ')} first.</p>
          ) : (
            <div className="grid max-w-xl gap-4">
              {changing === 0 && <p>Nothing would change.</p>}
              <Effects {...summary} bad={badRows} rows={rows} />
              {changing > 0 && (
                <ApplicationForm
                  action={paths.dataImportApplication(org, found.id)}
                  version={found.version}
                  changing={changing}
                  rows={rows}
                  restated={summary.restated ?? 0}
                  earlier={earlier}
                  cancel={about.href}
                />
              )}
            </div>
          )}
        </Section>
      )}
      {state !== 'applied' && preview.restated.length > 0 && (
        <Section title="Earlier values that would change" count={summary.restated}>
          <Restatements rows={preview.restated} />
        </Section>
      )}
      {preview.problems.length > 0 && preview.missing.length === 0 && (
        <Section title="Lines that are left out" count={badRows} id="problems">
          <div className="grid gap-3">
            <FileProblems problems={preview.problems} />
            {preview.nextProblems !== null && (
              <TextLink href={`?after=${preview.nextProblems}#problems`}>Further lines</TextLink>
            )}
          </div>
        </Section>
      )}
    </Page>
  )
}

interface EffectsProps {
  new?: number
  restated?: number
  same?: number
  bad: number
  rows: readonly [string, string]
}

function Effects({ new: fresh = 0, restated = 0, same = 0, bad, rows }: EffectsProps) {
  const lines = [
    { count: fresh, says: `${plural(fresh, `new ${rows[0]}`, `new ${rows[1]}`)} would be recorded` },
    { count: restated, says: `${plural(restated, rows[0], rows[1])} would be restated, the earlier ones kept` },
    { count: same, says: `${plural(same, `${rows[0]} is`, `${rows[1]} are`)} there already and the same` },
    { count: bad, says: `${plural(bad, 'line')} cannot be read and would be left out` },
  ].filter(({ count }) => count > 0)
  return (
    <ul className="grid list-disc gap-1 ps-5">
      {lines.map(({ says }) => (
        <li key={says}>{says}</li>
      ))}
    </ul>
  )
}
