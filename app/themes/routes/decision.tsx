import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { type Decision, decisionForm, decisionMeanings, decisionNames, decisions, waitWords } from '../theme.ts'
import { findTheme } from '../theme-page.server.ts'
import { decideTheme } from '../themes.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Decide about ${data?.name ?? 'a theme'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const theme = await findTheme(ctx, idOf(args.params.id))
    authorize(ctx, 'theme.decide', theme)
    const { id, name, version, decision, decisionReason, waited } = theme
    return {
      ...{ name, version, decision, decisionReason, waited },
      tomorrow: addDays(ctx.today, 1),
      inAQuarter: addDays(ctx.today, 91),
      back: paths.theme(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, decisionForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await decideTheme(ctx, id, form)
    return goTo(paths.theme(ctx.org.slug, id), said[form.decision])
  })
}

const said: Record<Decision, string> = {
  act: 'Decided: act. The next step is a gap.',
  watch: 'Decided: watch.',
  decline: 'Decided: decline.',
  undecided: 'The decision is taken back.',
}

export default function Decide() {
  const { name, version, decision, decisionReason, waited, tomorrow, inAQuarter, back } = useLoaderData<typeof loader>()
  const offered = decisions.filter((one) => one !== 'undecided' || decision !== 'undecided')
  const order: Decision[] = ['act', 'watch', 'decline', 'undecided']
  return (
    <Page
      title={name}
      eyebrow="Decide about a theme"
      lede={
        waited === null
          ? `So far: ${decisionNames[decision as Decision].toLowerCase()}, because: ${decisionReason}`
          : `It is ${waitWords(waited)}. Whoever asks “what came of it?” will read your reason.`
      }
    >
      <div className="max-w-xl">
        <Form
          name="decision"
          schema={decisionForm}
          version={version}
          values={{ decision: '', reason: '', reviewOn: '' }}
          submit="Decide"
          cancel={back}
        >
          <RadioGroup
            name="decision"
            label="What we do"
            options={order
              .filter((one) => offered.includes(one))
              .map((one) => ({
                value: one,
                label: one === 'undecided' ? 'Take it back' : decisionNames[one],
                hint: decisionMeanings[one],
              }))}
          />
          <TextArea name="reason" label="Why" rows={3} max={1000} />
          <DateField
            name="reviewOn"
            label="Look again on"
            hint={`Only for watching. A quarter from now is ${inAQuarter}.`}
            min={tomorrow}
          />
        </Form>
      </div>
    </Page>
  )
}
