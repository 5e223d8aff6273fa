// The job that lets every rule open its cases. Each rule has a transaction of its own; running twice opens nothing twice.
import { actingAsSystem } from '#app/access/context.server.ts'
import { listOrganisations } from '#app/jobs/tidy.server.ts'
import { applyRule } from './rule-matching.server.ts'

/** Lets the rules of an organisation open their cases, and says how many that were. */
export async function applyRules(org: { slug: string }): Promise<number> {
  const rules = await actingAsSystem(org, (ctx) =>
    ctx.db.selectFrom('caseRule').where('active', '=', true).select('id').orderBy('createdAt').orderBy('id').execute(),
  )
  let opened = 0
  for (const { id } of rules) opened += await actingAsSystem(org, (ctx) => applyRule(ctx, id))
  return opened
}

/** The task: for one organisation, or for every one. */
export async function openCases({ org }: { org?: string }) {
  for (const { slug } of org ? [{ slug: org }] : await listOrganisations()) await applyRules({ slug })
}
