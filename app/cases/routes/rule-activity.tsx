import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { ruleActivityForm } from '../case-rule.ts'
import { findRule, switchRule } from '../case-rules.server.ts'

export const meta: MetaFunction = () => [{ title: 'Switch a rule on or off · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'case_rule.edit')
    const { id, name, version, active, dailyLimit } = await findRule(ctx, idOf(args.params.id))
    return { name, version, active, dailyLimit, back: paths.caseRule(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, ruleActivityForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await switchRule(ctx, id, form)
    return goTo(
      paths.caseRule(ctx.org.slug, id),
      form.to === 'on' ? 'Switched on: it opens cases within minutes.' : 'Switched off.',
    )
  })
}

export default function RuleActivity() {
  const { name, version, active, dailyLimit, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={active ? 'Switch off' : 'Switch on'}
      name="activity"
      schema={ruleActivityForm}
      version={version}
      submit={active ? 'Switch off' : 'Switch on'}
      cancel={back}
      fields={<HiddenField name="to" value={active ? 'off' : 'on'} />}
    >
      {active
        ? 'It opens no more cases. Those it has opened stay as they are.'
        : `It opens cases within minutes, at most ${dailyLimit} a day.`}
    </ConfirmPage>
  )
}
