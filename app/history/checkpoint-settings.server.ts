// Where this process keeps what must stay outside the database: settings, read when they are needed.
import path from 'node:path'

/** The start of the process sets it; the same default as that of its settings. */
export const dataDir = (): string => path.resolve(process.env.SIRIUS_DATA_DIR || '.data')

/** The append-only file of an organisation's checkpoints; `{org}` in the setting stands for its short name. */
export function checkpointFile(slug: string): string {
  const given = process.env.SIRIUS_CHECKPOINT_FILE
  return given ? path.resolve(given.replaceAll('{org}', slug)) : path.join(dataDir(), 'checkpoints', `${slug}.jsonl`)
}
