import { Link, useNavigate } from '@remix-run/react'
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { isSafePath } from './safe-link.ts'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** True, or the key to sort by where it differs from `key`. */
  sort?: boolean | string
  align?: 'start' | 'end'
  hideOn?: 'phone'
  /** Keeps what belongs together on one line, such as a date. */
  nowrap?: boolean
  /** CSS width on wide screens. */
  width?: string
  /** Keeps the header for screen readers only: for a column of buttons. */
  hideHeader?: boolean
}

interface TableProps<Row> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** What the table lists; read aloud, and shown if `showCaption`. */
  caption: string
  showCaption?: boolean
  sort?: { key: string; direction: 'asc' | 'desc' }
  /** The address that sorts by this column (or turns the order round). */
  sortHref?: (key: string) => string
  /** Where a click on a row leads. The first cell must hold the link itself; this only makes the whole row a target. */
  rowHref?: (row: Row) => string | null
  empty?: ReactNode
  /** Marks rows that need attention. */
  rowTone?: (row: Row) => 'warn' | 'bad' | undefined
}

const bar = { warn: 'shadow-[inset_3px_0_0_var(--warn)]', bad: 'shadow-[inset_3px_0_0_var(--bad)]' }

/** A table sorted by the server; on phones each row becomes a small list of labels and values. */
export function Table<Row>({
  columns,
  rows,
  rowKey,
  caption,
  showCaption,
  sort,
  sortHref,
  rowHref,
  empty,
  rowTone,
}: TableProps<Row>) {
  const follow = useRowClick()
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div
      className="card relative overflow-x-auto rounded-lg border border-line bg-raised break-inside-auto! print:overflow-visible print:rounded-none print:border-x-0"
      tabIndex={-1}
    >
      <table role="table" className="w-full border-collapse text-start text-sm max-sm:block">
        <caption className={showCaption ? 'px-4 py-2 text-start text-sm text-ink-muted max-sm:block' : 'sr-only'}>
          {caption}
        </caption>
        <thead role="rowgroup" className="max-sm:sr-only">
          <tr role="row" className="border-b border-line">
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} sortHref={sortHref} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-sm:block">
          {rows.map((row) => {
            const href = rowHref?.(row)
            const tone = rowTone?.(row)
            return (
              <tr
                role="row"
                key={rowKey(row)}
                onClick={href ? (event) => follow(event, href) : undefined}
                className={clsx('record-row', tone && bar[tone], href && 'cursor-pointer')}
              >
                {columns.map((column, at) => (
                  <BodyCell key={column.key} column={column} row={row} first={at === 0} />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface HeaderCellProps<Row> extends Pick<TableProps<Row>, 'sort' | 'sortHref'> {
  column: Column<Row>
}

function HeaderCell<Row>({ column, sort, sortHref }: HeaderCellProps<Row>) {
  const key = typeof column.sort === 'string' ? column.sort : column.key
  const current = sort?.key === key
  const end = column.align === 'end'
  const Icon = !current ? ChevronsUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={column.sort ? (current ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none') : undefined}
      style={{ width: column.width }}
      className={clsx('px-4 py-2 font-medium whitespace-nowrap text-ink-muted', end ? 'text-end' : 'text-start')}
    >
      {column.sort && sortHref ? (
        <Link
          to={sortHref(key)}
          preventScrollReset
          className={clsx(
            '-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink',
            current && 'text-ink',
          )}
        >
          {column.header}
          <Icon aria-hidden className={clsx('size-3.5 print:hidden', !current && 'opacity-40')} />
        </Link>
      ) : (
        <span className={column.hideHeader ? 'sr-only' : undefined}>{column.header}</span>
      )}
    </th>
  )
}

interface BodyCellProps<Row> {
  column: Column<Row>
  row: Row
  first: boolean
}

function BodyCell<Row>({ column, row, first }: BodyCellProps<Row>) {
  const inside = column.cell(row)
  const empty = inside === null || inside === undefined || inside === '' || inside === false
  const look = clsx(
    column.nowrap && 'one-line',
    column.align === 'end' && 'figures',
    (column.hideOn === 'phone' || empty) && 'not-on-phone',
  )
  return first ? (
    <th role="rowheader" scope="row" className={look || undefined}>
      {inside}
    </th>
  ) : (
    <td role="cell" className={look || undefined} data-label={column.hideHeader ? undefined : column.header}>
      <div>{inside}</div>
    </td>
  )
}

/** A click on a row follows its link, unless something in it was meant, or text was selected. */
function useRowClick() {
  const navigate = useNavigate()
  return (event: MouseEvent<HTMLTableRowElement>, href: string) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || !isSafePath(href)) return
    if ((event.target as Element).closest('a, button, summary, details, input, select, textarea, label')) return
    if (window.getSelection()?.toString()) return
    navigate(href)
  }
}
