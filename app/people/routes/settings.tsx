import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { NumberField, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Facts, Page } from '#app/ui/page.tsx'
import { settingsForm } from '../organisation.ts'
import { editSettings, findSettings, settingsChoices } from '../organisation.server.ts'

export const meta: MetaFunction = () => [{ title: 'Settings · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'organisation.edit')
    const settings = await findSettings(ctx)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      ...settings,
      ...settingsChoices(settings.values),
      timeline: await timelineOf(ctx, 'organisation', settings.id, { before: beforeOf(args.request) }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, settingsForm, async (ctx, form) => {
    await editSettings(ctx, form)
    return goTo(paths.settings(ctx.org.slug), 'Settings saved. They hold from now on, for everybody.')
  })
}

export default function Settings() {
  const { org, today, slug, values, version, timeZones, locales, currencies, timeline } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Settings"
      lede="What holds for the whole organisation. Changes take effect with everybody’s next click."
      aside={<Aside org={org} slug={slug} />}
    >
      <Form name="settings" schema={settingsForm} values={values} version={version} submit="Save settings">
        <TextField name="name" label="Name of the organisation" hint="Shown at the top of every page and in mails." />
        <Fieldset legend="Time and language">
          <ComboField
            name="timeZone"
            label="Time zone"
            hint="Decides when a day begins: what is due today, what is late, when the digest goes out."
            options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          />
          <ComboField
            name="locale"
            label="Numbers and dates"
            hint="How numbers, days and months are written on pages. Words stay English."
            options={locales}
          />
          <ComboField
            name="currency"
            label="Currency"
            hint="For amounts of money on KPIs and initiatives."
            options={currencies}
          />
        </Fieldset>
        <Fieldset legend="Duties">
          <NumberField
            name="digestHour"
            label="Hour of the daily digest"
            hint="From 0 to 23, in the time zone above. Everybody can switch their own digest off."
            unit="o’clock"
            whole
          />
          <NumberField
            name="graceDays"
            label="Days of grace"
            hint="So many days after it was due, a missing update turns its plan stale and counts on the executive page."
            unit="days"
            whole
          />
        </Fieldset>
        <Fieldset
          legend="Sessions"
          hint="Somebody in several organisations gets the strictest limits of all of them. Both hold for sessions that are open now, too."
        >
          <NumberField
            name="idleMinutes"
            label="Signed out when not used for"
            hint="Recommended: 30, so that a browser left open is of little use to whoever finds it. From 5 to 480, which is 8 hours."
            unit="minutes"
            whole
          />
          <NumberField
            name="absoluteHours"
            label="Signed out in any case after"
            hint="Recommended: 12, a long working day, so that nobody stays signed in overnight. From 1 to 168, which is 7 days."
            unit="hours"
            whole
          />
        </Fieldset>
        <Fieldset
          legend="Checkpoints of the history"
          hint="A signed line every five minutes while something changes. Kept where nobody who runs Sirius can change it, it shows later whether the history was rewritten."
        >
          <TextField
            name="checkpointEmail"
            type="email"
            label="Send checkpoints to (e-mail)"
            hint="A mailbox that keeps mail, better outside the company."
          />
          <TextField
            name="checkpointUrl"
            type="url"
            label="Send checkpoints to (web address)"
            hint="Starts with https://. Each line is posted there as JSON. The history names its host only."
          />
        </Fieldset>
      </Form>
      <RecordTimeline timeline={timeline} today={today} />
    </Page>
  )
}

function Aside({ org, slug }: { org: string; slug: string }) {
  return (
    <Facts
      items={[
        { term: 'Short name in addresses', value: <code className="font-mono text-sm">/{slug}</code> },
        { term: 'Who may do what', value: <TextLink href={paths.permissions(org)}>Table of permissions</TextLink> },
        { term: 'People and roles', value: <TextLink href={paths.members(org)}>People</TextLink> },
        { term: 'Where checkpoints went', value: <TextLink href={paths.proof(org)}>Proof of the history</TextLink> },
        { term: 'Mails that were written', value: <TextLink href={paths.outbox(org)}>Outbox</TextLink> },
      ]}
    />
  )
}
