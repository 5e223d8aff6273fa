/** Tells how an organisation came to be: its units, its settings, and its people as they came, were invited and left. */
import { recordVisit } from '#app/dashboards/executive.server.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { accessForm, invitationForm, memberForm } from '#app/people/member.ts'
import { admitMember, changeAccess, editMember } from '#app/people/members.server.ts'
import { editSettings, findSettings } from '#app/people/organisation.server.ts'
import { settingsForm } from '#app/people/organisation.ts'
import { newUnitForm } from '#app/people/unit.ts'
import { createUnit } from '#app/people/units.server.ts'
import type { DemoPerson } from './demo/types.ts'
import { type Story, administratorOf, fill, idOf, idOrNone, leaderOf, remember, tell, versionOf } from './story.ts'

export function tellOrganisation(story: Story) {
  const administrator = administratorOf(story)
  const { createdOn, graceDays } = story.organisation
  for (const unit of story.units)
    tell(story, createdOn, 'join', administrator, async (ctx) => {
      const parentId = idOrNone(story, 'unit', unit.parent)
      remember(story, 'unit', unit.key, (await createUnit(ctx, fill(newUnitForm, { name: unit.name, parentId }))).id)
    })
  tell(story, createdOn, 'join', administrator, async (ctx) => {
    const { values, version } = await findSettings(ctx)
    if (values.graceDays === String(graceDays)) return
    await editSettings(ctx, fill(settingsForm, { ...values, graceDays, version }))
  })
  for (const person of story.people) tellPerson(story, person)
  for (const { key, role } of story.people)
    if (role === 'executive') for (const day of executiveVisits) tell(story, day, 'read', key, recordVisit)
}

/** Executives last looked three weeks ago, so that there is something new to see. */
const executiveVisits = [-49, -21]

function tellPerson(story: Story, person: DemoPerson) {
  const administrator = administratorOf(story)
  const { key, name, email, role, jobTitle } = person
  const place = () => ({ name, email, role, jobTitle, unitId: idOf(story, 'unit', person.unit) })
  if (key === administrator) {
    tell(story, person.invitedOn, 'join', key, async (ctx) => {
      const id = ctx.viewer.memberId
      const { name, jobTitle, unitId } = place()
      await editMember(
        ctx,
        id,
        fill(memberForm, { name, jobTitle, unitId, version: await versionOf(ctx, 'member', id) }),
      )
    })
  } else if (person.joinedOn === null) {
    tell(story, person.invitedOn, 'join', leaderOf(story), async (ctx) => {
      remember(story, 'member', key, (await inviteMember(ctx, fill(invitationForm, place()))).id)
    })
  } else {
    tell(story, person.joinedOn, 'join', administrator, async (ctx) => {
      remember(story, 'member', key, (await admitMember(ctx, place(), story.passwordHash)).id)
    })
  }
  if (person.leftOn === undefined) return
  tell(story, person.leftOn, 'leave', administrator, async (ctx) => {
    const id = idOf(story, 'member', key)
    const version = await versionOf(ctx, 'member', id)
    await changeAccess(ctx, id, fill(accessForm, { role, access: 'closed', reason: 'Left the company.', version }))
  })
}
