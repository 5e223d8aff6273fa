import type { Score } from '#app/kpis/score.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { ScoreFigure } from './score-figure.tsx'
import { type Standing, standingWords } from './theme-score.ts'

interface Row {
  id: string
  title: string
  scoreKind: string
  score: Score | null
  rest: Score | null
  standing: Standing
}

const tones = { lower: 'warn', higher: 'good', alike: 'neutral', untold: 'neutral' } as const

/** How those who speak of the theme score, beside all others. */
export function ThemeScores({ rows }: { rows: Row[] }) {
  return (
    <Table
      caption="Scores of the last year among responses about this theme, beside all others"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'question', header: 'Question', width: '40%', cell: (row) => row.title },
        {
          key: 'own',
          header: 'About this theme',
          nowrap: true,
          cell: (row) => <ScoreFigure score={row.score} scoreKind={row.scoreKind} />,
        },
        {
          key: 'rest',
          header: 'All others',
          nowrap: true,
          cell: (row) => <ScoreFigure score={row.rest} scoreKind={row.scoreKind} />,
        },
        {
          key: 'standing',
          header: 'Theirs is',
          nowrap: true,
          cell: (row) => <Status tone={tones[row.standing]}>{standingWords[row.standing]}</Status>,
        },
      ]}
      empty={
        <p className="text-ink-muted">None of its responses of the last year answered a question that gives a score.</p>
      }
    />
  )
}
