/** How many bytes of files a form may bring, by the address it is sent to: known before anything of it is read. */

/** Bytes of all files of one form together, wherever the list below says nothing else. */
export const usualUpload = 10_000_000

/** Bytes that a form with files may have beside them: its fields, and the headings of its parts. */
export const besidesFiles = 2_000_000

/** Pages that take larger files: the whole path as in `routes.ts`, and the bytes of all files of one form together. */
export type LargeUploads = Readonly<Record<string, number>>
export const largeUploads: LargeUploads = { '/:org/listening-posts/:id/import': 100_000_000 }

/** The bytes of files that may be sent to this path, in whichever way the page asks for it. */
export function uploadCap(pathname: string, large: LargeUploads = largeUploads): number {
  const parts = partsOf(pathname.replace(/\.data$/, ''))
  const found = Object.entries(large).find(([pattern]) => fits(partsOf(pattern), parts))
  return found?.[1] ?? usualUpload
}

const partsOf = (path: string) => path.split('/').filter(Boolean)

const fits = (pattern: readonly string[], parts: readonly string[]) =>
  pattern.length === parts.length && pattern.every((part, at) => part.startsWith(':') || part === parts[at])

/** Bytes of a body sent to an address under /api. */
export const apiCap = (pathname: string) => (pathname === '/api/v1/feedback' ? 4_000_000 : 1_000_000)
