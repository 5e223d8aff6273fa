import type { LoaderFunctionArgs } from '@remix-run/node'
import { absent, idOf, reading } from '#app/access/context.server.ts'
import { csvHeaders, csvOf } from '#app/history/csv.server.ts'
import { formatDay } from '#app/ui/format.ts'
import { drawMap } from '../../drawing.ts'
import { mapName, mapStateNames, type MapState } from '../../journey-map.ts'
import { findMap, listPhases } from '../../map-page.server.ts'
import { mapTableHead, mapTableRows } from '../../map-table.ts'
import { pictureOf } from '../../picture.server.ts'

/** A map to take away or print: `map.svg`, `map.png`, `map.csv`; all of them drawn from what the page shows. */
export async function loader(args: LoaderFunctionArgs) {
  const { file } = args.params
  const { csv, svg, name } = await reading(args, async (ctx) => {
    if (file !== 'map.svg' && file !== 'map.png' && file !== 'map.csv') throw absent()
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    const phases = await listPhases(ctx, map)
    const day = formatDay(ctx.today, ctx.org.locale)
    const of = map.personaName ? ` · ${map.personaName}` : ''
    const note = `${mapName(map)} · ${mapStateNames[map.state as MapState]}${of} · ${ctx.org.name}, ${day}`
    const name = `${map.journeyName}, ${map.kind} ${map.number}, ${ctx.today}`
    if (file === 'map.csv') return { csv: csvOf(mapTableHead, mapTableRows(phases)), name }
    return { svg: drawMap({ title: map.journeyName, note, phases }), name }
  })
  if (csv !== undefined) return new Response(csv, { headers: csvHeaders(`${name}.csv`) })
  const shown = new URL(args.request.url).searchParams.has('show')
  const body = file === 'map.svg' ? svg! : new Uint8Array(await pictureOf(svg!))
  return new Response(body, {
    headers: {
      'content-type': file === 'map.svg' ? 'image/svg+xml; charset=utf-8' : 'image/png',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${name.replace(/[^\w.@-]+/g, '-')}${file!.slice(3)}"`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}
