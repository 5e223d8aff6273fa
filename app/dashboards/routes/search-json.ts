import type { LoaderFunctionArgs } from '@remix-run/node'
import { reading } from '#app/access/context.server.ts'
import { suggest } from '../search.server.ts'

/** What the command palette asks while somebody types. */
export async function loader(args: LoaderFunctionArgs) {
  const q = new URL(args.request.url).searchParams.get('q') ?? ''
  const results = await reading(args, (ctx) => suggest(ctx, q))
  return Response.json({ results }, { headers: { 'cache-control': 'no-store' } })
}
