// What the pages of one waiting file of customers show.
import { type Context, idOf } from '#app/access/context.server.ts'
import { customerFields, guessValueUnit, nameFromHeading } from './customer-file.ts'
import { findCustomerFile, firstLinesOf, suggestedSegments } from './customer-files.server.ts'
import { listSegmentChoices } from './segments.server.ts'

export async function customerFileFacts(ctx: Context, param: string | undefined) {
  const { id, fileName, columns, mapping, summary, createdAt, version, who } = await findCustomerFile(ctx, idOf(param))
  const value = columns[mapping.fields.indexOf('value')]
  const segment = columns[mapping.fields.indexOf('segment')] ?? null
  return {
    org: ctx.org.slug,
    currency: ctx.org.currency,
    found: { id, fileName, columns, mapping, summary, createdAt, version, who },
    lines: await firstLinesOf(ctx, id, mapping),
    roles: customerFields.map(({ name, label }) => ({ name, label })),
    segmentColumn: segment,
    segments: await listSegmentChoices(ctx),
    valued: value !== undefined,
    offered: {
      name: nameFromHeading(fileName.replace(/\.\w{2,4}$/, '')).slice(0, 120),
      countedOn: ctx.today,
      valueName: value === undefined ? '' : nameFromHeading(value).slice(0, 60),
      valueUnit: value === undefined ? '' : guessValueUnit(value),
      ...Object.fromEntries((await suggestedSegments(ctx, summary)).map((id, at) => [`group_${at}`, id])),
    } as Record<string, string>,
  }
}
export type CustomerFileFacts = Awaited<ReturnType<typeof customerFileFacts>>
