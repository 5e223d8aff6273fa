import { useFetcher } from '@remix-run/react'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectBox } from '#app/ui/field-frame.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { useFormKey } from '#app/ui/organisation.ts'
import type { FormAnswer } from '#app/ui/schema.ts'
import { type Axis, axes, axisNames, points } from './gap.ts'
import type { MatrixGap } from './gap-matrix.tsx'

/** Two numbers that say the same as a dot's place. */
export function RatingInRow({
  org,
  gap,
  shown,
  back,
}: {
  org: string
  gap: MatrixGap
  shown: readonly Axis[]
  back: string
}) {
  const fetcher = useFetcher<FormAnswer>()
  const key = useFormKey()
  const problem = fetcher.state === 'idle' && fetcher.data?.ok === false ? fetcher.data : null
  return (
    <fetcher.Form method="post" action={paths.gapRating(org, gap.id)} className="flex flex-wrap items-end gap-2">
      <HiddenField name="_form" value={`rating-${gap.id}`} />
      <HiddenField name="_key" value={`${key}.${gap.version}`} />
      <HiddenField name="_back" value={back} />
      <HiddenField name="version" value={gap.version} />
      {axes.map((axis) =>
        shown.includes(axis) ? (
          <label key={axis} className="grid gap-0.5 text-xs text-ink-muted">
            {axisNames[axis]}
            <SelectBox
              key={`${axis} ${gap.version}`}
              name={axis}
              defaultValue={gap[axis] ?? ''}
              aria-label={`${axisNames[axis]} of ${gap.name}`}
              className="w-18 text-sm"
            >
              {axis !== 'size' && <option value="">–</option>}
              {points.map((point) => (
                <option key={point} value={point}>
                  {point}
                </option>
              ))}
            </SelectBox>
          </label>
        ) : (
          <HiddenField key={axis} name={axis} value={gap[axis]} />
        ),
      )}
      <Button type="submit" size="small" pending={fetcher.state !== 'idle'}>
        Save
      </Button>
      {problem && (
        <p role="alert" className="basis-full text-sm text-bad">
          {problem.message}
        </p>
      )}
    </fetcher.Form>
  )
}
