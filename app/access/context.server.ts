// The only maker of contexts: one transaction bound to one organisation and one viewer. Without a context there is no data.
import { type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { type Tx, literal, lookThrough, sendWithCommit, setLocal, transaction } from '#db/database.ts'
import { type PostedForm, type UploadedFile, readForm } from '#app/server/form-body.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { type Place, hasPast, instantOf, momentSql, placeOf, samePageAt, segmentOf } from '#app/moment.ts'
import { Conflict, Refusal, mapped, mappedForPage } from './problems.ts'
import { flashCookie } from './flash.server.ts'
import { type Claim, claimOf, isFormKey } from './form-key.server.ts'
import { onceCookie } from './once.server.ts'
import { type AbilityName, type Standing, may } from './policy.ts'
import { safePath } from './safe-path.ts'
import { type SignedIn, findSessionOf } from './sessions.server.ts'
import type { Organisation, Viewer } from './viewer.ts'

declare const made: unique symbol

/** What every read and write needs. Made here only: for a signed-in viewer, or for the system (jobs, commands). */
export interface Context {
  readonly [made]: true
  readonly db: Tx
  readonly viewer: Viewer
  readonly org: Organisation
  /** The transaction's clock: the moment looked back at, in the past. */
  readonly now: Date
  /** The moment looked back at, as the address writes it; null in the present. */
  readonly asOf: string | null
  /** The calendar day in the organisation's time zone. */
  readonly today: string
  readonly requestId: string
  /** What this transaction did; appended to the history when it commits. */
  readonly events: HistoryEvent[]
}

export interface HistoryEvent {
  verb: string
  kind: string
  id: string
  title: string
  reason?: string | null
  also?: { kind: string; id: string }[]
  digest?: { rows: number; merkleRoot: string }
}

/** Where to go after a successful write, with a sentence to show there. */
export interface Done {
  to: string
  message?: string
  /** Takes the place of the form's page in the browser's history: for many small changes on one page. */
  replace?: boolean
  /** A secret for the page it goes to, or one below `path`; kept nowhere, so whoever sends the form again does not see it. */
  once?: { secret: string; path: string }
}

export const goTo = (to: string, message?: string): Done => ({ to, message })

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** Runs a loader's work in a read-only transaction of the organisation named in the URL. */
export async function reading<T>(args: LoaderFunctionArgs, work: (ctx: Context) => Promise<T>): Promise<T> {
  const signedIn = await requireSignedIn(args)
  const place = placeOf(args.params.org)
  if (!place) throw absent()
  if (place.moment) return mappedForPage(() => readingPast(args, place, signedIn, work))
  return mappedForPage(() =>
    transaction(
      settings(args.context),
      'read only',
      async (tx, opened) => work(contextFor(args, tx, signedIn, opened)),
      openingOf(place, signedIn),
    ),
  )
}

/**
 * Runs an action: parses the body strictly by `schema`, claims the form's key, runs the command and appends the history, all
 * in one transaction. What is invalid (400), refused (422) or outdated (409) goes back to the form with everything typed. Files lie on
 * disk meanwhile, and are gone when this returns.
 */
export async function acting<S extends FormSchema>(
  args: ActionFunctionArgs,
  schema: S,
  command: (ctx: Context, form: z.output<S>, files: UploadedFile[]) => Promise<Done>,
) {
  const signedIn = await requireSignedIn(args)
  const place = placeOf(args.params.org)
  if (!place) throw absent()
  const posted = await readForm(args.request)
  try {
    await args.context.received?.()
    return await actingOn(args, place, signedIn, posted, schema, command)
  } finally {
    await posted.drop()
  }
}

async function actingOn<S extends FormSchema>(
  args: ActionFunctionArgs,
  place: Place,
  signedIn: SignedIn,
  { fields, files }: PostedForm,
  schema: S,
  command: (ctx: Context, form: z.output<S>, files: UploadedFile[]) => Promise<Done>,
) {
  const given = { form: first(fields, '_form') ?? '', values: typed(fields) }
  const parsed = parseForm(schema, fields)
  const claim = parsed.ok ? claimOf(args.request, { fields, files }) : null
  const opening = openingOf(place, signedIn, claim)
  try {
    const done = await mapped(() =>
      transaction(
        settings(args.context),
        'read write',
        async (tx, opened) => {
          const ctx = contextFor(args, tx, signedIn, opened)
          if (place.moment) throw pastIsReadOnly()
          if (!parsed.ok) throw new Refusal('Please look at the marked fields.', parsed.errors, 400)
          const replay = await replayOf(ctx, claim, opened)
          if (replay) return replay
          const answer = await command(ctx, parsed.data as z.output<S>, files)
          appendHistory(ctx)
          if (claim) keepAnswer(ctx, claim, answer)
          return answer
        },
        opening,
      ),
    )
    const headers = new Headers()
    if (done.message) headers.set('set-cookie', flashCookie(done.message))
    if (done.replace) headers.set('x-remix-replace', 'true')
    if (done.once) headers.append('set-cookie', onceCookie(done.once.secret, done.once.path, args.context.secure))
    return redirect(safePath(first(fields, '_back'), safePath(done.to, '/')), { headers })
  } catch (problem) {
    if (problem instanceof Conflict) {
      const { message, version, now, by, at } = problem
      return data(
        { ...given, ok: false as const, status: 409, message, errors: {}, conflict: { version, now, by, at } },
        409,
      )
    }
    if (problem instanceof Refusal) {
      const { message, errors, status } = problem
      return data({ ...given, ok: false as const, status, message, errors }, status)
    }
    throw problem
  }
}

/** Runs a command for a member outside a request, found by id or else address: seeds, links, the command line. The clock may be moved. */
export async function actingAs<T>(
  who: { slug: string; email: string; memberId?: string; now?: Date; requestId?: string },
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const now = who.now ?? new Date()
  return transaction(
    { 'app.now': now.toISOString(), 'app.request_id': who.requestId ?? 'command' },
    'read write',
    async (tx) => {
      const org = await organisationBySlug(tx, who.slug)
      await setLocal(tx, { 'app.org_id': org.id })
      const [column, value] = who.memberId ? (['id', who.memberId] as const) : (['email', who.email] as const)
      const member = await tx.selectFrom('member').selectAll().where(column, '=', value).executeTakeFirstOrThrow()
      await setLocal(tx, { 'app.member_id': member.id })
      const viewer = { ...member, memberId: member.id, role: member.role as Viewer['role'] }
      return finished(make({ db: tx, viewer, org, now, requestId: who.requestId ?? 'command' }), work)
    },
  )
}

/** Runs a job's work in one organisation, as nobody in particular. */
export async function actingAsSystem<T>(
  org: { slug: string },
  work: (ctx: Context) => Promise<T>,
  now = new Date(),
): Promise<T> {
  return transaction({ 'app.now': now.toISOString(), 'app.request_id': 'system' }, 'read write', async (tx) => {
    const found = await organisationBySlug(tx, org.slug)
    await setLocal(tx, { 'app.org_id': found.id })
    const viewer: Viewer = { memberId: '', accountId: null, name: 'Sirius', email: '', role: 'system', unitId: null }
    return finished(make({ db: tx, viewer, org: found, now, requestId: 'system' }), work)
  })
}

async function finished<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const result = await work(ctx)
  appendHistory(ctx)
  return result
}

async function organisationBySlug(tx: Tx, slug: string): Promise<Organisation> {
  const { rows } =
    await sql<Organisation>`select id, slug, name, time_zone, locale, currency, grace_days from access.find_organisation(${slug})`.execute(
      tx,
    )
  if (!rows[0]) throw new Error(`There is no organisation “${slug}”.`)
  return rows[0]
}

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const sessions = new WeakMap<object, Promise<SignedIn | null>>()

/** The request's session, looked up once for all its loaders; null for a stranger. A new token of it goes with whatever is answered. */
export function signedInBy({ request, context }: Args): Promise<SignedIn | null> {
  let found = sessions.get(context)
  if (!found) {
    found = mapped(() => findSessionOf(request, context))
    sessions.set(context, found)
  }
  return found
}

/** Sends a stranger to sign in and back. */
export async function requireSignedIn(args: Args): Promise<SignedIn> {
  const signedIn = await signedInBy(args)
  if (signedIn) return signedIn
  const url = new URL(args.request.url)
  const back = args.request.method === 'GET' ? url.pathname.replace(/\.data$/, '') + withoutRoutes(url) : '/'
  throw redirect(`/sign-in?back=${encodeURIComponent(back)}`)
}

function withoutRoutes(url: URL) {
  url.searchParams.delete('_routes')
  return url.search
}

interface OpenedRow {
  org_id: string
  slug: string
  name: string
  time_zone: string
  locale: string
  currency: string
  grace_days: number
  member_id: string
  member_name: string
  email: string
  role: Viewer['role']
  unit_id: string | null
  /** Whether the form's key is this transaction's now. */
  claimed?: boolean
}

/**
 * Finds the membership that opens the organisation of the address and binds the transaction to both; sent with BEGIN, and so is
 * the claim of a form's key.
 */
function openingOf({ slug }: Place, { accountId }: SignedIn, claim: Claim | null = null): string {
  const open = `access.open(${literal(accountId)}, ${literal(slug)})`
  const bind = `select o.*, set_config('app.org_id', o.org_id::text, true), set_config('app.member_id', o.member_id::text, true) from ${open} o`
  if (!claim || !isFormKey(claim.key)) return bind
  return `${bind};
    with opened as materialized (select * from ${open}), claimed as (
      insert into form_key (key, member_id, request_hash) select ${literal(claim.key)}, member_id, ${literal(claim.requestHash)} from opened
      on conflict do nothing returning key
    ) select o.*, exists (select from claimed) as claimed from opened o`
}

function contextFor(args: Args, tx: Tx, { accountId }: SignedIn, opened: unknown[]): Context {
  const row = opened[0] as OpenedRow | undefined
  if (!row) throw absent()
  const { member_id: memberId, member_name: name, email, role, unit_id: unitId, slug, locale, currency } = row
  return make({
    db: tx,
    viewer: { memberId, accountId, name, email, role, unitId },
    org: { id: row.org_id, slug, name: row.name, timeZone: row.time_zone, locale, currency, graceDays: row.grace_days },
    now: new Date(),
    requestId: args.context.requestId,
  })
}

function make(parts: Pick<Context, 'db' | 'viewer' | 'org' | 'now' | 'requestId'> & { asOf?: string }): Context {
  const today = calendarOf(parts.org.timeZone).format(parts.now)
  return { asOf: null, ...parts, today, events: [] } as unknown as Context
}

// ── The past ────────────────────────────────────────────────────────────────────────────────────────────────────────

type JudgePast = (ctx: Context) => Promise<void>
const pastJudge = process as unknown as { [key: symbol]: JudgePast | undefined }
const pastJudgeKey = Symbol.for('sirius.past-judge')

/** Says how a moment's standings are worked out when it is first looked back at. The rooms know; this module may not know them. */
export function judgePastWith(judge: JudgePast) {
  pastJudge[pastJudgeKey] = judge
}

/**
 * The same work as of a past moment: views of the same names, in front of the tables, show what was recorded by then, and the
 * clock stands there. What is no strategy (settings, outbox) is as of today, so such addresses lead there.
 */
async function readingPast<T>(
  args: LoaderFunctionArgs,
  place: Place,
  signedIn: SignedIn,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const url = new URL(args.request.url)
  const writes = args.request.method !== 'GET'
  if (!writes && !hasPast(url.pathname))
    throw toPresent(url, 'This page is not kept as of past moments: this is today’s.')
  const asOf = { ...settings(args.context), search_path: 'as_of, public' }
  const opening = pastOpeningOf(place, signedIn)
  const open = (tx: Tx, opened: unknown[]) => {
    const ctx = contextFor(args, tx, signedIn, opened)
    const row = opened[0] as OpenedRow & { moment: Date; future: boolean; judged: boolean }
    if (writes) throw pastIsReadOnly()
    if (row.future) throw toPresent(url, 'That moment is still to come: this is today.')
    const past = { now: row.moment, asOf: place.moment!, org: { ...ctx.org, slug: segmentOf(place) } }
    return { ctx: make({ ...ctx, ...past, viewer: { ...ctx.viewer, readsOnly: true } }), judged: row.judged }
  }
  const judged = await transaction(
    asOf,
    'read only',
    async (tx, opened) => {
      const { ctx, judged } = open(tx, opened)
      return judged ? { result: await work(ctx) } : null
    },
    opening,
  )
  if (judged) return judged.result
  await transaction(asOf, 'read write', async (tx, opened) => judgeOnce(open(tx, opened).ctx), opening)
  return transaction(asOf, 'read only', async (tx, opened) => work(open(tx, opened).ctx), opening)
}

/** Two who look back at the same moment first take turns; the second finds it judged. */
async function judgeOnce(ctx: Context) {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_org() || 'judged', 0))`.execute(ctx.db)
  const { numAffectedRows } = await sql`insert into judged_moment default values on conflict do nothing`.execute(ctx.db)
  if (numAffectedRows) await pastJudge[pastJudgeKey]?.(ctx)
}

/** As `openingOf`, with the organisation as it was recorded by then. */
function pastOpeningOf({ slug, moment }: Place, { accountId }: SignedIn): string {
  const open = `access.open(${literal(accountId)}, ${literal(slug)}) o`
  return `select set_config('app.org_id', o.org_id::text, true), set_config('app.member_id', o.member_id::text, true),
      set_config('app.as_of', ${momentSql(moment!)}::text, true) from ${open};
    select o.*, coalesce(was.name, o.name) as name, coalesce(was.locale, o.locale) as locale, coalesce(was.currency, o.currency) as currency,
      coalesce(was.grace_days, o.grace_days) as grace_days, as_of_moment() as moment, as_of_moment() > now() as future,
      exists (select 1 from judged_moment j where j.moment = as_of_moment()) as judged
    from ${open} left join organisation was on was.id = o.org_id`
}

const pastIsReadOnly = () => new Response('The past is read only', { status: 403, statusText: 'Forbidden' })

/** To the same page of today, saying so: a reader must never take today's page for the past. */
const toPresent = (url: URL, message: string) =>
  redirect(samePageAt(url.pathname.replace(/\.data$/, ''), null) + withoutRoutes(url), {
    headers: { 'set-cookie': flashCookie(message) },
  })

/**
 * Reads something as of a past moment inside a present transaction: the version that a form is to bring back. PostgreSQL's own text
 * of a moment is exact to the microsecond, a Date is not.
 */
export async function inThePast<T>(
  ctx: Context,
  moment: Date | string,
  work: (past: Context) => Promise<T>,
): Promise<T> {
  const now = new Date(moment)
  await lookThrough(ctx.db, 'as_of, public', { 'app.as_of': typeof moment === 'string' ? moment : now.toISOString() })
  const result = await work(make({ ...ctx, now, asOf: instantOf(now) }))
  await lookThrough(ctx.db, 'public', { 'app.as_of': '' })
  return result
}

/** The calendar day it really is in the organisation's zone, also while looking back. */
export const presentDay = (ctx: Context) => calendarOf(ctx.org.timeZone).format(new Date())

// Making one costs more than a query; there are few zones.
const calendars = new Map<string, Intl.DateTimeFormat>()
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(timeZone)
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone })
    calendars.set(timeZone, calendar)
  }
  return calendar
}

const settings = (context: AppLoadContext) => ({ 'app.request_id': context.requestId })

/** A record that does not exist, belongs to somebody else, or may not be seen: all the same 404. */
export const absent = () => new Response('Not found', { status: 404, statusText: 'Not Found' })

/** Throws 403 unless the viewer may do this to the record. */
export function authorize(ctx: Context, ability: AbilityName, record?: Standing) {
  if (!may(ctx.viewer, ability, record)) throw new Response('Not allowed', { status: 403, statusText: 'Forbidden' })
}

/** A UUID of the URL; anything else is 404. */
export function idOf(param: string | undefined): string {
  if (!param || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(param)) throw absent()
  return param
}

/** A new id (UUIDv7), in the order of the transaction's clock. */
export const newId = (ctx: Context) => uuidv7({ msecs: ctx.now.getTime() })

// ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Last of all, since it locks the head of the organisation's chain; it refuses a change that was not recorded. */
function appendHistory(ctx: Context) {
  sendWithCommit(ctx.db, `select history.append(${literal(JSON.stringify(ctx.events))}::jsonb)`)
}

/** Null to go on, or the stored answer of the same request sent before. */
async function replayOf(ctx: Context, claim: Claim | null, opened: unknown[]): Promise<Done | null> {
  if (!claim) return null
  if (!isFormKey(claim.key)) throw new Refusal('This form is not complete. Reload the page and try again.')
  if ((opened[0] as OpenedRow).claimed) return null
  const earlier = await ctx.db
    .selectFrom('formKey')
    .select(['requestHash', 'answer'])
    .where('key', '=', claim.key)
    .where('memberId', '=', ctx.viewer.memberId)
    .executeTakeFirst()
  if (earlier?.requestHash !== claim.requestHash || !earlier.answer) {
    throw new Refusal('This form was already sent with other content. Reload the page to go on.')
  }
  return earlier.answer as unknown as Done
}

/** Stored with the form's key, for when it is sent again. */
function keepAnswer(ctx: Context, { key }: Claim, { once: _, ...answer }: Done) {
  const [stored, owner] = [literal(JSON.stringify(answer)), literal(ctx.viewer.memberId)]
  sendWithCommit(
    ctx.db,
    `update form_key set answer = ${stored}::jsonb where key = ${literal(key)} and member_id = ${owner}::uuid`,
  )
}

const first = (fields: Map<string, string[]>, name: string) => fields.get(name)?.[0]

/** What was typed, to be shown again: everything but the form's own machinery and secrets. */
function typed(fields: Map<string, string[]>): Record<string, string | string[]> {
  const kept = [...fields].filter(([name]) => !name.startsWith('_') && !/password|secret/i.test(name))
  return Object.fromEntries(kept.map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
}
