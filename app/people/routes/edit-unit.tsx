import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { editUnitForm } from '../unit.ts'
import { UnitForm } from '../unit-form.tsx'
import { editUnit, findUnit, listUnitOptions, unitValues } from '../units.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'unit'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const unit = await findUnit(ctx, idOf(args.params.id))
    authorize(ctx, 'unit.edit')
    const of = { kind: 'unit', id: unit.id }
    const values = unitValues(unit)
    return {
      org: ctx.org.slug,
      name: unit.name,
      version: unit.version,
      values,
      parents: await listUnitOptions(ctx, { except: unit.id, keep: unit.parentId }),
      cancel: paths.unit(ctx.org.slug, unit.id),
      ...(await findEarlier(ctx, args.request, of, values, async (past) => unitValues(await findUnit(past, of.id)))),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editUnitForm, { kind: 'unit', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editUnit(ctx, id, form)
    return goTo(paths.unit(ctx.org.slug, id), 'Unit saved.')
  })
}

export default function EditUnit() {
  const { org, name, version, values, parents, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow={<Breadcrumbs items={[{ label: 'Units', href: paths.units(org) }]} />}>
      <BringingBack earlier={earlier}>
        <UnitForm
          schema={editUnitForm}
          values={values}
          version={version}
          parents={parents}
          submit="Save unit"
          cancel={cancel}
        />
      </BringingBack>
    </Page>
  )
}
