// Inviting people: a member without an account yet, a link that works once for seven days, and the mail that carries it.
import { nextVersion, lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, authorize, newId } from '#app/access/context.server.ts'
import { saveLink } from '#app/access/mailed-links.server.ts'
import { refuse } from '#app/access/problems.ts'
import { type Role, roleNames } from '#app/access/viewer.ts'
import { invitationMail } from '#app/email/mail.ts'
import { siteAddress } from '#app/email/mail-settings.server.ts'
import { queueMail } from '#app/email/queue.server.ts'
import { record } from '#app/history/record.server.ts'
import { paths } from '#app/paths.ts'
import { type Person, assignableRoles, readPeople } from './member.ts'
import { requireNewAddresses, withdrawLinks } from './members.server.ts'
import { requireOpenUnit } from './units.server.ts'

interface Place {
  role: Role
  unitId?: string | null
  jobTitle?: string | null
}

/** Invites one person; their id. */
export async function inviteMember(ctx: Context, form: Person & Place): Promise<{ id: string }> {
  const [id] = await invite(ctx, [form], form, 'email')
  return { id: id! }
}

/** Invites everybody of a pasted list with the same role and unit, or nobody when a line cannot be read. */
export async function inviteMembers(ctx: Context, form: { people: string } & Place): Promise<{ count: number }> {
  authorize(ctx, 'member.invite')
  const { people, problems } = readPeople(form.people)
  if (problems.length) refuse(problems.slice(0, 5).join(' '), 'people')
  const ids = await invite(ctx, people, form, 'people')
  return { count: ids.length }
}

async function invite(ctx: Context, people: Person[], place: Place, field: string): Promise<string[]> {
  authorize(ctx, 'member.invite')
  requireAssignable(ctx, place.role)
  await requireOpenUnit(ctx, place.unitId ?? null)
  await requireNewAddresses(
    ctx,
    people.map(({ email }) => email),
    field,
  )
  const { role, unitId = null, jobTitle = null } = place
  const rows = people.map(({ name, email }) => ({
    id: newId(ctx),
    name,
    email,
    role,
    unitId,
    jobTitle,
    invitedAt: ctx.now,
  }))
  await ctx.db.insertInto('member').values(rows).execute()
  for (const row of rows) {
    await sendInvitation(ctx, row)
    record(ctx, { verb: 'member.invited', kind: 'member', id: row.id, title: row.name })
  }
  return rows.map(({ id }) => id)
}

/** Sends the invitation again with a new link; earlier links stop working. A withdrawn invitation counts again. */
export async function resendInvitation(ctx: Context, id: string, version: number) {
  const row = await lockInvited(ctx, id, version)
  if (row.disabledAt) await requireOpenUnit(ctx, row.unitId)
  await ctx.db
    .updateTable('member')
    .set({ invitedAt: ctx.now, disabledAt: null, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  await withdrawLinks(ctx, id)
  await sendInvitation(ctx, row)
  record(ctx, { verb: 'member.invited-again', kind: 'member', id, title: row.name })
}

/** Takes an invitation back: its link stops working, the person counts as disabled. */
export async function withdrawInvitation(ctx: Context, id: string, version: number) {
  const row = await lockInvited(ctx, id, version)
  if (row.disabledAt) refuse('This invitation was withdrawn before.')
  await withdrawLinks(ctx, id)
  await ctx.db
    .updateTable('member')
    .set({ disabledAt: ctx.now, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'member.invitation-withdrawn', kind: 'member', id, title: row.name })
}

async function lockInvited(ctx: Context, id: string, version: number) {
  const row = await lock(ctx, 'member', id)
  authorize(ctx, 'member.invite')
  requireAssignable(ctx, row.role as Role)
  if (row.accountId) refuse(`${row.name} has joined already.`)
  await requireVersion(ctx, row, version)
  return row
}

function requireAssignable(ctx: Context, role: Role) {
  if (!assignableRoles(ctx.viewer).includes(role)) refuse('Only an administrator may invite administrators.', 'role')
}

async function sendInvitation(ctx: Context, member: { id: string; name: string; email: string; role: string }) {
  const token = await saveLink(ctx.db, 'invitation', { orgId: ctx.org.id, memberId: member.id }, ctx.now)
  const mail = invitationMail({
    person: member.name,
    organisation: ctx.org.name,
    invitedBy: ctx.viewer.name,
    role: roleNames[member.role as Role],
    link: siteAddress() + paths.invitation(token),
    days: 7,
  })
  await queueMail(ctx, {
    kind: 'invitation',
    to: { name: member.name, address: member.email },
    member: member.id,
    mail,
  })
}
