import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Table } from '#app/ui/table.tsx'
import { measuredNames, questionKindNames, scoreKindNames } from './listening-post.ts'

export interface ListedQuestion {
  id: string
  number: number
  label: string
  kind: string
  scoreKind: string | null
  scaleLow: number | null
  scaleHigh: number | null
  topFrom: number | null
  notUsed: string
  measures: string | null
  touchpoint: string | null
}

/** What a post asks: on which scale, what counts as no answer, and what it is about. */
export function QuestionTable({
  questions,
  org,
  postId,
  canEdit,
}: {
  questions: readonly ListedQuestion[]
  org: string
  postId: string
  canEdit: boolean
}) {
  return (
    <Table
      caption="Questions"
      rows={questions}
      rowKey={(row) => row.id}
      columns={[
        { key: 'number', header: 'No.', nowrap: true, cell: (row) => <span className="tabular">{row.number}</span> },
        {
          key: 'label',
          header: 'Question',
          cell: (row) => (
            <span className="grid gap-0.5">
              <span dir="auto">
                {canEdit ? (
                  <TextLink href={paths.editQuestion(org, postId, row.id)} quiet>
                    {row.label}
                  </TextLink>
                ) : (
                  row.label
                )}
              </span>
              <span className="text-ink-muted">
                {row.scoreKind ? scoreKindNames[row.scoreKind] : questionKindNames[row.kind]}
              </span>
            </span>
          ),
        },
        {
          key: 'scale',
          header: 'Scale',
          nowrap: true,
          cell: (row) =>
            row.scaleLow === null ? (
              <span className="text-ink-muted">none</span>
            ) : (
              <span className="tabular">
                {row.scaleLow} to {row.scaleHigh}
                {row.topFrom !== null && <span className="block text-ink-muted">satisfied from {row.topFrom}</span>}
              </span>
            ),
        },
        {
          key: 'notUsed',
          header: 'No answer',
          cell: (row) => row.notUsed || <span className="text-ink-muted">blank only</span>,
        },
        {
          key: 'about',
          header: 'About',
          cell: (row) =>
            row.touchpoint ??
            (row.measures ? (
              measuredNames[row.measures as 'effort'].split(':')[0]
            ) : (
              <span className="text-ink-muted">the post’s touchpoint</span>
            )),
        },
      ]}
    />
  )
}
