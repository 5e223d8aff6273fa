// Words that occur together: found where they do, silent where they do not, and quick enough to be asked for on a page.
import { existsSync, readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { stopWords } from '#app/themes/stop-words.ts'
import { keyOf, logLikelihood, plain, suggestThemes } from '#app/themes/suggestions.ts'

/** Numbers from 0 to 1, the same each time. */
function draws(seed: number) {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

const vocabulary =
  'arrivals baggage belts lifts signs coffee parking shuttle wifi toilets staff seats music lights doors'.split(' ')

/** Comments of words drawn by chance, with a theme hidden in some of them. */
function comments(n: number, hidden: (draw: () => number) => string) {
  const draw = draws(11)
  return Array.from({ length: n }, () => {
    const words = Array.from({ length: 4 }, () => vocabulary[Math.floor(draw() * vocabulary.length)]!)
    return `${words.join(' ')} ${hidden(draw)}`
  })
}

describe('suggestions', () => {
  it('find the words that customers use together, in one form for one and many', () => {
    const found = suggestThemes(
      comments(400, (draw) =>
        draw() < 0.1 ? (draw() < 0.5 ? 'The queues at security.' : 'Queue before Security!') : '',
      ),
      { stopWords },
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      words: [expect.stringMatching(/^queues?$/), 'security'],
      rule: expect.stringMatching(/queue\*/),
    })
    expect(found[0]!.n).toBeGreaterThan(20)
    expect(found[0]!.expected).toBeLessThan(8)
    expect(found[0]!.samples).toHaveLength(3)
  })

  it('say nothing where words meet by chance alone', () => {
    expect(
      suggestThemes(
        comments(600, () => ''),
        { stopWords },
      ),
    ).toEqual([])
    expect(suggestThemes([], { stopWords })).toEqual([])
  })

  it('stay away once they were put aside', () => {
    const given = comments(400, (draw) => (draw() < 0.1 ? 'queue security' : ''))
    expect(suggestThemes(given, { stopWords, dismissed: new Set([keyOf(['security', 'queue'])]) })).toEqual([])
  })

  it('weigh by Dunning’s ratio: 0 without any bond, 2 ln 2 x n where one word never comes without the other', () => {
    expect(logLikelihood(25, 50, 50, 100)).toBeCloseTo(0, 9)
    expect(logLikelihood(50, 50, 50, 100)).toBeCloseTo(200 * Math.log(2), 9)
    expect(plain('Déçu, Œuvre')).toBe('decu, oeuvre')
  })

  it('cost little for as many comments as a page looks at', () => {
    const many = comments(
      2000,
      (draw) =>
        `${Array.from({ length: 30 }, () => `word${String.fromCharCode(97 + Math.floor(draw() * 26))}${String.fromCharCode(97 + Math.floor(draw() * 20))}`).join(' ')}`,
    )
    const began = performance.now()
    suggestThemes(many, { stopWords })
    expect(performance.now() - began).toBeLessThan(3000)
  })

  const file = new URL('../../../shared/data/retail/retail_nps_fr.csv', import.meta.url)
  it.skipIf(!existsSync(file))('find waiting at the tills in a shop’s real comments', () => {
    const text = readFileSync(file, 'latin1')
    const { data } = Papa.parse<{ explication: string }>(text, { header: true })
    const said = data.map(({ explication }) => explication).filter((one) => one && one !== 'NA')
    expect(said.length).toBeGreaterThan(3500)
    const found = suggestThemes(said.slice(0, 2000), { stopWords })
    const words = found.map((one) => one.words.map(plain).join(' '))
    console.log(words)
    expect(words.some((one) => /caisse/.test(one) && /attente|attendre/.test(one))).toBe(true)
  })
})
