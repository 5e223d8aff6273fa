import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { absent, idOf, reading } from '#app/access/context.server.ts'
import { kindNames, paths, recordPath } from '#app/paths.ts'
import { listShownBy } from '#app/personas/experiences.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { isStartKind, startKinds } from '../chain.ts'
import { ChainMap } from '../chain-map.tsx'
import { ChainOutline } from '../chain-outline.tsx'
import styles from '../chain.css?url'
import { walkChain } from '../walk.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Chain of ${data.start.title}` : 'Evidence chain'} · Sirius` },
]
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { kind } = args.params
    if (!isStartKind(kind)) throw absent()
    const id = idOf(args.params.id)
    const chain = await walkChain(ctx, kind, id)
    const shown = kind === 'response' || kind === 'theme' || kind === 'observation'
    return { org: ctx.org.slug, ...chain, experiences: shown ? await listShownBy(ctx, kind, id) : [] }
  })
}

export default function Chain() {
  const { org, drawing, experiences, ...chain } = useLoaderData<typeof loader>()
  const { start } = chain
  const kind = startKinds[start.kind]
  const href = recordPath(org, kind, start.id)
  return (
    <Page
      title={start.title}
      eyebrow={<Breadcrumbs items={[{ label: 'Evidence chain', href: paths.chains(org) }]} />}
      lede="Why it is there and what came of it, from what customers said to what it changed."
      actions={
        href && <LinkButton href={href}>Open the {kindNames[kind]!.toLowerCase().replace('kpi', 'KPI')}</LinkButton>
      }
    >
      <ChainMap org={org} drawing={drawing} startId={start.id} cases={chain.cases} />
      <Section title="In words">
        <ChainOutline org={org} chain={chain} />
      </Section>
      {experiences.length > 0 && (
        <Section
          title="Whom it delights or pains"
          description={`What personas feel that this ${kindNames[kind]!.toLowerCase()} is evidence of.`}
        >
          <ul className="grid gap-1.5">
            {experiences.map(({ id, sentence, personaName }) => (
              <li key={id}>
                <TextLink href={paths.personaExperience(org, id)}>{sentence}</TextLink>{' '}
                <span className="text-sm text-ink-muted">{personaName}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
