// The drawing of the evidence chain: every link is drawn through every stage between its ends, nothing overlaps, nothing leads backwards.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakWords, breaks, coverage } from '#app/chain/broken-link.ts'
import { type ChainNode, type Stage, bounded, layOutChain, mostCounted, stages } from '#app/chain/chain.ts'

const node = (id: string): ChainNode => ({ id, kind: 'gap', text: id, note: '' })
const middle = ({ top, height }: { top: number; height: number }) => top + height / 2

describe('laying a chain out', () => {
  test('a link between neighbours is one line from card to card', () => {
    const { lines, columns } = layOutChain({ theme: [node('t')], gap: [node('g1'), node('g2')] }, [
      { from: 't', to: 'g2' },
    ])
    expect(lines[1]).toEqual([{ from: middle(columns[1]!.places[0]!), to: middle(columns[2]!.places[1]!) }])
    expect(lines.filter((list) => list.length)).toHaveLength(1)
  })

  test('a link that leaves a stage out passes it, and the place says so', () => {
    const { lines, columns } = layOutChain({ evidence: [node('e')], gap: [node('g')] }, [{ from: 'e', to: 'g' }])
    expect(columns[1]!.places.map(({ says }) => says)).toEqual(['without a theme'])
    expect(lines.slice(0, 2).map((list) => list.length)).toEqual([1, 1])
    expect(lines[0]![0]!.to).toBe(lines[1]![0]!.from)
  })

  test('says what is missing only where nothing stands', () => {
    const missing = { gap: 'No gap was opened.', theme: 'In no theme yet.' }
    const { columns } = layOutChain({ theme: [node('t')] }, [], { missing })
    expect(columns[1]!.places.map(({ says }) => says)).toEqual([undefined])
    expect(columns[2]!.places).toMatchObject([{ says: 'No gap was opened.', missing: true }])
  })

  test('whatever is linked: cards do not overlap, and each line begins and ends at the middle of a place', () => {
    const arbitrary = fc.record({
      sizes: fc.array(fc.nat(5), { minLength: stages.length, maxLength: stages.length }),
      picks: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
    })
    fc.assert(
      fc.property(arbitrary, ({ sizes, picks }) => {
        const nodes = Object.fromEntries(
          stages.map((stage, at) => [stage, Array.from({ length: sizes[at]! }, (_, n) => node(`${stage} ${n}`))]),
        ) as Record<Stage, ChainNode[]>
        const ids = Object.values(nodes).flatMap((list) => list.map(({ id }) => id))
        const links = ids.length
          ? picks.map(([a, b]) => ({ from: ids[a % ids.length]!, to: ids[b % ids.length]! }))
          : []
        const { columns, lines, height } = layOutChain(nodes, links)
        for (const { places } of columns)
          places.forEach(({ top, height: tall }, at) => {
            const next = places[at + 1]
            if (next) expect(next.top).toBeGreaterThanOrEqual(top + tall)
            expect(top + tall).toBeLessThanOrEqual(height)
          })
        const stageAt = (id: string) => stages.findIndex((stage) => id.startsWith(stage))
        for (const { from, to } of links) {
          const [a, b] = [stageAt(from), stageAt(to)]
          if (b <= a) continue
          const start = middle(columns[a]!.places.find(({ id }) => id === from)!)
          const end = middle(columns[b]!.places.find(({ id }) => id === to)!)
          expect(lines[a]!.some((line) => line.from === start)).toBe(true)
          expect(lines[b - 1]!.some((line) => line.to === end)).toBe(true)
        }
        lines.forEach((list, at) => {
          const [left, right] = [columns[at]!, columns[at + 1]!].map(({ places }) => places.map(middle))
          for (const { from, to } of list) {
            expect(left).toContain(from)
            expect(right).toContain(to)
          }
        })
      }),
    )
  })
})

test('an empty denominator is nothing to measure, never 100 %', () => {
  expect(coverage({ covered: 0, of: 0 })).toBeNull()
  expect(coverage({ covered: 3, of: 4 })).toBe(75)
})

test('counts stop at a limit and say so', () => {
  expect(bounded(3)).toEqual({ count: 3, more: false })
  expect(bounded(mostCounted + 1)).toEqual({ count: mostCounted, more: true })
})

test('every kind of break has its words', () => {
  for (const name of breaks) expect(breakWords[name].counted.every((text) => text.length > 10)).toBe(true)
})
