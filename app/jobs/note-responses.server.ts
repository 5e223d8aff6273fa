// The nightly note in the history of what came in live, for every organisation.
import { noteResponses } from '#app/listening-posts/noting-responses.server.ts'
import { listOrganisations } from './tidy.server.ts'

/** One organisation's trouble keeps no other from its note; all that went wrong is thrown at the end. */
export async function noteResponsesEverywhere() {
  const problems: unknown[] = []
  for (const org of await listOrganisations()) await noteResponses(org).catch((problem) => problems.push(problem))
  if (problems.length) throw new AggregateError(problems, `${problems.length} organisations got no note`)
}
