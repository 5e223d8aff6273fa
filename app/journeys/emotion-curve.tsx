import { useId } from 'react'
import { type Ratings, curveSentence, ratingWord } from './rating.ts'

interface Felt {
  id: string
  name: string
  ratings: Ratings
}

/** On the map each step has the width of its column; elsewhere they are as close as they can be read. */
interface CurveProps {
  /** Null: a phase without steps, which has a column all the same. */
  steps: readonly (Felt | null)[]
  column: number
  height?: number
}

/** How customers feel from step to step: a line with a number at each point, broken where nothing is known. */
export function EmotionCurve({ steps, column, height = 88 }: CurveProps) {
  const id = useId()
  const at = (value: number) => height - 14 - ((value - 1) / 4) * (height - 28)
  const points = steps.map((step, index) => {
    const value = step?.ratings.emotion?.value
    return value === undefined ? null : { id: step!.id, x: (index + 0.5) * column, y: at(value), value }
  })
  const width = Math.max(1, steps.length) * column
  const known = steps.filter((step) => step !== null)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
      className="block text-ink"
    >
      <title id={`${id}t`}>Emotion curve</title>
      <desc id={`${id}d`}>{curveSentence(known)} The numbers are in the table below the map.</desc>
      <g aria-hidden fontSize="10">
        {[1, 3, 5].map((value) => (
          <line
            key={value}
            x1="0"
            x2={width}
            y1={at(value)}
            y2={at(value)}
            strokeDasharray={value === 3 ? undefined : '2 4'}
            className="stroke-line"
          />
        ))}
        {points.slice(1).map((point, index) => {
          const before = points[index]
          return point && before ? (
            <line
              key={point.id}
              x1={before.x}
              y1={before.y}
              x2={point.x}
              y2={point.y}
              strokeWidth="2"
              className="stroke-accent"
            />
          ) : null
        })}
        {points.map(
          (point) =>
            point && (
              <g key={point.id}>
                <Marker {...point} />
                <text x={point.x} y={point.y + 3.5} textAnchor="middle" fontWeight="600" className="fill-ink tabular">
                  {point.value}
                </text>
              </g>
            ),
        )}
      </g>
    </svg>
  )
}

/** Below the middle a square, above it a circle, in it a diamond. */
function Marker({ x, y, value }: { x: number; y: number; value: number }) {
  const look = 'fill-raised stroke-accent'
  if (value < 2.5)
    return <rect x={x - 9} y={y - 9} width="18" height="18" rx="1.5" strokeWidth="1.5" className={look} />
  if (value > 3.5) return <circle cx={x} cy={y} r="10" strokeWidth="1.5" className={look} />
  return <path d={`M${x} ${y - 12}L${x + 12} ${y}L${x} ${y + 12}L${x - 12} ${y}Z`} strokeWidth="1.5" className={look} />
}

/** The same as a sentence and a table. */
export function CurveInWords({ phases }: { phases: readonly { id: string; name: string; steps: readonly Felt[] }[] }) {
  const steps = phases.flatMap((phase) => phase.steps.map((step) => ({ ...step, phase: phase.name })))
  return (
    <div className="grid gap-2">
      <p className="max-w-prose">{curveSentence(steps)}</p>
      {steps.length > 0 && (
        <details className="text-sm print:hidden">
          <summary className="link inline-flex min-h-6 items-center">The curve as a table</summary>
          <div
            className="mt-2 max-h-96 max-w-2xl overflow-auto"
            tabIndex={0}
            role="region"
            aria-label="Emotion by step"
          >
            <table className="w-full border-collapse">
              <thead>
                <tr className="border-b border-line text-start text-ink-muted">
                  {['Phase', 'Step', 'Emotion', 'Rests on'].map((head) => (
                    <th key={head} scope="col" className="py-1 pe-4 text-start font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {steps.map((step) => (
                  <tr key={step.id} className="border-b border-line">
                    <td className="py-1 pe-4 text-ink-muted">{step.phase}</td>
                    <th scope="row" className="py-1 pe-4 text-start font-normal">
                      {step.name}
                    </th>
                    <td className="tabular py-1 pe-4">
                      {step.ratings.emotion
                        ? `${step.ratings.emotion.value}, ${ratingWord('emotion', step.ratings.emotion.value)}`
                        : 'not rated'}
                    </td>
                    <td className="py-1 text-ink-muted">
                      {step.ratings.emotion?.from === 'feedback'
                        ? `feedback, n = ${step.ratings.emotion.n}`
                        : step.ratings.emotion && 'rated by hand'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </div>
  )
}
