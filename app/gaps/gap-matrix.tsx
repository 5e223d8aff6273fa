import { useFetcher } from '@remix-run/react'
import { clsx } from 'clsx'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { paths } from '#app/paths.ts'
import { useHydrated } from '#app/ui/hydrated.ts'
import { useFormKey } from '#app/ui/organisation.ts'
import type { FormAnswer } from '#app/ui/schema.ts'
import { type Axis, axisNames, matrixOf, points, type Rated, stepped, thirdAxis } from './gap.ts'

export interface MatrixGap extends Rated {
  id: string
  name: string
  /** Its number in the list beside. */
  number: number
  version: number
  canEdit: boolean
}

interface MatrixProps {
  org: string
  gaps: readonly MatrixGap[]
  across: Axis
  up: Axis
}

const sizes = ['size-7 text-xs', 'size-7 text-xs', 'size-8 text-sm', 'size-9 text-sm', 'size-10 text-base']

/**
 * Gaps as numbered dots in a grid of five by five; a larger dot is further along the third axis. Dots stand beside each other, never on
 * each other. Whoever may edit drags them, or moves them with the arrow keys; the list beside says the same and takes numbers.
 */
export function GapMatrix({ org, gaps, across, up }: MatrixProps) {
  const fetcher = useFetcher<FormAnswer>()
  const key = useFormKey()
  const hydrated = useHydrated()
  const [held, setHeld] = useState<string | null>(null)
  const [moves, setMoves] = useState(0)
  const moving = fetcher.formData
  // What is being saved stands in its new place already.
  const shown = gaps.map((gap) =>
    moving?.get('_gap') === gap.id
      ? { ...gap, [across]: Number(moving.get(across)), [up]: Number(moving.get(up)) }
      : gap,
  )
  const { rows } = matrixOf(shown, across, up)
  const third = thirdAxis(across, up)
  const problem = fetcher.state === 'idle' && fetcher.data?.ok === false ? fetcher.data : null

  function move(gap: MatrixGap, x: number, y: number) {
    if (!gap.canEdit || fetcher.state !== 'idle' || (gap[across] === x && gap[up] === y)) return
    const point = (axis: Axis) => (axis === across ? x : axis === up ? y : (gap[axis] ?? ''))
    setMoves(moves + 1)
    const body = { value: point('value'), effort: point('effort'), size: point('size'), version: gap.version }
    const hidden = { _form: 'matrix', _key: `${key}.${moves}`, _gap: gap.id, _back: '' }
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...body, ...hidden })) form.set(name, String(value))
    form.set('_back', `${location.pathname}${location.search}`)
    void fetcher.submit(form, { method: 'post', action: paths.gapRating(org, gap.id) })
  }

  function drop(event: DragEvent, x: number, y: number) {
    event.preventDefault()
    const gap = gaps.find(({ id }) => id === held)
    setHeld(null)
    if (gap) move(gap, x, y)
  }

  function press(event: KeyboardEvent, gap: MatrixGap) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (!by || !gap.canEdit) return
    event.preventDefault()
    move(gap, stepped(gap[across] ?? 3, by[0]!), stepped(gap[up] ?? 3, by[1]!))
  }

  return (
    <figure className="min-w-0">
      <table className="w-full table-fixed border-separate border-spacing-1">
        <caption className="sr-only">
          Gaps by {axisNames[across]} (across) and {axisNames[up]} (up)
        </caption>
        <colgroup>
          <col className="w-7" />
          <col span={5} />
        </colgroup>
        <tbody>
          {rows.map(({ y, cells }) => (
            <tr key={y}>
              <th scope="row" className="text-center text-xs font-normal text-ink-muted">
                <span className="sr-only">{axisNames[up]} </span>
                {y}
              </th>
              {cells.map((cell) => (
                <td
                  key={cell.x}
                  onDragOver={(event) => held && event.preventDefault()}
                  onDrop={(event) => drop(event, cell.x, cell.y)}
                  className={clsx(
                    'keep-colour h-14 rounded-md p-1 align-middle sm:h-20',
                    tint(cell.x, cell.y, across, up),
                    held && 'outline-1 outline-dashed outline-line-strong/60',
                  )}
                >
                  <ul className="flex flex-wrap items-center justify-center gap-1">
                    {cell.gaps.map((gap) => (
                      <li key={gap.id}>
                        <a
                          href={paths.gap(org, gap.id)}
                          draggable={hydrated && gap.canEdit}
                          onDragStart={(event) => {
                            event.dataTransfer.effectAllowed = 'move'
                            event.dataTransfer.setData('text/plain', gap.name)
                            setHeld(gap.id)
                          }}
                          onDragEnd={() => setHeld(null)}
                          onKeyDown={(event) => press(event, gap)}
                          title={gap.name}
                          aria-keyshortcuts={
                            hydrated && gap.canEdit ? 'ArrowUp ArrowDown ArrowLeft ArrowRight' : undefined
                          }
                          className={clsx(
                            'tabular inline-flex items-center justify-center rounded-full border border-accent bg-raised font-semibold text-accent hover:bg-accent hover:text-on-accent focus-visible:bg-accent focus-visible:text-on-accent',
                            gap.canEdit && hydrated && 'cursor-grab',
                            sizes[(gap[third] ?? 1) - 1],
                          )}
                        >
                          {gap.number}
                          <span className="sr-only">: {gap.name}</span>
                        </a>
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
            {points.map((point) => (
              <th key={point} scope="col" className="text-xs font-normal text-ink-muted">
                <span className="sr-only">{axisNames[across]} </span>
                {point}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 gap-y-1 ps-8 text-xs text-ink-muted">
        <span>↑ {axisNames[up]}</span>
        <span>a larger dot: more {axisNames[third].toLowerCase()}</span>
        <span>{axisNames[across]} →</span>
      </figcaption>
      <p role="status" className="mt-2 text-sm text-bad">
        {problem
          ? problem.conflict
            ? 'Somebody changed this gap meanwhile. Open it and try again.'
            : problem.message
          : ''}
      </p>
    </figure>
  )
}

/** Much value for little effort is where to begin; the other way round is where not to. */
function tint(x: number, y: number, across: Axis, up: Axis): string {
  const good = (axis: Axis, point: number) => (axis === 'effort' ? 6 - point : point)
  const sum = good(across, x) + good(up, y)
  if (sum >= 8) return 'bg-good-soft'
  if (sum >= 6) return 'bg-info-soft'
  return 'bg-sunken'
}
