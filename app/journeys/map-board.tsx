import type { ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { EmotionCurve } from './emotion-curve.tsx'
import { Lanes, curveRow, laneNames } from './lanes.tsx'
import type { MapPhase, MapStep } from './map-page.server.ts'

export const columnWidth = 176

interface BoardProps {
  phases: readonly MapPhase[]
  org: string
  label: string
  /** The name of a phase or step as it stands at the head of its columns; a link, where one only reads. */
  phaseHead?: (phase: MapPhase, index: number) => ReactNode
  stepHead?: (step: MapStep, phase: MapPhase) => ReactNode
  /** What stands in a phase without steps. */
  emptyPhase?: (phase: MapPhase) => ReactNode
}

/**
 * A map: on wide screens phases over columns of steps over lanes, scrolling within itself; on phones a list of phases with their steps. One
 * list in the page for both, so that it reads in its order.
 */
export function MapBoard({ phases, org, label, phaseHead, stepHead, emptyPhase }: BoardProps) {
  const columns = phases.flatMap(({ steps }) => (steps.length ? steps : [null]))
  return (
    <div className="map-scroll" tabIndex={0} role="region" aria-label={label}>
      <div className="map-grid" style={{ gridTemplateColumns: `8.25rem repeat(${columns.length}, ${columnWidth}px)` }}>
        <div aria-hidden className="map-lane-names">
          {laneNames.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        <div className="map-curve" style={{ gridRow: curveRow + 3 }}>
          <EmotionCurve steps={columns} column={columnWidth} />
        </div>
        <div className="map-curve-narrow" tabIndex={0} role="region" aria-label="Emotion curve">
          <EmotionCurve steps={columns} column={34} />
        </div>
        <ol className="map-phases">
          {phases.map((phase, index) => (
            <li
              key={phase.id}
              data-phase={phase.id}
              className="map-phase"
              style={{ gridColumnEnd: `span ${Math.max(1, phase.steps.length)}` }}
            >
              <div className="map-phase-head">
                {phaseHead?.(phase, index) ?? (
                  <h3 dir="auto" className="min-w-0 truncate font-semibold" title={phase.name}>
                    {phase.name}
                  </h3>
                )}
              </div>
              {phase.steps.length ? (
                <ol className="map-steps">
                  {phase.steps.map((step) => (
                    <li key={step.id} data-step={step.id} className="map-step">
                      <div className="map-step-head">
                        {stepHead?.(step, phase) ?? (
                          <h4 dir="auto">
                            <TextLink href={paths.journeyStep(org, step.id)} quiet>
                              {step.name}
                            </TextLink>
                          </h4>
                        )}
                      </div>
                      <Lanes step={step} org={org} />
                    </li>
                  ))}
                </ol>
              ) : (
                <div className="map-empty">{emptyPhase?.(phase) ?? 'No step yet.'}</div>
              )}
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}
