// How wide text is in a drawing, near enough to break lines: measured for a plain sans-serif, on the safe side. Pure.

/** Widths of a letter in its own size, by group. */
function letterWidth(letter: string): number {
  if (/[ilj.,:;'’|!]/.test(letter)) return 0.29
  if (/[frt()[\]{}\- /“”"]/.test(letter)) return 0.38
  if (/[mwMW@%]/.test(letter)) return 0.92
  if (/[A-ZÀ-ÞΑ-ΩА-Я&]/.test(letter)) return 0.7
  if (letter.codePointAt(0)! > 0x2e80) return 1.05
  return 0.575
}

export const lettersWidth = (text: string, size: number) =>
  [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * size

/** The text in at most so many lines of a width; what does not fit ends in an ellipsis. */
export function wrapped(text: string, width: number, size: number, most: number): string[] {
  const words = text
    .replace(/\s+/gu, ' ')
    .trim()
    .split(' ')
    .flatMap((word) => pieces(word, width, size))
  const lines: string[] = []
  for (const word of words) {
    if (!word) continue
    const last = lines.at(-1)
    if (last !== undefined && lettersWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    if (lines.length > most) break
  }
  if (lines.length <= most) return lines
  const shown = lines.slice(0, most)
  let end = shown[most - 1]!
  while (end && lettersWidth(`${end}…`, size) > width) end = [...end].slice(0, -1).join('')
  shown[most - 1] = `${end.trimEnd()}…`
  return shown
}

/** A word longer than a line is broken where the line ends. */
function pieces(word: string, width: number, size: number): string[] {
  if (lettersWidth(word, size) <= width) return [word]
  const found: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece && lettersWidth(piece + letter, size) > width) {
      found.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...found, piece]
}
