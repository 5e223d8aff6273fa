import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'

/** `/:org`: everyone's home is what they owe. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.duties(ctx.org.slug)))
}
