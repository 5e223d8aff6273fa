import { plural } from '#app/ui/format.ts'
import { StatusShape } from '#app/ui/status.tsx'
import type { WalkedChain } from './walk.server.ts'

/** What came of it: the effect, whether customers were told, and whether the cause is resolved. Three facts, never one. */
export function ToldAndResolved({ cases }: { cases: WalkedChain['cases'] }) {
  const { total, told, resolved } = cases
  return (
    <dl className="grid gap-3 text-sm">
      <Fact
        term="Effect"
        tone="neutral"
        says="Not judged yet. A verdict by control limits comes after an initiative ends."
      />
      {total === 0 ? (
        <Fact term="Customers told" tone="neutral" says="No case was opened, so nobody waits for an answer." />
      ) : (
        <>
          <Fact
            term="Customers told"
            tone={told === total ? 'good' : 'warn'}
            says={`${told} of ${plural(total, 'case')}.`}
          />
          <Fact
            term="Cause resolved"
            tone={resolved === total ? 'good' : 'warn'}
            says={`${resolved} of ${plural(total, 'case')}.`}
          />
        </>
      )}
    </dl>
  )
}

function Fact({ term, tone, says }: { term: string; tone: 'good' | 'warn' | 'neutral'; says: string }) {
  return (
    <div>
      <dt className="flex items-center gap-1.5 font-medium">
        <StatusShape tone={tone} />
        {term}
      </dt>
      <dd className="mt-0.5 text-ink-muted">{says}</dd>
    </div>
  )
}
