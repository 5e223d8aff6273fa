// Reading and changing the organisation's settings.
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { timeZones } from '#app/access/set-up.ts'
import { record } from '#app/history/record.server.ts'
import { addressProblem } from '#app/jobs/webhook.server.ts'
import { localeTags, type settingsForm } from './organisation.ts'

export async function findSettings(ctx: Context) {
  const row = await ctx.db.selectFrom('organisation').selectAll().where('id', '=', ctx.org.id).executeTakeFirst()
  if (!row) throw absent()
  const checkpointUrl = await findWebhook(ctx)
  const values = settingsValues({ ...row, checkpointUrl })
  return { id: row.id, slug: row.slug, name: row.name, version: row.version, values }
}

async function findWebhook(ctx: Context): Promise<string | null> {
  const row = await ctx.db.selectFrom('checkpointWebhook').select('url').executeTakeFirst()
  return row?.url ?? null
}

type Settings = Omit<z.output<typeof settingsForm>, 'version'>

export const settingsValues = (row: Settings) => ({
  name: row.name,
  timeZone: row.timeZone,
  locale: row.locale,
  currency: row.currency,
  digestHour: String(row.digestHour),
  graceDays: String(row.graceDays),
  idleMinutes: String(row.idleMinutes),
  absoluteHours: String(row.absoluteHours),
  checkpointEmail: row.checkpointEmail ?? '',
  checkpointUrl: row.checkpointUrl ?? '',
})

/** What the form offers. */
export function settingsChoices(now: Settings | Record<string, string>) {
  const languages = new Intl.DisplayNames(['en-GB'], { type: 'language' })
  const money = new Intl.DisplayNames(['en-GB'], { type: 'currency' })
  const tags = localeTags.includes(String(now.locale)) ? localeTags : [String(now.locale), ...localeTags]
  const zones = timeZones()
  return {
    timeZones: zones.includes(String(now.timeZone)) ? zones : [String(now.timeZone), ...zones],
    locales: tags
      .map((tag) => ({ value: tag, label: languages.of(tag) ?? tag }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    currencies: currencies().map((code) => ({ value: code, label: `${code} · ${money.of(code) ?? code}` })),
  }
}

const currencies = () => Intl.supportedValuesOf('currency')

/** Changes the settings; they hold from the next request on, for everybody. */
export async function editSettings(ctx: Context, form: z.output<typeof settingsForm>) {
  const row = await lock(ctx, 'organisation', ctx.org.id)
  authorize(ctx, 'organisation.edit')
  const { version, checkpointUrl, ...values } = form
  const known = await findWebhook(ctx)
  await requireVersion(ctx, row, version, (now) => settingsValues({ ...now, checkpointUrl: known }))
  if (!currencies().includes(values.currency)) refuse('Choose a currency from the list.', 'currency')
  const checkpointHost = await saveWebhook(ctx, checkpointUrl)
  await ctx.db
    .updateTable('organisation')
    .set({ ...values, checkpointHost, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
  record(ctx, { verb: 'organisation.edited', kind: 'organisation', id: row.id, title: values.name })
}

/** The whole address is kept out of the history, which everybody reads: it often holds a secret. Returns the host, for the history. */
async function saveWebhook(ctx: Context, url: string | null): Promise<string | null> {
  await ctx.db.deleteFrom('checkpointWebhook').execute()
  if (!url) return null
  const problem = addressProblem(url)
  if (problem) refuse(problem, 'checkpointUrl')
  await ctx.db.insertInto('checkpointWebhook').values({ url }).execute()
  return new URL(url).host
}
