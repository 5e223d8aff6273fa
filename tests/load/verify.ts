/** Events a second that checking the proof gets through, on a long history: `node --import tsx tests/load/verify.ts [--events=200000]`. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { type Proof, verifyProof } from '#app/history/verify.server.ts'
import { makeCheckpoints } from '#app/jobs/checkpoints.server.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { median } from './figures.ts'
import { argument, report } from './rig.ts'

const promised = 20_000
const events = Number(argument('events') ?? 200_000)
const directory = mkdtempSync(path.join(tmpdir(), 'sirius-verify-'))
chmodSync(directory, 0o755)
process.env.SIRIUS_DATA_DIR = directory
const databases = await startEmbedded(directory, { fsync: false })
try {
  await migrate(databases.ownerUrl)
  openDatabase(databases.webUrl, { statementTimeoutMs: 600_000 })
  const { organisationId: id } = await createOrganisation({
    ...{ slug: 'long', name: 'Long Memory', timeZone: 'UTC', password: 'a password that nobody uses' },
    ...{ adminName: 'Ada Minster', adminEmail: 'ada@long.example' },
  })
  const began = performance.now()
  await addEvents(id, events)
  await makeCheckpoints()
  console.log(`${events} events were made in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
  const rates: number[] = []
  let proof: Proof | undefined
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    proof = await verifyProof({ id, slug: 'long' })
    rates.push(proof.events / ((performance.now() - start) / 1000))
  }
  const reached = Math.round(median(rates))
  const whole = proof!.problems.length === 0 && proof!.events >= events && proof!.checkpoints.stored === 1
  report('Checking the proof of the history', [
    { what: 'events a second (median of 3)', reached, promised: `>= ${promised}`, ok: reached >= promised },
    { what: 'events found good', reached: proof!.events, promised: `>= ${events}`, ok: whole },
    { what: 'a rewritten event is found', ...(await findsRewritten(id, Math.ceil(events * 0.9))) },
  ])
} finally {
  await closeDatabase()
  await databases.stop()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

/** Edits as the app records them, of some 700 bytes each, chained by the real hashes. */
async function addEvents(org: string, count: number) {
  await asSuperuser(
    `do $$
    declare head history.chain; body text; at timestamptz; i int; id uuid := gen_random_uuid();
    begin
      select * into head from history.chain where org_id = '${org}' for update;
      for i in 1 .. ${count} loop
        at := timestamptz '2026-01-01' + i * interval '1 second';
        body := jsonb_strip_nulls(jsonb_build_object('org', head.org_id, 'seq', head.size + 1, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'request', 'load', 'verb', 'initiative.edited', 'kind', 'initiative', 'id', id, 'title', 'Shorter queues at gate ' || i)) ||
          jsonb_build_object('changes', jsonb_build_array(jsonb_build_object('table', 'initiative', 'key', jsonb_build_object('id', id),
            'before', jsonb_build_object('name', 'Shorter queues ' || i, 'purpose', repeat('People wait less. ', 8), 'version', i),
            'after', jsonb_build_object('name', 'Shorter queues ' || i + 1, 'purpose', repeat('People wait even less. ', 8), 'version', i + 1))));
        insert into history.event values (head.org_id, head.size + 1, at, null, 'initiative.edited', 'initiative', id, 'Shorter queues at gate ' || i, null, 'load',
          body, head.hash, sha256(head.hash || convert_to(body, 'UTF8')));
        head.size := head.size + 1;
        head.hash := sha256(head.hash || convert_to(body, 'UTF8'));
      end loop;
      update history.chain set size = head.size, hash = head.hash where org_id = head.org_id;
    end $$`,
    'vacuum analyze history.event',
  )
}

/** A check that finds nothing is quick too: one letter is changed behind the app's back. */
async function findsRewritten(org: string, seq: number) {
  await asSuperuser(
    'alter table history.event disable trigger user',
    `update history.event set body = replace(body, 'Shorter', 'Shorten') where org_id = '${org}' and seq = ${seq}`,
  )
  const { broken } = await verifyProof({ id: org, slug: 'long' })
  return { reached: `event ${broken?.seq ?? 'none'}`, promised: `event ${seq}`, ok: broken?.seq === seq }
}

async function asSuperuser(...statements: string[]) {
  const client = new pg.Client({ connectionString: databases.superuserUrl })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
