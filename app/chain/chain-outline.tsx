import { formatNumber, plural } from '#app/ui/format.ts'
import { StatusShape } from '#app/ui/status.tsx'
import { type ChainNode, type Stage, isBeside, stageNames, stageOfStart, stages } from './chain.ts'
import { NodeLink } from './chain-map.tsx'
import { ToldAndResolved } from './told-and-resolved.tsx'
import type { WalkedChain } from './walk.server.ts'

interface OutlineProps {
  org: string
  chain: Pick<WalkedChain, 'start' | 'nodes' | 'totals' | 'missing' | 'evidence' | 'cases'>
}

/** The same chain as sentences and lists: why, then what came of it. For paper, phones and screen readers, and for reading. */
export function ChainOutline({ org, chain }: OutlineProps) {
  const at = stages.indexOf(stageOfStart[chain.start.kind])
  const before = stages.slice(0, isBeside(chain.start.kind) ? at + 1 : at)
  const after = stages.slice(at + 1)
  return (
    <div className="grid gap-8 md:grid-cols-2 print:grid-cols-2">
      <Half
        title="Why are we doing this?"
        empty="This is where the chain begins: it was said or seen."
        org={org}
        chain={chain}
        stages={before}
      />
      <Half title="What came of it?" empty="" org={org} chain={chain} stages={after} />
    </div>
  )
}

interface HalfProps extends OutlineProps {
  title: string
  empty: string
  stages: readonly Stage[]
}

function Half({ title, empty, stages: shown, org, chain }: HalfProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-3 font-serif text-xl">{title}</h3>
      {shown.length === 0 && <p className="text-ink-muted">{empty}</p>}
      <ol className="grid gap-5 border-s-2 border-line ps-5">
        {shown
          .filter((stage) => says(chain, stage))
          .map((stage) => (
            <li key={stage} className="min-w-0">
              {stage === 'effect' ? (
                <ToldAndResolved cases={chain.cases} />
              ) : (
                <StageList org={org} chain={chain} stage={stage} />
              )}
            </li>
          ))}
      </ol>
    </section>
  )
}

/** A stage that has nothing, and where nothing has to be, is passed over. */
const says = ({ nodes, missing }: OutlineProps['chain'], stage: Stage) =>
  stage === 'effect' || nodes[stage].length > 0 || missing[stage] !== undefined

function StageList({ org, chain, stage }: OutlineProps & { stage: Stage }) {
  const nodes = chain.nodes[stage]
  const more = chain.totals[stage].count - nodes.length
  return (
    <>
      <h4 className="mb-1.5 text-sm font-medium text-ink-muted">{headingOf(chain, stage)}</h4>
      {nodes.length === 0 ? (
        <p className="flex items-baseline gap-1.5">
          <StatusShape tone="warn" className="translate-y-px" />
          {chain.missing[stage]}
        </p>
      ) : (
        <ul className="grid gap-2">
          {nodes.map((node) => (
            <li key={node.id} className="min-w-0">
              <Line org={org} node={node} />
            </li>
          ))}
          {more > 0 && <li className="text-sm text-ink-muted">and {formatNumber(more, 0)} more</li>}
        </ul>
      )}
    </>
  )
}

const Line = ({ org, node }: { org: string; node: ChainNode }) => (
  <>
    <NodeLink org={org} node={node} className={node.quoted ? 'font-serif text-base font-normal! text-pretty' : ''} />
    <span className="flex items-center gap-1.5 text-sm text-ink-muted">
      {node.tone && <StatusShape tone={node.tone} />}
      {node.note}
    </span>
  </>
)

function headingOf({ evidence, totals }: OutlineProps['chain'], stage: Stage): string {
  const { count, more } = totals[stage]
  if (count === 0 && stage !== 'evidence' && stage !== 'work') return stageNames[stage]
  if (more && stage !== 'evidence') return `More than ${count} ${stage}s`
  if (stage === 'theme') return count === 1 ? 'One theme' : `${count} themes`
  if (stage === 'gap') return count === 1 ? 'One gap' : `${count} gaps`
  if (stage === 'initiative') return count === 1 ? 'One initiative' : `${count} initiatives`
  if (stage === 'work') return 'Action items and the KPIs they are to move'
  const { responses, observations } = evidence
  const parts = [
    responses.count > 0 && `${responses.more ? 'more than ' : ''}${plural(responses.count, 'response')}`,
    observations.count > 0 && plural(observations.count, 'observation'),
  ].filter(Boolean)
  return parts.length ? `It rests on ${parts.join(' and ')}` : 'It rests on'
}
