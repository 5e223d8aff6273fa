import type { LoaderFunctionArgs } from '@remix-run/node'
import { Readable } from 'node:stream'
import { absent, authorize, reading } from '#app/access/context.server.ts'
import { checkpointsOf, logOf, publicKeys } from '#app/history/proof-page.server.ts'
import { type ProofFile, proofFiles } from '#app/paths.ts'
import verifier from '../../../verifier/sirius-verify.mjs?raw'

const types: Record<ProofFile, string> = {
  'log.jsonl': 'application/x-ndjson',
  'checkpoints.jsonl': 'application/x-ndjson',
  'public.pem': 'application/x-pem-file',
  'sirius-verify.mjs': 'text/javascript; charset=utf-8',
}

/** What one needs to check the history without Sirius. The log is sent as it is read, however long it is. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'history.prove')
    const file = proofFiles.find((name) => name === args.params.file)
    if (!file) throw absent()
    const body = {
      'log.jsonl': () => Readable.toWeb(Readable.from(logOf(ctx))) as unknown as BodyInit,
      'checkpoints.jsonl': () => checkpointsOf(ctx),
      'public.pem': () => publicKeys(ctx),
      'sirius-verify.mjs': () => verifier,
    }[file]
    const name = file === 'sirius-verify.mjs' ? file : `${ctx.org.slug}-${file}`
    return new Response(await body(), {
      headers: {
        'content-type': types[file],
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
  })
}
