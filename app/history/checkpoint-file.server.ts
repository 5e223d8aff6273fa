// The append-only file in which checkpoints stand outside the database, one line each.
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'

const tailBytes = 1 << 20

/**
 * Adds lines in order and returns once the disk has them. Lines that stand near the file's end already are not written again, and
 * a line that a crash or a full disk cut short is finished, so being killed anywhere and run again does no harm. Callers must
 * keep others from the same file meanwhile.
 */
export function appendCheckpoints(file: string, lines: readonly string[]) {
  mkdirSync(path.dirname(file), { recursive: true })
  const made = !existsSync(file)
  const descriptor = openSync(file, 'a+', 0o644) // 'a' is O_APPEND: no write can land on an earlier line
  try {
    const ends = tailOf(descriptor).split('\n')
    let open = ends.pop() ?? ''
    const there = new Set(ends)
    for (const line of lines) {
      if (there.has(line)) continue
      const rest = line.startsWith(open) ? line.slice(open.length) : `\n${line}`
      writeWhole(descriptor, Buffer.from(`${rest}\n`))
      open = ''
    }
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  if (made) syncDirectory(path.dirname(file))
}

/** A disk that fills up may take a part: then the error comes with the next try. */
function writeWhole(descriptor: number, bytes: Buffer) {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
}

/** The last bytes of the file; a first line that is cut by the limit matches no line, which only costs a second copy. */
function tailOf(descriptor: number): string {
  const { size } = fstatSync(descriptor)
  const bytes = Buffer.alloc(Math.min(size, tailBytes))
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
  return bytes.toString('utf8')
}

/** Without this a crash may lose the new file's name though not its content. */
function syncDirectory(directory: string) {
  const descriptor = openSync(directory, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The file's lines in order, with whether the last has its end; nothing where there is no file. */
export async function* checkpointLines(file: string): AsyncGenerator<{ text: string; whole: boolean }> {
  if (!existsSync(file)) return
  const handle = await open(file, 'r')
  try {
    let rest = ''
    for await (const chunk of handle.createReadStream({ encoding: 'utf8', autoClose: false })) {
      const parts = (rest + String(chunk)).split('\n')
      rest = parts.pop() ?? ''
      for (const text of parts) yield { text, whole: true }
    }
    if (rest) yield { text: rest, whole: false }
  } finally {
    await handle.close()
  }
}
