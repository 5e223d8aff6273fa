import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { type Stage, stageNames } from '#app/initiatives/initiative.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, inWords, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Notice } from '#app/vision/notice.tsx'
import { ConsentFacts } from '../consent-facts.tsx'
import posterStyles from '../poster.css?url'
import { findOrigin } from '../sources.server.ts'
import { findStory } from '../stories.server.ts'
import { missingFor, standingOf } from '../story.ts'
import { StoryStatus } from '../story-status.tsx'
import { Words } from '../words.tsx'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: posterStyles }]
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.story.title ?? 'Story'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const story = await findStory(ctx, idOf(args.params.id))
    const standing = standingOf(story, ctx.today)
    const alive = standing !== 'withdrawn' && standing !== 'erased' && !story.archivedAt
    const edits = may(ctx.viewer, 'story.edit', story)
    const missing = missingFor(story, ctx.today)
    const publishes = may(ctx.viewer, 'story.publish') && alive
    return {
      org: ctx.org.slug,
      orgName: ctx.org.name,
      today: ctx.today,
      story,
      standing,
      missing,
      origin: await findOrigin(ctx, story.id),
      can: {
        edit: edits && alive && !story.restricted,
        consent: edits && alive,
        withdraw: edits && standing !== 'withdrawn',
        publish: publishes && story.state === 'draft' && missing.length === 0,
        takeBack: publishes && story.state === 'published',
        archive: edits,
      },
      timeline: await timelineOf(ctx, 'story', story.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Story() {
  const { org, orgName, today, story, standing, can, timeline } = useLoaderData<typeof loader>()
  const { id } = story
  return (
    <Page
      title={story.title}
      chain={paths.chain(org, 'story', story.id)}
      eyebrow={
        <div className="print:hidden">
          <Breadcrumbs items={[{ label: 'Stories', href: paths.stories(org) }]} />
        </div>
      }
      lede={
        <span className="flex flex-wrap items-center gap-3 print:hidden">
          <StoryStatus story={story} today={today} />
          {story.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.publish && (
            <LinkButton href={paths.storyPublication(org, id)} variant="primary">
              Publish…
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editStory(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.takeBack && (
            <LinkButton href={paths.storyPublication(org, id)} variant="quiet">
              Take back…
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.storyArchive(org, id)} variant="quiet">
              {story.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<Aside />}
    >
      <NextStep />
      <Words story={story} standing={standing} large />
      <div className="story-facts grid gap-x-10 gap-y-8 sm:grid-cols-2 print:grid-cols-2">
        <Section title="Where it happened">
          <Where />
        </Section>
        <Section title="What came of it">
          <Outcome />
        </Section>
      </div>
      <p className="story-foot hidden text-ink-muted print:block">
        {standing === 'published'
          ? `${orgName}. Told with the customer’s consent, under another name${story.consentOutside ? '' : '; for use inside the company only'}.`
          : `${orgName}. Not published: not for the wall.`}
      </p>
      <div className="print:hidden">
        <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editStory(org, id)} />
      </div>
    </Page>
  )
}

/** What stands between this story and its being told. */
function NextStep() {
  const { story, standing, missing, can } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  if (story.archivedAt) return <Notice tone="info">This story is archived: it stands in no list and no pack.</Notice>
  if (standing === 'ended' && story.consentEndsOn)
    return (
      <Notice tone="warn">
        The consent ended on {formatDay(story.consentEndsOn, locale)}, and the story is told no more. Ask the customer
        again, or let it go.
      </Notice>
    )
  if (standing !== 'draft' || !can.consent) return null
  return (
    <Notice tone="info">
      {missing.length
        ? `Before it can be published it needs ${inWords(missing)}.`
        : 'It has all it needs: a leader can publish it.'}
    </Notice>
  )
}

function Where() {
  const { org, story } = useLoaderData<typeof loader>()
  const { journeyStepId, stepName, journeyId, journeyName, metAtId, touchpointName } = story
  if (!journeyStepId && !metAtId) return <p className="text-ink-muted">Nobody has said yet.</p>
  return (
    <dl className="grid gap-3">
      {journeyStepId && (
        <div>
          <dt className="text-sm text-ink-muted">Step</dt>
          <dd>
            <TextLink href={paths.journeyStep(org, journeyStepId)}>{stepName}</TextLink>
            {journeyId && (
              <span className="text-ink-muted">
                {' '}
                of <TextLink href={paths.journey(org, journeyId)}>{journeyName}</TextLink>
              </span>
            )}
          </dd>
        </div>
      )}
      {metAtId && (
        <div>
          <dt className="text-sm text-ink-muted">Touchpoint</dt>
          <dd>
            <TextLink href={paths.touchpoint(org, metAtId)}>{touchpointName}</TextLink>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Outcome() {
  const { org, story } = useLoaderData<typeof loader>()
  return (
    <div className="grid gap-3">
      {story.outcome ? <Prose text={story.outcome} /> : <p className="text-ink-muted">Nobody has said yet.</p>}
      {story.initiativeId && (
        <p>
          <span className="text-sm text-ink-muted">Initiative: </span>
          <TextLink href={paths.initiative(org, story.initiativeId)}>{story.initiativeName}</TextLink>
          <span className="text-sm text-ink-muted">, {stageNames[story.initiativeStage as Stage].toLowerCase()}</span>
        </p>
      )}
    </div>
  )
}

function Aside() {
  const { org, story, origin, can } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const person = (memberId: string | null, name: string | null) =>
    memberId && <PersonChip name={name} href={paths.member(org, memberId)} />
  return (
    <>
      <ConsentFacts story={story} org={org} canRecord={can.consent} canWithdraw={can.withdraw} />
      <Facts
        items={[
          { term: 'Owner', value: person(story.ownerId, story.ownerName) },
          { term: 'Recorded by', value: person(story.createdBy, story.creatorName) },
          {
            term: 'Persona',
            value: story.personaId && (
              <TextLink href={paths.persona(org, story.personaId)}>{story.personaName}</TextLink>
            ),
          },
          ...(story.publishedOn ? [{ term: 'Published', value: formatDay(story.publishedOn, locale) }] : []),
          ...(origin
            ? [
                {
                  term: 'Read first in',
                  value: (
                    <TextLink href={paths.response(org, origin.id)}>
                      {origin.postName}, {formatDay(origin.answeredOn, locale)}
                    </TextLink>
                  ),
                },
              ]
            : []),
          ...(story.masked > 0 ? [{ term: 'Masked', value: `${plural(story.masked, 'piece')} of personal data` }] : []),
        ]}
      />
    </>
  )
}
