// What a checkpoint says, byte for byte. docs/history-format.md describes it for those who check without Sirius. Pure.

export interface Checkpoint {
  /** The organisation's id. */
  org: string
  slug: string
  /** How many events the history had. */
  size: number
  /** The hash of the last of them, 64 hex digits. */
  head: string
  /** When, as `2026-03-02T09:30:00.250Z`. */
  at: string
  /** The public key whose signature stands beside it, 64 hex digits. */
  key: string
}

/** The exact text that is signed. */
export const signedText = ({ org, slug, size, head, at, key }: Checkpoint) =>
  JSON.stringify({ sirius: 'checkpoint 1', org, slug, size, head, at, key })

/** The line that leaves the database; `signature` is 128 hex digits. Without its line end. */
export const checkpointLine = (text: string, signature: string) => `{"checkpoint":${text},"signature":"${signature}"}`

const line = /^\{"checkpoint":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/

/** The parts of a line, or null where it is none. */
export function readCheckpointLine(text: string): { text: string; signature: string; checkpoint: Checkpoint } | null {
  const [, signed, signature] = line.exec(text) ?? []
  if (!signed || !signature) return null
  try {
    const checkpoint = JSON.parse(signed) as Checkpoint
    return signedText(checkpoint) === signed ? { text: signed, signature, checkpoint } : null
  } catch {
    return null
  }
}

/** A line of the exported log, without its line end: the text stays as it was hashed. */
export const logLine = (hash: string, body: string) => `{"hash":"${hash}","event":${body}}`
