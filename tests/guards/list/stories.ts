// Customer stories: nothing is told without a consent that holds, and withdrawn words are gone.
import type { Guard } from '../guards.ts'

const stories = 'app/stories/stories.server.ts'
const words = 'app/stories/words.server.ts'
const test = 'tests/stories/stories.test.ts'

export const customerStories: Guard[] = [
  {
    promise: 'personal data',
    guard: 'Withdrawing a consent takes the customer’s words out.',
    file: stories,
    find: '  await eraseWords(ctx, id)\n',
    replace: '',
    test,
    name: 'the customer’s words are in no table any more',
  },
  {
    promise: 'personal data',
    guard: 'Erasing what a customer wrote takes it out of the stories that quote it.',
    file: 'app/feedback/responses.server.ts',
    find: "update story_words set quote = '', pseudonym = '', masked = 0,",
    replace: 'update story_words set quote = quote, masked = 0,',
    test,
    name: 'erases it from the story that quotes it',
  },
  {
    promise: 'personal data',
    guard: 'The words of a story are masked before they are kept.',
    file: stories,
    find: 'quote: form.quote,',
    replace: 'quote: given.quote,',
    test,
    name: 'it is a draft, masked',
  },
  {
    promise: 'personal data',
    guard: 'The words of a draft are read only by those who work on it.',
    file: words,
    find: 'coalesce(${works}, false)',
    replace: 'coalesce(${works}, true) or true',
    test,
    name: 'read and found by those who work on it',
  },
  {
    promise: 'personal data',
    guard: 'Whoever may not read what was written at its source may not read a story’s quote of it.',
    file: words,
    find: 'or ${searchable(ctx)})',
    replace: 'or ${searchable(ctx)} or true)',
    test: 'tests/access/readable-texts.test.ts',
    name: 'are shown and found nowhere',
  },
  {
    promise: 'consent',
    guard: 'Nothing is published without a consent that holds.',
    file: stories,
    find: "form.to === 'published' ? missingFor(row, ctx.today) : []",
    replace: "form.to === 'published' ? missingFor({ ...row, consentGivenOn: ctx.today }, ctx.today) : []",
    test,
    name: 'without consent nothing is published',
  },
  {
    promise: 'consent',
    guard: 'Outside the company only stories are told whose consent covers it.',
    file: stories,
    find: '${outside ? sql`s.consent_outside` : sql`true`}',
    replace: '${outside ? sql`true` : sql`true`}',
    test,
    name: 'outside only what covers it',
  },
  {
    promise: 'consent',
    guard: 'Other words than those a leader published are no longer published.',
    file: stories,
    find: "const unpublished = row.state === 'published' && otherWords && !may(ctx.viewer, 'story.publish')",
    replace: 'const unpublished = false',
    test,
    name: 'other words than those published',
  },
]
