import type { LoaderFunctionArgs } from '@remix-run/node'
import { reading } from '#app/access/context.server.ts'
import { kindNames } from '#app/paths.ts'
import { changeRooms, fateNames } from '../changed-tables.ts'
import { csvHeaders, csvOf } from '../csv.server.ts'
import { type DifferentRecord, betweenMoments, listDifference } from '../difference.server.ts'
import { clockIn, judged, readAsked } from '../difference-query.ts'

/** Records of one file. */
const most = 5000
const head = [
  ...['Room', 'Kind', 'Record', 'Owner', 'What became of it', 'Field', 'Before', 'After'],
  ...['Last changed by', 'Last changed at', 'Reason', 'Address'],
]

/** The difference as a table of its own: one line for each field, with who last changed it. Moments are those of the organisation's zone. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { asked, problems, leftOut } = readAsked(new URL(args.request.url), ctx.today)
    const between = await betweenMoments(ctx, asked.from, asked.to)
    const wrong = Object.values({ ...judged(between), ...problems })
    if (wrong.length)
      return new Response(`${wrong.join('\n')}\n`, {
        status: 400,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    const { room, owner, what } = asked
    const { from, to } = between
    const { records, total } = await listDifference(ctx, {
      ...{ from, to, room, owner, fate: what, offset: 0, limit: most },
      eachField: true,
    })
    const clock = (at: Date) => clockIn(at, ctx.org.timeZone).replace('T', ' ')
    const rows = records.flatMap((record) => linesOf(record, { clock, site: args.context.baseUrl }))
    if (total > records.length)
      rows.push([
        `Cut: this file holds ${records.length} of ${total} records. Narrow the difference by room, owner or time.`,
      ])
    for (const { name, value } of leftOut)
      rows.push([`Left out, since it was not understood: ${name} “${value}”. This file is not narrowed by it.`])
    const end = asked.to ?? ctx.asOf ?? clockIn(ctx.now, ctx.org.timeZone)
    return new Response(csvOf(head, rows), {
      headers: csvHeaders(`${ctx.org.slug.split('@')[0]} ${asked.from} to ${end}.csv`.replaceAll(':', '')),
    })
  })
}

function linesOf(record: DifferentRecord, { clock, site }: { clock: (at: Date) => string; site: string }): string[][] {
  const { kind, title, room, fate, href, owner, lines, doings } = record
  const start = [
    changeRooms.find(({ key }) => key === room)!.label,
    ...[kindNames[kind] ?? kind, title, owner ?? '', fateNames[fate]],
  ]
  const newest = doings[0] ?? null
  const told: DifferentRecord['lines'] = lines.length ? lines : [{ label: '', before: '', after: '' }]
  return told.map(({ label, before, after, last = newest }) => {
    const { who = '', at = null, reason = '' } = last ?? newest ?? {}
    return [...start, label, before, after, who, at ? clock(at) : '', reason ?? '', href ? site + href : '']
  })
}
