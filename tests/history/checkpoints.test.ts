// Checkpoints leave the database once each, whatever fails on the way, and show later what was done to the history.
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverCheckpoints } from '#app/email/checkpoints.server.ts'
import { appendCheckpoints } from '#app/history/checkpoint-file.server.ts'
import { ensureSigningKey, ownKeys, readPrivateKey, signingKey } from '#app/history/checkpoint-key.server.ts'
import { listCheckpoints } from '#app/history/checkpoints.server.ts'
import { exportedLog } from '#app/history/export.server.ts'
import { outcomeOf } from '#app/history/proof.ts'
import { findHead } from '#app/history/proof-page.server.ts'
import { proofWords, wordsOf } from '#app/history/proof-words.ts'
import { verifyProof } from '#app/history/verify.server.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { makeCheckpoints } from '#app/jobs/checkpoints.server.ts'
import { WebhookProblem } from '#app/jobs/webhook.server.ts'
import { findSettings, editSettings } from '#app/people/organisation.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, addOrganisation, addPerson, makeWorld, type Person } from '#tests/support/world.ts'
import { checkLog, readCheckpoints, readKeys } from '../../verifier/sirius-verify.mjs'

let w: World
const directory = mkdtempSync(path.join(tmpdir(), 'sirius-checkpoints-'))
beforeAll(async () => {
  process.env.SIRIUS_DATA_DIR = directory
  w = await makeWorld()
})
afterAll(async () => {
  await w.close()
  delete process.env.SIRIUS_DATA_DIR
  rmSync(directory, { recursive: true })
})

// Every test has an organisation of its own.
let count = 0
let org: { id: string; slug: string }
let who: Person
beforeEach(async () => {
  count++
  const slug = `org-${count}`
  org = { slug, id: await addOrganisation(w.superuser, slug, `Company ${count}`) }
  who = await addPerson(w.superuser, org, `Ann${count} Keeper`, 'administrator')
  delete process.env.SIRIUS_CHECKPOINT_KEY
  delete process.env.SIRIUS_CHECKPOINT_FILE
})

const change = (name = 'Shorter queues') => w.as(who, (ctx) => createInitiative(ctx, initiativeInput({ name })))
const file = () => path.join(directory, 'checkpoints', `${org.slug}.jsonl`)
const lines = () => readFileSync(file(), 'utf8').split('\n').slice(0, -1)
const listed = () => w.as(who, (ctx) => listCheckpoints(ctx, 50))
const proof = () => verifyProof(org)
const problems = async () => (await proof()).problems.map(({ text }) => text)
const asSuperuser = async (...statements: string[]) => {
  await w.superuser.query('set session_replication_role = replica')
  for (const statement of statements) await w.superuser.query(statement.replaceAll('$org', org.id))
  await w.superuser.query('reset session_replication_role')
}

/** Makes and delivers, as the worker does. */
async function work(post?: Parameters<typeof deliverCheckpoints>[1]) {
  await makeCheckpoints()
  await deliverCheckpoints({ org: org.slug }, post)
}

async function sendTo(to: { checkpointEmail?: string; checkpointUrl?: string }) {
  await w.as(who, async (ctx) => {
    const { values, version } = await findSettings(ctx)
    const numbers = { digestHour: 7, graceDays: 3, idleMinutes: 30, absoluteHours: 12 }
    const form = { ...values, ...numbers, checkpointEmail: null, checkpointUrl: null, ...to, version }
    await editSettings(ctx, form)
  })
}

describe('the key', () => {
  test('is made once, readable by its owner only, and never enters the database', async () => {
    const [one, two] = [ensureSigningKey(), ensureSigningKey()]
    expect(one.id).toBe(two.id)
    const at = path.join(directory, 'checkpoint-key.pem')
    expect(statSync(at).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory).filter((name) => name.includes('checkpoint-key'))).toEqual(['checkpoint-key.pem'])
    await change()
    await work()
    const secret = readFileSync(at, 'utf8').split('\n')[1]!
    const { rows } = await w.superuser
      .query(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('public', 'history', 'access', 'graphile_worker') and table_type = 'BASE TABLE'`)
    for (const { name } of rows) {
      const found = await w.superuser.query(`select from ${name} t where t::text like $1`, [
        `%${secret.slice(20, 50)}%`,
      ])
      expect(found.rowCount, name).toBe(0)
    }
  })

  test('where it cannot be kept, a worker says so plainly', () => {
    writeFileSync(path.join(directory, 'no-directory'), '')
    process.env.SIRIUS_DATA_DIR = path.join(directory, 'no-directory')
    expect(() => ensureSigningKey()).toThrow(
      /^The key that signs checkpoints cannot be kept in .* \(E[A-Z]+\); set SIRIUS_DATA_DIR\.$/,
    )
    process.env.SIRIUS_DATA_DIR = directory
  })

  test('may be given instead, as text or as a path; anything else is refused without being shown', () => {
    const made = (type: 'ed25519' | 'x25519') =>
      generateKeyPairSync(type as 'ed25519')
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString()
    const pem = made('ed25519')
    const at = path.join(directory, 'given.pem')
    writeFileSync(at, pem)
    process.env.SIRIUS_CHECKPOINT_KEY = pem.replaceAll('\n', '\\n')
    expect(signingKey()!.id).toBe(readPrivateKey(at).id)
    for (const bad of [made('x25519'), 'secret-text', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----']) {
      let said = ''
      try {
        readPrivateKey(bad)
      } catch (error) {
        said = (error as Error).message
      }
      expect(said).toMatch(/Ed25519|another kind/)
      expect(said).not.toContain(bad.split('\n')[1] ?? bad)
    }
  })

  test('may change: what the earlier one signed stays good, what a stranger’s signs does not', async () => {
    await change()
    await work()
    process.env.SIRIUS_CHECKPOINT_KEY = generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()
    await change('Another')
    await work()
    expect(new Set((await listed()).map(({ key }) => key)).size).toBe(2)
    expect(ownKeys().size).toBeGreaterThanOrEqual(2)
    expect(await proof()).toMatchObject({ problems: [], checkpoints: { stored: 2, inFile: 2 } })
    writeFileSync(path.join(directory, 'checkpoint-public-keys.pem'), '') // as on a machine that never knew it
    delete process.env.SIRIUS_CHECKPOINT_KEY
    expect(await problems()).toEqual([
      expect.stringContaining('was signed with a key that is not ours'),
      expect.stringContaining('Line 2'),
    ])
  })
})

describe('making them', () => {
  test('one for each state of the history, none without changes', async () => {
    await change()
    await work()
    await work()
    expect(lines()).toHaveLength(1)
    await change('Second')
    await change('Third')
    await work()
    const made = await listed()
    expect(made.map(({ size }) => size)).toEqual([3, 1])
    expect(made[0]!.head).toBe((await w.as(who, findHead))!.hash)
    expect(lines()).toHaveLength(2)
    expect(await proof()).toMatchObject({ events: 3, problems: [], checkpoints: { stored: 2, inFile: 2 } })
  })

  test('many workers at once make one, and write one line', async () => {
    await change()
    await Promise.all(Array.from({ length: 6 }, () => makeCheckpoints()))
    await Promise.all(Array.from({ length: 6 }, () => deliverCheckpoints({ org: org.slug })))
    expect(await listed()).toHaveLength(1)
    expect(lines()).toHaveLength(1)
  })

  test('the database refuses a head that the history does not have', async () => {
    await change()
    const keep = (size: number, head: string) =>
      w.as(who, (ctx) => sql`select history.keep_checkpoint(${size}, ${head}, now(), 'k', 'l')`.execute(ctx.db))
    await expect(keep(1, 'ab'.repeat(32))).rejects.toThrow('no such head')
    await expect(keep(2, (await w.as(who, findHead))!.hash)).rejects.toThrow('no such head')
  })

  test('the export with its checkpoints passes the stand-alone verifier', async () => {
    for (const name of ['One', 'Two', 'Drei „Ä“ 日本']) await change(name)
    await work()
    const keys = readKeys(ensureSigningKey().publicPem)
    const { checkpoints, problem } = readCheckpoints(readFileSync(file()), keys)
    expect(problem).toBeNull()
    const found = await checkLog(exportedLog(org.id), checkpoints)
    expect(found).toMatchObject({ problem: null, events: 3, covered: 3, org: org.id })
  })
})

describe('sending them', () => {
  test('being killed after the line was written writes no second one', async () => {
    await change()
    await makeCheckpoints()
    const { rows } = await w.superuser.query('select line from history.checkpoint where org_id = $1', [org.id])
    appendCheckpoints(file(), [rows[0].line])
    expect((await listed())[0]!.deliveries.file!.state).toBe('waiting')
    await deliverCheckpoints({ org: org.slug })
    expect(lines()).toEqual([rows[0].line])
    expect((await listed())[0]!.deliveries.file!.state).toBe('done')
  })

  test('a line that was cut short is finished, wherever it was cut', async () => {
    const at = path.join(directory, 'cut.jsonl')
    const [first, second] = ['{"checkpoint":1}', '{"checkpoint":2}']
    for (let cut = 0; cut <= second.length; cut++) {
      writeFileSync(at, `${first}\n${second.slice(0, cut)}`)
      appendCheckpoints(at, [first, second])
      expect(readFileSync(at, 'utf8')).toBe(`${first}\n${second}\n`)
    }
    writeFileSync(at, `${first}\nsomething else`)
    appendCheckpoints(at, [second])
    expect(readFileSync(at, 'utf8')).toBe(`${first}\nsomething else\n${second}\n`)
  })

  test('a file that cannot be written is said, and tried again', async () => {
    await change()
    writeFileSync(path.join(directory, 'a-file'), '')
    process.env.SIRIUS_CHECKPOINT_FILE = path.join(directory, 'a-file', '{org}.jsonl')
    await expect(work()).rejects.toThrow('could not be written')
    const [waiting] = await listed()
    expect(outcomeOf('file', waiting!.deliveries.file)).toMatchObject({
      tone: 'bad',
      word: 'Waiting',
      more: expect.stringMatching(/^The file could not be written \(E[A-Z]+\)\. Tried once/),
    })
    process.env.SIRIUS_CHECKPOINT_FILE = path.join(directory, 'shared.jsonl')
    await work()
    expect(outcomeOf('file', (await listed())[0]!.deliveries.file)).toMatchObject({ tone: 'done' })
    expect(await problems()).toEqual([])
  })

  test('a mail for the newest one, with the line in it; the history says to whom', async () => {
    await sendTo({ checkpointEmail: 'keeper@audit.example' })
    await makeCheckpoints()
    await change()
    await makeCheckpoints()
    await deliverCheckpoints({ org: org.slug })
    await deliverCheckpoints({ org: org.slug })
    const { rows } = await w.superuser.query(
      `select to_address, kind, subject, text_body from mail where org_id = $1`,
      [org.id],
    )
    expect(rows).toMatchObject([
      { to_address: 'keeper@audit.example', kind: 'checkpoint', subject: expect.stringContaining('2 events') },
    ])
    const [newest, older] = await listed()
    expect(rows[0].text_body).toContain(lines().at(-1))
    expect(rows[0].text_body).toContain(wordsOf(newest!.head))
    expect(newest!.deliveries.mail).toMatchObject({ state: 'done', mail: { state: 'queued' } })
    expect(older!.deliveries.mail!.state).toBe('dropped')
    const { rows: events } = await w.superuser.query(`select body from history.event where org_id = $1 and seq = 1`, [
      org.id,
    ])
    expect(events[0].body).toContain('"checkpoint_email": "keeper@audit.example"')
    await w.superuser.query(`update mail set state = 'failed', problem = 'No such box.' where org_id = $1`, [org.id])
    expect(outcomeOf('mail', (await listed())[0]!.deliveries.mail)).toEqual({
      tone: 'bad',
      word: 'Not delivered',
      more: 'No such box.',
    })
  })

  test('a post to the web address, of which the history knows the host only; failures are said and tried again', async () => {
    const url = 'https://hooks.example/in/very-secret-token'
    await sendTo({ checkpointUrl: url })
    const posted: string[][] = []
    let broken = true
    const post = async (to: string, body: string) => {
      posted.push([to, body])
      if (broken) throw new WebhookProblem('It answered with status 500.')
    }
    await expect(work(post)).rejects.toThrow('status 500')
    await change()
    await expect(work(post)).rejects.toThrow('status 500')
    expect(outcomeOf('webhook', (await listed())[0]!.deliveries.webhook)).toMatchObject({
      ...{ tone: 'bad', more: 'It answered with status 500. Tried once; it will be tried again.' },
    })
    broken = false
    await work(post)
    await work(post)
    expect(posted.map(([to]) => to)).toEqual([url, url, url])
    expect(posted[2]![1]).toBe(lines().at(-1))
    expect((await listed()).map(({ deliveries }) => deliveries.webhook!.state)).toEqual(['done', 'dropped'])
    const { rows } = await w.superuser.query(`select body from history.event where org_id = $1 order by seq`, [org.id])
    expect(rows[0].body).toContain('"checkpoint_host": "hooks.example"')
    expect(JSON.stringify(rows)).not.toContain('very-secret')
    const { rows: kept } = await w.superuser.query(`select h::text from history.organisation h where org_id = $1`, [
      org.id,
    ])
    expect(JSON.stringify(kept)).not.toContain('very-secret')
  })

  test('what is not asked for any more is not sent', async () => {
    await sendTo({ checkpointEmail: 'keeper@audit.example', checkpointUrl: 'https://hooks.example/' })
    await makeCheckpoints()
    await sendTo({})
    await deliverCheckpoints({ org: org.slug }, () => expect.unreachable())
    expect((await listed())[0]!.deliveries).toMatchObject({ mail: { state: 'dropped' }, webhook: { state: 'dropped' } })
    expect((await w.superuser.query('select from mail where org_id = $1', [org.id])).rowCount).toBe(0)
  })
})

describe('what they show later', () => {
  beforeEach(async () => {
    for (const name of ['One', 'Two', 'Three', 'Four']) await change(name)
    await work()
    expect(await proof()).toMatchObject({ problems: [], checkpoints: { stored: 1, inFile: 1 } })
  })

  /** What somebody who owns the database and knows the rules would do. */
  const madeAnew = [
    `update history.event set title = 'Zwei', body = replace(body, '"Two"', '"Zwei"') where org_id = '$org' and seq = 2`,
    `do $$ declare e record; h bytea := sha256('$org'); begin
       for e in select * from history.event where org_id = '$org' order by seq loop
         update history.event set prev_hash = h, hash = sha256(h || convert_to(body, 'UTF8')) where org_id = '$org' and seq = e.seq;
         h := sha256(h || convert_to(e.body, 'UTF8'));
       end loop;
       update history.chain set hash = h where org_id = '$org';
     end $$`,
  ]

  test('a chain that was made anew: by the database’s checkpoint and by the file’s', async () => {
    await asSuperuser(...madeAnew)
    expect((await proof()).broken).toBeNull()
    expect(await problems()).toEqual([
      expect.stringMatching(
        /^The checkpoint of 4 events was signed at .* with another head: the history up to there was rewritten since\.$/,
      ),
      expect.stringMatching(/^Line 1 of the file of checkpoints, of 4 events, was signed at .* with another head/),
    ])
    await asSuperuser(
      `delete from history.checkpoint where org_id = '$org'`,
      `delete from checkpoint_delivery where org_id = '$org'`,
    )
    expect(await problems()).toEqual([expect.stringMatching(/^Line 1 of the file/)])
    const { checkpoints } = readCheckpoints(readFileSync(file()), readKeys(ensureSigningKey().publicPem))
    expect((await checkLog(exportedLog(org.id), checkpoints)).problem?.text).toContain(
      'was rewritten somewhere from its beginning on',
    )
    rmSync(file()) // the limit of the proof: nobody outside kept one
    expect(await problems()).toEqual([])
  })

  test('a tail that was cut off', async () => {
    await asSuperuser(
      `delete from history.event where org_id = '$org' and seq > 2`,
      `update history.chain set size = 2, hash = (select hash from history.event where org_id = '$org' and seq = 2) where org_id = '$org'`,
    )
    expect(await problems()).toEqual([
      expect.stringMatching(/checkpoint of 4 events .* but the history now has 2 events: its end was cut off/),
      expect.stringMatching(/Line 1 .* its end was cut off/),
    ])
  })

  test.each([
    ['its size', `size = 3`],
    ['its head', `head = sha256('x')`],
    ['its line', `line = replace(line, '"size":4', '"size":3')`],
    ['its time', `made_at = made_at - interval '1 hour'`],
  ])('a stored checkpoint of which %s was changed', async (_, set) => {
    await asSuperuser(`update history.checkpoint set ${set} where org_id = '$org'`)
    expect((await problems())[0]).toMatch(/^The checkpoint of \d events was changed in the database/)
  })

  test('a file that was changed, shortened or taken away', async () => {
    const line = lines()[0]!
    writeFileSync(file(), `${line.replace('"size":4', '"size":3')}\n`)
    expect(await problems()).toEqual([
      'Line 1 of the file of checkpoints, of 3 events, was changed: its signature does not fit.',
      'A checkpoint that was written to the file is not in it now: of 4 events.',
    ])
    writeFileSync(file(), '')
    expect(await problems()).toEqual([expect.stringContaining('is not in it now: of 4 events')])
    rmSync(file())
    expect(await problems()).toEqual([expect.stringContaining('The file of checkpoints is gone')])
    writeFileSync(file(), `${line}\n`)
    appendFileSync(file(), 'junk\n')
    expect(await problems()).toEqual(['Line 2 of the file of checkpoints is not a whole line as Sirius writes them.'])
  })

  test('where there is no key, that signatures were not checked', async () => {
    process.env.SIRIUS_DATA_DIR = mkdtempSync(path.join(directory, 'elsewhere-'))
    expect((await problems())[0]).toContain('cannot be checked here: this machine has no key')
    process.env.SIRIUS_DATA_DIR = directory
  })

  test.each([
    ['title', `title = 'Else'`],
    ['time', `recorded_at = recorded_at + interval '1 microsecond'`],
    ['author', `actor_id = null`],
    ['reason', `reason = 'because'`],
    ['verb', `verb = 'initiative.archived'`],
  ])('the %s that lists show of an event, which its text does not say', async (word, set) => {
    await asSuperuser(`update history.event set ${set} where org_id = '$org' and seq = 3`)
    expect((await proof()).broken).toMatchObject({
      seq: 3,
      why: `Its ${word} is shown otherwise than it was recorded.`,
    })
  })
})

test('256 words that nobody mistakes for each other', () => {
  expect(proofWords).toHaveLength(256)
  expect(new Set(proofWords.map((word) => word.slice(0, 4))).size).toBe(256)
  for (const word of proofWords) expect(word).toMatch(/^[a-z]{4,8}$/)
  for (const [at, word] of proofWords.entries())
    for (const other of proofWords.slice(at + 1)) expect(oneLetterApart(word, other), `${word} ${other}`).toBe(false)
  expect(wordsOf('00ff01' + '00'.repeat(29))).toBe('acorn zipper actor acorn acorn acorn acorn acorn')
})

function oneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}
