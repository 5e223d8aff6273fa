import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'

/** `/:org`: everyone's home is what they owe; of the past, the strategy on a page. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    if (ctx.asOf) return redirect(paths.strategy(ctx.org.slug))
    return redirect(paths.duties(ctx.org.slug))
  })
}
