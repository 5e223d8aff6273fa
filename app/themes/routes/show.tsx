import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus, Scale, WholeWord } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { mayShapePersonas } from '#app/personas/experiences.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { readListQuery, listHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { DecisionStatus } from '../decision-status.tsx'
import { ThemeLinked } from '../theme-linked.tsx'
import { ThemeNextStep } from '../theme-next-step.tsx'
import { findTheme, findVolumes, listLinked, listVerbatims } from '../theme-page.server.ts'
import { listTaggings } from '../taggings.server.ts'
import { listThemeScores } from '../theme-scores.server.ts'
import { ThemeScores } from '../theme-scores.tsx'
import { ThemeTaggings } from '../theme-taggings.tsx'
import { ThemeVolume } from '../theme-volume.tsx'
import { hasWords, wordsInWords } from '../theme-words.ts'
import { Verbatim } from '../verbatim.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.theme.name ?? 'Theme'} · Sirius` }]

const quotes = { sorts: [], defaultSort: 'newest', pageSize: 8 } as const

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const theme = await findTheme(ctx, idOf(args.params.id))
    const query = readListQuery(args.request.url, quotes)
    const { viewer } = ctx
    const open = !theme.archivedAt
    return {
      org: ctx.org.slug,
      today: ctx.today,
      theme,
      query,
      volume: await findVolumes(ctx, theme.id),
      verbatims: await listVerbatims(ctx, theme.id, query),
      scores: await listThemeScores(ctx, theme.id),
      linked: await listLinked(ctx, theme.id),
      // As of a past moment there is nothing to undo.
      taggings: ctx.asOf ? [] : await listTaggings(ctx, theme.id),
      can: {
        edit: open && may(viewer, 'theme.edit', theme),
        decide: open && may(viewer, 'theme.decide', theme),
        appoint: open && may(viewer, 'theme.appoint'),
        archive: may(viewer, 'theme.appoint'),
        tag: open && may(viewer, 'theme.tag'),
        addGap: open && may(viewer, 'gap.add'),
        shapePersona: open && (await mayShapePersonas(ctx)),
      },
      timeline: await timelineOf(ctx, 'theme', theme.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Theme() {
  const { org, today, theme, query, volume, verbatims, scores, linked, taggings, can, timeline } =
    useLoaderData<typeof loader>()
  const { id } = theme
  const newGap = paths.newGap(org, { theme: id })
  return (
    <Page
      title={theme.name}
      chain={paths.chain(org, 'theme', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Themes', href: paths.themes(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <DecisionStatus theme={theme} />
          {theme.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.decide && (
            <LinkButton
              href={paths.themeDecision(org, id)}
              variant={theme.waited === null ? 'secondary' : 'primary'}
              icon={Scale}
            >
              {theme.waited === null ? 'Decide again' : 'Decide'}
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editTheme(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.appoint && (
            <LinkButton href={paths.themeMerge(org, id)} variant="quiet">
              Merge
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.themeArchive(org, id)} variant="quiet">
              {theme.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About theme={theme} org={org} />}
    >
      {!theme.archivedAt && <ThemeNextStep org={org} theme={theme} can={can} newGap={can.addGap ? newGap : null} />}
      {theme.description && (
        <Section title="What belongs to it">
          <Prose text={theme.description} />
        </Section>
      )}
      <Section
        title="What customers say"
        count={volume.total}
        actions={
          can.edit &&
          hasWords(theme.words) && (
            <LinkButton href={paths.themeWords(org, id)} size="small" icon={WholeWord}>
              Tag what is there by its words
            </LinkButton>
          )
        }
      >
        {verbatims.length ? (
          <div className="grid gap-5">
            {verbatims.map((verbatim) => (
              <Verbatim
                key={verbatim.id}
                verbatim={verbatim}
                showTagger
                actions={
                  can.tag && (
                    <ActionButton
                      action={paths.themeRejection(org, id)}
                      name={`rejection-${verbatim.id}`}
                      fields={{ responseId: verbatim.id }}
                      size="small"
                      variant="quiet"
                    >
                      Not about this
                    </ActionButton>
                  )
                }
              />
            ))}
            <Pager
              page={query.page}
              pageSize={query.pageSize}
              total={volume.total}
              hrefFor={(page) => listHref(query, { page })}
            />
          </div>
        ) : (
          <p className="text-ink-muted">
            {volume.total ? 'None of its responses says more in words.' : 'No response has been tagged with it yet.'}
          </p>
        )}
      </Section>
      <ThemeTaggings org={org} themeId={id} taggings={taggings} can={can} />
      <Section title="How often">
        <ThemeVolume name={theme.name} {...volume} />
      </Section>
      <Section
        title="How those score who speak of it"
        description="Responses of the last year. The range is what chance alone allows (95 %)."
      >
        <ThemeScores rows={scores} />
      </Section>
      <Section
        title="What came of it"
        actions={
          <>
            {can.addGap && (
              <>
                <LinkButton href={newGap} size="small" icon={Plus}>
                  Open a gap
                </LinkButton>
                <LinkButton href={paths.newGapEvidence(org, { theme: id })} size="small" variant="quiet">
                  Link to a gap
                </LinkButton>
              </>
            )}
            {can.shapePersona && (
              <LinkButton href={paths.newPersonaExperienceEvidence(org, { theme: id })} size="small" variant="quiet">
                Delight or pain of a persona…
              </LinkButton>
            )}
          </>
        }
      >
        <ThemeLinked org={org} {...linked} />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editTheme(org, id)} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['theme']

function About({ theme, org }: { theme: Shown; org: string }) {
  const { locale } = useLocale()
  const decided = theme.decision !== 'undecided'
  return (
    <Facts
      items={[
        {
          term: 'Owner',
          value: theme.ownerName && (
            <PersonChip name={theme.ownerName} href={theme.ownerId && paths.member(org, theme.ownerId)} />
          ),
        },
        ...(theme.decidedOn
          ? [
              {
                term: decided ? 'Why' : 'Why it was taken back',
                value: <Prose text={theme.decisionReason} />,
              },
              {
                term: decided ? 'Decided by' : 'Taken back by',
                value: (
                  <span className="grid gap-0.5">
                    <PersonChip
                      name={theme.decidedByName}
                      href={theme.decidedBy && paths.member(org, theme.decidedBy)}
                    />
                    <span className="text-sm text-ink-muted">on {formatDay(theme.decidedOn, locale)}</span>
                  </span>
                ),
              },
            ]
          : []),
        { term: 'Found', value: formatDay(theme.foundOn, locale) },
        { term: 'Tags by itself', value: theme.words ? wordsInWords(theme.words) : 'no words yet' },
      ]}
    />
  )
}
