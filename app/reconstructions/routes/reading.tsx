import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { ReadingForm } from '../reading-form.tsx'
import { readingForm } from '../reconstruction.ts'
import { findReconstruction, listLines, remapReconstruction } from '../reconstructions.server.ts'

export const meta: MetaFunction = () => [{ title: 'How the file is read · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const row = await findReconstruction(ctx, idOf(args.params.id))
    authorize(ctx, 'reconstruction.edit', row)
    const { id, pseudonym, version, columns, mapping } = row
    const lines = (await listLines(ctx, id)).slice(0, 8).map(({ line, cells }) => ({ line, cells }))
    return { org: ctx.org.slug, id, pseudonym, version, columns, mapping, lines }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, readingForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await remapReconstruction(ctx, id, form)
    return goTo(paths.reconstruction(ctx.org.slug, id), 'Read again.')
  })
}

export default function Reading() {
  const { org, id, pseudonym, version, columns, mapping, lines } = useLoaderData<typeof loader>()
  return (
    <Page
      title="How the file is read"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Reconstructions', href: paths.reconstructions(org) },
            { label: pseudonym, href: paths.reconstruction(org, id) },
          ]}
        />
      }
      lede="Say which column is which, and how days are written."
    >
      <ReadingForm columns={columns} mapping={mapping} lines={lines} version={version} />
    </Page>
  )
}
