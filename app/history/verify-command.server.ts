// `npm run sirius -- verify`: every organisation's proof, in words for the operator.
import { checkpointFile } from './checkpoint-settings.server.ts'
import { wordsOf } from './proof-words.ts'
import { replayHistory, replayInWords } from './verify-replay.server.ts'
import { type Problem, type OrganisationToVerify, organisationsToVerify, verifyProof } from './verify.server.ts'

/** Says what was checked; throws all that is wrong, so that the command fails. `--org slug` for one, `--replay` for the tables too. */
export async function verifyCommand(args: string[]): Promise<string> {
  const { slug, replay } = readArguments(args)
  const organisations = await organisationsToVerify(slug)
  const good: string[] = []
  const wrong: string[] = []
  for (const organisation of organisations) {
    const { said, problems } = await verifyOne(organisation, replay)
    good.push(...said)
    wrong.push(...problems)
  }
  if (wrong.length) throw new Error([...good, ...wrong].join('\n'))
  return good.join('\n') || 'There is no organisation yet.'
}

async function verifyOne(organisation: OrganisationToVerify, replay: boolean) {
  const { slug } = organisation
  const { events, head, broken, checkpoints, problems } = await verifyProof(organisation)
  const said: string[] = []
  const wrong = problems.map((problem) => `${slug}: ${problemInWords(problem)}`)
  if (!problems.length) {
    const { stored, inFile } = checkpoints
    said.push(
      `${slug}: ${events} events, unbroken. Head ${head} (${wordsOf(head)})`,
      `${slug}: checkpoints that agree: ${stored} in the database, ${inFile} in ${checkpointFile(slug)}`,
    )
  }
  if (replay && broken) wrong.push(`${slug}: not replayed, since its history is broken.`)
  if (replay && !broken) {
    const result = await replayHistory(organisation)
    said.push(`${slug}: ${replayInWords(result)}`)
    wrong.push(...result.problems.map((problem) => `${slug}: ${problem}`))
  }
  return { said, problems: wrong }
}

const problemInWords = ({ text, seq, at, title }: Problem) =>
  seq ? `broken at event ${seq}${at ? ` of ${at}, “${title}”` : ''}. ${text}` : text

function readArguments(args: readonly string[]): { slug?: string; replay: boolean } {
  const rest = args.filter((arg) => arg !== '--replay')
  const [flag, slug] = rest[0]?.startsWith('--org=') ? ['--org', rest[0].slice(6)] : rest
  if (rest.length && (flag !== '--org' || !slug || rest.length > 2))
    throw new Error('Usage: npm run sirius -- verify [--org <organisation>] [--replay]')
  return { slug, replay: args.includes('--replay') }
}
