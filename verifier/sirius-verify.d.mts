import type { KeyObject } from 'node:crypto'

export interface ReadCheckpoint {
  org: string
  size: number
  head: string
  at: string
}
export interface Finding {
  events: number
  head: string | null
  org: string | null
  agreed: number
  covered: number
  problem: { line: number; text: string } | null
}
export function readKeys(pem: string): Map<string, KeyObject>
export function readCheckpoints(
  bytes: Buffer,
  keys: Map<string, KeyObject>,
): { checkpoints: ReadCheckpoint[]; problem: string | null }
export function checkLog(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  checkpoints?: ReadCheckpoint[],
): Promise<Finding>
