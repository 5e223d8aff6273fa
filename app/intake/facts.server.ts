// What the pages of a post's live intake have in common.
import { authorize, type Context, idOf } from '#app/access/context.server.ts'
import { findListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { paths } from '#app/paths.ts'

/** The post, for those who may connect it. */
export async function intakeFacts(ctx: Context, param: string | undefined) {
  const post = await findListeningPost(ctx, idOf(param))
  authorize(ctx, 'listening_post.connect', post)
  const org = ctx.org.slug
  return {
    org,
    post,
    back: paths.intake(org, post.id),
    crumbs: [
      { label: 'Listening posts', href: paths.listeningPosts(org) },
      { label: post.name, href: paths.listeningPost(org, post.id) },
    ],
  }
}

/** Where a secret is shown once: the path that its cookie is bound to. */
export const onceAt = (ctx: Context, postId: string, secret: string | null) =>
  secret === null ? undefined : { secret, path: paths.listeningPost(ctx.org.slug, postId) }
