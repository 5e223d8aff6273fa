// Reading and writing customer stories. The customer's words are masked, stand apart, and go for good when the consent is withdrawn.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { type Restricted, restrictionOf } from '#app/access/readable-texts.server.ts'
import { record } from '#app/history/record.server.ts'
import { maskText } from '#app/imports/masking.ts'
import { maskFields } from '#app/observations/masked.ts'
import { requireInUse, requirePerson } from '#app/observations/places.server.ts'
import { formatDay, inWords } from '#app/ui/format.ts'
import { findSource } from './sources.server.ts'
import type { consentForm, editStoryForm, newStoryForm, publicationForm, withdrawalForm } from './story.ts'
import { masksIn, missingFor } from './story.ts'
import { eraseWords, readableWord, storiesWithWords, wordsReadable } from './words.server.ts'

type NewForm = z.output<typeof newStoryForm>
type EditForm = z.output<typeof editStoryForm>
type ConsentForm = z.output<typeof consentForm>
type WithdrawalForm = z.output<typeof withdrawalForm>

export interface StoryRow {
  id: string
  title: string
  outcome: string
  state: string
  /** Empty where the viewer may not read it, or it is gone. */
  quote: string
  pseudonym: string
  readable: boolean
  restricted: Restricted | null
  masked: number
  erasedAt: Date | null
  personaId: string | null
  personaName: string | null
  journeyStepId: string | null
  stepName: string | null
  journeyId: string | null
  journeyName: string | null
  touchpointId: string | null
  /** The touchpoint said, or else the step's. */
  metAtId: string | null
  touchpointName: string | null
  initiativeId: string | null
  initiativeName: string | null
  initiativeStage: string | null
  ownerId: string | null
  ownerName: string | null
  createdBy: string | null
  creatorName: string | null
  publishedOn: string | null
  consentGivenOn: string | null
  consentHow: string
  consentOutside: boolean
  consentEndsOn: string | null
  consentWithdrawnOn: string | null
  archivedAt: Date | null
  createdAt: Date
  version: number
}

/** A select over stories with everything a card or page shows of one, up to its conditions. */
export const selectStories = (ctx: Context) => sql`
  select s.id, s.title, s.outcome, s.state, ${readableWord(ctx, 'quote')} as quote, ${readableWord(ctx, 'pseudonym')} as pseudonym,
    ${wordsReadable(ctx)} as readable, ${restrictionOf(ctx)} as restricted, w.masked, w.erased_at, s.persona_id, p.name as persona_name,
    s.journey_step_id, st.name as step_name, j.id as journey_id, j.name as journey_name, s.touchpoint_id, t.id as met_at_id, t.name as touchpoint_name,
    s.initiative_id, i.name as initiative_name, i.stage as initiative_stage, s.owner_id, o.name as owner_name, s.created_by,
    c.name as creator_name, s.published_on, s.consent_given_on, s.consent_how, s.consent_outside, s.consent_ends_on,
    s.consent_withdrawn_on, s.archived_at, s.created_at, s.version
  from ${storiesWithWords} left join persona p on p.id = s.persona_id left join journey_step st on st.id = s.journey_step_id
  left join journey_map jm on jm.id = st.journey_map_id left join journey j on j.id = jm.journey_id
  left join touchpoint t on t.id = coalesce(s.touchpoint_id, st.touchpoint_id) left join initiative i on i.id = s.initiative_id
  left join member o on o.id = s.owner_id left join member c on c.id = s.created_by`

/** One story; 404 where there is none. */
export async function findStory(ctx: Context, id: string): Promise<StoryRow> {
  const { rows } = await sql<StoryRow>`${selectStories(ctx)} where s.id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw absent()
  return rows[0]
}

/**
 * The stories that a pack may tell on this day, the newest first: published, their consent holds, and covers use outside the company
 * where that is asked for.
 */
export async function listStoriesForPack(
  ctx: Context,
  { outside, limit = 20 }: { outside: boolean; limit?: number },
): Promise<StoryRow[]> {
  const { rows } = await sql<StoryRow>`${selectStories(ctx)}
    where s.state = 'published' and s.archived_at is null and w.erased_at is null and s.consent_given_on <= ${ctx.today}::date
      and (s.consent_ends_on is null or s.consent_ends_on >= ${ctx.today}::date) and s.id in (select stories_open_now())
      and ${wordsReadable(ctx)} and ${outside ? sql`s.consent_outside` : sql`true`}
    order by s.published_on desc, s.created_at desc, s.id limit ${limit}`.execute(ctx.db)
  return rows
}

// ── Telling one ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function createStory(ctx: Context, given: NewForm) {
  authorize(ctx, 'story.add')
  const source = given.responseId ? await findSource(ctx, given.responseId) : null
  if (source?.restricted) refuse(`What was written there ${readableAgain(ctx, source.restricted)}.`)
  await requireChosen(ctx, given)
  const { form, words, said } = masked(given)
  const id = newId(ctx)
  const origin = { responseId: source?.id ?? null, answeredOn: source?.answeredOn ?? null }
  await ctx.db
    .insertInto('story')
    .values({ id, ...columns(form), ...origin, createdBy: ctx.viewer.memberId || null })
    .execute()
  await ctx.db
    .insertInto('storyWords')
    .values({ storyId: id, ...words, madeAt: ctx.now })
    .execute()
  record(ctx, { verb: 'story.created', kind: 'story', id, title: form.title })
  return { id, masked: said }
}

/** Other words than those that were published have to be published again, unless whoever changes them may publish. */
export async function editStory(ctx: Context, id: string, given: EditForm) {
  const row = await hold(ctx, id, 'story.edit')
  const before = await findStory(ctx, id)
  await requireVersion(ctx, row, given.version, () => storyValues(before))
  refuseUnlessAlive(before)
  if (before.restricted) refuse(`The customer’s words ${readableAgain(ctx, before.restricted)}.`)
  await requireChosen(ctx, given, row)
  const { form, words, said } = masked(given)
  const otherWords = words.quote !== before.quote || words.pseudonym !== before.pseudonym
  const unpublished = row.state === 'published' && otherWords && !may(ctx.viewer, 'story.publish')
  await change(ctx, row, { ...columns(form), ...(unpublished ? notPublished : {}) })
  if (otherWords) await ctx.db.updateTable('storyWords').set(words).where('storyId', '=', id).execute()
  record(ctx, { verb: 'story.edited', kind: 'story', id, title: form.title })
  return { masked: said, unpublished }
}

/** Archives a story, or restores it. */
export async function archiveStory(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await hold(ctx, id, 'story.edit')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  tell(ctx, row, archived ? 'story.archived' : 'story.restored', form.reason)
  return { archived }
}

// ── Consent and publication ─────────────────────────────────────────────────────────────────────────────────────────

/** Records what the customer agreed to, or changes it; the earlier words stay in the history. */
export async function recordConsent(ctx: Context, id: string, form: ConsentForm) {
  const row = await hold(ctx, id, 'story.edit')
  await requireVersion(ctx, row, form.version, consentValues)
  refuseUnlessAlive(await findStory(ctx, id))
  if (form.givenOn > ctx.today) refuse('This day has not come yet. Choose the day on which they agreed.', 'givenOn')
  if (form.endsOn && form.endsOn < ctx.today)
    refuse('This consent has ended already. Ask the customer again, and record what they say.', 'endsOn')
  const consent = {
    consentGivenOn: form.givenOn,
    consentHow: maskText(form.how).text,
    consentOutside: form.outside,
    consentEndsOn: form.endsOn,
  }
  await change(ctx, row, consent)
  tell(ctx, row, row.consentGivenOn ? 'story.consent-changed' : 'story.consent-recorded')
}

/** Publishes a story whose consent holds, or takes it back to a draft. */
export async function publishStory(ctx: Context, id: string, form: z.output<typeof publicationForm>) {
  const row = await hold(ctx, id, 'story.publish')
  await requireVersion(ctx, row, form.version)
  refuseUnlessAlive(await findStory(ctx, id))
  if (form.to === row.state) refuse(form.to === 'draft' ? 'It is a draft already.' : 'It is published already.')
  const missing = form.to === 'published' ? missingFor(row, ctx.today) : []
  if (missing.length) refuse(`It still needs ${inWords(missing)}.`)
  const published = { state: 'published', publishedOn: ctx.today, publishedBy: ctx.viewer.memberId } as const
  await change(ctx, row, form.to === 'published' ? published : notPublished)
  tell(ctx, row, form.to === 'published' ? 'story.published' : 'story.taken-back')
}

/** The customer has withdrawn: their words and name for them go for good. Possible for archived stories and drafts, too. */
export async function withdrawConsent(ctx: Context, id: string, form: WithdrawalForm) {
  const row = await hold(ctx, id, 'story.edit')
  await requireVersion(ctx, row, form.version)
  if (row.state === 'withdrawn') refuse('The consent is withdrawn already, and the words are gone.')
  if (form.on > ctx.today) refuse('This day has not come yet. Choose today or an earlier one.', 'on')
  if (row.consentGivenOn && form.on < row.consentGivenOn) refuse('The consent was given after this day.', 'on')
  await change(ctx, row, { ...notPublished, state: 'withdrawn', consentWithdrawnOn: form.on })
  await eraseWords(ctx, id)
  tell(ctx, row, 'story.consent-withdrawn', form.reason && maskText(form.reason).text)
}

// ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The story, locked, for those who may. */
async function hold(ctx: Context, id: string, ability: 'story.edit' | 'story.publish') {
  const row = await lock(ctx, 'story', id)
  authorize(ctx, ability, row)
  return row
}
type Held = Awaited<ReturnType<typeof hold>>

function refuseUnlessAlive({ state, archivedAt, erasedAt }: Pick<StoryRow, 'state' | 'archivedAt' | 'erasedAt'>) {
  if (state === 'withdrawn') refuse('The customer has withdrawn: this story cannot be told any more.')
  if (erasedAt) refuse('The customer’s words were erased for good: this story cannot be told any more.')
  if (archivedAt) refuse('This story is archived. Restore it before changing it.')
}

const readableAgain = (ctx: Context, { endsOn }: Restricted) =>
  `can be read again after ${formatDay(endsOn, ctx.org.locale)}`

async function requireChosen(ctx: Context, form: Omit<NewForm, 'responseId'>, before?: Held) {
  await requireInUse(ctx, form, before)
  await requirePerson(ctx, form.ownerId, 'ownerId', before?.ownerId)
  if (!form.initiativeId || form.initiativeId === before?.initiativeId) return
  const found = await ctx.db
    .selectFrom('initiative')
    .where('id', '=', form.initiativeId)
    .select('archivedAt')
    .executeTakeFirst()
  if (!found) throw absent()
  if (found.archivedAt) refuse('This initiative is archived. Choose another one.', 'initiativeId')
}

/** A form with personal data masked, the customer's words apart from ours, and what was masked in a sentence. */
function masked<F extends Omit<NewForm, 'responseId'>>(given: F) {
  const { form, said } = maskFields(given, ['title', 'outcome', 'quote'])
  const words = { quote: form.quote, pseudonym: form.pseudonym, masked: masksIn(form.quote) }
  return { form, words, said }
}

const columns = (form: Omit<NewForm, 'responseId'>) => ({
  title: form.title,
  outcome: form.outcome ?? '',
  personaId: form.personaId,
  journeyStepId: form.journeyStepId,
  touchpointId: form.touchpointId,
  initiativeId: form.initiativeId,
  ownerId: form.ownerId,
})

const notPublished = { state: 'draft', publishedOn: null, publishedBy: null } as const

async function change(ctx: Context, row: Held, values: object) {
  await ctx.db
    .updateTable('story')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}

const tell = (ctx: Context, row: Held, verb: string, reason?: string | null) =>
  record(ctx, { verb, kind: 'story', id: row.id, title: row.title, reason })

/** A story as the fields of its form. */
export const storyValues = (
  row: Pick<
    StoryRow,
    | 'title'
    | 'outcome'
    | 'quote'
    | 'pseudonym'
    | 'personaId'
    | 'journeyStepId'
    | 'touchpointId'
    | 'initiativeId'
    | 'ownerId'
  >,
) => ({
  title: row.title,
  quote: row.quote,
  pseudonym: row.pseudonym,
  personaId: row.personaId ?? '',
  journeyStepId: row.journeyStepId ?? '',
  touchpointId: row.touchpointId ?? '',
  outcome: row.outcome,
  initiativeId: row.initiativeId ?? '',
  ownerId: row.ownerId ?? '',
})

/** Its consent as the fields of that form. */
export const consentValues = (
  row: Pick<StoryRow, 'consentGivenOn' | 'consentHow' | 'consentOutside' | 'consentEndsOn'>,
) => ({
  givenOn: row.consentGivenOn ?? '',
  how: row.consentHow,
  outside: row.consentOutside ? 'on' : '',
  endsOn: row.consentEndsOn ?? '',
})
