// The daily mail of due and overdue duties: the job `send-digests`. However often it runs, each person gets one a day.
import { sql } from 'kysely'
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import type { Role } from '#app/access/viewer.ts'
import { type DigestDuty, digestMail } from '#app/email/mail.ts'
import { siteAddress } from '#app/email/mail-settings.server.ts'
import { queueMail } from '#app/email/queue.server.ts'
import { listOrganisations } from '#app/jobs/tidy.server.ts'
import { relativeDay } from '#app/ui/format.ts'
import { digestDay } from './digest.ts'
import { type AnyDuty, actNames, actOf, isDueNow } from './duty.ts'
import { dutiesOf } from './duties.server.ts'

/** People looked at in one transaction. */
const chunk = 100
/** A mail that lists more than this is not read. */
const mostListed = 50

/** Looks at every organisation whose hour has come. `now` moves the clock in tests. */
export async function sendDigests(_payload?: unknown, { now = new Date() }: { now?: Date } = {}) {
  const problems: unknown[] = []
  for (const org of await listOrganisations()) {
    const day = digestDay(now, org)
    if (day === null) continue
    // What goes wrong in one organisation keeps nobody's mail back in another; the queue tries again.
    await sendAll(org, day, now).catch((problem: unknown) => problems.push(problem))
  }
  if (problems.length) throw problems[0]
}

async function sendAll(org: { slug: string }, day: string, now: Date) {
  while ((await actingAsSystem(org, (ctx) => sendChunk(ctx, day), now)) === chunk);
}

/**
 * Writes to the next people who were not looked at on this day, and returns how many these were. Claiming the day and queueing the
 * mail commit together: of two schedulers one waits for the other's claim and then finds nobody left.
 */
async function sendChunk(ctx: Context, day: string): Promise<number> {
  const people = await claim(ctx, day)
  const willing = people.filter((person) => person.wantsDigest)
  const duties = willing.length ? await dutiesOf(ctx, willing) : []
  for (const person of willing) {
    const due = duties.filter((duty) => duty.memberId === person.memberId && isDueNow(duty, ctx.today))
    if (due.length) await write(ctx, person, due)
  }
  return people.length
}

interface Recipient {
  memberId: string
  role: Role
  unitId: string | null
  name: string
  email: string
  wantsDigest: boolean
}

/** Everybody is claimed, also who has no duty: what comes up during the day waits for tomorrow's mail. */
async function claim(ctx: Context, day: string): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    with claimed as (
      insert into digest_sent (member_id, day)
      select m.id, ${day}::date from member m
      where m.disabled_at is null and m.joined_at is not null
        and not exists (select 1 from digest_sent d where d.member_id = m.id and d.day = ${day}::date)
      order by m.id limit ${chunk}
      on conflict do nothing returning member_id)
    select m.id as member_id, m.role, m.unit_id, m.name, m.email, m.wants_digest
    from claimed c join member m on m.id = c.member_id order by m.id`.execute(ctx.db)
  return rows
}

async function write(ctx: Context, person: Recipient, duties: AnyDuty[]) {
  const listed = duties.slice(0, mostListed).map((duty) => line(duty, ctx.today))
  const mail = digestMail({ person: person.name, organisation: ctx.org, duties: listed, address: siteAddress() })
  await queueMail(ctx, {
    kind: 'digest',
    to: { name: person.name, address: person.email },
    member: person.memberId,
    mail,
  })
}

const line = (duty: AnyDuty, today: string): DigestDuty => ({
  title: `${actNames[actOf[duty.kind]]}: ${duty.title}`,
  why: duty.why,
  due: relativeDay(duty.dueOn, today),
  href: duty.href,
})
