// A backup restores the same; an organisation moves whole, with its history, beside those that are there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp, exportOrganisation } from '#app/server/backup/backup.ts'
import { importOrganisation, restore } from '#app/server/backup/restore.ts'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { verifyChain } from '#app/history/verify.server.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { type DatabaseUrls, newDatabase } from '#tests/support/database.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, addOrganisation, addPerson, makeWorld } from '#tests/support/world.ts'

let w: World
const scratch = mkdtempSync(path.join(tmpdir(), 'sirius backup '))
const odd = 'A line \u2028 and \u2029 separator, “quotes” \\n, a tab\t, 日本, 🛫'
let directories = 0
const fresh = () => path.join(scratch, String(++directories))
/** Without the superuser: what an operator of a database of their own has. */
const ownerOf = ({ ownerUrl, webUrl }: DatabaseUrls) => ({ ownerUrl, webUrl, stop: async () => {} })

beforeAll(async () => {
  w = await makeWorld()
  await w.superuser.query(`update access.account set password_hash = '$argon2id$x' where email = $1`, [w.ada.email])
  await w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name: odd, purpose: odd })))
  await w.as(w.otto, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Elsewhere' })))
})
afterAll(async () => {
  await w.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Every row of every table as text, whatever row security says. */
async function contentOf({ superuserUrl }: DatabaseUrls, orgId?: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string; owned: boolean }>(`
    select format('%I.%I', table_schema, table_name) as name,
      exists (select from information_schema.columns c where c.table_schema = t.table_schema and c.table_name = t.table_name and column_name = 'org_id') as owned
    from information_schema.tables t
    where table_schema in ('public', 'access', 'history', 'as_of') and table_type = 'BASE TABLE'
      and table_name not in ('migration', 'session', 'attempt', 'form_key') and table_name not like 'judged%' order by 1`)
  const content: Record<string, string[]> = {}
  for (const { name, owned } of tables) {
    if (orgId && !owned) continue
    const where = orgId ? `where org_id = '${orgId}'` : ''
    const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t ${where}`)
    if (rows.length) content[name] = rows.map(({ line }) => line).sort()
  }
  await client.end()
  return content
}

/** The checks of the operator's commands, on another database than the world's. */
async function on<T>({ webUrl }: DatabaseUrls, work: () => Promise<T>): Promise<T> {
  await closeDatabase()
  openDatabase(webUrl)
  try {
    return await work()
  } finally {
    await closeDatabase()
    openDatabase(w.urls.webUrl, { max: 20 })
  }
}

describe('a backup', () => {
  test('restores the same rows, byte for byte, and the same unbroken history', async () => {
    const directory = fresh()
    const manifest = await backUp(directory, ownerOf(w.urls), { ownWay: true })
    expect(manifest.organisations.map(({ slug, events }) => [slug, events])).toEqual([
      ['bay', 1],
      ['other', 1],
    ])
    const target = await newDatabase()
    await restore(directory, ownerOf(target))
    const before = await contentOf(w.urls)
    expect(await contentOf(target)).toEqual(before)
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['public.initiative', 'history.initiative', 'access.account']),
    )
    expect(before['public.initiative']!.join()).toContain('\u2028')
    await on(target, async () => {
      expect(await verifyChain(w.lea.orgId)).toMatchObject({
        events: 1,
        broken: null,
        head: manifest.organisations[0]!.head,
      })
    })
  })

  test('is refused where the database is not empty, and where it was changed, with nothing written', async () => {
    const directory = fresh()
    await backUp(directory, ownerOf(w.urls), { ownWay: true })
    await expect(restore(directory, ownerOf(w.urls))).rejects.toThrow('already has organisations')
    const file = path.join(directory, 'public.initiative.jsonl.gz')
    writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)).toString().replace('Elsewhere', 'Somewhere')))
    const target = await newDatabase()
    await expect(restore(directory, ownerOf(target))).rejects.toThrow(
      'public.initiative is not the one that was backed up',
    )
    writeFileSync(file, 'no gzip')
    await expect(restore(directory, ownerOf(target))).rejects.toThrow('public.initiative is missing or damaged')
    rmSync(path.join(directory, 'manifest.json'))
    await expect(restore(directory, ownerOf(target))).rejects.toThrow('holds no backup')
    expect(await contentOf(target)).toEqual({})
    await expect(backUp(directory, ownerOf(w.urls))).rejects.toThrow('is not empty')
  })
})

describe('an organisation that moves', () => {
  test('arrives whole beside others, and nothing of another organisation comes along', async () => {
    const directory = fresh()
    await exportOrganisation('bay', directory, ownerOf(w.urls))
    const target = await newDatabase()
    const client = new pg.Client({ connectionString: target.superuserUrl })
    await client.connect()
    const thirdId = await addOrganisation(client, 'third', 'Third Company')
    const third = await addPerson(client, { slug: 'third', id: thirdId }, 'Tim Third', 'administrator')
    // Lea works for the third company as well, under the same e-mail.
    const known = await client.query(`select access.create_account(gen_random_uuid(), $1, 'Lea Dawn', 'kept') as id`, [
      w.lea.email,
    ])
    const beforeThird = await contentOf(target, thirdId)
    await importOrganisation(directory, null, ownerOf(target))
    expect(await contentOf(target, thirdId)).toEqual(beforeThird)
    const text = JSON.stringify(await contentOf(target))
    expect(text).toContain(third.email)
    expect(text).not.toContain(w.otto.email)
    expect(text).not.toContain('Elsewhere')
    const [before, after] = [await contentOf(w.urls, w.lea.orgId), await contentOf(target, w.lea.orgId)]
    expect(after['public.initiative']).toEqual(before['public.initiative'])
    const { rows } = await client.query(
      `select account_id, (select password_hash from access.account where id = account_id) as hash from member where email = $1`,
      [w.lea.email],
    )
    expect(rows).toEqual([{ account_id: known.rows[0].id, hash: 'kept' }])
    expect((await client.query(`select from access.account where email like '%moved.invalid'`)).rowCount).toBe(0)
    await client.end()
    await on(target, async () => {
      expect(await verifyChain(w.lea.orgId)).toMatchObject({ events: 2, broken: null })
    })
    await expect(importOrganisation(directory, null, ownerOf(target))).rejects.toThrow('is here already')
  })

  test('takes another address where its own is taken, and says so in its history', async () => {
    const directory = fresh()
    await exportOrganisation('bay', directory, ownerOf(w.urls))
    const target = await newDatabase()
    const client = new pg.Client({ connectionString: target.superuserUrl })
    await client.connect()
    await addOrganisation(client, 'bay', 'Another Bay')
    await expect(importOrganisation(directory, null, ownerOf(target))).rejects.toThrow('“bay” is taken here')
    await importOrganisation(directory, 'bay-two', ownerOf(target))
    const { rows } = await client.query('select slug from organisation where id = $1', [w.lea.orgId])
    expect(rows).toEqual([{ slug: 'bay-two' }])
    await client.end()
    await on(target, async () => {
      expect(await verifyChain(w.lea.orgId)).toMatchObject({ events: 2, broken: null })
      await replayHistory({ id: w.lea.orgId, slug: 'bay-two' })
    })
  })
})
