/** What was found about each guard, as lines on the screen and as the table of docs/guards.md. */
import type { Guard } from './guards.ts'

export interface Proof {
  guard: Guard
  /**
   * `red`: the test noticed. `red together`: only once the guard that covers it was off too. `covered`: by something outside
   * this code. `unnoticed`: it could be lost. `wrong`: the entry is not right, such as an edit that no longer fits.
   */
  kind: 'red' | 'red together' | 'covered' | 'unnoticed' | 'wrong'
  test?: string
  file?: string
  message?: string
  why?: string
}

const words = { red: 'red', 'red together': 'red', covered: 'covered', unnoticed: 'GREEN', wrong: 'WRONG' }

const secondOf = ({ second }: Guard) => (typeof second === 'object' ? second.guard : second)

export function lineOf({ guard, kind, test, why }: Proof): string {
  const what = `${guard.promise}  ${guard.guard}`
  if (kind === 'red') return `${words[kind]}  ${what}  ->  ${shortened(test)}`
  if (kind === 'red together')
    return `${words[kind]}  ${what}  (together with: ${secondOf(guard)})  ->  ${shortened(test)}`
  if (kind === 'covered') return `${words[kind]}  ${what}  (by: ${secondOf(guard)})`
  return `${words[kind]}  ${what}${why ? `  ->  ${why}` : ''}`
}

export function totalsOf(proofs: Proof[]): string {
  const count = (kind: Proof['kind']) => proofs.filter((proof) => proof.kind === kind).length
  return (
    `${proofs.length} guards: ${count('red')} needed by themselves, ${count('red together')} needed as one of two, ` +
    `${count('covered')} covered from outside, ${count('unnoticed')} could be lost unnoticed, ${count('wrong')} wrong entries.`
  )
}

const shortened = (text = '') => (text.length > 110 ? `${text.slice(0, 100)}…` : text)

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function tableOf(proofs: Proof[]): string {
  const rows = proofs.map((proof) => {
    const { guard, kind, file = '' } = proof
    const test = shortened(proof.test)
    const second = guard.alone === false ? `; also: ${secondOf(guard)}` : ''
    const noticed = kind === 'covered' ? 'none' : kind === 'red' || kind === 'red together' ? test : words[kind]
    return `| ${[guard.promise, guard.guard + second, guard.file, noticed, file].map(cell).join(' | ')} |`
  })
  return `# Guards: each switched off once, and the test that noticed

Written by \`npm run guards -- --resume --write\`; the list is \`tests/guards/\`. Every guard is switched off in a copy of the tree, one at a
time, and the test beside it goes red; with nothing switched off the same tests are green. Where two guards cover the same, both
are named and both are off.

${totalsOf(proofs)}

| Promise | Guard | Where it is | Test that goes red without it | Of |
|---|---|---|---|---|
${rows.join('\n')}
`
}
