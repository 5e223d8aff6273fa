// What makes a form's sending this one and no other, so that one sent twice is done once.
import { createHash } from 'node:crypto'
import type { PostedForm } from '#app/server/form-body.ts'

export interface Claim {
  key: string
  requestHash: string
}

/** Null for a form without a key. Files count by what is in them. */
export function claimOf(request: Request, { fields, files }: Pick<PostedForm, 'fields' | 'files'>): Claim | null {
  const key = fields.get('_key')?.[0]
  if (!key) return null
  const content = [...fields].filter(([name]) => name !== '_key').sort(([a], [b]) => (a < b ? -1 : 1))
  const sent = files.map(({ name, filename, size, sha256 }) => [name, filename, size, sha256])
  const requestHash = createHash('sha256')
    .update(JSON.stringify([new URL(request.url).pathname, content, sent]))
    .digest('base64url')
  return { key, requestHash }
}

export const isFormKey = (key: string) => /^[\w:.-]{8,100}$/.test(key)
