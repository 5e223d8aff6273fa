/** `npm run types`: writes db/types.ts from the migrations, on a database made for it and thrown away. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkout } from '#app/server/config.ts'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { migrate } from './migrate.ts'

const file = path.join(checkout, 'db/types.ts')
const options = [
  ...['--dialect', 'postgres', '--camel-case', '--date-parser', 'string', '--numeric-parser', 'number'],
  ...['--default-schema', 'public', '--include-pattern', '(public|history).*', '--out-file', file],
]
const header = `/**
 * Written by \`npm run types\` from the migrations with kysely-codegen. Please do not edit it.
 */
`
const int8 = 'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;' // the pool parses it so

const directory = mkdtempSync(path.join(tmpdir(), 'sirius-types-'))
chmodSync(directory, 0o755)
const server = await startEmbedded(directory, { fsync: false })
try {
  await migrate(server.ownerUrl)
  const command = path.join(checkout, 'node_modules/kysely-codegen/dist/cli/bin.js')
  execFileSync(process.execPath, [command, ...options], { env: { ...process.env, DATABASE_URL: server.superuserUrl } })
  const written = readFileSync(file, 'utf8').replace(/^\/\*\*[\s\S]*?\*\/\n/, header)
  writeFileSync(file, written.replace(/export type Int8 = .*;/, int8))
} finally {
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
}
