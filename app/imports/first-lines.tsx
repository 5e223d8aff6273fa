import { SelectField } from '#app/ui/choice-field.tsx'

interface FirstLinesProps {
  columns: readonly string[]
  /** What a column can be read as. */
  fields: readonly { name: string; label: string }[]
  lines: readonly { line: number; cells: readonly string[] }[]
}

/** The file's first lines, each column under the field it is taken for: `column_0`, `column_1` … of the form around it. */
export function FirstLines({ columns, fields, lines }: FirstLinesProps) {
  const options = fields.map(({ name, label }) => ({ value: name, label }))
  return (
    <div
      className="relative overflow-x-auto rounded-lg border border-line bg-raised"
      tabIndex={0}
      role="group"
      aria-label="First lines of the file"
    >
      <table className="tabular w-full border-collapse text-sm">
        <caption className="sr-only">First lines of the file, with the field each column is read as</caption>
        <thead>
          <tr className="align-top">
            <th scope="col" className="px-3 pt-3 text-start font-medium text-ink-muted">
              Line
            </th>
            {columns.map((column, at) => (
              <th key={at} scope="col" className="min-w-40 px-3 py-3 text-start font-medium">
                <span dir="auto" className="mb-1.5 block max-w-56 truncate">
                  {column}
                </span>
                <SelectField
                  name={`column_${at}`}
                  label={`“${column}” is`}
                  options={options}
                  empty="leave out"
                  hideLabel
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {lines.map((row) => (
            <tr key={row.line}>
              <th scope="row" className="px-3 py-1.5 text-start font-normal text-ink-muted">
                {row.line}
              </th>
              {columns.map((_, at) => (
                <td key={at} dir="auto" className="max-w-72 truncate px-3 py-1.5">
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
