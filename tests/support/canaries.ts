/**
 * A word of its own for every text column of every organisation: what is seen of it anywhere says whose it is, of which table, and
 * whether it is of today or of the past.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Ids, furnish } from './furnished.ts'

export interface Org {
  id: string
  slug: string
}

export interface Planted {
  ids: Ids
  /** Which organisation, table and column a word stands for. */
  meaningOf: ReadonlyMap<string, { slug: string; table: string; column: string }>
  /** The columns that hold words, by organisation and as `table.column`; those of past versions as `history.table.column`. */
  columns: string[]
}

/** Twenty small letters; the first four say whose. */
const wordOf = (slug: string, table: string, column: string) =>
  prefixOf(slug) +
  [...createHash('sha256').update(`${slug} ${table}.${column}`).digest().subarray(0, 16)]
    .map((byte) => String.fromCharCode(97 + (byte % 26)))
    .join('')

export const prefixOf = (slug: string) => `q${slug.slice(0, 3)}`

/** What of a text is a word of this organisation, also where it was cut short. */
export const wordsIn = (text: string, slug: string) => text.match(new RegExp(`${prefixOf(slug)}[a-z]{4,16}`, 'g')) ?? []

/** Text that the pages themselves read as something else, so that no other word can stand there. */
const meaningful = new Set([
  ...['organisation.slug', 'organisation.time_zone', 'organisation.locale', 'organisation.currency'],
  ...['intake_secret.digest', 'saved_view.room', 'mail.kind', 'search_entry.kind', 'access.mailed_link.purpose'],
  ...[
    'history.event.verb',
    'history.event.kind',
    'history.event_subject.kind',
    'history.checkpoint.key',
    'migration.name',
  ],
])

/** Where no word can stand: times of day, and what may be the id of a record. */
const fixed: Record<string, string> = {
  ...Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      `business_hours.${day}`,
      '09:00-17:00',
    ]),
  ),
  'holiday.hours': '09:00-12:00',
  'score_day.facet_key': '018f0000-0000-7000-8000-000000000000',
}

/** How a word is written where only a certain kind of text fits. */
const shaped: Record<string, (word: string) => string> = {
  'member.email': (word) => `${word}@mail.example`,
  'organisation.checkpoint_email': (word) => `${word}@mail.example`,
  'mail.to_address': (word) => `${word}@mail.example`,
  'action_item.evidence_url': (word) => `https://${word}.example/`,
  'checkpoint_webhook.url': (word) => `https://${word}.example/`,
  'saved_view.query': (word) => `q=${word}`,
  'data_import.file_name': (word) => `${word}.csv`,
}

/** Where several rows may not say the same. */
const unique = new Set([
  'member.email',
  'form_key.key',
  ...named('core_value pillar kpi segment persona unit listening_post theme'),
  'saved_view.name',
])
function named(tables: string) {
  return tables.split(' ').map((table) => `${table}.name`)
}

/**
 * Fills an organisation, and gives every row words: those of the past are written 50 days ago, those of today 20 days ago. Its people
 * of tests/support/world.ts get words, too. Everything is recorded in its history.
 */
export async function plant(superuser: pg.Client, org: Org, accounts: string[]): Promise<Planted> {
  const meaningOf = new Map<string, { slug: string; table: string; column: string }>()
  const word: Word = (table, column) => {
    const made = wordOf(org.slug, table, column)
    meaningOf.set(made, { slug: org.slug, table, column })
    return made
  }
  const { ids } = await furnish(superuser, org, { words: (table, column, n) => fitting(word, table, column, '', n) })
  const by = { org, holder: ids.holder! }
  const texts = await textsOf(superuser)
  for (const table of new Set(texts.filter(({ tracked }) => tracked).map((one) => one.table)))
    await rewrite(superuser, by, texts, table, 'history.', word)
  for (const table of new Set(texts.map((one) => one.table))) await rewrite(superuser, by, texts, table, '', word)
  await outsideTables(superuser, org, ids, accounts, word)
  return { ids, meaningOf, columns: [...meaningOf.values()].map(({ table, column }) => `${table}.${column}`) }
}

/** Writes today's words over a table once more, where something else has taken their place since. */
export async function plantAgain(superuser: pg.Client, org: Org, { ids }: Planted, table: string) {
  const word: Word = (of, column) => wordOf(org.slug, of, column)
  await rewrite(superuser, { org, holder: ids.holder! }, await textsOf(superuser), table, '', word)
}

type Word = (table: string, column: string) => string
/** Of the past: what was recorded before and only the history still knows. */
type Time = '' | 'history.'

function fitting(word: Word, table: string, column: string, time: Time, n: number) {
  const name = `${table}.${column}`
  if (meaningful.has(name)) return 'initiatives'
  if (fixed[name]) return fixed[name]
  const number = name === 'member.email' ? `.${n}` : ` ${n}`
  const plain = word(`${time}${table}`, column) + (unique.has(name) ? number : '')
  return shaped[name] ? shaped[name](plain) : plain
}

interface Text {
  table: string
  column: string
  /** Whether the history keeps earlier versions of its rows. */
  tracked: boolean
}

async function textsOf(superuser: pg.Client): Promise<Text[]> {
  const { rows } = await superuser.query<Text>(everyText)
  return rows.filter(({ table, column }) => !meaningful.has(`${table}.${column}`))
}

/** Free text of the organisations' own tables. */
const everyText = `
  select c.relname as table, a.attname as column, to_regclass('history.' || quote_ident(c.relname)) is not null as tracked
  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
  where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'text'::regtype and c.relname not in ('migration', 'search_entry')
    and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
      and pg_get_constraintdef(k.oid) like '%ARRAY[%')
  order by 1, 2`

/** Writes words over all texts of a table, as one recorded change. */
async function rewrite(
  superuser: pg.Client,
  { org, holder }: { org: Org; holder: string },
  all: Text[],
  table: string,
  time: Time,
  word: Word,
) {
  const texts = all.filter((one) => one.table === table)
  if (!texts.length) return
  const at = new Date(Date.now() - (time === '' ? 20 : 50) * 86_400_000).toISOString()
  await superuser.query('begin')
  await superuser.query(
    `select set_config('app.org_id', $1, true), set_config('app.now', $2, true), set_config('app.request_id', $3, true),
      set_config('app.member_id', $4, true)`,
    [org.id, at, word('history.event', 'request_id'), holder],
  )
  const { rows } = await superuser.query<{ ctid: string; id: string | null }>(
    `select t.ctid, to_jsonb(t) ->> 'id' as id from ${table} t where org_id = $1 order by ctid`,
    [org.id],
  )
  const sets = texts.map(({ column }, i) => `${column} = $${i + 2}`).join(', ')
  for (const [n, { ctid }] of rows.entries())
    await superuser.query(`update ${table} set ${sets} where ctid = $1`, [
      ctid,
      ...texts.map(({ column }) => fitting(word, table, column, time, n + 1)),
    ])
  const ids = rows.flatMap(({ id }) => (id ? [id] : []))
  if (texts[0]!.tracked) {
    const events = (ids.length ? ids : [org.id]).map((id) => ({
      verb: `${table}.edited`,
      kind: table,
      id,
      title: word('history.event', 'title'),
      reason: word('history.event', 'reason'),
    }))
    await superuser.query('select history.append($1)', [JSON.stringify(events)])
  }
  await superuser.query('commit')
}

/** Text in lists and objects, in sessions and accounts, and in checkpoints. */
async function outsideTables(superuser: pg.Client, org: Org, ids: Ids, accounts: string[], word: Word) {
  const inOrg = (sql: string, ...values: unknown[]) => superuser.query(sql, [org.id, ...values])
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [org.id])
  const heading = word('data_import', 'columns')
  await inOrg(`update data_import set columns = $2 where org_id = $1`, JSON.stringify(['Period', heading]))
  await inOrg(
    `update data_import_row set cells = $2, effect = null, problems = $3 where row_no = 2 and org_id = $1`,
    JSON.stringify(['2026-01', word('data_import_row', 'cells')]),
    JSON.stringify([{ field: 'value', reason: word('data_import_row', 'problems') }]),
  )
  await inOrg(
    `update proof_check set problems = $2 where org_id = $1`,
    JSON.stringify([{ text: word('proof_check', 'problems') }]),
  )
  await inOrg(
    `update form_key set answer = $2 where org_id = $1`,
    JSON.stringify({ to: `/${word('form_key', 'answer')}` }),
  )
  await inOrg(
    `insert into history.checkpoint (org_id, size, head, made_at, key, line)
     select org_id, size, hash, now(), repeat('ab', 32), $2 from history.chain where org_id = $1`,
    JSON.stringify({ line: word('history.checkpoint', 'line') }),
  )
  await inOrg(
    `insert into checkpoint_delivery (org_id, size, way, state, problem) select org_id, size, 'webhook', 'waiting', $2 from history.chain where org_id = $1`,
    word('checkpoint_delivery', 'problem'),
  )
  await superuser.query('commit')
  const own = [...accounts, ids.holder!, ids.author!]
  await superuser.query(
    `update access.account set name = $2 || ' ' || left(id::text, 4), password_hash = coalesce(password_hash, $3) where id = any($1)`,
    [own, word('access.account', 'name'), word('access.account', 'password_hash')],
  )
  await superuser.query(
    `update access.account set email = $2 || '.' || left(id::text, 8) || '@mail.example' where id = any($1)`,
    [own, word('access.account', 'email')],
  )
  await superuser.query(`insert into access.attempt (key) values ($1)`, [`account ${word('access.attempt', 'key')}`])
  await superuser.query(
    `insert into access.mailed_link (token_hash, purpose, org_id, expires_at) values ($1, 'invitation', $2, now() + interval '1 day')`,
    [word('access.mailed_link', 'token_hash'), org.id],
  )
  for (const [n, account] of own.entries())
    await superuser.query(
      `insert into access.session (id, token_hash, account_id, expires_at, address, user_agent) values ($1, $1, $2, now() + interval '1 day', $3, $4)`,
      [
        `${word('access.session', 'id')}${n}`,
        account,
        word('access.session', 'address'),
        word('access.session', 'user_agent'),
      ],
    )
}
