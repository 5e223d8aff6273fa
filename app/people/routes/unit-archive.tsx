import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { Page } from '#app/ui/page.tsx'
import { unitArchiveForm } from '../unit.ts'
import { archiveBlocker, archiveUnit, findUnit } from '../units.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a unit · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, version, archivedAt, people, units } = await findUnit(ctx, idOf(args.params.id))
    authorize(ctx, 'unit.edit')
    const below = units.filter((unit) => unit.parentId === id && unit.archivedAt === null).length
    const archived = archivedAt !== null
    return {
      name,
      version,
      archived,
      blocker: archived ? null : archiveBlocker({ people, units: below }),
      back: paths.unit(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, unitArchiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveUnit(ctx, id, form)
    return goTo(
      paths.unit(ctx.org.slug, id),
      archived ? 'Unit archived. You can restore it at any time.' : 'Unit restored.',
    )
  })
}

export default function UnitArchive() {
  const { name, version, archived, blocker, back } = useLoaderData<typeof loader>()
  if (blocker)
    return (
      <Page title={name} eyebrow="Archive unit" lede={blocker}>
        <div>
          <LinkButton href={back}>Back to the unit</LinkButton>
        </div>
      </Page>
    )
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore unit' : 'Archive unit'}
      name="unit-archive"
      schema={unitArchiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It can be chosen again for people, initiatives and other units.'
        : 'It leaves every list and can no longer be chosen. Nothing is deleted, and it can be restored.'}
    </ConfirmPage>
  )
}
