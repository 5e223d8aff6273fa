// The form that tags responses with a theme: the inbox and a response's page draw it, the themes take it. Pure.
import { flag, form, manyIds, optionalId, optionalText } from '#app/ui/schema.ts'

/** Responses that one form tags at most; more are tagged by what they have in common. */
export const mostAtOnce = 200

/** One theme: by its button, or by its name, which adds it where it is new. */
export const chosenTheme = { themeId: optionalId(), themeName: optionalText({ max: 120 }) }
export const tagForm = form({ responseIds: manyIds({ max: mostAtOnce }), ...chosenTheme, quiet: flag() })
