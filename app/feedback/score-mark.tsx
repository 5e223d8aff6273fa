import { Badge } from '#app/ui/status.tsx'
import { type Band, bandTones, bandWords } from './feedback.ts'

interface ScoreMarkProps {
  score: { label: string; score: number; high: number; band: Band }
  /** With the question's label. */
  labelled?: boolean
}

/** One score of a response: the number on its scale, and the band's word beside its colour. */
export function ScoreMark({ score, labelled }: ScoreMarkProps) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm">
      {labelled && <span className="text-ink-muted">{score.label}</span>}
      <span className="tabular font-medium">
        {score.score}
        <span className="font-normal text-ink-muted">/{score.high}</span>
      </span>
      <Badge tone={bandTones[score.band]}>{bandWords[score.band]}</Badge>
    </span>
  )
}
