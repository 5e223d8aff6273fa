import { Fragment } from 'react'
import { difference } from './difference.ts'

/** What changed between two texts, word by word; said in words to those who do not see it. */
export function Difference({ before, after }: { before: string | null; after: string | null }) {
  const runs = difference(before ?? '', after ?? '')
  if (runs.every((run) => run.kind === 'same')) return <span className="whitespace-pre-line">{after}</span>
  return (
    <span dir="auto" className="leading-relaxed whitespace-pre-line">
      {runs.map((run, at) => (
        <Fragment key={at}>
          {run.kind === 'same' && run.text}
          {run.kind === 'gone' && (
            <del>
              <span className="sr-only"> [removed: </span>
              {run.text}
              <span className="sr-only">] </span>
            </del>
          )}
          {run.kind === 'new' && (
            <ins>
              <span className="sr-only"> [added: </span>
              {run.text}
              <span className="sr-only">] </span>
            </ins>
          )}
        </Fragment>
      ))}
    </span>
  )
}
