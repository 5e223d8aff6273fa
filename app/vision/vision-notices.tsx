import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Notice } from './notice.tsx'

interface Version {
  id: string
  number: number
  effectiveOn: string | null
  proposerName: string | null
  creatorName: string | null
}

interface VisionNoticesProps {
  org: string
  current: Version | null
  upcoming: Version | null
  proposed: Version[]
  drafts: Version[]
  can: { edit: boolean; ratify: boolean }
}

/** What is under way with the vision, each with the next step for those who may take it. */
export function VisionNotices({ org, current, upcoming, proposed, drafts, can }: VisionNoticesProps) {
  const { locale } = useLocale()
  if (!upcoming && !proposed.length && !(can.edit && drafts.length)) return null
  return (
    <div className="grid gap-2 print:hidden">
      {upcoming?.effectiveOn && (
        <Notice
          tone="good"
          actions={
            <LinkButton size="small" href={paths.visionVersion(org, upcoming.id)}>
              Read version {upcoming.number}
            </LinkButton>
          }
        >
          Version {upcoming.number} is ratified and takes effect on {formatDay(upcoming.effectiveOn, locale)}.
          {current && ` Until then version ${current.number}, shown here, holds.`}
        </Notice>
      )}
      {proposed.map((version) => (
        <Notice
          key={version.id}
          tone="info"
          actions={
            <LinkButton
              size="small"
              href={paths.visionVersion(org, version.id)}
              variant={can.ratify ? 'primary' : 'secondary'}
            >
              {can.ratify ? 'Read and decide' : 'Read the proposal'}
            </LinkButton>
          }
        >
          Version {version.number} is proposed{version.proposerName && ` by ${version.proposerName}`} and waits to be
          ratified{can.ratify ? ': read it, then ratify it or send it back.' : ' by a CX leader or an executive.'}
        </Notice>
      ))}
      {can.edit &&
        drafts.map((version) => (
          <Notice
            key={version.id}
            tone="info"
            actions={
              <LinkButton size="small" href={paths.visionVersion(org, version.id)}>
                Open the draft
              </LinkButton>
            }
          >
            Version {version.number} is a draft{version.creatorName && ` by ${version.creatorName}`}. When its words
            stand, propose it.
          </Notice>
        ))}
    </div>
  )
}
