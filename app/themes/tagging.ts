// Tagging responses with themes: its forms. Pure.
import { chosenTheme, mostAtOnce } from '#app/feedback/tag-form.ts'
import { flag, form, id, manyIds, optionalId, text, version } from '#app/ui/schema.ts'

export const untagForm = form({ themeId: id(), responseIds: manyIds({ max: mostAtOnce }), quiet: flag() })
export const rejectionForm = form({ responseId: id() })
export const tagAllForm = form({
  q: text({ label: 'words to look for', max: 200 }),
  postId: optionalId(),
  ...chosenTheme,
})
export const suggestionForm = form({ words: text({ label: 'the words', max: 200 }) })
/** The themes that an observation stands under, all of them, and one more by its name. */
export const observedForm = form({
  themeIds: manyIds({ max: 500 }),
  themeName: chosenTheme.themeName,
  version: version(),
})
/** One button, nothing to fill in. */
export const emptyForm = form({})

export interface Chosen {
  themeId: string | null
  themeName: string | null
}

/** How many responses are looked through for those without a theme: said on the page. */
export const mostLooked = 20_000
/** Matches are counted up to here; beyond, it is said that there are more. */
export const mostCounted = 10_000
/** Responses tagged in one transaction. */
export const chunkSize = 1_000
/** Changes taken back in one transaction: each of them stands in the history in full. */
export const undoChunk = 400

export const countWords = (n: number) =>
  n > mostCounted ? `more than ${mostCounted.toLocaleString('en-GB')}` : n.toLocaleString('en-GB')
