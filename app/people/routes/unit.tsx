import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus, UserPlus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { type Role, roleNames } from '#app/access/viewer.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { memberStateNames, memberStateTones } from '../member.ts'
import { ancestorsOf } from '../unit.ts'
import { findUnit, listUnitContents } from '../units.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.unit.name ?? 'Unit'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { units, peopleBelow, ...unit } = await findUnit(ctx, idOf(args.params.id))
    const shown = ({ id, name, people }: (typeof units)[number]) => ({ id, name, people })
    return {
      org: ctx.org.slug,
      today: ctx.today,
      unit,
      peopleBelow,
      above: ancestorsOf(units, unit.id).map(shown),
      below: units.filter((one) => one.parentId === unit.id && one.archivedAt === null).map(shown),
      ...(await listUnitContents(ctx, unit.id)),
      can: {
        edit: may(ctx.viewer, 'unit.edit'),
        invite: may(ctx.viewer, 'member.invite') && unit.archivedAt === null,
      },
      timeline: await timelineOf(ctx, 'unit', unit.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Unit() {
  const { org, today, unit, peopleBelow, above, below, people, initiatives, can, timeline } =
    useLoaderData<typeof loader>()
  const way = [{ label: 'Units', href: paths.units(org) }]
  for (const { id, name } of above) way.push({ label: name, href: paths.unit(org, id) })
  const open = unit.archivedAt === null
  return (
    <Page
      title={unit.name}
      eyebrow={<Breadcrumbs items={way} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          {!open && <Badge>Archived</Badge>}
          {below.length > 0
            ? `${plural(peopleBelow, 'person', 'people')} in it and the units below.`
            : `${plural(unit.people, 'person', 'people')} in it.`}
        </span>
      }
      actions={
        can.edit && (
          <>
            {open && (
              <LinkButton href={paths.editUnit(org, unit.id)} icon={Pencil}>
                Edit
              </LinkButton>
            )}
            <LinkButton href={paths.unitArchive(org, unit.id)} variant="quiet">
              {open ? 'Archive' : 'Restore'}
            </LinkButton>
          </>
        )
      }
    >
      <Section
        title="People"
        count={people.length}
        actions={
          can.invite && (
            <LinkButton href={`${paths.newMember(org)}?unit=${unit.id}`} size="small" icon={UserPlus}>
              Invite a person
            </LinkButton>
          )
        }
      >
        {people.length > 0 ? (
          <ul className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
            {people.map((person) => (
              <li key={person.id} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
                <PersonChip name={person.name} href={paths.member(org, person.id)} />
                <span className="text-sm text-ink-muted">{person.jobTitle ?? roleNames[person.role as Role]}</span>
                {person.state !== 'active' && (
                  <Status tone={memberStateTones[person.state]}>{memberStateNames[person.state]}</Status>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">Nobody is in this unit. Choose it when you invite or edit a person.</p>
        )}
      </Section>
      <Section
        title="Units below"
        count={below.length}
        actions={
          can.edit &&
          open && (
            <LinkButton href={paths.newUnit(org, { parent: unit.id })} size="small" icon={Plus}>
              Add a unit
            </LinkButton>
          )
        }
      >
        {below.length > 0 ? (
          <ul className="grid gap-1.5">
            {below.map(({ id, name, people: count }) => (
              <li key={id}>
                <TextLink href={paths.unit(org, id)}>{name}</TextLink>{' '}
                <span className="text-sm text-ink-muted">{plural(count, 'person', 'people')}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">There is none.</p>
        )}
      </Section>
      <Section title="Initiatives" count={initiatives.length}>
        {initiatives.length > 0 ? (
          <ul className="grid gap-1.5">
            {initiatives.map(({ id, name }) => (
              <li key={id} dir="auto">
                <TextLink href={paths.initiative(org, id)}>{name}</TextLink>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">No initiative belongs to this unit.</p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && open && paths.editUnit(org, unit.id)} />
    </Page>
  )
}
