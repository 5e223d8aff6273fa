/** What the operator's commands for backups say and check. */
import { existsSync } from 'node:fs'
import type { Tools } from '../commands.ts'
import { pool } from '#db/database.ts'
import { checkpointFile, dataDir } from '#app/history/checkpoint-settings.server.ts'
import { verifyProof } from '#app/history/verify.server.ts'
import type { Manifest } from './format.ts'
import { backUp, exportOrganisation } from './backup.ts'
import { importOrganisation, restore } from './restore.ts'

export async function backupCommand({ args, databases, say }: Tools) {
  const { words, flags } = readWords(args)
  const manifest = await backUp(words[0]!, databases, { ownWay: flags.has('--tables') })
  const way = manifest.kind === 'pg_dump' ? 'as a dump of PostgreSQL' : 'as tables'
  say(`Backed up ${total(manifest)} rows of ${manifest.organisations.length} organisations to ${words[0]}, ${way}.`)
  say('Keep the data directory’s secrets and checkpoint files elsewhere: a backup does not hold them.')
}

export async function restoreCommand({ args: [directory = ''], databases, say }: Tools) {
  const manifest = await restore(directory, databases)
  say(`Restored ${total(manifest)} rows, table by table as many as were backed up.`)
  await checkChains(manifest, say)
  await checkSignIn(manifest.organisations, say)
}

export async function exportCommand({ args, databases, say }: Tools) {
  const { words, flags } = readWords(args)
  const slug = flags.get('--org')
  if (!slug) throw new Error('Say which organisation: npm run sirius -- export --org <slug> <directory>')
  const manifest = await exportOrganisation(slug, words[0]!, databases)
  say(`Exported ${total(manifest)} rows of ${manifest.organisations[0]!.name} to ${words[0]}.`)
}

export async function importCommand({ args, databases, say }: Tools) {
  const { words, flags } = readWords(args)
  const given = flags.get('--org') ?? null
  const { manifest, slug } = await importOrganisation(words[0]!, flags.get('--as') ?? given, databases)
  say(`Brought in ${manifest.organisations[0]!.name}: ${total(manifest)} rows. Its address is /${slug}.`)
  await checkChains({ ...manifest, organisations: manifest.organisations.map((org) => ({ ...org, slug })) }, say)
  await checkSignIn([{ ...manifest.organisations[0]!, slug }], say)
}

const total = ({ tables }: Manifest) => tables.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en-GB')

/** The chain holds, and it is the one that was backed up (an import may have added to it). */
async function checkChains({ organisations, kind }: Manifest, say: Tools['say']) {
  for (const { id, slug, events, head } of organisations) {
    const proof = await verifyProof({ id, slug })
    if (proof.broken) throw new Error(`${slug}: ${proof.broken.why}`)
    if (proof.events < events || (kind !== 'organisation' && head !== null && proof.head !== head))
      throw new Error(`${slug}: the history is not the one that was backed up.`)
    say(`${slug}: ${proof.events} events, unbroken.`)
    const [problem] = proof.problems
    if (!problem) continue
    // Files of checkpoints stand outside the database and its backups; a new machine does not have them yet.
    if (existsSync(checkpointFile(slug))) throw new Error(`${slug}: ${problem.text}`)
    say(
      `${slug}: its checkpoints are not compared yet. Copy checkpoint-public-keys.pem and the folder checkpoints from the old ` +
        `data directory into ${dataDir()}, then run "npm run sirius -- verify".`,
    )
  }
}

/** Of every organisation somebody who may administer it can be found by the function that signs people in, with a password. */
async function checkSignIn(organisations: Manifest['organisations'], say: Tools['say']) {
  for (const { id, slug } of organisations) {
    const client = await pool().connect()
    try {
      await client.query(`begin read only`)
      await client.query(`select set_config('app.org_id', $1, true)`, [id])
      const { rows } = await client.query<{ email: string }>(
        `select m.email from member m cross join lateral access.find_account(m.email) a
         where m.role = 'administrator' and m.disabled_at is null and a.password_hash is not null and a.id = m.account_id`,
      )
      const found = rows.length
      say(
        found
          ? `${slug}: ${found === 1 ? 'one administrator' : `${found} administrators`} can sign in.`
          : `${slug}: no administrator has a password; make a link with "npm run sirius -- reset-link <e-mail>".`,
      )
    } finally {
      await client.query('rollback').catch(() => {})
      client.release()
    }
  }
}

/** Plain words, and flags with what stands after them (`--tables` stands alone). */
function readWords(args: string[]) {
  const words: string[] = []
  const flags = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!
    if (word === '--tables') flags.set(word, '')
    else if (word.startsWith('--')) flags.set(word, args[++at] ?? '')
    else words.push(word)
  }
  if (!words[0]) throw new Error('Name the directory.')
  return { words, flags }
}
