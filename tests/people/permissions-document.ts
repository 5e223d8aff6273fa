/** docs/permissions.md, made from the policy itself. `npm run permissions` writes it; permissions.test.ts says when it is out of date. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { roleHints, roleNames, roles } from '#app/access/viewer.ts'
import { type PermissionRow, permissionTable, permissionWords } from '#app/people/permissions.ts'
import { checkout } from '#app/server/config.ts'

export const documentFile = path.join(checkout, 'docs/permissions.md')

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

const head = ['Ability', 'May', ...roles.map((role) => roleNames[role]), '“Their own” means', 'While looking back']

const rowOf = ({ ability, says, ownMeans, roles: of, inThePast }: PermissionRow) =>
  line([
    `\`${ability}\``,
    says,
    ...roles.map((role) => permissionWords[of[role]]),
    ownMeans?.replace('own: ', '') ?? '',
    inThePast ? 'As today' : 'No',
  ])

/** The whole document as Markdown, ending in a line break. */
export function permissionsDocument(): string {
  const sections = permissionTable().map(({ group, rows }) =>
    [`## ${group}`, '', line(head), line(head.map(() => '---')), ...rows.map(rowOf), ''].join('\n'),
  )
  return `# Permissions: who may do what

Written by \`npm run permissions\` from \`app/access/policy.ts\`, the table that the server asks before every change and the pages ask
for every button; a test fails when they differ. Administrators and CX leaders read the same in Sirius, under People.

**Role.** It counts from the next request on, as does being disabled.

${roles.map((role) => `- *${roleNames[role]}*: ${roleHints[role]}`).join('\n')}

**Relation.** *Yes* is any record of one’s own organisation; *Their own* only records on which one stands in the way that its column
says. Of another organisation nobody sees or changes anything, whatever their role: there its records do not exist.

**State.** The policy knows one state, looking back: nothing changes there, and only what reads is allowed. Whether a record’s own state
lets a change happen (an archived record, a finished plan, a vision already ratified) is asked after this table by the rules of each
room, and refused with a sentence. Everybody may change their own name, password, digest and saved views; only administrators make
administrators.

${sections.join('\n')}`
}

if (process.argv[1]?.endsWith('permissions-document.ts')) writeFileSync(documentFile, permissionsDocument())
