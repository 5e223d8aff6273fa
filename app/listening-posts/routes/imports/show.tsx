import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { BeginForm } from '../../begin-form.tsx'
import { ColumnsForm } from '../../columns-form.tsx'
import { familyNames } from '../../file-layout.ts'
import { FormatForm } from '../../format-form.tsx'
import { importFacts } from '../../import-facts.server.ts'
import { ImportProgress } from '../../import-progress.tsx'
import { ImportSummary } from '../../import-summary.tsx'
import {
  type ImportOutcome,
  blockerOf,
  columnsForm,
  responseImportStateNames,
  responseImportStateTones,
} from '../../response-import.ts'
import { correctColumns } from '../../response-imports.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.found.fileName ?? 'Import'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, (ctx) => {
    const after = Number(new URL(args.request.url).searchParams.get('after'))
    return importFacts(ctx, args.params.id, Number.isSafeInteger(after) && after > 0 ? after : 0)
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, columnsForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const state = await correctColumns(ctx, id, form as typeof form & { version: number })
    return goTo(
      paths.responseImport(ctx.org.slug, id),
      state === 'checked' ? 'Every line was checked again.' : undefined,
    )
  })
}

export default function ResponseImport() {
  const { org, timeZone, found, kept, lines, dates, problems, nextProblems, earlier } = useLoaderData<typeof loader>()
  const locale = useLocale()
  const { id, state, summary, reading, columns, version, targetId } = found
  const busy = state === 'reading' || state === 'applying' || state === 'undoing'
  const blocker = blockerOf(reading.columns)
  const fresh = summary.responses - summary.there
  const back = paths.listeningPost(org, targetId)
  return (
    <Page
      title={found.fileName}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Listening posts', href: paths.listeningPosts(org) },
            { label: found.post, href: back },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Status tone={responseImportStateTones[state]}>{responseImportStateNames[state]}</Status>
          <span>
            Uploaded by {found.who} on {formatMoment(found.createdAt, locale.locale, locale.timeZone)}: read as{' '}
            {familyNames[reading.family]}, {reading.from ?? reading.encoding}
            {reading.mixedWith && ` with stretches of ${reading.mixedWith}`}
            {reading.guessed && ' (guessed)'}
          </span>
        </span>
      }
    >
      {busy && <ImportProgress found={found} org={org} />}
      {state === 'failed' && (
        <div className="grid max-w-prose gap-3">
          <p role="alert" className="font-medium text-bad">
            {found.problem ?? 'The import stopped.'}
          </p>
          <p>
            {formatNumber(found.appliedRows, 0, locale.locale)} of {formatNumber(found.totalRows, 0, locale.locale)}{' '}
            lines were done; it can go on from there.
          </p>
        </div>
      )}
      {(state === 'applied' || state === 'undone') && (
        <Outcome outcome={found.outcome} undone={state === 'undone'} back={back} post={found.post} />
      )}
      {!kept && state === 'checked' && (
        <p className="max-w-prose">
          Its lines were kept for a day and are gone now. To import the file,{' '}
          <TextLink href={paths.listeningPostImport(org, targetId)}>upload it again</TextLink>.
        </p>
      )}
      {(state === 'checked' || state === 'failed') && kept && (
        <Section
          title="What would happen"
          description={
            summary.lines === 1
              ? 'Its one line was read.'
              : `All ${formatNumber(summary.lines, 0, locale.locale)} lines were read.`
          }
        >
          <div className="grid max-w-xl gap-5">
            <ImportSummary
              summary={summary}
              contacts={reading.contacts ?? 'leave out'}
              undated={reading.columns.some(({ role }) => role === 'answered at') ? null : reading.answeredOn}
            />
            {blocker ? (
              <p>{blocker}</p>
            ) : fresh > 0 || state === 'failed' ? (
              <BeginForm
                action={paths.responseImportApplication(org, id)}
                version={version}
                fresh={fresh}
                earlier={earlier}
                cancel={back}
              />
            ) : (
              <p>Nothing would change.</p>
            )}
          </div>
        </Section>
      )}
      {problems.length > 0 && (
        <Section
          title="Lines that are left out"
          id="problems"
          count={found.badRows}
          actions={
            <TextLink href={paths.responseImportProblems(org, id)} reloadDocument>
              Take them away as CSV
            </TextLink>
          }
        >
          <div className="grid gap-3">
            <Table
              caption="Lines that are left out"
              rows={problems.map((problem, at) => ({ ...problem, at }))}
              rowKey={(row) => String(row.at)}
              columns={[
                {
                  key: 'line',
                  header: 'Line',
                  nowrap: true,
                  cell: (row) => <span className="tabular">Line {row.line}</span>,
                },
                {
                  key: 'column',
                  header: 'Column',
                  cell: (row) => <span dir="auto">{row.column ?? 'the whole line'}</span>,
                },
                {
                  key: 'cell',
                  header: 'It says',
                  cell: (row) => <span dir="auto">{row.cell || <span className="text-ink-muted">nothing</span>}</span>,
                },
                { key: 'reason', header: 'What is wrong', cell: (row) => row.reason },
              ]}
            />
            {nextProblems !== null && <TextLink href={`?after=${nextProblems}#problems`}>Further lines</TextLink>}
          </div>
        </Section>
      )}
      {state === 'checked' && kept && (
        <>
          <Section
            title="What the columns are"
            description="Guessed, or remembered from the last file. Correct it here; every line is checked again."
          >
            <ColumnsForm
              key={version}
              columns={columns}
              reading={reading}
              version={version}
              lines={lines}
              dates={dates}
              timeZone={timeZone}
            />
          </Section>
          <Section title="How the file is read" description="Only if letters or columns look wrong above.">
            <FormatForm
              key={version}
              reading={reading}
              version={version}
              action={paths.responseImportFormat(org, id)}
            />
          </Section>
        </>
      )}
      {(state === 'applied' || state === 'failed') && (found.outcome.recorded ?? 0) > 0 && (
        <Section
          title="Take it back"
          description="All responses of this file are withdrawn in one act. They can be imported again."
        >
          <ActionButton
            action={paths.responseImportUndoing(org, id)}
            fields={{ version }}
            name="undo"
            variant="danger"
            confirm={{
              title: 'Undo this import?',
              description: `${formatNumber(found.outcome.recorded ?? 0, 0, locale.locale)} responses are withdrawn from ${found.post}. Cases that were opened for them stay.`,
              submit: 'Undo the import',
            }}
          >
            Undo this import
          </ActionButton>
        </Section>
      )}
    </Page>
  )
}

/** What an import did, counted. */
function Outcome({
  outcome,
  undone,
  back,
  post,
}: {
  outcome: ImportOutcome
  undone: boolean
  back: string
  post: string
}) {
  const { locale } = useLocale()
  const many = (value = 0, one: string, several: string) =>
    `${formatNumber(value, 0, locale)} ${value === 1 ? one : several}`
  const said = [
    { is: outcome.recorded, says: many(outcome.recorded, 'response imported', 'responses imported') },
    { is: outcome.there, says: many(outcome.there, 'was there already', 'were there already') },
    { is: outcome.leftOut, says: many(outcome.leftOut, 'line left out', 'lines left out') },
    {
      is: outcome.masked,
      says: many(outcome.masked, 'piece of personal data masked', 'pieces of personal data masked'),
    },
    {
      is: undone ? 0 : outcome.contacts,
      says: many(outcome.contacts, 'contact kept, sealed', 'contacts kept, sealed'),
    },
    {
      is: undone ? outcome.withdrawn : 0,
      says: many(outcome.withdrawn, 'response withdrawn again', 'responses withdrawn again'),
    },
  ].filter(({ is }) => is)
  return (
    <div className="grid max-w-prose gap-3">
      <ul className="tabular grid list-disc gap-1 ps-5">
        {said.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
      <p>
        <LinkButton href={back}>{`Go to ${post}`}</LinkButton>
      </p>
    </div>
  )
}
