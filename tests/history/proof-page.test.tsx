// The page of the proof: who sees it, what a check says in words, what can be taken away, and the settings that lead there.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { action, loader } from '#app/dashboards/routes/proof.tsx'
import { loader as fileLoader } from '#app/dashboards/routes/proof-file.ts'
import { loader as historyLoader } from '#app/dashboards/routes/history.tsx'
import { deliverCheckpoints } from '#app/email/checkpoints.server.ts'
import { checkProof } from '#app/history/proof-checks.server.ts'
import { CheckResult, CheckpointTable } from '#app/history/proof-parts.tsx'
import { wordsOf } from '#app/history/proof-words.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { makeCheckpoints } from '#app/jobs/checkpoints.server.ts'
import { checkProofs } from '#app/jobs/check-proofs.server.ts'
import { proofFiles } from '#app/paths.ts'
import { action as settingsAction, loader as settingsLoader } from '#app/people/routes/settings.tsx'
import { statements } from '#tests/dashboards/statements.ts'
import { drawn } from '#tests/support/drawn.tsx'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Person, type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'
import { checkLog, readCheckpoints, readKeys } from '../../verifier/sirius-verify.mjs'

let w: World
const directory = mkdtempSync(path.join(tmpdir(), 'sirius-proof-'))
beforeAll(async () => {
  process.env.SIRIUS_DATA_DIR = directory
  w = await makeWorld()
  for (const name of ['One', 'Two', 'Three']) await add(name)
  await w.as(w.otto, (ctx) => createInitiative(ctx, initiativeInput({ name: 'A stranger’s plan' })))
})
afterAll(async () => {
  await w.close()
  delete process.env.SIRIUS_DATA_DIR
  rmSync(directory, { recursive: true })
})

const add = (name: string) => w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name })))
const page = async (as: Person = w.eva) => loader(await argsFor('/bay/history/proof', { as }))
const ask = async (as: Person = w.eva) => action(await argsFor('/bay/history/proof', { as, form: {} }))
const file = async (name: string, as: Person = w.eva, org = 'bay') =>
  fileLoader(await argsFor(`/${org}/history/proof/${name}`, { as, params: { file: name } }))
const bytes = async (name: string) => Buffer.from(await (await file(name)).arrayBuffer())

/** What the worker does with the checks that wait. */
async function work() {
  const { rows } = await w.superuser.query(
    `select o.slug as org, c.id as check from proof_check c join organisation o on o.id = c.org_id where finished_at is null`,
  )
  for (const waiting of rows) await checkProof(waiting)
}

describe('who sees it', () => {
  const allowed = ['ada', 'lea', 'eva'] as const
  const denied = ['bo', 'ben', 'cora'] as const
  test.each([...allowed.map((who) => [who, 200, 302] as const), ...denied.map((who) => [who, 403, 403] as const)])(
    '%s',
    async (who, read, write) => {
      expect(await statusOf(page(w[who]))).toBe(read)
      expect(await statusOf(ask(w[who]))).toBe(write)
      for (const name of proofFiles) expect(await statusOf(file(name, w[who])), name).toBe(read)
      const { canProve } = await historyLoader(await argsFor('/bay/history', { as: w[who] }))
      expect(canProve).toBe(read === 200)
    },
  )

  test('a check that is denied is not asked for', async () => {
    const count = async () => (await w.superuser.query('select from proof_check')).rowCount
    const before = await count()
    await statusOf(ask(w.bo))
    expect(await count()).toBe(before)
  })
})

describe('a check', () => {
  test('is asked for once, done by the worker, and says what it found', async () => {
    await ask()
    await ask(w.ada)
    const { rows } = await w.superuser.query(
      `select key, payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'check-proof'`,
    )
    expect(rows).toHaveLength(1)
    expect((await page()).checks).toMatchObject({ waiting: { finishedAt: null }, slow: false })
    await makeCheckpoints()
    await work()
    const { checks } = await page()
    expect(checks.waiting).toBeNull()
    expect(checks.done).toMatchObject({ events: 3, checkpoints: 1, problems: [] })
    const said = drawn(<CheckResult org="bay" check={checks.done!} />)
    expect(said).toContain('Unbroken')
    expect(said).toContain(
      'All 3 events follow from each other, from the first to the last, and 1 checkpoint agrees with them.',
    )
  })

  test('names the first broken event with its time and title', async () => {
    await w.superuser.query('alter table history.event disable trigger user')
    await w.superuser.query(
      `update history.event set body = replace(body, '"Two"', '"Zwei"') where org_id = $1 and seq = 2`,
      [w.eva.orgId],
    )
    await checkProofs()
    await work()
    const { done } = (await page()).checks
    expect(done).toMatchObject({
      askedBy: null,
      events: 1,
      problems: [{ seq: 2, title: 'Two', text: 'Its text is not what was recorded.' }],
    })
    const said = drawn(<CheckResult org="bay" check={done!} />)
    expect(said).toContain('Broken')
    expect(said).toMatch(
      /<a[^>]* href="\/bay\/history\?before=3"[^>]*>Event 2<\/a> of \d+ \w+ 20\d\d, \d\d:\d\d, “Two”: Its text is not what was recorded\./,
    )
    await w.superuser.query(
      `update history.event set body = replace(body, '"Zwei"', '"Two"') where org_id = $1 and seq = 2`,
      [w.eva.orgId],
    )
    await w.superuser.query('alter table history.event enable trigger user')
  })
})

describe('the page', () => {
  test('shows the head whole and in words, what no checkpoint covers, and whether that is late', async () => {
    await makeCheckpoints()
    expect((await page()).uncovered).toBeNull()
    await add('Four')
    const shown = await page()
    const { rows } = await w.superuser.query(
      `select encode(hash, 'hex') as hash from history.chain where org_id = $1`,
      [w.eva.orgId],
    )
    expect(shown.head).toMatchObject({ size: 4, hash: rows[0].hash, words: wordsOf(rows[0].hash) })
    expect(shown.uncovered).toMatchObject({ late: false })
    await w.as(
      w.lea,
      (ctx) => createInitiative(ctx, initiativeInput({ name: 'Long ago' })),
      new Date(Date.now() - 3_600_000),
    )
    await w.superuser.query(`alter table history.event disable trigger user`)
    await w.superuser.query(
      `update history.event set recorded_at = now() - interval '16 minutes' where org_id = $1 and seq = 4`,
      [w.eva.orgId],
    )
    expect((await page()).uncovered).toMatchObject({ late: true })
    await w.superuser.query(
      `update history.event set recorded_at = (body::jsonb ->> 'at')::timestamptz where org_id = $1`,
      [w.eva.orgId],
    )
    await w.superuser.query(`alter table history.event enable trigger user`)
  })

  test('tells failures of every way out', () => {
    const at = new Date('2026-03-01T10:00:00Z')
    const deliveries = {
      file: { state: 'waiting', problem: 'The file could not be written (ENOSPC).', tries: 2, mail: null },
      mail: { state: 'done', problem: null, tries: 1, mail: { id: 'x', state: 'failed', problem: 'No such box.' } },
      webhook: { state: 'waiting', problem: 'It answered with status 500.', tries: 1, mail: null },
    } as const
    const row = { size: 4, head: 'ab'.repeat(32), words: 'some words', madeAt: at, key: 'k', deliveries }
    const said = drawn(<CheckpointTable rows={[row]} sentTo={{ email: null, host: null }} />)
    expect(said).toContain('The file could not be written (ENOSPC). Tried 2 times; it will be tried again.')
    expect(said).toContain('No such box.')
    expect(said).toContain('It answered with status 500. Tried once; it will be tried again.')
  })

  test('takes as many statements with many checkpoints as with few', async () => {
    const few = await statements(() => page())
    for (let n = 0; n < 25; n++) {
      await add(`More ${n}`)
      await makeCheckpoints()
    }
    expect((await page()).checkpoints).toHaveLength(20)
    expect((await page()).total).toBeGreaterThan(25)
    expect(await statements(() => page())).toBe(few)
  })
})

describe('what is taken away', () => {
  test('is all that one needs to check without Sirius, as attachments, of this organisation only', async () => {
    await makeCheckpoints()
    const [log, checkpoints, key] = [
      await bytes('log.jsonl'),
      await bytes('checkpoints.jsonl'),
      await bytes('public.pem'),
    ]
    const read = readCheckpoints(checkpoints, readKeys(key.toString()))
    expect(read.problem).toBeNull()
    const found = await checkLog([log], read.checkpoints)
    expect(found).toMatchObject({ problem: null, org: w.eva.orgId, covered: found.events })
    expect(log.toString()).not.toContain('stranger')
    for (const line of log.toString().trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    const program = path.resolve(import.meta.dirname, '../../verifier/sirius-verify.mjs')
    expect(await bytes('sirius-verify.mjs')).toEqual(readFileSync(program))
    for (const name of proofFiles) {
      const { headers } = await file(name)
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('nothing else has an address there', async () => {
    for (const name of ['secrets.json', 'checkpoint-key.pem', '..%2fcheckpoint-key.pem', ''])
      expect(await statusOf(file(name)), name).toBe(404)
    expect(await statusOf(file('log.jsonl', w.eva, 'other'))).toBe(404)
    expect(await statusOf(file('log.jsonl', w.otto))).toBe(404)
  })

  test('looking back leads to the proof of today', async () => {
    const args = await argsFor('/bay@2026-03-01/history/proof', { as: w.eva })
    const answer = await loader(args).catch((thrown: unknown) => thrown)
    expect(answer).toBeInstanceOf(Response)
    expect((answer as Response).headers.get('location')).toBe('/bay/history/proof')
  })
})

describe('settings', () => {
  const save = async (more: Record<string, string>) => {
    const { values, version } = await settingsLoader(await argsFor('/bay/settings', { as: w.ada }))
    const form = { ...values, ...more, _form: 'settings', version: String(version) }
    return settingsAction(await argsFor('/bay/settings', { as: w.ada, form }))
  }

  test.each([
    [{ checkpointEmail: 'not an address' }, 400],
    [{ checkpointUrl: 'http://hooks.example/' }, 400],
    [{ checkpointUrl: 'https://127.0.0.1/' }, 422],
    [{ checkpointUrl: 'https://[::1]/' }, 422],
    [{ checkpointUrl: 'https://hooks.example:22/' }, 422],
    [{ checkpointEmail: 'keeper@audit.example', checkpointUrl: 'https://hooks.example/in?token=secret' }, 302],
  ])('%j gives %i', async (given, status) => {
    expect(await statusOf(save(given))).toBe(status)
  })

  test('are shown again whole to administrators, and by host on the proof', async () => {
    const { values } = await settingsLoader(await argsFor('/bay/settings', { as: w.ada }))
    expect(values).toMatchObject({
      checkpointEmail: 'keeper@audit.example',
      checkpointUrl: 'https://hooks.example/in?token=secret',
    })
    const shown = await page()
    expect(shown.sentTo).toEqual({ email: 'keeper@audit.example', host: 'hooks.example' })
    expect(JSON.stringify(shown)).not.toContain('token')
    await makeCheckpoints()
    await deliverCheckpoints({ org: 'bay' }, async () => {})
    expect((await page()).checkpoints[0]!.deliveries).toMatchObject({
      mail: { state: 'done' },
      webhook: { state: 'done' },
    })
    expect(await statusOf(save({ checkpointEmail: '', checkpointUrl: '' }))).toBe(302)
    expect((await w.superuser.query('select from checkpoint_webhook')).rowCount).toBe(0)
  })
})
