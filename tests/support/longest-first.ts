import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, longest first. A fresh clone remembers no durations, and one of these at the end would leave cores idle. */
const longest = [
  'access/matrix/sending',
  'access/matrix/opening',
  'access/matrix/past',
  'access/canaries',
  'access/random-histories',
  'access/matrix/fields',
  'history/replay',
  'server/embedded-postgres',
  'access/matrix/outside',
  'server/start',
  'seed/load-demo',
  'server/two-servers',
  'server/worker',
  'history/difference',
  'server/cross-site',
]
const place = ({ moduleId }: TestSpecification) => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`))
  return at < 0 ? longest.length : at
}

/** Long files first, the others as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
