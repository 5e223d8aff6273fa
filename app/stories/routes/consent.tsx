import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { CheckboxField } from '#app/ui/choice-field.tsx'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { consentValues, findStory, recordConsent } from '../stories.server.ts'
import { consentForm } from '../story.ts'

export const meta: MetaFunction = () => [{ title: 'The customer’s consent · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    authorize(ctx, 'story.edit', story)
    return {
      title: story.title,
      version: story.version,
      given: story.consentGivenOn !== null,
      values: consentValues(story),
      today: ctx.today,
      back: paths.story(ctx.org.slug, story.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, consentForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await recordConsent(ctx, id, form)
    return goTo(paths.story(ctx.org.slug, id), 'Consent recorded.')
  })
}

export default function StoryConsent() {
  const { title, version, given, values, today, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="The customer’s consent"
      eyebrow={title}
      lede="Record only what the customer really said yes to. They can take it back at any time."
    >
      <div className="max-w-xl">
        <Form
          name="consent"
          schema={consentForm}
          version={version}
          values={values}
          submit={given ? 'Change consent' : 'Record consent'}
          cancel={back}
        >
          <DateField name="givenOn" label="Given on" max={today} />
          <TextField
            name="how"
            label="How"
            hint="Such as “signed form”, “e-mail”, “said on the phone and noted”. Name no customer: it stays in the history."
            suggestions={['Signed form', 'E-mail', 'Said on the phone and noted']}
          />
          <CheckboxField
            name="outside"
            label="It may be told outside the company, too"
            hint="On a website, to the press, at a conference. Otherwise it stays inside."
          />
          <DateField
            name="endsOn"
            label="Ends on"
            hint="Its last day. Left empty: until they withdraw it."
            min={today}
          />
        </Form>
      </div>
    </Page>
  )
}
