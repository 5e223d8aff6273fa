/** Reading numbers as people of several countries write them, without guessing. */

/** How a number was written: a value, nothing at all, two possible values, or no number. */
export type NumberRead = { kind: 'value'; value: number } | { kind: 'empty' | 'unclear' | 'none' }

/**
 * Reads `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5` and `1234,5`. A single comma before exactly three digits (`1,234`) could
 * be one thousand or one and a bit, so it is not guessed. A single point is always the decimal point.
 */
export function readNumber(written: string): NumberRead {
  const plain = written
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[\s\u00a0\u202f'’_]/gu, '')
  if (plain === '') return { kind: 'empty' }
  const match = /^([+-]?)([\d.,]+)$/.exec(plain)
  if (!match || !/\d/.test(plain)) return { kind: 'none' }
  const body = match[2]!
  const sign = match[1] === '-' ? -1 : 1
  const digits = canonical(body)
  if (digits === 'unclear') return { kind: 'unclear' }
  if (digits === null) return { kind: 'none' }
  const value = sign * Number(digits)
  return Number.isFinite(value) ? { kind: 'value', value: value === 0 ? 0 : value } : { kind: 'none' }
}

function canonical(body: string): string | 'unclear' | null {
  const points = body.split('.').length - 1
  const commas = body.split(',').length - 1
  if (points === 0 && commas === 0) return body
  if (points > 0 && commas > 0) {
    const decimal = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ','
    const grouping = decimal === '.' ? ',' : '.'
    const [whole, fraction, more] = body.split(decimal)
    return more === undefined && isGrouped(whole!, grouping) && /^\d*$/.test(fraction!)
      ? `${whole!.split(grouping).join('')}.${fraction}`
      : null
  }
  const mark = points > 0 ? '.' : ','
  if (points + commas > 1) return isGrouped(body, mark) ? body.split(mark).join('') : null
  if (mark === '.') return body
  return /^[1-9]\d{0,2},\d{3}$/.test(body) ? 'unclear' : body.replace(',', '.')
}

const isGrouped = (whole: string, mark: string) => new RegExp(`^\\d{1,3}(\\${mark}\\d{3})+$`).test(whole)
