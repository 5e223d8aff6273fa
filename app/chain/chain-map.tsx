import { clsx } from 'clsx'
import { paths, recordPath } from '#app/paths.ts'
import { formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { type ChainNode, type Drawing, type Place, chainKinds, stageNames } from './chain.ts'
import type { WalkedChain } from './walk.server.ts'
import { ToldAndResolved } from './told-and-resolved.tsx'

interface MapProps {
  org: string
  drawing: Drawing
  /** The record the walk began at. */
  startId: string
  cases: WalkedChain['cases']
}

/** The chain drawn from left to right, one column a stage, lines between what led to what. For wide screens; the outline says the same. */
export function ChainMap({ org, drawing, startId, cases }: MapProps) {
  return (
    <div className="chain-map">
      {drawing.columns.map(({ stage, places, more }, at) => (
        <section key={stage} aria-label={stageNames[stage]} className="contents">
          <h2 className="chain-head" style={{ gridColumn: 2 * at + 1 }}>
            {stageNames[stage]}
          </h2>
          <div className="chain-column" style={{ gridColumn: 2 * at + 1, minHeight: drawing.height }}>
            {stage === 'effect' ? (
              <ToldAndResolved cases={cases} />
            ) : (
              <ul>
                {places.map((place) => (
                  <li
                    key={place.id}
                    className="chain-place"
                    style={{ top: place.top, height: place.height }}
                    data-here={place.id === startId || undefined}
                  >
                    <PlaceCard org={org} place={place} here={place.id === startId} />
                  </li>
                ))}
              </ul>
            )}
          </div>
          {more > 0 && stage !== 'effect' && (
            <p className="chain-more text-xs text-ink-muted" style={{ gridColumn: 2 * at + 1 }}>
              and {formatNumber(more, 0)} more
            </p>
          )}
          {at < drawing.lines.length && at !== 4 && (
            <svg
              aria-hidden
              className="chain-lines"
              style={{ gridColumn: 2 * at + 2 }}
              width="32"
              height={drawing.height}
              viewBox={`0 0 32 ${drawing.height}`}
            >
              {drawing.lines[at]!.map(({ from, to }) => (
                <path key={`${from} ${to}`} d={`M0 ${from}C16 ${from} 16 ${to} 32 ${to}`} />
              ))}
            </svg>
          )}
        </section>
      ))}
    </div>
  )
}

function PlaceCard({ org, place, here }: { org: string; place: Place; here: boolean }) {
  const { node } = place
  if (!node)
    return place.missing ? (
      <p className="chain-card chain-missing">
        <StatusShape tone="warn" className="mt-1 shrink-0" />
        <span>{place.says}</span>
      </p>
    ) : (
      <p className="chain-pass">{place.says}</p>
    )
  return (
    <div className={clsx('chain-card', here && 'chain-here')} title={node.text}>
      <NodeLink org={org} node={node} className="line-clamp-2 text-sm leading-snug" />
      <p className="mt-1 flex items-start gap-1.5 text-xs text-ink-muted">
        {node.tone && <StatusShape tone={node.tone} className="mt-0.75 shrink-0" />}
        <span className="line-clamp-2">{node.note}</span>
      </p>
      {here && <span className="sr-only">(you are here)</span>}
    </div>
  )
}

/** A node's name or quote, leading to the record. */
export function NodeLink({ org, node, className }: { org: string; node: ChainNode; className?: string }) {
  const href = recordPath(org, chainKinds[node.kind], node.id) ?? paths.chain(org, node.kind, node.id)
  return (
    <TextLink href={href} quiet className={className}>
      <span dir="auto">{node.quoted ? `“${node.text}”` : node.text}</span>
    </TextLink>
  )
}
