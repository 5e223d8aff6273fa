import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { wordsAsked } from '#app/evidence/asked-evidence.ts'
import { linkForm } from '#app/evidence/evidence.ts'
import { LinkEvidence } from '#app/evidence/link-evidence.tsx'
import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { Breadcrumbs } from '#app/ui/page.tsx'
import { findGapCandidates, linkEvidence } from '../gap-evidence.server.ts'
import { findGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Evidence of a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.edit', gap)
    const q = wordsAsked(args.request.url)
    return { org: ctx.org.slug, id: gap.id, name: gap.name, q, found: await findGapCandidates(ctx, gap, q) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, linkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { added } = await linkEvidence(ctx, id, form)
    return goTo(paths.gap(ctx.org.slug, id), `${plural(added, 'piece', 'pieces')} of evidence linked.`)
  })
}

export default function Evidence() {
  const { org, id, name, q, found } = useLoaderData<typeof loader>()
  const eyebrow = (
    <Breadcrumbs
      items={[
        { label: 'Gaps', href: paths.gaps(org) },
        { label: name, href: paths.gap(org, id) },
      ]}
    />
  )
  return (
    <LinkEvidence
      eyebrow={eyebrow}
      q={q}
      near="What was seen where the gap is. Search for more, also in what customers wrote."
      found={found}
      cancel={paths.gap(org, id)}
    />
  )
}
