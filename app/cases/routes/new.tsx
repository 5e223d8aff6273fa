import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { HiddenField, TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { listOwnerChoices, listPlaceChoices, listPostChoices } from '../case-choices.server.ts'
import { PlaceFields, optionsOf } from '../case-fields.tsx'
import { placeOf } from '../case-place.server.ts'
import { caseOfResponse, findResponse, openCase } from '../cases.server.ts'
import { caseName, newCaseForm } from '../customer-case.ts'
import { ResponseCard } from '../response-card.tsx'

export const meta: MetaFunction = () => [{ title: 'Open a case · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'customer_case.open')
    const asked = new URL(args.request.url).searchParams.get('response')
    const response = asked ? await findResponse(ctx, idOf(asked)) : null
    const place = response && (await placeOf(ctx, { ...response, journeyStepId: null }))
    return {
      org: ctx.org.slug,
      response,
      other: response && ((await caseOfResponse(ctx, response.id)) ?? null),
      values: {
        responseId: response?.id ?? '',
        journeyStepId: place?.journeyStepId ?? '',
        touchpointId: place?.touchpointId ?? '',
      },
      choices: await listPlaceChoices(ctx),
      posts: response ? [] : await listPostChoices(ctx),
      owners: may(ctx.viewer, 'customer_case.assign') ? await listOwnerChoices(ctx) : [],
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newCaseForm, async (ctx, form) => {
    const { id, number } = await openCase(ctx, form)
    return goTo(paths.case(ctx.org.slug, id), `${caseName(number)} is open.`)
  })
}

export default function NewCase() {
  const { org, response, other, values, choices, posts, owners } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Open a case"
      eyebrow={<Breadcrumbs items={[{ label: 'Cases', href: paths.cases(org) }]} />}
      lede="It gets a number, an owner and a time by which the customer hears from us."
    >
      <div className="grid max-w-2xl gap-6">
        {response && <ResponseCard org={org} response={response} />}
        {other && (
          <p className="rounded-lg border border-warn/30 bg-warn-soft px-4 py-3 text-sm">
            <TextLink href={paths.case(org, other.id)}>{caseName(other.number)}</TextLink> is about this response
            already.
          </p>
        )}
        <Form name="case" schema={newCaseForm} values={values} submit="Open the case" cancel={paths.cases(org)} draft>
          <HiddenField name="responseId" value={values.responseId} />
          <TextField
            name="title"
            label="What it is about"
            hint="In a few words, without the customer’s name: everybody reads it."
            autoFocus
          />
          <TextArea
            name="account"
            label="What happened"
            hint="It becomes the first note of the log. E-mail addresses, phone and card numbers are masked."
            rows={4}
          />
          <PlaceFields choices={choices} />
          {posts.length > 0 && (
            <ComboField
              name="listeningPostId"
              label="How it reached us"
              hint="The listening post."
              options={optionsOf(posts)}
              empty="Not known"
            />
          )}
          {owners.length > 0 && (
            <ComboField
              name="ownerId"
              label="Owner"
              hint="Left open, it goes to the process owner of the step, the touchpoint or the post."
              options={optionsOf(owners)}
              empty="By the process"
            />
          )}
        </Form>
      </div>
    </Page>
  )
}
