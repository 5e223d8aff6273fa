import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading, requireSignedIn } from '#app/access/context.server.ts'
import { changeOwnPreferences, findOwnPreferences, isFresh, listSessions } from '#app/access/accounts.server.ts'
import { preferencesForm } from '#app/access/joining.ts'
import { PasswordForm } from '#app/access/password-form.tsx'
import { browserName } from '#app/access/user-agent.ts'
import { roleHints, roleNames } from '#app/access/viewer.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { CheckboxField } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { ActionButton, Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Facts, Page, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'

export const meta: MetaFunction = () => [{ title: 'My account · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  const { accountId, sessionId, email, authenticatedAt } = await requireSignedIn(args)
  return reading(args, async (ctx) => {
    const { viewer, org } = ctx
    const sessions = await listSessions(ctx.db, accountId, sessionId)
    return {
      org: org.slug,
      organisation: org.name,
      me: { id: viewer.memberId, role: viewer.role === 'system' ? null : viewer.role, email },
      preferences: await findOwnPreferences(ctx),
      asks: !isFresh({ authenticatedAt }),
      sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, browser: browserName(userAgent) })),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, preferencesForm, async (ctx, form) => {
    await changeOwnPreferences(ctx, form)
    return goTo(paths.account(ctx.org.slug), 'Saved.')
  })
}

export default function Account() {
  const { org, organisation, me, preferences, sessions, asks } = useLoaderData<typeof loader>()
  return (
    <Page
      title="My account"
      aside={
        <Facts
          items={[
            { term: 'You sign in as', value: <span className="break-all">{me.email}</span> },
            {
              term: `Your role at ${organisation}`,
              value: me.role && (
                <>
                  {roleNames[me.role]}
                  <span className="mt-0.5 block text-sm text-ink-muted">{roleHints[me.role]}</span>
                </>
              ),
            },
            { term: 'What you answer for', value: <TextLink href={paths.member(org, me.id)}>Your page</TextLink> },
          ]}
        />
      }
    >
      <Section title="You">
        <div className="max-w-xl">
          <Form name="preferences" schema={preferencesForm} values={preferences} submit="Save">
            <TextField name="name" label="Name" autoComplete="name" />
            <CheckboxField
              name="wantsDigest"
              label="Mail me what is due, once a day"
              hint={`Only on days when something is due at ${organisation}.`}
            />
          </Form>
        </div>
      </Section>
      <Section title="Password" id="password" description="Changing it signs you out everywhere else.">
        <PasswordForm org={org} email={me.email} />
      </Section>
      <Sessions org={org} sessions={sessions} asks={asks} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['sessions']

/** Whoever gave their password some time ago (`asks`) is led to where it is asked for. */
function Sessions({ org, sessions, asks }: { org: string; sessions: Shown; asks: boolean }) {
  const { locale, timeZone } = useLocale()
  return (
    <Section
      title="Where you are signed in"
      id="sessions"
      count={sessions.length}
      actions={
        sessions.length > 1 && (
          <EndButton org={org} handle="" asks={asks}>
            Sign out everywhere else
          </EndButton>
        )
      }
    >
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {sessions.map((session) => (
          <li key={session.handle} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {session.browser}
                {session.current && <Badge tone="good">here and now</Badge>}
              </p>
              <p className="text-sm text-ink-muted">
                {session.address && `From ${session.address}. `}Since{' '}
                {formatMoment(session.createdAt, locale, timeZone)}
                {!session.current && `, last used ${formatMoment(session.lastSeenAt, locale, timeZone)}`}
              </p>
            </div>
            {!session.current && (
              <EndButton org={org} handle={session.handle} asks={asks}>
                Sign out
              </EndButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function EndButton({ org, handle, asks, children }: { org: string; handle: string; asks: boolean; children: string }) {
  const action = paths.accountSessions(org)
  if (asks)
    return (
      <LinkButton href={`${action}?handle=${handle}`} size="small">
        {children}
      </LinkButton>
    )
  return (
    <ActionButton action={action} fields={{ handle }} name={`end-${handle || 'others'}`} size="small">
      {children}
    </ActionButton>
  )
}
