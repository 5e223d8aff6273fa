import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Mail, Pencil, TriangleAlert } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { roleHints, roleNames } from '#app/access/viewer.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatMoment, plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Section } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { HoldingsList } from '../holdings-list.tsx'
import { listHoldings } from '../holdings.server.ts'
import { assignableRoles, memberStateNames, memberStateTones } from '../member.ts'
import { findMember } from '../members.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.member.name ?? 'Person'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const member = await findMember(ctx, idOf(args.params.id))
    const { viewer } = ctx
    const {
      id,
      name,
      email,
      role,
      jobTitle,
      unitId,
      unitName,
      state,
      joined,
      invitedAt,
      joinedAt,
      disabledAt,
      version,
    } = member
    const invites = may(viewer, 'member.invite') && !joined && assignableRoles(viewer).includes(role)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      member: {
        id,
        name,
        email,
        role,
        jobTitle,
        unitId,
        unitName,
        state,
        joined,
        invitedAt,
        joinedAt,
        disabledAt,
        version,
      },
      holdings: await listHoldings(ctx, id),
      can: {
        edit: may(viewer, 'member.edit'),
        access: may(viewer, 'member.edit') && may(viewer, 'member.disable'),
        invite: invites,
        account: id === viewer.memberId && !ctx.asOf,
      },
      timeline: await timelineOf(ctx, 'member', id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Member() {
  const { org, today, member, holdings, can, timeline } = useLoaderData<typeof loader>()
  const { id, version, state } = member
  const count = holdings.reduce((sum, holding) => sum + holding.count, 0)
  return (
    <Page
      title={member.name}
      eyebrow={<Breadcrumbs items={[{ label: 'People', href: paths.members(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Status tone={memberStateTones[state]}>{memberStateNames[state]}</Status>
          <span>{[member.jobTitle, member.unitName].filter(Boolean).join(', ')}</span>
        </span>
      }
      actions={
        <>
          {can.account && <LinkButton href={paths.account(org)}>My account</LinkButton>}
          {can.invite && (
            <ActionButton
              action={paths.memberInvitation(org, id)}
              fields={{ act: 'send', version }}
              name="send-again"
              icon={Mail}
            >
              {member.invitedAt ? 'Send again' : 'Send an invitation'}
            </ActionButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editMember(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.access && <LinkButton href={paths.memberAccess(org, id)}>Role and access</LinkButton>}
          {can.invite && state === 'invited' && (
            <LinkButton href={paths.memberInvitation(org, id)} variant="quiet">
              Withdraw the invitation
            </LinkButton>
          )}
        </>
      }
      aside={<About member={member} org={org} />}
    >
      {state === 'disabled' && count > 0 && (
        <p className="flex items-start gap-3 rounded-lg border border-warn/40 bg-warn-soft px-4 py-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />
          <span>
            {member.name} is disabled but still answers for {plural(count, 'record')}. Nothing happens to them by
            itself: open each and appoint somebody else.
          </span>
        </p>
      )}
      <Section title="Answers for" id="answers-for" count={count}>
        {count > 0 ? (
          <HoldingsList holdings={holdings} />
        ) : (
          <p className="text-ink-muted">
            Nothing at the moment: no initiative, plan, action item, outcome, KPI or persona.
          </p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['member']

function About({ member, org }: { member: Shown; org: string }) {
  const { locale, timeZone } = useLocale()
  const moment = (at: Date | null) => at && formatMoment(at, locale, timeZone)
  const items = [
    {
      term: 'Role',
      value: (
        <>
          {roleNames[member.role]}
          <span className="mt-0.5 block text-sm text-ink-muted">{roleHints[member.role]}</span>
        </>
      ),
    },
    {
      term: 'Email',
      value: (
        <a href={`mailto:${member.email}`} className="break-all text-accent underline underline-offset-3">
          {member.email}
        </a>
      ),
    },
    { term: 'Job title', value: member.jobTitle },
    {
      term: 'Unit',
      value: member.unitId && <TextLink href={paths.unit(org, member.unitId)}>{member.unitName}</TextLink>,
    },
    {
      term: 'Invited',
      value: member.invitedAt ? moment(member.invitedAt) : member.joined ? 'admitted directly' : 'not yet',
    },
    { term: 'Joined', value: moment(member.joinedAt) ?? 'not yet' },
  ]
  if (member.disabledAt) items.push({ term: 'Disabled', value: moment(member.disabledAt) })
  return <Facts items={items} />
}
