import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { contactStanding, hasContact } from '#app/listening-posts/contacts.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { listShownBy, mayShapePersonas } from '#app/personas/experiences.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Section } from '#app/ui/page.tsx'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import { ActOnResponse } from '../act-on-response.tsx'
import { languageName } from '../feedback.ts'
import { listThemeNames } from '../inbox.server.ts'
import { findResponse } from '../responses.server.ts'
import { ScoreMark } from '../score-mark.tsx'
import { Verbatim } from '../verbatim.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Response to ${data?.response.postName ?? 'a post'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const response = await findResponse(ctx, idOf(args.params.id))
    const contact = await hasContact(ctx, response.id)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      response,
      contact,
      experiences: await listShownBy(ctx, 'response', response.id),
      themes: may(ctx.viewer, 'theme.tag') ? await listThemeNames(ctx) : [],
      can: {
        tag: may(ctx.viewer, 'theme.tag'),
        openCase: may(ctx.viewer, 'customer_case.open'),
        addGap: may(ctx.viewer, 'gap.add'),
        shapePersona: await mayShapePersonas(ctx),
        tell: may(ctx.viewer, 'story.add') && response.texts.length > 0,
        open: contact && may(ctx.viewer, 'response.open_contact', await contactStanding(ctx, response.id)),
        erase: may(ctx.viewer, 'response.erase'),
      },
      timeline: await timelineOf(ctx, 'response', response.id, { before: beforeOf(args.request), limit: 10 }),
    }
  })
}

export default function Response() {
  const { org, today, response, contact, themes, can, timeline } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { id, texts, scores, choices, restricted } = response
  const inbox = (filter: string, of: { id: string; name: string } | null) =>
    of && <TextLink href={paths.feedback(org, { [filter]: of.id })}>{of.name}</TextLink>
  return (
    <Page
      title={response.postName}
      chain={paths.chain(org, 'response', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Feedback', href: paths.feedback(org) }]} />}
      lede={`Answered ${formatMoment(response.answeredAt, locale, timeZone)}.`}
      actions={
        <>
          {can.open && <LinkButton href={paths.responseContact(org, id)}>Whom to answer</LinkButton>}
          {can.erase && (
            <LinkButton href={paths.responseErasure(org, id)} variant="quiet">
              Erase
            </LinkButton>
          )}
        </>
      }
      aside={
        <>
          <Facts
            items={[
              {
                term: 'Listening post',
                value: <TextLink href={paths.feedback(org, { post: response.postId })}>{response.postName}</TextLink>,
              },
              { term: 'Touchpoint', value: inbox('touchpoint', response.touchpoint) },
              { term: 'Segment', value: inbox('segment', response.segment) },
              { term: 'Persona', value: inbox('persona', response.persona) },
              { term: 'Unit', value: inbox('unit', response.unit) },
              { term: 'Language', value: response.language && languageName(response.language) },
              { term: 'Arrived', value: formatMoment(response.receivedAt, locale, timeZone) },
              { term: 'From the file', value: response.importName },
              { term: 'Whom to answer', value: contact ? 'given, and sealed' : 'not given' },
            ].filter(({ value }) => value)}
          />
          <Linked />
        </>
      }
    >
      <Section title="What was written">
        {restricted ? (
          <RestrictedWords restricted={restricted} />
        ) : texts.length ? (
          <dl className="grid gap-5">
            {texts.map(({ label, text }) => (
              <div key={label}>
                <dt className="text-sm text-ink-muted">{label}</dt>
                <dd className="mt-1 max-w-prose border-s-2 border-line-strong/60 ps-4 text-pretty">
                  <Verbatim text={text} />
                </dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="text-ink-muted">No comment.</p>
        )}
      </Section>
      {(scores.length > 0 || choices.length > 0) && (
        <Section title="Answers">
          <dl className="grid gap-3 sm:grid-cols-2">
            {scores.map((score) => (
              <div key={score.label}>
                <dt className="text-sm text-ink-muted">{score.label}</dt>
                <dd className="mt-0.5">
                  <ScoreMark score={score} />
                </dd>
              </div>
            ))}
            {choices.map(({ label, chosen }) => (
              <div key={label}>
                <dt className="text-sm text-ink-muted">{label}</dt>
                <dd dir="auto" className="mt-0.5">
                  {chosen.join(', ')}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <ActOnResponse org={org} response={response} themes={themes} can={can} />
      <nav aria-label="Responses of the same post" className="flex flex-wrap gap-2 print:hidden">
        {response.later && (
          <LinkButton href={paths.response(org, response.later)} size="small" variant="quiet">
            Later response
          </LinkButton>
        )}
        {response.earlier && (
          <LinkButton href={paths.response(org, response.earlier)} size="small" variant="quiet">
            Earlier response
          </LinkButton>
        )}
      </nav>
      {timeline.events.length > 0 && <RecordTimeline timeline={timeline} today={today} bringBack={false} />}
    </Page>
  )
}

/** What came of it. */
function Linked() {
  const { org, response, experiences } = useLoaderData<typeof loader>()
  const lists = [
    { title: 'Themes', kind: 'theme', rows: response.themes },
    { title: 'Cases', kind: 'customer_case', rows: response.cases },
    { title: 'Evidence of gaps', kind: 'gap', rows: response.gaps },
    {
      title: 'Delights and pains',
      kind: 'persona_experience',
      rows: experiences.map(({ id, sentence, personaName }) => ({ id, name: `${personaName}: ${sentence}` })),
    },
    { title: 'Told as a story', kind: 'story', rows: response.stories },
  ].filter(({ rows }) => rows.length > 0)
  return lists.map(({ title, kind, rows }) => (
    <Section key={title} title={title} count={rows.length}>
      <ul className="grid gap-1.5">
        {rows.map(({ id, name }) => {
          const href = recordPath(org, kind, id)
          return <li key={id}>{href ? <TextLink href={href}>{name}</TextLink> : name}</li>
        })}
      </ul>
    </Section>
  ))
}
