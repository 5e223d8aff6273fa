import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ComboField } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { optionsOf } from '../case-fields.tsx'
import { caseTitle, findCase } from '../cases.server.ts'
import { escalationForm } from '../customer-case.ts'
import { escalateCase, listEscalationChoices } from '../escalation.server.ts'

export const meta: MetaFunction = () => [{ title: 'Escalate a case · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    return {
      org: ctx.org.slug,
      title: caseTitle(found),
      version: found.version,
      values: { themeId: found.themeId ?? '', gapId: found.gapId ?? '' },
      choices: await listEscalationChoices(ctx, found),
      newGap:
        may(ctx.viewer, 'gap.add') &&
        paths.newGap(ctx.org.slug, {
          response: found.responseId ?? undefined,
          touchpoint: found.touchpointId ?? undefined,
          step: found.journeyStepId ?? undefined,
        }),
      back: paths.case(ctx.org.slug, found.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, escalationForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { escalated } = await escalateCase(ctx, id, form)
    return goTo(paths.case(ctx.org.slug, id), escalated ? 'Escalated.' : 'No longer escalated.')
  })
}

export default function CaseEscalation() {
  const { org, title, version, values, choices, newGap, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="What is behind it?"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Cases', href: paths.cases(org) },
            { label: title, href: back },
          ]}
        />
      }
      lede="One customer is answered here; the cause is closed elsewhere. Whoever works on it then sees this case, and the customer is told when it is done."
      actions={
        newGap && (
          <LinkButton href={newGap} variant="secondary">
            Open a new gap
          </LinkButton>
        )
      }
    >
      <div className="max-w-2xl">
        <Form
          name="escalation"
          schema={escalationForm}
          values={values}
          version={version}
          submit="Escalate"
          cancel={back}
        >
          <ComboField
            name="themeId"
            label="Theme"
            hint="What many customers say, of which this case is one."
            options={optionsOf(choices.themes)}
            empty="None"
          />
          <ComboField
            name="gapId"
            label="Gap"
            hint="What in the journey causes it."
            options={optionsOf(choices.gaps)}
            empty="None"
          />
          <TextArea
            name="reason"
            label="Why"
            hint="Kept in the history, where whoever works on it reads it."
            rows={2}
          />
        </Form>
      </div>
    </Page>
  )
}
