// What tests of listening posts share: a post, and files as they are uploaded.
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { SourceFile } from '#app/listening-posts/file-source.server.ts'
import type { newListeningPostForm } from '#app/listening-posts/listening-post.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import type { Person, World } from '#tests/support/world.ts'

let count = 0

export const postInput = (given: Partial<z.output<typeof newListeningPostForm>> = {}) => ({
  name: `Post ${++count}`,
  channel: 'survey' as const,
  structured: true,
  occasion: 'transaction' as const,
  description: null,
  ownerId: null,
  touchpointId: null,
  cadence: 'continuous' as const,
  expectedVolume: null,
  decisionDays: 90,
  steps: [],
  ...given,
})

export async function addPost(w: World, owner: Person | null = null, given: Parameters<typeof postInput>[0] = {}) {
  const { id } = await w.as(w.lea, (ctx) =>
    createListeningPost(ctx, postInput({ ownerId: owner?.memberId ?? null, ...given })),
  )
  return id
}

export function fileOf(bytes: Buffer | string, filename = 'answers.csv'): SourceFile {
  const all = Buffer.from(bytes as string)
  return {
    filename,
    size: all.length,
    sha256: createHash('sha256').update(all).digest('hex'),
    open: (({ start = 0, end = all.length - 1 } = {}) =>
      (async function* () {
        for (let at = start; at <= end; at += 65_536) yield all.subarray(at, Math.min(at + 65_536, end + 1))
      })()) as never,
  }
}
