import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newOutcomeForm } from '../../outcome.ts'
import { OutcomeForm } from '../../outcome-form.tsx'
import { createOutcome, listOutcomeChoices } from '../../outcomes.server.ts'

export const meta: MetaFunction = () => [{ title: 'New outcome · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'outcome.edit')
    const asked = new URL(args.request.url).searchParams
    const choices = await listOutcomeChoices(ctx)
    const chosen = (rows: { id: string }[], id: string | null) => rows.find((row) => row.id === id)?.id ?? ''
    const year = asked.get('year') ?? ''
    return {
      org: ctx.org.slug,
      choices,
      values: {
        pillarId: chosen(choices.pillars, asked.get('pillar')),
        whatKpiId: chosen(choices.kpis, asked.get('kpi')),
        horizon: ['1', '2', '3'].includes(year) ? year : '1',
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newOutcomeForm, async (ctx, form) => {
    const { id } = await createOutcome(ctx, form)
    return goTo(paths.outcome(ctx.org.slug, id), 'Outcome added.')
  })
}

export default function NewOutcome() {
  const { org, choices, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New outcome"
      eyebrow={<Breadcrumbs items={[{ label: 'Outcomes', href: paths.outcomes(org) }]} />}
      lede="Its title, pillar and year are enough to begin. Until it has both measures, what is missing is flagged."
    >
      {choices.pillars.length ? (
        <OutcomeForm
          schema={newOutcomeForm}
          values={values}
          choices={choices}
          submit="Add outcome"
          cancel={paths.outcomes(org)}
        />
      ) : (
        <EmptyState
          title="Set the pillars first"
          actions={
            <LinkButton href={paths.pillars(org)} variant="primary">
              Set the pillars
            </LinkButton>
          }
        >
          Every outcome stands under a pillar, and there is none yet.
        </EmptyState>
      )}
    </Page>
  )
}
