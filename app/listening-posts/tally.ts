// Counting what stands in a file how often, for millions of lines in little memory: texts are told apart by 64 bits. Pure.

/** An open table of hashes; at most 60 of 100 places are taken. */
export class Tally {
  #high = new Uint32Array(1024)
  #low = new Uint32Array(1024)
  #values = new Uint32Array(1024)
  #size = 0

  /** The value kept under a text, or 0; `next` says what is kept from now on. */
  put(text: string, next: (before: number) => number): number {
    if (this.#size * 10 > this.#values.length * 6) this.#grow()
    const [high, low] = hash(text)
    const at = this.#place(high, low)
    const before = this.#values[at]!
    if (before === 0) this.#size++
    this.#high[at] = high
    this.#low[at] = low
    this.#values[at] = next(before)
    return before
  }

  #place(high: number, low: number): number {
    const mask = this.#values.length - 1
    let at = low & mask
    while (this.#values[at] !== 0 && (this.#high[at] !== high || this.#low[at] !== low)) at = (at + 1) & mask
    return at
  }

  #grow() {
    const [high, low, values] = [this.#high, this.#low, this.#values]
    this.#high = new Uint32Array(values.length * 2)
    this.#low = new Uint32Array(values.length * 2)
    this.#values = new Uint32Array(values.length * 2)
    for (let at = 0; at < values.length; at++) {
      if (values[at] === 0) continue
      const place = this.#place(high[at]!, low[at]!)
      this.#high[place] = high[at]!
      this.#low[place] = low[at]!
      this.#values[place] = values[at]!
    }
  }
}

/** Two independent hashes of 32 bits each (FNV-1a and a multiplicative one). */
function hash(text: string): [number, number] {
  let high = 0x811c9dc5
  let low = 0x9e3779b9
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13)
  }
  return [(high ^ (high >>> 15)) >>> 0, (low ^ (low >>> 16)) >>> 0]
}
