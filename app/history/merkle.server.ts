// One hash that stands for many rows, so that a bulk write is proved by a single event of the history.
import { createHash } from 'node:crypto'

const hash = (...parts: Buffer[]) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
const nodeMark = Buffer.from([1])

/**
 * The root over leaf hashes (hex), in the order given. A leaf is sha256(0x00 || row), a node sha256(0x01 || left || right), and
 * a node without a partner rises unchanged (the shape of RFC 6962). No leaves: the hash of nothing.
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (!leaves.length) return hash().toString('hex')
  let level: Buffer[] = leaves.map((leaf) => Buffer.from(leaf, 'hex'))
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]]
      above.push(right ? hash(nodeMark, left, right) : left)
    }
    level = above
  }
  return level[0]!.toString('hex')
}
