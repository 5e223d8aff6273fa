import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Telescope } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { CoreValueCard } from '../core-value-card.tsx'
import { listCurrentCoreValues } from '../core-values.server.ts'
import { listCurrentOutcomes } from '../outcome-list.server.ts'
import { OutcomesByYear } from '../outcomes-by-year.tsx'
import { VisionNotices } from '../vision-notices.tsx'
import { VisionStatement } from '../vision-statement.tsx'
import { visionTabs } from '../vision-tabs.ts'
import { findCurrentVision } from '../visions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Vision · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({
    org: ctx.org.slug,
    ...(await findCurrentVision(ctx)),
    coreValues: await listCurrentCoreValues(ctx),
    outcomes: (await listCurrentOutcomes(ctx)).map(({ id, title, horizon, missing, state }) => ({
      id,
      title,
      horizon,
      missing,
      state,
    })),
    can: {
      edit: may(ctx.viewer, 'vision.edit'),
      ratify: may(ctx.viewer, 'vision.ratify'),
      addValue: may(ctx.viewer, 'core_value.edit'),
      addOutcome: may(ctx.viewer, 'outcome.edit'),
    },
  }))
}

export default function Vision() {
  const { org, current, upcoming, proposed, drafts, coreValues, outcomes, can } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const shown = current ?? upcoming
  const draft = can.edit && (
    <LinkButton href={paths.newVision(org)} icon={Plus} variant={shown ? 'secondary' : 'primary'}>
      {shown ? 'New draft' : 'Write the first draft'}
    </LinkButton>
  )
  return (
    <Page title="Our vision" tabs={visionTabs(org)} actions={shown && draft}>
      <VisionNotices org={org} current={current} upcoming={upcoming} proposed={proposed} drafts={drafts} can={can} />
      {shown ? (
        <VisionStatement
          statement={shown.statement}
          brandPromise={shown.brandPromise}
          by={
            <>
              <TextLink href={paths.visionVersion(org, shown.id)}>Version {shown.number}</TextLink>
              {shown.effectiveOn &&
                `, ${current ? 'in force since' : 'in force from'} ${formatDay(shown.effectiveOn, locale)}`}
              {shown.ratifierName && `, ratified by ${shown.ratifierName}`}
            </>
          }
        />
      ) : (
        <EmptyState
          icon={Telescope}
          title="No vision is ratified yet"
          actions={!drafts.length && !proposed.length && draft}
        >
          One or two sentences that say how customers will experience you, and a promise they can count on. Draft it,
          propose it, and have it ratified: everything else in the strategy points back to it.
        </EmptyState>
      )}
      <Section
        title="What we value"
        count={coreValues.length}
        actions={
          can.addValue && (
            <LinkButton href={paths.newCoreValue(org)} size="small" icon={Plus}>
              Add a value
            </LinkButton>
          )
        }
      >
        {coreValues.length ? (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {coreValues.map((value) => (
              <CoreValueCard key={value.id} value={value} org={org} />
            ))}
          </div>
        ) : (
          <p className="max-w-prose text-ink-muted">
            No values yet. Three to five, each with what people do and do not do, make the vision something one can act
            on.
          </p>
        )}
      </Section>
      <OutcomesByYear outcomes={outcomes} org={org} canAdd={can.addOutcome} />
    </Page>
  )
}
