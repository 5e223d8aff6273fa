/** Which words went and came between two texts: a longest common subsequence over words, bounded for long texts. */

export interface Run {
  kind: 'same' | 'gone' | 'new'
  text: string
}

const mostCells = 1_000_000

/** Words, blanks and punctuation as separate tokens, so that joining them gives the text back. */
function tokens(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}\p{N}’']*|\p{N}+|\s+|[^\s\p{L}\p{N}]/gu) ?? []
}

export function difference(before: string, after: string): Run[] {
  const [a, b] = [tokens(before), tokens(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const runs: Run[] = a.slice(0, start).map((text) => ({ kind: 'same', text }))
  runs.push(...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)))
  runs.push(...a.slice(a.length - end).map((text): Run => ({ kind: 'same', text })))
  return joined(runs)
}

function middle(a: string[], b: string[]): Run[] {
  const gone = (text: string): Run => ({ kind: 'gone', text })
  const came = (text: string): Run => ({ kind: 'new', text })
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostCells) return [...a.map(gone), ...b.map(came)]
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const runs: Run[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      runs.push({ kind: 'same', text: a[i++]! })
      j++
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) runs.push(gone(a[i++]!))
    else runs.push(came(b[j++]!))
  }
  return [...runs, ...a.slice(i).map(gone), ...b.slice(j).map(came)]
}

/** Joins neighbours of one kind, and lets a lone blank between two changes be part of both, which reads better. */
function joined(runs: Run[]): Run[] {
  const smooth: Run[] = []
  runs.forEach((run, at) => {
    const between = run.kind === 'same' && /^\s+$/.test(run.text) && at > 0 && at < runs.length - 1
    if (between && runs[at - 1]!.kind !== 'same' && runs[at + 1]!.kind !== 'same')
      smooth.push({ kind: 'gone', text: run.text }, { kind: 'new', text: run.text })
    else smooth.push(run)
  })
  const result: Run[] = []
  let [gone, came] = ['', '']
  const flush = () => {
    if (gone) result.push({ kind: 'gone', text: gone })
    if (came) result.push({ kind: 'new', text: came })
    gone = came = ''
  }
  for (const run of smooth) {
    if (run.kind === 'gone') gone += run.text
    else if (run.kind === 'new') came += run.text
    else {
      flush()
      const last = result[result.length - 1]
      if (last?.kind === 'same') last.text += run.text
      else result.push({ ...run })
    }
  }
  flush()
  return result
}
