import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { memberForm } from '../member.ts'
import { editMember, findMember, memberValues } from '../members.server.ts'
import { listUnitOptions } from '../units.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'person'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const member = await findMember(ctx, idOf(args.params.id))
    authorize(ctx, 'member.edit')
    return {
      org: ctx.org.slug,
      id: member.id,
      name: member.name,
      joined: member.joined,
      version: member.version,
      values: memberValues(member),
      units: await listUnitOptions(ctx, { keep: member.unitId }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, memberForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { addressChanged } = await editMember(ctx, id, form)
    return goTo(
      paths.member(ctx.org.slug, id),
      addressChanged ? 'Saved. The earlier link stopped working: send the invitation again.' : 'Saved.',
    )
  })
}

export default function EditMember() {
  const { org, id, name, joined, version, values, units } = useLoaderData<typeof loader>()
  return (
    <Page
      title={name}
      eyebrow={<Breadcrumbs items={[{ label: 'People', href: paths.members(org) }]} />}
      lede={joined ? 'Their email is how they sign in, so it is not changed here.' : undefined}
    >
      <div className="max-w-xl">
        <Form name="member" schema={memberForm} values={values} version={version} cancel={paths.member(org, id)}>
          <TextField name="name" label="Name" autoComplete="off" />
          {!joined && (
            <TextField
              name="email"
              label="Email"
              type="email"
              autoComplete="off"
              hint="Correcting it ends the link that was sent."
            />
          )}
          <TextField name="jobTitle" label="Job title" autoComplete="off" />
          <ComboField name="unitId" label="Unit" options={units} empty="No unit" />
        </Form>
      </div>
    </Page>
  )
}
