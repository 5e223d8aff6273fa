import { Table } from '#app/ui/table.tsx'

interface Problem {
  line: number
  column: string | null
  cell: string
  reason: string
}

/** What could not be read, by line, column and reason. */
export function FileProblems({ problems }: { problems: readonly Problem[] }) {
  return (
    <Table
      caption="Lines that are left out"
      rows={problems.map((problem, at) => ({ ...problem, at }))}
      rowKey={(row) => String(row.at)}
      columns={[
        { key: 'line', header: 'Line', cell: (row) => <span className="tabular">Line {row.line}</span> },
        { key: 'column', header: 'Column', cell: (row) => <span dir="auto">{row.column ?? 'the whole line'}</span> },
        {
          key: 'cell',
          header: 'It says',
          cell: (row) => (
            <span dir="auto">
              {row.cell === '' && row.column ? <span className="text-ink-muted">nothing</span> : row.cell}
            </span>
          ),
        },
        { key: 'reason', header: 'What is wrong', cell: (row) => row.reason },
      ]}
    />
  )
}

/** Values that stand there already and would change: old and new side by side. */
export function Restatements({
  rows,
}: {
  rows: readonly { line: number; name: string; before: string; after: string }[]
}) {
  return (
    <Table
      caption="Earlier values that would change"
      rows={rows}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: 'name', header: 'For', cell: (row) => row.name },
        {
          key: 'change',
          header: 'Old and new',
          cell: (row) => (
            <span className="tabular">
              <del className="text-ink-muted">
                <span className="sr-only">old </span>
                {row.before}
              </del>
              <span aria-hidden> → </span>
              <ins className="font-medium no-underline">
                <span className="sr-only">new </span>
                {row.after}
              </ins>
            </span>
          ),
        },
        { key: 'line', header: 'Line', align: 'end', cell: (row) => row.line },
      ]}
    />
  )
}
