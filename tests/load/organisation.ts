/** An organisation made by commands alone, so that every row of it has its event and its history replays. */
import { actingAs, type Context } from '#app/access/context.server.ts'
import { createOrganisation } from '#app/access/set-up.server.ts'
import type { Role } from '#app/access/viewer.ts'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { verifyProof } from '#app/history/verify.server.ts'
import { admitMember } from '#app/people/members.server.ts'
import { cookieOf, type Person } from '#tests/support/world.ts'

const roles = {
  bob: 'administrator',
  lea: 'cx_leader',
  bo: 'business_owner',
  cora: 'contributor',
  eva: 'executive',
} as const satisfies Record<string, Role>

export type Name = 'ada' | keyof typeof roles

export interface Organisation {
  id: string
  slug: string
  /** Ada and Bob administer it; each with the Cookie header of a session. */
  people: Record<Name, Person & { cookie: string }>
  /** Runs a command as one of them, committed. */
  as<T>(who: Name, work: (ctx: Context) => Promise<T>): Promise<T>
}

/** `openDatabase` must have been called. */
export async function foundOrganisation(slug: string): Promise<Organisation> {
  const email = (name: string) => `${name}@${slug}.example`
  const founded = await createOrganisation({
    ...{ slug, name: `Company ${slug}`, timeZone: 'Europe/Berlin', password: 'a password that nobody uses' },
    ...{ adminName: 'ada', adminEmail: email('ada') },
  })
  const { organisationId: id, memberId, accountId } = founded
  const person = async (name: string, ids: { memberId: string; accountId: string }) => ({
    ...{ slug, orgId: id, name, email: email(name), ...ids },
    cookie: await cookieOf(ids),
  })
  const people = { ada: await person('ada', { memberId, accountId }) } as Organisation['people']
  for (const [name, role] of Object.entries(roles) as [keyof typeof roles, Role][]) {
    const made = await actingAs({ slug, email: email('ada') }, (ctx) =>
      admitMember(ctx, { name, email: email(name), role }, null),
    )
    people[name] = await person(name, { memberId: made.id, accountId: made.accountId })
  }
  return { id, slug, people, as: (who, work) => actingAs({ slug, email: people[who].email }, work) }
}

/** What is wrong with its history: a chain that does not follow, or tables that are not what the events say. */
export async function faultsOfHistory(org: { id: string; slug: string }) {
  const proof = await verifyProof(org)
  const replay = await replayHistory(org)
  return { events: proof.events, faults: [...proof.problems.map(({ text }) => text), ...replay.problems] }
}
