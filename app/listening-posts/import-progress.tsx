import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { paths } from '#app/paths.ts'
import { ProgressBar } from '#app/ui/chart.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import type { ImportOutcome, ResponseImportState } from './response-import.ts'

interface Running {
  id: string
  state: ResponseImportState
  appliedRows: number
  totalRows: number
  nextByte: number
  fileSize: number | null
  version: number
  outcome: ImportOutcome
}

/** How far reading, importing or undoing has come; it goes on without this page. */
export function ImportProgress({ found, org }: { found: Running; org: string }) {
  const { locale } = useLocale()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => revalidate(), 1500)
    return () => clearInterval(timer)
  }, [revalidate])
  const { id, state, appliedRows, totalRows, nextByte, fileSize, version, outcome } = found
  const count = (value: number) => formatNumber(value, 0, locale)
  const recorded = outcome.recorded ?? 0
  const withdrawn = outcome.withdrawn ?? 0
  const done =
    {
      reading: Number(nextByte) / Math.max(1, Number(fileSize)),
      undoing: withdrawn / Math.max(1, recorded),
    }[state as 'reading' | 'undoing'] ?? appliedRows / Math.max(1, totalRows)
  const says =
    state === 'reading'
      ? `${count(totalRows)} lines are read.`
      : state === 'undoing'
        ? `${count(withdrawn)} of ${count(recorded)} responses are withdrawn.`
        : `${count(appliedRows)} of ${count(totalRows)} lines are done.`
  return (
    <div className="grid max-w-xl gap-3">
      <ProgressBar value={Math.floor(100 * Math.min(1, done))} label="How far it has come" />
      <p role="status" className="tabular">
        {says} You may leave this page: it goes on.
      </p>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <TextLink href={paths.responseImport(org, id)} reloadDocument>
          Look again
        </TextLink>
        {state !== 'reading' && (
          <ActionButton
            action={
              state === 'undoing' ? paths.responseImportUndoing(org, id) : paths.responseImportApplication(org, id)
            }
            fields={{ version }}
            name="nudge"
            variant="quiet"
            size="small"
          >
            Nothing moves? Start it again
          </ActionButton>
        )}
      </div>
    </div>
  )
}
