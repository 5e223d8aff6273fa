import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '../../notice.tsx'
import { ratificationForm, visionRefusal, visionTitle } from '../../vision.ts'
import { VisionStatement } from '../../vision-statement.tsx'
import { findVision, findVisionBefore, ratifyVision } from '../../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Ratify a vision · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'vision.ratify')
    const vision = await findVision(ctx, idOf(args.params.id))
    const before = await findVisionBefore(ctx, vision)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      title: visionTitle(vision.number),
      statement: vision.statement,
      brandPromise: vision.brandPromise,
      version: vision.version,
      why: visionRefusal(vision, 'ratify'),
      before: before && { number: before.number, effectiveOn: before.effectiveOn },
      back: paths.visionVersion(ctx.org.slug, vision.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, ratificationForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await ratifyVision(ctx, id, form)
    const later = form.effectiveOn > ctx.today
    const message = later ? 'Ratified. It takes effect on the day you chose.' : 'Ratified: this is now the vision.'
    return goTo(later ? paths.visionVersion(ctx.org.slug, id) : paths.vision(ctx.org.slug), message)
  })
}

export default function Ratification() {
  const { org, today, title, statement, brandPromise, version, why, before, back } = useLoaderData<typeof loader>()
  return (
    <Page
      title={`Ratify ${title.toLowerCase()}`}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Versions', href: paths.visionVersions(org) },
            { label: title, href: back },
          ]}
        />
      }
      lede={
        before
          ? `Version ${before.number} is superseded in the same step. It stays on record, and cannot be changed back.`
          : 'From the day you choose, this is the vision everything else points to. Ratified words cannot be changed: only a new version can take their place.'
      }
    >
      {why && <Notice tone="warn">{why}</Notice>}
      <VisionStatement statement={statement} brandPromise={brandPromise} smaller />
      <div className="max-w-xl">
        <Form
          name="ratification"
          schema={ratificationForm}
          values={{ effectiveOn: today, note: '' }}
          version={version}
          submit="Ratify"
          cancel={back}
        >
          <DateField
            name="effectiveOn"
            label="Takes effect on"
            min={before?.effectiveOn ?? undefined}
            hint={
              before
                ? `It may be a day to come: until then version ${before.number} holds.`
                : 'It may be a day to come.'
            }
          />
          <TextArea
            name="note"
            label="Where it was decided"
            hint="Kept in the history, such as “Board, 3 March”."
            rows={2}
          />
        </Form>
      </div>
    </Page>
  )
}
