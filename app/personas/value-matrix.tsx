import { clsx } from 'clsx'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { type Placed, type Stance, levelNames, levels, stanceNames, stances, valueMatrix } from './segment.ts'

interface Segment extends Placed {
  id: string
  name: string
}

const looks: Record<Stance, string> = {
  'keep and grow': 'bg-good-soft',
  'win over': 'bg-info-soft',
  'look after': 'bg-warn-soft',
  'keep easy': 'bg-sunken',
}

/** Where each segment stands between what it is worth today and what it could be. The table beside it says the same. */
export function ValueMatrix({ segments, org }: { segments: Segment[]; org: string }) {
  const lettered = segments.map((segment, at) => ({ ...segment, letter: letterOf(at) }))
  const rows = valueMatrix(lettered)
  return (
    <figure className="max-w-3xl min-w-0">
      <table className="w-full table-fixed border-separate border-spacing-1">
        <caption className="sr-only">Segments by value today (across) and potential (down, highest first)</caption>
        <colgroup>
          <col className="w-7 sm:w-10" />
          <col span={5} />
        </colgroup>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]!.potentialValue}>
              <th scope="row" className="pe-1.5 text-end text-xs font-normal text-ink-muted">
                <span className="sr-only">Potential: {levelNames[cells[0]!.potentialValue]} </span>
                {cells[0]!.potentialValue}
              </th>
              {cells.map((cell) => (
                <td
                  key={cell.currentValue}
                  className={clsx(
                    'keep-colour h-12 rounded-md p-1 align-top text-xs sm:h-16 sm:p-2',
                    looks[cell.stance],
                  )}
                >
                  <Corner cell={cell} />
                  <ul className="flex flex-wrap gap-x-2 gap-y-0.5 sm:grid">
                    {cell.segments.map((segment) => (
                      <li key={segment.id}>
                        <TextLink
                          href={paths.segment(org, segment.id)}
                          quiet
                          className="inline-block min-h-6 leading-tight"
                        >
                          <span aria-hidden className="text-base sm:hidden">
                            {segment.letter}
                          </span>
                          <span className="max-sm:sr-only">{segment.name}</span>
                        </TextLink>
                      </li>
                    ))}
                  </ul>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {levels.map((level) => (
              <th key={level} scope="col" className="text-xs font-normal text-ink-muted">
                <span className="sr-only">Value today: {levelNames[level]} </span>
                {level}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 gap-y-1 ps-8 text-xs text-ink-muted sm:ps-12">
        <span>↑ Potential (1 to 5)</span>
        <span>Value today (1 to 5) →</span>
      </figcaption>
      <Legend segments={lettered} />
    </figure>
  )
}

/** A, B … Z, then A2, B2: there are rarely more than a handful. */
const letterOf = (at: number) => String.fromCharCode(65 + (at % 26)) + (at < 26 ? '' : String(Math.floor(at / 26) + 1))

/** Names each of the four fields once, in its outermost cell. */
function Corner({ cell }: { cell: Placed & { stance: Stance } }) {
  const outer = (value: number) => value === 1 || value === 5
  if (!outer(cell.currentValue) || !outer(cell.potentialValue)) return null
  return (
    <p className="mb-1 text-[0.6875rem] leading-tight font-medium text-ink-muted max-sm:hidden">
      {stanceNames[cell.stance]}
    </p>
  )
}

/** On a phone the cells hold letters and colours; here is what they mean. Read aloud, the cells hold the names. */
function Legend({ segments }: { segments: { id: string; letter: string; name: string }[] }) {
  return (
    <div aria-hidden className="mt-3 grid gap-3 text-sm sm:hidden">
      <ul className="grid gap-1">
        {segments.map(({ id, letter, name }) => (
          <li key={id}>
            <span className="inline-block w-6 font-medium">{letter}</span>
            {name}
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
        {stances.map((stance) => (
          <li key={stance} className="inline-flex items-center gap-1.5">
            <span className={clsx('keep-colour size-3 rounded-xs border border-line-strong/40', looks[stance])} />
            {stanceNames[stance]}
          </li>
        ))}
      </ul>
    </div>
  )
}
