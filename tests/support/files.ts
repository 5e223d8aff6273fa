// Files as commands are handed them, without a form around.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { UploadedFile } from '#app/server/form-body.ts'

export function fileOf(filename: string, content: string | Uint8Array, name = 'file'): UploadedFile {
  const bytes = Buffer.from(content as Uint8Array)
  return {
    name,
    filename,
    contentType: 'application/octet-stream',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    open: ({ start = 0, end = bytes.length - 1 } = {}) => Readable.from(pieces(bytes.subarray(start, end + 1))),
    bytes: async () => bytes,
  }
}

/** As a disk hands them out. */
function* pieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
