import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { plural } from '#app/ui/format.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { HoldingsList } from '../holdings-list.tsx'
import { listHoldings } from '../holdings.server.ts'
import { accessForm, roleOptions } from '../member.ts'
import { accessValues, changeAccess, findMember, isLastAdministrator } from '../members.server.ts'
import { RoleField } from '../role-field.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Role and access of ${data?.name ?? 'a person'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const member = await findMember(ctx, idOf(args.params.id))
    authorize(ctx, 'member.edit')
    authorize(ctx, 'member.disable')
    return {
      org: ctx.org.slug,
      id: member.id,
      name: member.name,
      joined: member.joined,
      self: member.id === ctx.viewer.memberId,
      last: await isLastAdministrator(ctx, member),
      version: member.version,
      values: accessValues(member),
      roles: roleOptions(ctx.viewer),
      holdings: await listHoldings(ctx, member.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, accessForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await changeAccess(ctx, id, form)
    return goTo(paths.member(ctx.org.slug, id), 'Role and access saved.')
  })
}

export default function Access() {
  const { org, id, name, joined, self, last, version, values, roles, holdings } = useLoaderData<typeof loader>()
  const count = holdings.reduce((sum, holding) => sum + holding.count, 0)
  return (
    <Page
      title={name}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'People', href: paths.members(org) },
            { label: name, href: paths.member(org, id) },
          ]}
        />
      }
      lede={
        last
          ? 'This is the last active administrator. Make somebody else an administrator before changing this.'
          : 'What they may do, and whether they may come in. It takes effect with their next click.'
      }
    >
      <div className="max-w-xl">
        <Form name="access" schema={accessForm} values={values} version={version} cancel={paths.member(org, id)}>
          <RoleField roles={roles} />
          <RadioGroup
            name="access"
            label="Access"
            options={[
              {
                value: 'open',
                label: 'May come in',
                hint: joined ? undefined : 'Once they have accepted the invitation.',
              },
              {
                value: 'closed',
                label: 'Disabled',
                hint: self
                  ? 'Only another administrator can disable you.'
                  : 'They see nothing of this organisation any more. What they own stays theirs, and is flagged, until somebody else is appointed.',
              },
            ]}
          />
          <TextArea name="reason" label="Reason" hint="Kept in the history." rows={2} />
        </Form>
      </div>
      {count > 0 && (
        <Section
          title="What would be left without anybody"
          count={count}
          description={`If ${name} is disabled, ${plural(count, 'record stays', 'records stay')} in a name that nobody answers to. Open each and appoint somebody else.`}
        >
          <HoldingsList holdings={holdings} />
        </Section>
      )}
    </Page>
  )
}
