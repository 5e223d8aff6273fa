import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { beginResponses } from '../../applying-responses.server.ts'
import { BeginForm } from '../../begin-form.tsx'
import { importFacts } from '../../import-facts.server.ts'
import { beginForm } from '../../response-import.ts'

export const meta: MetaFunction = () => [{ title: 'Import · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { org, found, earlier } = await importFacts(ctx, args.params.id)
    const { id, fileName, version, summary } = found
    return { org, id, fileName, version, fresh: summary.responses - summary.there, earlier }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, beginForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const state = await beginResponses(ctx, id, form)
    return goTo(paths.responseImport(ctx.org.slug, id), state === 'applied' ? 'Imported.' : 'The import has begun.')
  })
}

/** Where a refused import is shown without JavaScript; otherwise the import's own page shows it. */
export default function Application() {
  const { org, id, fileName, version, fresh, earlier } = useLoaderData<typeof loader>()
  const back = paths.responseImport(org, id)
  return (
    <Page title={fileName} eyebrow={<Breadcrumbs items={[{ label: fileName, href: back }]} />}>
      <div className="max-w-xl">
        <BeginForm
          action={paths.responseImportApplication(org, id)}
          version={version}
          fresh={fresh}
          earlier={earlier}
          cancel={back}
        />
      </div>
    </Page>
  )
}
