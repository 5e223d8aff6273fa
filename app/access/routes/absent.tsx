import type { LoaderFunctionArgs } from '@remix-run/node'
import { absent, reading } from '#app/access/context.server.ts'

/** Any other address below an organisation: not found, with the way around still there. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async () => {
    throw absent()
  })
}

export default function Absent() {
  return null
}
