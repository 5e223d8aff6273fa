import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { randomBytes } from 'node:crypto'
import { presentDay, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { membershipsOf } from '#app/access/sign-in.server.ts'
import { roleNames } from '#app/access/viewer.ts'
import { ShellErrorBoundary } from '#app/ui/shell-error.tsx'
import { Shell } from '#app/ui/shell.tsx'
import { beginningAfter } from '#app/history/past.server.ts'
import { countDuties } from '#app/dashboards/duties.server.ts'
import { hasPast, placeOf } from '#app/moment.ts'
import { creations, navigation } from '#app/navigation.ts'

/** What the shell around every page of an organisation shows. Guards nothing: each page asks for itself. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { viewer, org } = ctx
    const role = viewer.role === 'system' ? 'administrator' : viewer.role
    return {
      viewer: { id: viewer.memberId, name: viewer.name, role, roleName: roleNames[role] },
      org: {
        slug: org.slug,
        present: placeOf(org.slug)!.slug,
        name: org.name,
        locale: org.locale,
        timeZone: org.timeZone,
        currency: org.currency,
      },
      today: ctx.today,
      asOf: ctx.asOf ? { at: ctx.now, today: presentDay(ctx), begins: await beginningAfter(ctx) } : null,
      organisations: await membershipsOf(ctx),
      nav: navigation(org.slug, (ability) => may(viewer, ability)).filter(({ href }) => !ctx.asOf || hasPast(href)),
      dutiesCount: ctx.asOf ? 0 : await countDuties(ctx),
      create: creations(org.slug, (ability) => may(viewer, ability)),
      formKey: randomBytes(12).toString('base64url'),
    }
  })
}

export default function Organisation() {
  const shell = useLoaderData<typeof loader>()
  return (
    <Shell shell={shell}>
      <Outlet />
    </Shell>
  )
}

/** A page inside the shell went wrong: say so without losing the way around. */
export function ErrorBoundary() {
  return <ShellErrorBoundary />
}
