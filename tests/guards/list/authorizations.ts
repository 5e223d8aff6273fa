// Every `authorize` of every command, found in the source, so that a new command without a test that it asks is noticed.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Guard } from '../guards.ts'

/** Where the tests of a room's commands are, unless in the folder of the room's name. */
const elsewhere: Record<string, string> = {
  'app/people/invitations.server.ts': 'tests/access/accounts.test.ts tests/people',
}

const members = 'app/people/members.server.ts'

/** Lines that another one covers, so that nothing notices when they alone are gone. */
const covered: Record<string, Guard['second']> = {
  [`inviteMembers: authorize(ctx, 'member.invite')`]: {
    guard: 'invite, which it calls, asks again',
    file: 'app/people/invitations.server.ts',
    find: `string): Promise<string[]> {\n  authorize(ctx, 'member.invite')\n`,
    replace: 'string): Promise<string[]> {\n',
  },
  [`changeAccess: authorize(ctx, 'member.edit')`]: {
    guard: 'whoever waited for the organisation is asked again',
    file: members,
    find: '  await authorizeAgain(ctx)\n',
    replace: '',
  },
  [`changeAccess: if (closes || opens) authorize(ctx, 'member.disable')`]:
    'the same role may edit and disable, and editing was asked for before',
  [`admitMember: authorize(ctx, 'member.invite')`]: 'whoever may edit may invite, and editing is asked for next',
}

const call = /^ *(?:if \(.*\) )?authorize\(ctx, .*\)$/

/** One guard for each line that asks for an ability, with the function it stands in. */
export function authorizations(root: string): Guard[] {
  const files = (readdirSync(path.join(root, 'app'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.server.ts') && !name.startsWith('access'))
    .map((name) => path.join('app', name))
    .sort()
  return files.flatMap((file) => guardsIn(file, readFileSync(path.join(root, file), 'utf8').split('\n')))
}

function guardsIn(file: string, lines: string[]): Guard[] {
  return lines.flatMap((line, at) => {
    if (!call.test(line)) return []
    const from = lines.findLastIndex((other, before) => before < at && /^(export )?(async )?function /.test(other))
    const before = lines.slice(from, at).join('\n')
    const name = /function (\w+)/.exec(lines[from] ?? '')?.[1] ?? '?'
    const guard = `${name}: ${line.trim()}`
    return [
      {
        promise: 'A1',
        guard,
        ...(guard in covered ? { alone: false as const, second: covered[guard] } : {}),
        file,
        find: `${before}\n${line}\n`,
        replace: `${before}\n`,
        test: elsewhere[file] ?? `tests/${file.split('/')[1]}`,
      },
    ]
  })
}
