import { paths } from '#app/paths.ts'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { importStateNames, importStateTones } from './states.ts'

interface ListedImport {
  id: string
  fileName: string
  state: string
  totalRows: number
  createdAt: Date
  who: string
}

/** Files that were read into one record, newest first. */
export function ImportList({ imports, org }: { imports: readonly ListedImport[]; org: string }) {
  const { locale, timeZone } = useLocale()
  return (
    <Table
      caption="Imports, newest first"
      rows={imports}
      rowKey={(row) => row.id}
      rowHref={(row) => paths.dataImport(org, row.id)}
      columns={[
        {
          key: 'file',
          header: 'File',
          cell: (row) => (
            <TextLink href={paths.dataImport(org, row.id)} quiet>
              {row.fileName}
            </TextLink>
          ),
        },
        {
          key: 'state',
          header: 'State',
          cell: (row) => (
            <Status tone={importStateTones[row.state as keyof typeof importStateTones]}>
              {importStateNames[row.state as keyof typeof importStateNames]}
            </Status>
          ),
        },
        { key: 'rows', header: 'Lines', align: 'end', cell: (row) => formatNumber(row.totalRows, 0, locale) },
        {
          key: 'who',
          header: 'Read by',
          cell: (row) => `${row.who}, ${formatMoment(row.createdAt, locale, timeZone)}`,
        },
      ]}
    />
  )
}
