import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form as SearchForm, useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { shortly } from '#app/observations/observation.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { formatDay, formatMoment, plural } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { findCandidates, linkEvidence } from '../evidence.server.ts'
import { linkForm } from '../gap.ts'
import { findGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Evidence of a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.edit', gap)
    const q = (new URL(args.request.url).searchParams.get('q') ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200)
    return { org: ctx.org.slug, id: gap.id, name: gap.name, q, found: await findCandidates(ctx, gap, q) }
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
  const { locale, timeZone } = useLocale()
  const { observations, themes, responses } = found
  const nothing = observations.length + themes.length + responses.length === 0
  return (
    <Page
      title="Link evidence"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Gaps', href: paths.gaps(org) },
            { label: name, href: paths.gap(org, id) },
          ]}
        />
      }
      lede={
        q
          ? 'What contains these words and is not linked yet.'
          : 'What was seen where the gap is. Search for more, also in what customers wrote.'
      }
    >
      <div className="grid max-w-3xl gap-6">
        <SearchForm method="get" role="search" className="flex flex-wrap items-end gap-2">
          <div className="min-w-56 flex-1">
            <TextField name="q" type="search" label="Words" value={q} />
          </div>
          <Button type="submit">Search</Button>
        </SearchForm>
        {nothing ? (
          <p className="text-ink-muted">Nothing found. Try another word.</p>
        ) : (
          <Form
            key={q}
            name="evidence"
            schema={linkForm}
            values={{}}
            submit="Link what is ticked"
            cancel={paths.gap(org, id)}
            careless
          >
            {observations.length > 0 && (
              <CheckboxGroup
                name="observationIds"
                label="Observations"
                options={observations.map((row) => ({
                  value: row.id,
                  label: shortly(row.what),
                  hint: formatMoment(row.seenAt, locale, timeZone),
                }))}
              />
            )}
            {themes.length > 0 && (
              <CheckboxGroup
                name="themeIds"
                label="Themes"
                options={themes.map((row) => ({ value: row.id, label: row.name }))}
              />
            )}
            {responses.length > 0 && (
              <CheckboxGroup
                name="responseIds"
                label="Responses"
                options={responses.map((row) => ({
                  value: row.id,
                  label: `“${row.text}”`,
                  hint: `${row.postName}, ${formatDay(row.answeredOn, locale)}`,
                }))}
              />
            )}
          </Form>
        )}
      </div>
    </Page>
  )
}
