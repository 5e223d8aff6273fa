import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { unlinkForm } from '#app/evidence/evidence.ts'
import { paths } from '#app/paths.ts'
import { unlinkExperienceEvidence } from '../../experiences.server.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.personaExperience(ctx.org.slug, idOf(args.params.id))))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, unlinkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await unlinkExperienceEvidence(ctx, id, form)
    return goTo(paths.personaExperience(ctx.org.slug, id), 'Taken off. The history keeps that it was linked.')
  })
}
