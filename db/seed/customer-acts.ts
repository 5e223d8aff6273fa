/** Tells how files of customers were imported: read, looked at, and kept as sums by segment. */
import { customerCountForm, newSegment } from '#app/personas/customer-count.ts'
import { customerFileFacts } from '#app/personas/customer-file-facts.server.ts'
import { importCustomerCount, stageCustomerFile } from '#app/personas/customer-files.server.ts'
import { fileOf } from './gap-acts.ts'
import { type Story, dateOf, fill, researcherOf, tell } from './story.ts'

/** Groups go to the segments they are named after; the others are left out. */
export function tellCustomers(story: Story) {
  for (const { on, name, filename, text } of story.customerFiles)
    tell(story, on, 'measure', researcherOf(story), async (ctx) => {
      const file = fileOf(filename, text)
      const { id } = await stageCustomerFile(ctx, { ...file, bytes: () => Promise.resolve(Buffer.from(text)) })
      const { offered, found } = await customerFileFacts(ctx, id)
      const values = Object.entries(offered).map(([field, value]) => [field, value === newSegment ? '' : value])
      const said = { name, countedOn: dateOf(story, on), version: found.version }
      const form = fill(customerCountForm, { ...(Object.fromEntries(values) as Record<string, string>), ...said })
      await importCustomerCount(ctx, id, form)
    })
}
