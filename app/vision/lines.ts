// Lists that people write one a line: do's and don'ts, needs, goals. Pure.

/** The lines of a text, without blank ones and without the bullets people type out of habit. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[-–—*•·]\s+/, '').trim())
    .filter((line) => line !== '')
}
