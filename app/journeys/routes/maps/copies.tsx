import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form as PlainForm, useLoaderData } from '@remix-run/react'
import { sql } from 'kysely'
import { type Context, acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup, SelectField } from '#app/ui/choice-field.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { SelectBox } from '#app/ui/field-frame.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { backToMap } from '../../back.ts'
import { mapName, stepCopiesForm } from '../../journey-map.ts'
import { findMap, listPhases } from '../../map-page.server.ts'
import { listMapChoices } from '../../maps.server.ts'
import { optionsOf } from '../../options.ts'
import { copyStepsInto } from '../../step-copies.server.ts'

export const meta: MetaFunction = () => [{ title: 'Copy steps into a map · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    authorize(ctx, 'journey.edit', map)
    const maps = (await listMapChoices(ctx)).filter(({ id }) => id !== map.id)
    const asked = new URL(args.request.url).searchParams.get('from')
    const from = maps.find(({ id }) => id === asked)
    return {
      title: `${map.journeyName}: ${mapName(map).toLowerCase()}`,
      maps: maps.map((one) => ({ value: one.id, label: `${mapName(one)}, ${one.state}`, group: one.journeyName })),
      from: from?.id ?? null,
      steps: from ? await stepOptions(ctx, from.id) : [],
      phases: optionsOf(await listPhases(ctx, map)),
      back: paths.journeyMap(ctx.org.slug, map.journeyId, map.id, { edit: 1 }),
    }
  })
}

async function stepOptions(ctx: Context, mapId: string) {
  const { rows } = await sql<{ id: string; name: string; phase: string }>`
    select s.id, s.name, p.name as phase from journey_step s join journey_phase p on p.id = s.journey_phase_id and p.archived_at is null
    where s.journey_map_id = ${mapId} and s.archived_at is null order by p.position, p.id, s.position, s.id`.execute(
    ctx.db,
  )
  return rows.map(({ id, name, phase }) => ({ value: id, label: name, hint: phase }))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, stepCopiesForm, async (ctx, form) => {
    const map = { journeyId: idOf(args.params.id), id: idOf(args.params.map) }
    await copyStepsInto(ctx, map.journeyId, map.id, form)
    return backToMap(ctx, map)
  })
}

export default function CopySteps() {
  const { title, maps, from, steps, phases, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Copy steps into this map"
      eyebrow={title}
      lede="Their words, touchpoint, owner and KPIs come along. The map they come from stays as it is."
    >
      <div className="grid max-w-3xl gap-8">
        <PlainForm className="flex flex-wrap items-end gap-3">
          <label className="grid min-w-64 flex-1 gap-1 text-sm font-medium">
            From which map
            <SelectBox key={from} name="from" defaultValue={from ?? ''}>
              <option value="">Choose a map</option>
              {[...new Set(maps.map(({ group }) => group))].map((group) => (
                <optgroup key={group} label={group}>
                  {maps
                    .filter((map) => map.group === group)
                    .map((map) => (
                      <option key={map.value} value={map.value}>
                        {map.label}
                      </option>
                    ))}
                </optgroup>
              ))}
            </SelectBox>
          </label>
          <Button type="submit">Show its steps</Button>
        </PlainForm>
        {from && steps.length > 0 && (
          <Form
            key={from}
            name="copies"
            schema={stepCopiesForm}
            values={{ phaseId: phases.at(-1)?.value ?? '' }}
            submit="Copy the steps"
            cancel={back}
          >
            <CheckboxGroup name="stepIds" label="Steps" options={steps} />
            <SelectField name="phaseId" label="To the end of the phase" options={phases} />
            <HiddenField name="after" value="" />
          </Form>
        )}
        {from && !steps.length && <EmptyState title="This map has no steps">Choose another map.</EmptyState>}
      </div>
    </Page>
  )
}
