import type { LoaderFunctionArgs } from '@remix-run/node'
import { idOf, reading } from '#app/access/context.server.ts'
import { findPicture } from '../pictures.server.ts'

/** The bytes of a picture. Its id changes with its content, so a browser may keep it for a day. */
export async function loader(args: LoaderFunctionArgs) {
  const { contentType, bytes } = await reading(args, (ctx) => findPicture(ctx, idOf(args.params.id)))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': contentType,
      'content-length': String(bytes.length),
      'cache-control': 'private, max-age=86400',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}
