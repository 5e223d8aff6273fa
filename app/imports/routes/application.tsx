import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { importKindOf } from '#app/import-kinds.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { ApplicationForm } from '../application-form.tsx'
import { beginImport } from '../applying.server.ts'
import { findImport } from '../data-imports.server.ts'
import { importFacts } from '../facts.server.ts'
import { applicationForm } from '../mapping.ts'

export const meta: MetaFunction = () => [{ title: 'Import · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, (ctx) => importFacts(ctx, args.params.id))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, applicationForm, async (ctx, form) => {
    const { id, kind } = await findImport(ctx, idOf(args.params.id))
    const state = await beginImport(ctx, importKindOf(kind), id, form)
    return goTo(paths.dataImport(ctx.org.slug, id), state === 'applied' ? 'Imported.' : 'The import has begun.')
  })
}

/** Where a refused import is shown without JavaScript; otherwise the import's own page shows it. */
export default function Application() {
  const { org, about, found, rows, earlier } = useLoaderData<typeof loader>()
  const back = paths.dataImport(org, found.id)
  return (
    <Page
      title={found.fileName}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: about.title, href: about.href },
            { label: found.fileName, href: back },
          ]}
        />
      }
    >
      <div className="max-w-xl">
        <ApplicationForm
          action={paths.dataImportApplication(org, found.id)}
          version={found.version}
          changing={(found.summary.new ?? 0) + (found.summary.restated ?? 0)}
          rows={rows}
          restated={found.summary.restated ?? 0}
          earlier={earlier}
          cancel={back}
        />
      </div>
    </Page>
  )
}
