// What an archive says it holds, read from its directory alone, and what is refused before anything is unpacked. Pure.

export interface ZipEntry {
  name: string
  method: number
  packed: number
  unpacked: number
  /** Where its local header begins. */
  offset: number
}

export const zipLimits = {
  entries: 200,
  unpacked: 200_000_000,
  ratio: 100,
  partlyEmptyBelow: 1_000_000,
  nameLength: 200,
}

/** Reads `length` bytes at `at`. */
export type ByteSource = { size: number; read: (at: number, length: number) => Buffer }

export const bufferSource = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(at, at + length),
})

/** Why a file is no workbook that can be read, in a sentence; thrown. */
export class ZipProblem extends Error {}

const broken = () => new ZipProblem('This workbook is damaged. Open it, save it again, and upload that.')
const bomb = () =>
  new ZipProblem('This workbook unpacks to far more than a survey export does. Save it as CSV and upload that.')

export function readZipDirectory(source: ByteSource): ZipEntry[] {
  if (source.size < 22 || source.read(0, 4).readUInt32LE(0) !== 0x04034b50)
    throw new ZipProblem('This is no Excel workbook.')
  const tailLength = Math.min(source.size, 65_557)
  const tail = source.read(source.size - tailLength, tailLength)
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (at < 0 || at + 22 > tail.length) throw broken()
  const count = tail.readUInt16LE(at + 10)
  const size = tail.readUInt32LE(at + 12)
  const offset = tail.readUInt32LE(at + 16)
  if (count > zipLimits.entries) throw bomb()
  if (count === 0 || size > 100_000 || offset + size > source.size) throw broken()
  const directory = source.read(offset, size)
  const entries: ZipEntry[] = []
  for (let place = 0, n = 0; n < count; n++) {
    if (place + 46 > directory.length || directory.readUInt32LE(place) !== 0x02014b50) throw broken()
    const nameLength = directory.readUInt16LE(place + 28)
    const rest = nameLength + directory.readUInt16LE(place + 30) + directory.readUInt16LE(place + 32)
    const name = directory.toString('utf8', place + 46, place + 46 + nameLength)
    entries.push({
      name,
      method: directory.readUInt16LE(place + 10),
      packed: directory.readUInt32LE(place + 20),
      unpacked: directory.readUInt32LE(place + 24),
      offset: directory.readUInt32LE(place + 42),
    })
    if (directory.readUInt16LE(place + 8) & 1)
      throw new ZipProblem('This workbook is protected by a password. Save it without one.')
    place += 46 + rest
  }
  return checked(entries)
}

function checked(entries: ZipEntry[]): ZipEntry[] {
  const names = new Set<string>()
  let [packed, unpacked] = [0, 0]
  for (const entry of entries) {
    if (entry.name.length > zipLimits.nameLength || names.has(entry.name)) throw broken()
    names.add(entry.name)
    if (entry.method !== 0 && entry.method !== 8) throw broken()
    if (isTooDense(entry)) throw bomb()
    packed += entry.packed
    unpacked += entry.unpacked
  }
  if (unpacked > zipLimits.unpacked || isTooDense({ packed, unpacked })) throw bomb()
  return entries
}

/** Small parts may be as dense as they like: a megabyte harms nobody. */
export const isTooDense = ({ packed, unpacked }: { packed: number; unpacked: number }) =>
  unpacked > zipLimits.partlyEmptyBelow && unpacked > packed * zipLimits.ratio
