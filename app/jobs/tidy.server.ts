// The nightly job that forgets what no longer serves: ended sessions, old tries and links, keys of forms long sent, and the
// lines of files that were imported or left lying a month ago, those of responses after a day (what became of them stays).
import { sql } from 'kysely'
import { transaction } from '#db/database.ts'
import { actingAsSystem } from '#app/access/context.server.ts'
import { endExpiredSessions } from '#app/access/sessions.server.ts'

/** How many days the lines of a file are kept after it was imported, or read and not imported. */
export const linesKeptDays = 30

export async function tidy() {
  await endExpiredSessions()
  for (const org of await listOrganisations()) {
    await actingAsSystem(org, async (ctx) => {
      await sql`delete from form_key where created_at < now() - interval '24 hours'`.execute(ctx.db)
      await sql`delete from intake_request where created_at < now() - interval '24 hours'`.execute(ctx.db)
      await sql`delete from intake_secret where valid_until < now()`.execute(ctx.db)
      await sql`delete from intake_refusal where day < current_date - 90`.execute(ctx.db)
      await sql`delete from as_of.judged_moment where judged_at < now() - interval '24 hours'`.execute(ctx.db)
      await sql`delete from data_import_row r using data_import i where i.id = r.data_import_id and i.state <> 'applying'
        and coalesce(i.finished_at, i.created_at) < now() - make_interval(days => ${linesKeptDays})`.execute(ctx.db)
      await sql`delete from import_part p using data_import i where i.id = p.data_import_id
        and i.state not in ('applying', 'undoing') and i.created_at < now() - interval '24 hours'`.execute(ctx.db)
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
