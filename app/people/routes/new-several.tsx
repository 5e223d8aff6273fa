import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { plural } from '#app/ui/format.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { inviteMembers } from '../invitations.server.ts'
import { manyInvitationsForm, roleOptions } from '../member.ts'
import { RoleField } from '../role-field.tsx'
import { listUnitOptions } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'Invite several people · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'member.invite')
    return { org: ctx.org.slug, roles: roleOptions(ctx.viewer), units: await listUnitOptions(ctx) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, manyInvitationsForm, async (ctx, form) => {
    const { count } = await inviteMembers(ctx, form)
    return goTo(
      paths.members(ctx.org.slug, { state: 'invited' }),
      `${plural(count, 'person is', 'people are')} invited.`,
    )
  })
}

export default function NewMembers() {
  const { org, roles, units } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Invite several people"
      eyebrow={<Breadcrumbs items={[{ label: 'People', href: paths.members(org) }]} />}
      lede="Paste a list from your address book: all of them are invited, or none if a line cannot be read."
    >
      <div className="max-w-xl">
        <Form
          name="invite-several"
          schema={manyInvitationsForm}
          values={{ role: 'contributor' }}
          submit="Send the invitations"
          cancel={paths.members(org)}
          draft
        >
          <TextArea
            name="people"
            label="People"
            hint="One a line, such as Ada Lovelace <ada@example.com>. At most 200."
            placeholder={'Ada Lovelace <ada@example.com>\nGrace Hopper <grace@example.com>'}
            rows={8}
            autoFocus
          />
          <RoleField roles={roles} />
          <ComboField name="unitId" label="Unit" options={units} empty="No unit" />
        </Form>
      </div>
    </Page>
  )
}
