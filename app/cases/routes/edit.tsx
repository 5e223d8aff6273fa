import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { listPlaceChoices } from '../case-choices.server.ts'
import { PlaceFields } from '../case-fields.tsx'
import { caseFormValues, caseTitle, editCase, findCase } from '../cases.server.ts'
import { editCaseForm } from '../customer-case.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.title ?? 'case'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const found = await findCase(ctx, idOf(args.params.id))
    authorize(ctx, 'customer_case.handle', found)
    const values = caseFormValues(found)
    const of = { kind: 'customer_case', id: found.id }
    return {
      title: caseTitle(found),
      version: found.version,
      values,
      choices: await listPlaceChoices(ctx),
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        caseFormValues(await findCase(past, of.id)),
      )),
      cancel: paths.case(ctx.org.slug, found.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editCaseForm, { kind: 'customer_case', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editCase(ctx, id, form)
    return goTo(paths.case(ctx.org.slug, id), 'Case saved.')
  })
}

export default function EditCase() {
  const { title, version, values, choices, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={title} eyebrow="Edit case">
      <BringingBack earlier={earlier}>
        <div className="max-w-2xl">
          <Form name="case" schema={editCaseForm} values={values} version={version} submit="Save case" cancel={cancel}>
            <TextField
              name="title"
              label="What it is about"
              hint="In a few words, without the customer’s name: everybody reads it."
            />
            <PlaceFields choices={choices} />
          </Form>
        </div>
      </BringingBack>
    </Page>
  )
}
