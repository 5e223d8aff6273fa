import { paths } from '#app/paths.ts'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type ResponseImportState, responseImportStateNames, responseImportStateTones } from './response-import.ts'

interface ListedImport {
  id: string
  fileName: string
  state: ResponseImportState
  totalRows: number
  outcome: { recorded?: number }
  createdAt: Date
  who: string
}

/** Files of responses that were read into one post, newest first. */
export function ResponseImportList({ imports, org }: { imports: readonly ListedImport[]; org: string }) {
  const { locale, timeZone } = useLocale()
  return (
    <Table
      caption="Files, newest first"
      rows={imports}
      rowKey={(row) => row.id}
      rowHref={(row) => paths.responseImport(org, row.id)}
      columns={[
        {
          key: 'file',
          header: 'File',
          nowrap: true,
          cell: (row) => (
            <TextLink href={paths.responseImport(org, row.id)} quiet>
              {row.fileName}
            </TextLink>
          ),
        },
        {
          key: 'state',
          header: 'State',
          nowrap: true,
          cell: (row) => (
            <Status tone={responseImportStateTones[row.state]}>{responseImportStateNames[row.state]}</Status>
          ),
        },
        { key: 'lines', header: 'Lines', align: 'end', cell: (row) => formatNumber(row.totalRows, 0, locale) },
        {
          key: 'recorded',
          header: 'Responses',
          align: 'end',
          cell: (row) => formatNumber(row.outcome.recorded ?? 0, 0, locale),
        },
        {
          key: 'who',
          header: 'Read by',
          nowrap: true,
          cell: (row) => (
            <span className="grid">
              {row.who}
              <span className="text-xs text-ink-muted">{formatMoment(row.createdAt, locale, timeZone)}</span>
            </span>
          ),
        },
      ]}
    />
  )
}
