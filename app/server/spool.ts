/**
 * Files on their way in: they are written to disk as they come, and never held in memory. A spooled file has no name from the moment
 * it is opened, so that it is gone when it is dropped and also when the process dies; nobody else can open it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'

export interface SpooledFile {
  size: number
  /** In hexadecimal digits. */
  sha256: string
  /** The content from its beginning, or a part of it (`end` is the last byte); may be asked for several times. */
  open(range?: { start?: number; end?: number }): Readable
  /** The whole content of a small file; larger ones are to be read as they come. */
  bytes(): Promise<Buffer>
  /** Ends it; it cannot be read afterwards. */
  drop(): Promise<void>
}

/** A file above this is never read into memory as a whole. */
export const mostInMemory = 12_000_000

/** Bytes of all files that may be on their way in at once. */
export const spoolRoom = 2_000_000_000

let promised = 0

/** Sets room aside for what a form says it brings; false where there is none. Give it back when the files are dropped. */
export function takeRoom(bytes: number): boolean {
  if (promised + bytes > spoolRoom) return false
  promised += bytes
  return true
}

export const giveRoomBack = (bytes: number) => void (promised -= bytes)

const directoryOf = (dataDir: string | undefined) =>
  path.join(dataDir ?? path.join(tmpdir(), `sirius-${process.getuid?.() ?? 'files'}`), 'spool')

/** Removes what a process left that died between opening a file and taking its name away. */
export function sweepSpool(dataDir: string) {
  const directory = directoryOf(dataDir)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(directory)) rmSync(path.join(directory, name), { force: true })
}

/** Writes what comes to disk; `take` sees the length of each piece before it is written and may throw. */
export async function spool(source: AsyncIterable<Buffer>, take: (length: number) => void): Promise<SpooledFile> {
  const handle = await openNameless(directoryOf(process.env.SIRIUS_DATA_DIR))
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of source) {
      take(piece.length)
      size += piece.length
      hash.update(piece)
      await handle.writeFile(piece) // goes on where the last one ended
    }
    return spooled(handle, size, hash.digest('hex'))
  } catch (problem) {
    await handle.close()
    throw problem
  }
}

async function openNameless(directory: string): Promise<FileHandle> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const name = path.join(directory, randomUUID())
  const handle = await open(name, 'wx+', 0o600)
  await unlink(name).catch(() => {}) // swept at this very moment
  return handle
}

function spooled(handle: FileHandle, size: number, sha256: string): SpooledFile {
  return {
    size,
    sha256,
    open: ({ start = 0, end } = {}) => handle.createReadStream({ start, end, autoClose: false }),
    bytes: async () => {
      if (size > mostInMemory) throw new Error(`A file of ${size} bytes is not to be read into memory.`)
      const bytes = Buffer.allocUnsafe(size)
      for (let at = 0; at < size;) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at)
        if (bytesRead === 0) throw new Error('A spooled file is shorter than what was written.')
        at += bytesRead
      }
      return bytes
    },
    drop: () => handle.close(),
  }
}
