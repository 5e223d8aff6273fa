// The operator's `verify` and `export-log`: what they say, and that they fail when something is wrong.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { actingAs } from '#app/access/context.server.ts'
import { deliverCheckpoints } from '#app/email/checkpoints.server.ts'
import { exportLogCommand } from '#app/history/export.server.ts'
import { verifyCommand } from '#app/history/verify-command.server.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { makeCheckpoints } from '#app/jobs/checkpoints.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { checkLog } from '../../verifier/sirius-verify.mjs'

let w: World
let id: string
const directory = mkdtempSync(path.join(tmpdir(), 'sirius-verify-'))
beforeAll(async () => {
  process.env.SIRIUS_DATA_DIR = directory
  w = await makeWorld()
  const { organisationId } = await createOrganisation({
    ...{ slug: 'told', name: 'Told Company', timeZone: 'UTC', password: 'a password that nobody uses' },
    ...{ adminName: 'Ann Keeper', adminEmail: 'ann@told.example' },
  })
  id = organisationId
  await actingAs({ slug: 'told', email: 'ann@told.example' }, (ctx) =>
    createInitiative(ctx, initiativeInput({ name: 'Shorter queues' })),
  )
  await makeCheckpoints()
  await deliverCheckpoints({ org: 'told' })
})
afterAll(async () => {
  await w.close()
  delete process.env.SIRIUS_DATA_DIR
  rmSync(directory, { recursive: true })
})

const failureOf = (args: string[]) =>
  verifyCommand(args).then(
    () => '',
    (error: Error) => error.message,
  )

test('says of each organisation how many events, checkpoints and rows were compared', async () => {
  const said = await verifyCommand(['--org', 'told', '--replay'])
  expect(said.split('\n')).toEqual([
    expect.stringMatching(/^told: 3 events, unbroken\. Head [0-9a-f]{64} \((\w+ ){7}\w+\)$/),
    expect.stringMatching(/^told: checkpoints that agree: 1 in the database, 1 in .*\/checkpoints\/told\.jsonl$/),
    expect.stringMatching(/^told: replayed 3 changes and 0 bulk writes: 3 rows and 3 versions of \d+ tables compared$/),
  ])
  expect(await verifyCommand(['--org=told'])).toBe(said.split('\n').slice(0, 2).join('\n'))
  const all = await verifyCommand([])
  for (const slug of ['told', 'bay', 'other']) expect(all).toContain(`${slug}: `)
})

test('refuses what it does not understand instead of checking something else', async () => {
  expect(await failureOf(['--org', 'nobody'])).toBe('There is no organisation “nobody”.')
  for (const args of [['told'], ['--org'], ['--replya'], ['--org', 'told', 'bay'], ['--org=']])
    expect(await failureOf(args), args.join(' ')).toMatch(/^Usage: npm run sirius -- verify/)
})

test('fails with the first broken event in words, and replays nothing then', async () => {
  const silently = async (text: string) => {
    await w.superuser.query('set session_replication_role = replica')
    await w.superuser.query(text, [id])
    await w.superuser.query('reset session_replication_role')
  }
  await silently(`update history.event set body = replace(body, 'Shorter', 'Longer') where org_id = $1 and seq = 3`)
  const said = await failureOf(['--org', 'told', '--replay'])
  expect(said).toMatch(/told: broken at event 3 of 20\S+Z, “Shorter queues”\. Its text is not what was recorded\./)
  expect(said).toContain('told: not replayed, since its history is broken.')
  await silently(`update history.event set body = replace(body, 'Longer', 'Shorter') where org_id = $1 and seq = 3`)
  await silently(`update initiative set name = 'Smuggled' where org_id = $1`)
  expect(await verifyCommand(['--org', 'told'])).toContain('unbroken')
  expect(await failureOf(['--org', 'told', '--replay'])).toMatch(
    /told: Initiative "Shorter queues" .* behind the history’s back/,
  )
  await silently(`update initiative set name = 'Shorter queues' where org_id = $1`)
  expect(await failureOf(['--org', 'told', '--replay'])).toBe('')
})

test('exports what the stand-alone verifier accepts', async () => {
  const file = path.join(directory, 'told.jsonl')
  expect(await exportLogCommand(['told', file])).toContain(file)
  expect(await checkLog([readFileSync(file)])).toMatchObject({ events: 3, problem: null, org: id })
  await expect(exportLogCommand(['nobody', file])).rejects.toThrow('There is no organisation “nobody”.')
})
