import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ArchivePage } from '../../archive-page.tsx'
import { archiveForm } from '../../archive.ts'
import { visionTitle } from '../../vision.ts'
import { archiveVision, findVision } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a draft · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.edit')
    const { id, number, version, archivedAt } = await findVision(ctx, idOf(args.params.id))
    return {
      title: visionTitle(number),
      version,
      archived: archivedAt !== null,
      back: paths.visionVersion(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveVision(ctx, id, form)
    const message = archived ? 'Draft archived. You can restore it at any time.' : 'Draft restored.'
    return goTo(paths.visionVersion(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  return <ArchivePage noun="draft" {...useLoaderData<typeof loader>()} />
}
