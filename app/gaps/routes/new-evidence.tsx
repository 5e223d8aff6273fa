import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { askedEvidence } from '#app/evidence/asked-evidence.ts'
import { describeEvidence } from '#app/evidence/evidence.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ComboField } from '#app/ui/choice-field.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { plural } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { linkToGapForm } from '../gap.ts'
import { linkEvidence, listGapsToLink } from '../gap-evidence.server.ts'

export const meta: MetaFunction = () => [{ title: 'Link to a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'gap.add')
    const asked = askedEvidence(args.request.url)
    return {
      org: ctx.org.slug,
      rests: await describeEvidence(ctx, asked),
      gaps: await listGapsToLink(ctx),
      newGap: paths.newGap(ctx.org.slug, {
        observation: asked.observationIds[0],
        theme: asked.themeIds[0],
        response: asked.responseIds[0],
      }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, linkToGapForm, async (ctx, { gapId, ...form }) => {
    const { added } = await linkEvidence(ctx, gapId, form)
    return goTo(paths.gap(ctx.org.slug, gapId), `${plural(added, 'piece', 'pieces')} of evidence linked.`)
  })
}

export default function NewEvidence() {
  const { org, rests, gaps, newGap } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Link to a gap"
      eyebrow={<Breadcrumbs items={[{ label: 'Gaps', href: paths.gaps(org) }]} />}
      lede="What a gap rests on is what customers said and what was seen."
      actions={
        <LinkButton href={newGap} variant="secondary">
          Open a new gap instead
        </LinkButton>
      }
    >
      {rests.length === 0 ? (
        <EmptyState title="Nothing to link">
          Come here from a response, a theme or an observation: what it says is then linked to the gap you choose.
        </EmptyState>
      ) : (
        <div className="grid max-w-2xl gap-6">
          <Notice tone="info">{rests.map(({ title }) => `“${title}”`).join(', ')}</Notice>
          {gaps.length === 0 ? (
            <p className="text-ink-muted">There is no gap yet that you may change. Open a new one.</p>
          ) : (
            <Form
              name="link"
              schema={linkToGapForm}
              values={{ gapId: '' }}
              submit="Link"
              cancel={paths.gaps(org)}
              careless
            >
              {rests.map(({ kind, id }) => (
                <HiddenField key={id} name={`${kind}Ids`} value={id} />
              ))}
              <ComboField
                name="gapId"
                label="Gap"
                hint="Those that you may change."
                options={gaps.map(({ id, name, state }) => ({
                  value: id,
                  label: state === 'open' ? name : `${name} (${state})`,
                }))}
              />
            </Form>
          )}
        </div>
      )}
    </Page>
  )
}
