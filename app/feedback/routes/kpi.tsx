import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { findComputed } from '#app/kpis/computed.server.ts'
import { findKpi } from '#app/kpis/kpis.server.ts'
import { scoreKindNames, type ScoreKind } from '#app/kpis/kpi.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { SelectField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { languageName } from '../feedback.ts'
import { listInboxFilters } from '../inbox.server.ts'
import { fits, kpiFeedbackForm } from '../kpi-feedback.ts'
import { computeKpiFromFeedback } from '../kpi-feedback.server.ts'
import { listScoredQuestions } from '../scores.server.ts'

export const meta: MetaFunction = () => [{ title: 'Compute a KPI from feedback · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kpi = await findKpi(ctx, idOf(args.params.id))
    authorize(ctx, 'kpi.edit', kpi)
    const { id, name, scoreKind } = kpi
    const questions = await listScoredQuestions(ctx)
    return {
      org: ctx.org.slug,
      kpi: { id, name, scoreKind },
      from: await findComputed(ctx, id),
      questions: questions
        .filter((question) => fits(question.scoreKind ?? '', scoreKind))
        .map(({ id, label, postName }) => ({ value: id, label: `${label} · ${postName}` })),
      choices: await listInboxFilters(ctx),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, kpiFeedbackForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await computeKpiFromFeedback(ctx, id, form)
    return goTo(paths.kpi(ctx.org.slug, id), 'Its values are being computed; they appear here in a moment.')
  })
}

export default function KpiFromFeedback() {
  const { org, kpi, from, questions, choices } = useLoaderData<typeof loader>()
  const back = paths.kpi(org, kpi.id)
  const narrowed = [
    ['touchpointId', 'Touchpoint', choices.touchpoint],
    ['segmentId', 'Segment', choices.segment],
    ['personaId', 'Persona', choices.persona],
    ['unitId', 'Unit', choices.unit],
    ['themeId', 'Theme', choices.theme],
    ['language', 'Language', choices.language.map(({ value }) => ({ value, label: languageName(value) }))],
  ] as const
  return (
    <Page
      title="Compute it from feedback"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'KPIs', href: paths.kpis(org) },
            { label: kpi.name, href: back },
          ]}
        />
      }
      lede="Its values then come from the answers to one question, a value for every period that is over; nobody types them. Where late answers change a period, both values stay on record."
    >
      {questions.length === 0 ? (
        <div className="grid max-w-prose justify-items-start gap-4">
          <p>
            No question asks for what this KPI holds ({scoreKindNames[kpi.scoreKind as ScoreKind]}). Import a survey
            that does, or edit the KPI.
          </p>
          <LinkButton href={back}>Back to the KPI</LinkButton>
        </div>
      ) : (
        <div className="max-w-2xl">
          <Form
            name="compute"
            schema={kpiFeedbackForm}
            values={from ?? {}}
            version={from?.version ?? 0}
            submit={from ? 'Save' : 'Compute it'}
            cancel={back}
            columns={2}
            more={
              from && (
                <LinkButton href={paths.kpiFeedbackEnd(org, kpi.id)} variant="quiet">
                  Record it by hand again
                </LinkButton>
              )
            }
          >
            <SelectField name="questionId" label="Question" wide empty="Choose a question" options={questions} />
            <p className="col-span-full -mb-2 text-sm text-ink-muted">
              Of everybody, or of one of these alone. Choose at most one.
            </p>
            {narrowed.map(([name, label, options]) =>
              options.length ? (
                <SelectField key={name} name={name} label={label} empty="all" options={options} />
              ) : null,
            )}
          </Form>
        </div>
      )}
    </Page>
  )
}
