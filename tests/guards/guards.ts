/** Every guard that Sirius stands on, how to switch it off, and the test that must notice. Run by `npm run guards`. */
import { answers } from './list/answers.ts'
import { cases } from './list/cases.ts'
import { door } from './list/door.ts'
import { everyCommand } from './list/every-command.ts'
import { everywhere } from './list/everywhere.ts'
import { feedback } from './list/feedback.ts'
import { forms } from './list/forms.ts'
import { history } from './list/history.ts'
import { intake } from './list/intake.ts'
import { passwords } from './list/passwords.ts'
import { people } from './list/people.ts'
import { proof } from './list/proof.ts'
import { segments } from './list/segments.ts'
import { sessions } from './list/sessions.ts'
import { customerStories } from './list/stories.ts'
import { tenancy } from './list/tenancy.ts'
import { work } from './list/work.ts'

/** A change of one file of the scratch copy; `find` stands there exactly once. */
export interface Edit {
  file: string
  find: string
  replace: string
}

export interface Guard extends Edit {
  /** The promise it keeps: a promise's id, or the section of the foundations it belongs to. */
  promise: string
  /** What it does, in one plain sentence. */
  guard: string
  /** The test file, or folder of tests, that must go red without it. */
  test: string
  /** Part of the name of the very test that must go red; without it, any test of the file counts. */
  name?: string
  /** Where that test says nothing: the ids of routes, as a pattern: with these, a test of the matrix must go red. */
  routes?: string
  /** Further edits that switch off the same guard. */
  more?: Edit[]
  /**
   * Only for a guard that another one covers: nothing notices when it alone is off. `second` names the other: as an edit,
   * both are then switched off and the test must go red; as words, it is outside this code.
   */
  alone?: false
  second?: (Edit & { guard: string }) | string
}

/** All guards; `root` is the copy of the tree in which the generated ones are looked up. */
export const guardsOf = (root: string): Guard[] => [
  ...tenancy,
  ...everywhere,
  ...history,
  ...proof,
  ...forms,
  ...door,
  ...answers,
  ...sessions,
  ...passwords,
  ...people,
  ...work,
  ...cases,
  ...customerStories,
  ...segments,
  ...feedback,
  ...intake,
  ...everyCommand(root),
]
