import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { wordsAsked } from '#app/evidence/asked-evidence.ts'
import { linkForm } from '#app/evidence/evidence.ts'
import { LinkEvidence } from '#app/evidence/link-evidence.tsx'
import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { Breadcrumbs } from '#app/ui/page.tsx'
import { findExperience, findExperienceCandidates, linkExperienceEvidence } from '../../experiences.server.ts'

export const meta: MetaFunction = () => [{ title: 'Evidence of a delight or pain · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const experience = await findExperience(ctx, idOf(args.params.id))
    authorize(ctx, 'persona.edit', experience)
    const { id, sentence, personaId, personaName } = experience
    const q = wordsAsked(args.request.url)
    const found = await findExperienceCandidates(ctx, experience, q)
    return { org: ctx.org.slug, id, sentence, personaId, personaName, q, found }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, linkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { added } = await linkExperienceEvidence(ctx, id, form)
    return goTo(paths.personaExperience(ctx.org.slug, id), `${plural(added, 'piece', 'pieces')} of evidence linked.`)
  })
}

export default function Evidence() {
  const { org, id, sentence, personaId, personaName, q, found } = useLoaderData<typeof loader>()
  const eyebrow = (
    <Breadcrumbs
      items={[
        { label: personaName, href: paths.persona(org, personaId) },
        { label: sentence, href: paths.personaExperience(org, id) },
      ]}
    />
  )
  return (
    <LinkEvidence
      eyebrow={eyebrow}
      q={q}
      near="Themes, and what was seen on this persona’s journeys. Search for more, also in what customers wrote."
      found={found}
      cancel={paths.personaExperience(org, id)}
    />
  )
}
