/** Tells how themes were found, given to an owner, decided about, and how their words tagged what customers had said. */
import { may } from '#app/access/policy.ts'
import { decisionForm, editThemeForm, newThemeForm } from '#app/themes/theme.ts'
import { createTheme, decideTheme, editTheme } from '#app/themes/themes.server.ts'
import { applyWords } from '#app/themes/taggings.server.ts'
import { findObserved, putUnderThemes } from '#app/themes/observed.server.ts'
import { observedForm } from '#app/themes/tagging.ts'
import { countMatches } from '#app/themes/to-tag.server.ts'
import type { DemoTheme } from './demo/types.ts'
import { writtenOn } from './observation-acts.ts'
import { type Story, dateOf, fill, idOf, leaderOf, remember, tell, versionOf } from './story.ts'

export function tellThemes(story: Story) {
  for (const theme of story.themes) tellTheme(story, theme)
}

function tellTheme(story: Story, theme: DemoTheme) {
  const { key, name, description, owner, foundBy, foundOn } = theme
  const fields = { name, description, words: theme.words.join('\n') }
  tell(story, foundOn, 'define', foundBy, async (ctx) => {
    const ownerId = owner && may(ctx.viewer, 'theme.appoint') ? idOf(story, 'member', owner) : null
    remember(story, 'theme', key, (await createTheme(ctx, fill(newThemeForm, { ...fields, ownerId }))).id)
  })
  // Who finds a theme may seldom appoint: a leader does so within days.
  if (owner)
    tell(story, Math.min(0, foundOn + 3), 'appoint', leaderOf(story), async (ctx) => {
      const id = idOf(story, 'theme', key)
      const version = await versionOf(ctx, 'theme', id)
      await editTheme(ctx, id, fill(editThemeForm, { ...fields, ownerId: idOf(story, 'member', owner), version }))
    })
  for (const key of theme.seen ?? []) {
    const on = writtenOn(story.observations.find((one) => one.key === key)!)
    tell(story, Math.min(0, Math.max(foundOn, on) + 1), 'decide', foundBy, async (ctx) => {
      const id = idOf(story, 'observation', key)
      const before = await findObserved(ctx, id)
      const themeIds = [
        ...before.themes.flatMap((one) => (one.chosen ? [one.id] : [])),
        idOf(story, 'theme', theme.key),
      ]
      await putUnderThemes(ctx, id, fill(observedForm, { themeIds, version: before.version }))
    })
  }
  for (const { on, by, decision, reason, reviewOn } of theme.decisions)
    tell(story, on, 'decide', by, async (ctx) => {
      const id = idOf(story, 'theme', key)
      const day = reviewOn === undefined ? '' : dateOf(story, reviewOn)
      const form = { decision, reason, reviewOn: day, version: await versionOf(ctx, 'theme', id) }
      await decideTheme(ctx, id, fill(decisionForm, form))
    })
  // What came in before; what comes in later is tagged as it comes.
  tell(story, foundOn, 'conclude', leaderOf(story), async (ctx) => {
    const { n } = await countMatches(ctx, { words: fields.words })
    if (n > 0) await applyWords(ctx, idOf(story, 'theme', key))
  })
}
