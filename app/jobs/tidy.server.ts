// The nightly job that forgets what no longer serves: ended sessions, old tries and links, keys of forms long sent.
import { sql } from 'kysely'
import { transaction } from '#db/database.ts'
import { actingAsSystem } from '#app/access/context.server.ts'
import { endExpiredSessions } from '#app/access/sessions.server.ts'

export async function tidy() {
  await endExpiredSessions()
  for (const org of await listOrganisations()) {
    await actingAsSystem(org, async (ctx) => {
      await sql`delete from form_key where created_at < now() - interval '24 hours'`.execute(ctx.db)
      await sql`delete from as_of.judged_moment where judged_at < now() - interval '24 hours'`.execute(ctx.db)
    })
  }
}

export interface OrganisationAtWork {
  slug: string
  timeZone: string
  digestHour: number
}

/** Every organisation, for jobs that work through them one by one. */
export async function listOrganisations(): Promise<OrganisationAtWork[]> {
  return transaction({}, 'read only', async (db) => {
    const { rows } =
      await sql<OrganisationAtWork>`select slug, time_zone, digest_hour from access.list_organisations()`.execute(db)
    return rows
  })
}
