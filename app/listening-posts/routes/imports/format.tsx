import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { FormatForm } from '../../format-form.tsx'
import { importFacts } from '../../import-facts.server.ts'
import { formatForm } from '../../response-import.ts'
import { correctFormat } from '../../response-imports.server.ts'

export const meta: MetaFunction = () => [{ title: 'How the file is read · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { org, found } = await importFacts(ctx, args.params.id)
    return { org, found: { id: found.id, fileName: found.fileName, reading: found.reading, version: found.version } }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, formatForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await correctFormat(ctx, id, form)
    return goTo(paths.responseImport(ctx.org.slug, id), 'The file was read anew.')
  })
}

export default function Format() {
  const { org, found } = useLoaderData<typeof loader>()
  const back = paths.responseImport(org, found.id)
  return (
    <Page title="How the file is read" eyebrow={<Breadcrumbs items={[{ label: found.fileName, href: back }]} />}>
      <div className="max-w-3xl">
        <FormatForm
          reading={found.reading}
          version={found.version}
          action={paths.responseImportFormat(org, found.id)}
          cancel={back}
        />
      </div>
    </Page>
  )
}
