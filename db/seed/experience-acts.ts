/** Tells what delights and pains personas were said to have, and what each rests on. */
import { linkForm } from '#app/evidence/evidence.ts'
import { newExperienceForm } from '#app/personas/experience.ts'
import { createExperience, linkExperienceEvidence } from '#app/personas/experiences.server.ts'
import { evidenceBy, tellLaterEvidence } from './evidence-acts.ts'
import { type Story, fill, idOf, remember, tell } from './story.ts'

/** Each is written down by the persona's owner. */
export function tellExperiences(story: Story) {
  for (const experience of story.experiences) {
    const { persona, kind, sentence, on } = experience
    const { owner } = story.personas.find(({ key }) => key === persona)!
    tell(story, on, 'conclude', owner, async (ctx) => {
      const values = { personaId: idOf(story, 'persona', persona), kind, sentence }
      const form = fill(newExperienceForm, { ...values, ...(await evidenceBy(ctx, story, experience, on)) })
      remember(story, 'experience', sentence, (await createExperience(ctx, form)).id)
    })
    tellLaterEvidence(story, experience, on, owner, (ctx, given) =>
      linkExperienceEvidence(ctx, idOf(story, 'experience', sentence), fill(linkForm, { ...given })),
    )
  }
}
