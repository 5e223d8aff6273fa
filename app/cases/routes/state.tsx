import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { caseMovesFor, caseTitle, findCase, moveCase } from '../cases.server.ts'
import { caseStateForm, caseStateNames } from '../customer-case.ts'

export const meta: MetaFunction = () => [{ title: 'Move a case on · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    const moves = caseMovesFor(ctx, found)
    const back = paths.case(ctx.org.slug, found.id)
    if (!moves.length) throw redirect(back)
    return { title: caseTitle(found), version: found.version, moves, back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, caseStateForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await moveCase(ctx, id, form)
    return goTo(paths.case(ctx.org.slug, id), `The case is now ${caseStateNames[form.to].toLowerCase()}.`)
  })
}

export default function CaseStatePage() {
  const { title, version, moves, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Move on"
      name="state"
      schema={caseStateForm}
      version={version}
      values={{ to: moves[0]!.to }}
      submit="Move the case"
      cancel={back}
      fields={
        <RadioGroup
          name="to"
          label="What happens"
          options={moves.map(({ to, label, hint }) => ({ value: to, label, hint }))}
        />
      }
      reason={{
        label: 'Reason',
        hint: 'Wanted when it goes back, and when it is closed although the customer was not told or the cause is not resolved.',
      }}
    >
      States follow ISO 10002. Each move is kept with who made it and when.
    </ConfirmPage>
  )
}
