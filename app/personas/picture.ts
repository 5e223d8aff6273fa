// What a picture may be: recognised by its first bytes, never by what the sender calls it. Pure.
import { form, version } from '#app/ui/schema.ts'

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

export const mostPictureBytes = 2_000_000

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpeg = [0xff, 0xd8, 0xff]
const startsWith = (bytes: Uint8Array, start: readonly number[], from = 0) =>
  start.every((byte, at) => bytes[from + at] === byte)
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

/** The type of an image by its magic bytes; null for anything else. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, png)) return 'image/png'
  if (startsWith(bytes, jpeg)) return 'image/jpeg'
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes, ascii('WEBP'), 8)) return 'image/webp'
  return null
}

/** Why a file is not even looked at; null: it is. */
export function pictureRefusal(file: { size: number } | undefined, most = mostPictureBytes): string | null {
  if (!file || file.size === 0) return 'Choose a picture first.'
  return file.size > most ? `This picture is larger than ${most / 1_000_000} MB. Choose a smaller one.` : null
}

export const noPicture = 'This is not a PNG, JPEG or WebP picture. Choose another file.'

export const pictureForm = form({ version: version() })
