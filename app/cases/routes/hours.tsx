import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Facts, Page, Section } from '#app/ui/page.tsx'
import { businessHoursForm, hoursInWords, weekdayNames, weekdays } from '../business-hours.ts'
import { dueFromNow, editBusinessHours, findBusinessHours, hoursFormValues } from '../business-hours.server.ts'
import { caseTabs } from '../case-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Business hours · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const kept = await findBusinessHours(ctx)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      zone: ctx.org.timeZone,
      kept,
      values: hoursFormValues(kept),
      due: dueFromNow(ctx, kept.dueHours, kept),
      canEdit: may(ctx.viewer, 'business_hours.edit'),
      timeline: kept.id ? await timelineOf(ctx, 'business_hours', kept.id, { before: beforeOf(args.request) }) : null,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, businessHoursForm, async (ctx, form) => {
    await editBusinessHours(ctx, form)
    return goTo(paths.businessHours(ctx.org.slug), 'Saved. Cases that are opened from now on follow it.')
  })
}

export default function Hours() {
  const { org, today, zone, kept, values, due, canEdit, timeline } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  return (
    <Page
      title="Business hours"
      lede="The time until a customer must hear from us runs only while people work."
      tabs={caseTabs(org)}
      aside={
        <Facts
          items={[
            { term: 'Time zone', value: zone.replaceAll('_', ' ') },
            { term: 'A case opened now is due', value: formatMoment(due, locale, timeZone) },
          ]}
        />
      }
    >
      {canEdit ? (
        <Form name="hours" schema={businessHoursForm} values={values} version={kept.version} submit="Save hours">
          <Fieldset
            legend="The week"
            hint="From and to, such as 9:00-17:00, or two parts: 9:00-12:30, 13:30-17:00. Empty: closed."
          >
            <div className="grid gap-4 sm:grid-cols-2">
              {weekdays.map((weekday) => (
                <TextField key={weekday} name={weekday} label={weekdayNames[weekday]} placeholder="closed" />
              ))}
            </div>
          </Fieldset>
          <NumberField
            name="dueHours"
            label="A case opened by hand is due within"
            hint="Rules have their own time."
            unit="business hours"
            whole
          />
          <TextArea
            name="holidays"
            label="Holidays"
            hint="One a line: 2026-12-25 Christmas Day. A half day has its hours: 2026-12-24 9:00-13:00 Christmas Eve."
            rows={6}
          />
        </Form>
      ) : (
        <>
          <Section title="The week">
            <Facts
              columns={3}
              items={weekdays.map((weekday) => ({
                term: weekdayNames[weekday],
                value: hoursInWords(kept.week[weekday]),
              }))}
            />
          </Section>
          <Section title="Holidays" count={kept.holidays.length}>
            <Facts
              columns={2}
              items={kept.holidays.map(({ day, name, hours }) => ({
                term: formatDay(day, locale),
                value: hours ? `${name}, ${hoursInWords(hours)}` : name,
              }))}
            />
          </Section>
        </>
      )}
      {timeline && <RecordTimeline timeline={timeline} today={today} />}
    </Page>
  )
}
