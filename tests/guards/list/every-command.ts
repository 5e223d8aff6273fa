// Every question of every command, who may and which version, found in the source: a new command without a test for it is noticed.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Guard } from '../guards.ts'

const members = 'app/people/members.server.ts'

const eachChunk = {
  guard: 'each chunk asks again, the first one too',
  file: 'app/themes/taggings.server.ts',
  find: `  authorize(ctx, act.kind === 'words' ? 'theme.edit' : 'theme.tag', theme)\n`,
  replace: '',
}

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
  [`createInitiative: authorize(ctx, 'initiative.propose')`]: 'everybody may, by the policy as it is',
  [`createGap: authorize(ctx, 'gap.add')`]: 'everybody may, by the policy as it is',
  [`gapOf: authorize(ctx, 'gap.add')`]: 'everybody may, by the policy as it is',
  [`createReconstruction: authorize(ctx, 'reconstruction.edit', { createdBy: ctx.viewer.memberId })`]:
    'everybody may what is their own, by the policy as it is',
  [`tagAllWith: authorize(ctx, 'theme.tag')`]: eachChunk,
  [`applyWords: authorize(ctx, 'theme.edit', theme)`]: eachChunk,
  [`createObservation: authorize(ctx, 'observation.add')`]: 'everybody may, by the policy as it is',
  [`openedContact: authorize(ctx, 'response.open_contact', await contactStanding(ctx, responseId))`]:
    'it shows what its reader opened in the last minutes, and opening asks the same',
  ...Object.fromEntries(
    ['publicKeys', 'logOf', 'checkpointsOf'].map((command) => [
      `${command}: authorize(ctx, 'history.prove')`,
      'the only route that hands it out asks first, for all its files (H5, in the list of proofs)',
    ]),
  ),
  [`openCase: authorize(ctx, 'customer_case.open')`]: 'everybody may, by the policy as it is',
  [`rateOutcome: authorize(ctx, 'outcome.rate')`]: 'everybody may, by the policy as it is',
  [`createDefaultPillars: authorize(ctx, 'pillar.edit')`]: {
    guard: 'createPillar, which it calls, asks again',
    file: 'app/vision/pillars.server.ts',
    find: `newPillarForm>) {\n  authorize(ctx, 'pillar.edit')\n`,
    replace: 'newPillarForm>) {\n',
  },
  [`admitMember: authorize(ctx, 'member.invite')`]: 'whoever may edit may invite, and editing is asked for next',
}

/** What is looked for in every command, and what is promised by it. */
const families = [
  { promise: 'A1', line: /^ *(?:if \(.*\) )?authorize\(ctx, .*\)$/ },
  { promise: 'E1', line: /^ *await requireVersion\(ctx, / },
]

/** One guard for each line that asks for an ability or compares the version, with the function it stands in. */
export function everyCommand(root: string): Guard[] {
  const files = (readdirSync(path.join(root, 'app'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.server.ts') && !name.startsWith('access'))
    .map((name) => path.join('app', name))
    .sort()
  const tests = testsBySource(root)
  const routes = routesBySource(root)
  return families.flatMap(({ promise, line: wanted }) =>
    files.flatMap((file) => {
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n')
      const test = (command: string) => tests(file, promise === 'E1' ? command : '')
      return guardsIn({ file, lines, promise, wanted, test, routes: routes(file) })
    }),
  )
}

/**
 * Which of a room's tests know a source file: they import it, or the room's routes. Of a command's version the room's test of
 * outdated forms is enough, where it has one that names the command.
 */
function testsBySource(root: string): (file: string, command: string) => string {
  const all = (readdirSync(path.join(root, 'tests'), { recursive: true }) as string[])
    .filter((name) => /^(?!load|e2e|seed).*\.test\.tsx?$/.test(name))
    .map((name) => ({ name: `tests/${name}`, text: readFileSync(path.join(root, 'tests', name), 'utf8') }))
  return (file, command) => {
    const room = file.split('/')[1]
    const knowing = all.filter(
      ({ name, text }) =>
        name.startsWith(`tests/${room}/`) && (text.includes(`'#${file}'`) || text.includes(`#app/${room}/routes/`)),
    )
    const outdated = knowing.filter(
      ({ name, text }) => name.endsWith('/outdated.test.ts') && command && text.includes(`${command}(`),
    )
    return (outdated.length ? outdated : knowing).map(({ name }) => name).join(' ') || `tests/${room}`
  }
}

/** The routes whose modules import a source file, or else all of its room; undefined where the room has none. */
function routesBySource(root: string): (file: string) => string | undefined {
  const table = readFileSync(path.join(root, 'app/routes.ts'), 'utf8')
  const all = [...table.matchAll(/'([\w-]+)\/(routes\/[^']+)', \{\s*id: '([^']+)'/g)].map(([, room, at, id]) => ({
    ...{ room: room!, id: id! },
    text: readFileSync(path.join(root, 'app', room!, at!), 'utf8'),
  }))
  return (file) => {
    const [, room] = file.split('/')
    const own = all.filter((route) => route.room === room)
    const importing = all.filter(({ text }) => text.includes(`/${path.basename(file)}'`))
    const ids = (importing.length ? importing : own).map(({ id }) => id.replaceAll('.', '\\.'))
    return ids.length ? `(${ids.join('|')})$` : undefined
  }
}

interface Searched {
  file: string
  lines: string[]
  promise: string
  wanted: RegExp
  test: (command: string) => string
  routes?: string
}

function guardsIn({ file, lines, promise, wanted, test, routes }: Searched): Guard[] {
  return lines.flatMap((line, at) => {
    if (!wanted.test(line)) return []
    const from = lines.findLastIndex((other, before) => before < at && /^(export )?(async )?function /.test(other))
    const before = lines.slice(from, at).join('\n')
    const name = /function (\w+)/.exec(lines[from] ?? '')?.[1] ?? '?'
    const guard = `${name}: ${line.trim()}`
    return [
      {
        promise,
        guard,
        ...(guard in covered ? { alone: false as const, second: covered[guard] } : {}),
        file,
        find: `${before}\n${line}\n`,
        replace: `${before}\n${line.replace(/(await requireVersion|authorize)\(/, 'if (Math.random() > 2) $&')}\n`,
        test: test(name),
        routes,
      },
    ]
  })
}
