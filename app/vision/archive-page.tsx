import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { archiveForm } from './archive.ts'

export interface ArchivePageProps {
  /** What the record is called, and what kind it is: `value`. */
  title: string
  noun: string
  version: number
  archived: boolean
  back: string
  /** What it means to archive this one; the rest is said for all alike. */
  meaning?: string
}

/** The page that archives a record or restores it. */
export function ArchivePage({ title, noun, version, archived, back, meaning }: ArchivePageProps) {
  return (
    <ConfirmPage
      title={title}
      eyebrow={archived ? `Restore ${noun}` : `Archive ${noun}`}
      name="archive"
      schema={archiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to every list, with its history.'
        : `It leaves every list. ${meaning ? `${meaning} ` : ''}Nothing is deleted, and it can be restored.`}
    </ConfirmPage>
  )
}
