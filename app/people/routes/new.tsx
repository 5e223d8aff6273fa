import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { inviteMember } from '../invitations.server.ts'
import { invitationForm, roleOptions } from '../member.ts'
import { RoleField } from '../role-field.tsx'
import { listUnitOptions } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'Invite a person · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'member.invite')
    const units = await listUnitOptions(ctx)
    const asked = new URL(args.request.url).searchParams.get('unit')
    return {
      org: ctx.org.slug,
      roles: roleOptions(ctx.viewer),
      units,
      values: { role: 'contributor', unitId: units.some(({ value }) => value === asked) ? asked : null },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, invitationForm, async (ctx, form) => {
    const { id } = await inviteMember(ctx, form)
    return goTo(paths.member(ctx.org.slug, id), `${form.name} is invited.`)
  })
}

export default function NewMember() {
  const { org, roles, units, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Invite a person"
      eyebrow={<Breadcrumbs items={[{ label: 'People', href: paths.members(org) }]} />}
      lede={
        <>
          They get a link by mail that works once, for seven days. Many people at once?{' '}
          <TextLink href={paths.newMembers(org)}>Invite several</TextLink>.
        </>
      }
    >
      <div className="max-w-xl">
        <Form
          name="invite"
          schema={invitationForm}
          values={values}
          submit="Send the invitation"
          cancel={paths.members(org)}
        >
          <TextField name="name" label="Name" autoComplete="off" autoFocus />
          <TextField name="email" label="Email" type="email" autoComplete="off" />
          <RoleField roles={roles} />
          <ComboField name="unitId" label="Unit" options={units} empty="No unit" />
          <TextField name="jobTitle" label="Job title" autoComplete="off" />
        </Form>
      </div>
    </Page>
  )
}
