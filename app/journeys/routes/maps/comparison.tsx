import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { absent, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectBox } from '#app/ui/field-frame.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { PairList } from '../../pair-list.tsx'
import { compareMaps, comparisonSentence } from '../../comparison.ts'
import { mapName } from '../../journey-map.ts'
import { findJourney } from '../../journeys.server.ts'
import { findMap, listPhases } from '../../map-page.server.ts'
import { listMaps } from '../../maps.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Two maps of ${data?.journey.name ?? 'a journey'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const journey = await findJourney(ctx, idOf(args.params.id))
    const maps = await listMaps(ctx, journey.id)
    const asked = new URL(args.request.url).searchParams
    const current = (kind: string) =>
      maps.find((map) => map.kind === kind && map.state === 'current') ?? maps.find((map) => map.kind === kind)
    const chosen = (name: string) => {
      const id = asked.get(name)
      const found = id ? maps.find((map) => map.id === id) : undefined
      if (id && !found) throw absent()
      return found
    }
    const before = chosen('before') ?? current('as-is') ?? null
    const after = chosen('after') ?? current('to-be') ?? null
    const pairs =
      before && after
        ? compareMaps(
            await listPhases(ctx, await findMap(ctx, journey.id, before.id)),
            await listPhases(ctx, await findMap(ctx, journey.id, after.id)),
          )
        : null
    return {
      org: ctx.org.slug,
      journey: { id: journey.id, name: journey.name },
      maps: maps.map((map) => ({ id: map.id, name: `${mapName(map)}, ${map.state}` })),
      before: before && { id: before.id, kind: before.kind, name: mapName(before) },
      after: after && { id: after.id, kind: after.kind, name: mapName(after) },
      pairs,
      canOpenGap: may(ctx.viewer, 'gap.add'),
    }
  })
}

export default function Comparison() {
  const { org, journey, maps, before, after, pairs, canOpenGap } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Two maps over each other"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Journeys', href: paths.journeys(org) },
            { label: journey.name, href: paths.journey(org, journey.id) },
          ]}
        />
      }
      lede={pairs ? comparisonSentence(pairs) : 'Step by step: what is added, dropped and changed.'}
    >
      <Form className="flex flex-wrap items-end gap-3 print:hidden">
        <Choice name="before" label="Before" maps={maps} chosen={before?.id} />
        <Choice name="after" label="After" maps={maps} chosen={after?.id} />
        <Button type="submit">Compare</Button>
      </Form>
      {pairs && before && after ? (
        <PairList
          pairs={pairs}
          org={org}
          before={before.name}
          after={after.name}
          gaps={canOpenGap && before.kind === 'as-is' && after.kind === 'to-be'}
        />
      ) : (
        <EmptyState title="Two maps are needed">
          Draw how it is and how it is to be; then each step can be held against the other.
        </EmptyState>
      )}
    </Page>
  )
}

interface ChoiceProps {
  name: string
  label: string
  maps: { id: string; name: string }[]
  chosen: string | undefined
}

function Choice({ name, label, maps, chosen }: ChoiceProps) {
  return (
    <label className="grid min-w-56 gap-1 text-sm font-medium">
      {label}
      <SelectBox key={chosen} name={name} defaultValue={chosen ?? ''}>
        {!chosen && <option value="">Choose a map</option>}
        {maps.map((map) => (
          <option key={map.id} value={map.id}>
            {map.name}
          </option>
        ))}
      </SelectBox>
    </label>
  )
}
