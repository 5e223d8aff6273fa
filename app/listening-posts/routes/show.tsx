import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus, Radio, Upload } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, Status } from '#app/ui/status.tsx'
import { ResponseImportList } from '../import-list.tsx'
import {
  type Channel,
  cadenceNames,
  channelNames,
  occasionNames,
  silenceOf,
  silenceTones,
  silenceWords,
} from '../listening-post.ts'
import { findListeningPost } from '../listening-posts.server.ts'
import { QuestionTable } from '../question-table.tsx'
import { listResponseImports } from '../response-imports.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.post.name ?? 'Listening post'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const post = await findListeningPost(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      post,
      imports: ctx.asOf ? [] : await listResponseImports(ctx, post.id),
      canEdit: may(ctx.viewer, 'listening_post.edit', post),
      canConnect: may(ctx.viewer, 'listening_post.connect', post),
      canImport: may(ctx.viewer, 'listening_post.import', post) && !post.archivedAt,
      timeline: await timelineOf(ctx, 'listening_post', post.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function ListeningPost() {
  const { org, today, post, imports, canEdit, canConnect, canImport, timeline } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { id } = post
  const silent = silenceOf(post, today)
  const upload = canImport && (
    <LinkButton href={paths.listeningPostImport(org, id)} variant="primary" icon={Upload}>
      Import a file
    </LinkButton>
  )
  return (
    <Page
      title={post.name}
      chain={paths.chain(org, 'listening-post', post.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Listening posts', href: paths.listeningPosts(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          {channelNames[post.channel as Channel]}
          <Status tone={silenceTones[silent.state]}>{silenceWords(silent)}</Status>
          {post.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {upload}
          {canConnect && (
            <LinkButton href={paths.intake(org, id)} icon={Radio}>
              Live intake
            </LinkButton>
          )}
          {canEdit && (
            <>
              {!post.archivedAt && (
                <LinkButton href={paths.editListeningPost(org, id)} icon={Pencil}>
                  Edit
                </LinkButton>
              )}
              <LinkButton href={paths.listeningPostArchive(org, id)} variant="quiet">
                {post.archivedAt ? 'Restore' : 'Archive'}
              </LinkButton>
            </>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            { term: 'Owner', value: post.owner },
            { term: 'Asks about', value: occasionNames[post.occasion as 'transaction'] },
            { term: 'Questions', value: post.structured ? 'Fixed' : 'Free text' },
            { term: 'How often', value: cadenceNames[post.cadence as 'daily'] },
            { term: 'Touchpoint', value: post.touchpoint },
            { term: 'Last answer', value: post.lastAnswer && formatMoment(post.lastAnswer, locale, timeZone) },
            {
              term: 'Answers in the last 30 days',
              value:
                formatNumber(post.recent, 0, locale) +
                (post.expectedVolume === null ? '' : ` of ${formatNumber(post.expectedVolume, 0, locale)} expected`),
            },
            { term: 'Longest time without a decision', value: plural(post.decisionDays, 'day') },
          ].map(({ term, value }) => ({ term, value: value || null }))}
        />
      }
    >
      {silenceTones[silent.state] === 'bad' && !post.archivedAt && (
        <p className="max-w-prose font-medium text-bad">
          What is heard here has led to nothing for {plural(silent.days, 'day')}: no theme decided, no gap opened, no
          case resolved. Decide on a theme, or stop asking.
        </p>
      )}
      {post.description && (
        <Section title="Who answers">
          <Prose text={post.description} />
        </Section>
      )}
      <Section
        title="Questions"
        count={post.questions.length}
        actions={
          canEdit &&
          !post.archivedAt && (
            <LinkButton href={paths.newQuestion(org, id)} size="small" icon={Plus}>
              Add a question
            </LinkButton>
          )
        }
      >
        {post.questions.length ? (
          <QuestionTable questions={post.questions} org={org} postId={id} canEdit={canEdit && !post.archivedAt} />
        ) : (
          <p className="max-w-prose text-ink-muted">
            None yet. Import a file: its questions are recognised. Or add them one by one, and let answers come in live.
          </p>
        )}
      </Section>
      <Section title="Journey steps it covers" count={post.steps.length}>
        {post.steps.length ? (
          <ul className="grid gap-1.5">
            {post.steps.map((step) => (
              <li key={step.id}>
                <span dir="auto">{step.name}</span> <span className="text-ink-muted">· {step.journey}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="max-w-prose text-ink-muted">No step is named, so it counts for none in the coverage.</p>
        )}
      </Section>
      {imports.length > 0 && (
        <Section title="Files" count={imports.length}>
          <ResponseImportList imports={imports} org={org} />
        </Section>
      )}
      <RecordTimeline timeline={timeline} today={today} bringBack={canEdit && paths.editListeningPost(org, id)} />
    </Page>
  )
}
