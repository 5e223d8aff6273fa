import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { mapKindNames, mapKinds, mapName, newMapForm } from '../../journey-map.ts'
import { findJourney } from '../../journeys.server.ts'
import { createMap, listMaps } from '../../maps.server.ts'

export const meta: MetaFunction = () => [{ title: 'New map · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const journey = await findJourney(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', journey)
    const maps = (await listMaps(ctx, journey.id)).filter(({ archivedAt }) => !archivedAt)
    const asked = new URL(args.request.url).searchParams
    const kind = mapKinds.find((one) => one === asked.get('kind')) ?? 'as-is'
    const from = maps.find(({ id }) => id === asked.get('from')) ?? startFor(kind, maps)
    return {
      org: ctx.org.slug,
      journey: { id: journey.id, name: journey.name },
      first: !maps.some((map) => map.kind === kind),
      maps: maps.map(({ id, ...map }) => ({ value: id, label: `${mapName(map)}, ${map.state}` })),
      values: { kind, copyOfId: from?.id ?? '' },
    }
  })
}

/** What a new version most likely starts from: the current one of its kind; a first map of the future, from how it is. */
function startFor(kind: string, maps: Awaited<ReturnType<typeof listMaps>>) {
  const best = (of: string) =>
    maps.find((map) => map.kind === of && map.state === 'current') ?? maps.find((map) => map.kind === of)
  return best(kind) ?? (kind === 'to-be' ? best('as-is') : undefined)
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newMapForm, async (ctx, form) => {
    const journeyId = idOf(args.params.id)
    const { id } = await createMap(ctx, journeyId, form)
    return goTo(paths.journeyMap(ctx.org.slug, journeyId, id, { edit: 1 }), 'Map begun as a draft.')
  })
}

export default function NewMap() {
  const { org, journey, first, maps, values } = useLoaderData<typeof loader>()
  return (
    <Page
      title="New map"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Journeys', href: paths.journeys(org) },
            { label: journey.name, href: paths.journey(org, journey.id) },
          ]}
        />
      }
      lede="It begins as a draft. Nothing changes for others until it is made current."
    >
      <div className="max-w-3xl">
        <Form
          key={values.kind}
          name="map"
          schema={newMapForm}
          values={values}
          submit="Begin the map"
          cancel={paths.journey(org, journey.id)}
        >
          <RadioGroup
            name="kind"
            label="What it shows"
            segmented
            options={mapKinds.map((value) => ({ value, label: mapKindNames[value] }))}
          />
          <SelectField
            name="copyOfId"
            label="Begins as a copy of"
            hint="Its phases, steps, touchpoints, owners and KPIs. Change in the copy what is different."
            options={maps}
            empty="Nothing: an empty map"
          />
          <TextArea
            name="reason"
            label="Why there is a new version"
            hint={first ? 'Not needed for the first one.' : 'Kept with the version: what changed, or what was learnt.'}
            rows={2}
          />
        </Form>
      </div>
    </Page>
  )
}
