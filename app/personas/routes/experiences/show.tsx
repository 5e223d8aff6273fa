import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Link2, Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { EvidenceList } from '#app/evidence/evidence-list.tsx'
import { findEvidence } from '#app/evidence/evidence.server.ts'
import { countOf } from '#app/evidence/evidence.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { experienceNames } from '../../experience.ts'
import { ExperienceGrade } from '../../experience-grade.tsx'
import { findExperience } from '../../experiences.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.experience.sentence ?? 'Delight or pain'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const experience = await findExperience(ctx, idOf(args.params.id))
    const { id } = experience
    const edits = may(ctx.viewer, 'persona.edit', experience) && !experience.personaArchivedAt
    return {
      org: ctx.org.slug,
      today: ctx.today,
      experience,
      evidence: await findEvidence(ctx, { kind: 'persona_experience', id }),
      can: { edit: edits && !experience.archivedAt, archive: edits },
      timeline: await timelineOf(ctx, 'persona_experience', id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Experience() {
  const { org, today, experience, evidence, can, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const { id, kind, sentence, personaId, personaName } = experience
  return (
    <Page
      title={sentence}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Personas', href: paths.personas(org) },
            { label: personaName, href: paths.persona(org, personaId) },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <Badge>{experienceNames[kind]}</Badge>
          <ExperienceGrade org={org} experience={experience} />
          {experience.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && (
            <LinkButton href={paths.editPersonaExperience(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.personaExperienceArchive(org, id)} variant="quiet">
              {experience.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: experienceNames[kind],
              value: (
                <>
                  of <TextLink href={paths.persona(org, personaId)}>{personaName}</TextLink>
                </>
              ),
            },
            {
              term: 'Added',
              value: `${formatDay(experience.addedOn, locale)}${experience.addedBy ? ` by ${experience.addedBy}` : ''}`,
            },
          ]}
        />
      }
    >
      <Section
        id="evidence"
        title="What it rests on"
        count={countOf(evidence.counts)}
        description={
          experience.themes > 1 ? 'A response that carries several of these themes is a mention of each.' : undefined
        }
        actions={
          can.edit && (
            <LinkButton href={paths.personaExperienceEvidence(org, id)} size="small" icon={Link2}>
              Link evidence
            </LinkButton>
          )
        }
      >
        <EvidenceList
          org={org}
          noun={kind}
          nothing="Nothing yet: so far it is assumed. Link what colleagues saw or what customers said."
          removal={can.edit ? paths.personaExperienceEvidenceRemoval(org, id) : null}
          evidence={evidence}
        />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editPersonaExperience(org, id)} />
    </Page>
  )
}
