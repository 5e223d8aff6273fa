import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { contactStanding, openContact, openMinutes, openedContact } from '#app/listening-posts/contacts.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page } from '#app/ui/page.tsx'
import { contactForm } from '../feedback.ts'
import { findResponse, responseTitle } from '../responses.server.ts'

export const meta: MetaFunction = () => [{ title: 'Whom to answer · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, postName, answeredOn } = await findResponse(ctx, idOf(args.params.id))
    authorize(ctx, 'response.open_contact', await contactStanding(ctx, id))
    return { org: ctx.org.slug, id, postName, answeredOn, openMinutes, opened: await openedContact(ctx, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, contactForm, async (ctx, form) => {
    const response = await findResponse(ctx, idOf(args.params.id))
    await openContact(ctx, response.id, responseTitle(response), form)
    return goTo(paths.responseContact(ctx.org.slug, response.id))
  })
}

export default function Contact() {
  const { org, id, postName, answeredOn, openMinutes, opened } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const back = paths.response(org, id)
  const eyebrow = <Breadcrumbs items={[{ label: `${postName}, ${formatDay(answeredOn, locale)}`, href: back }]} />
  if (opened)
    return (
      <Page
        title="Whom to answer"
        eyebrow={eyebrow}
        lede={`You see this until ${formatMoment(opened.until, locale, timeZone)}. That you opened it, and why, is in the history; what you see is not.`}
        actions={<LinkButton href={back}>Back to the response</LinkButton>}
      >
        {opened.contact ? (
          <Facts
            items={[
              { term: 'Name', value: opened.contact.name },
              { term: 'E-mail', value: opened.contact.email },
              { term: 'Phone', value: opened.contact.phone },
            ]}
          />
        ) : (
          <p>It was sealed with the key of another installation, and cannot be opened here.</p>
        )}
      </Page>
    )
  return (
    <Page
      title="Whom to answer"
      eyebrow={eyebrow}
      lede={`The customer left a way to be answered. Opening it is recorded with your name and reason, and shows it to you for ${openMinutes} minutes.`}
    >
      <div className="max-w-xl">
        <Form name="open" schema={contactForm} values={{}} submit="Open" cancel={back} careless>
          <TextArea name="reason" label="Why you open it" hint="Such as: to answer the complaint." rows={2} />
        </Form>
      </div>
    </Page>
  )
}
