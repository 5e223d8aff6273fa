import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import {
  type MailKind,
  type MailState,
  mailKindNames,
  mailStateHints,
  mailStateNames,
  mailStateTones,
} from '../mail.ts'
import { findMail } from '../outbox.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.mail.subject ?? 'Mail'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({ org: ctx.org.slug, mail: await findMail(ctx, idOf(args.params.id)) }))
}

export default function Mail() {
  const { org, mail } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const state = mail.state as MailState
  const facts = [
    {
      term: 'State',
      value: (
        <>
          <Status tone={mailStateTones[state]}>{mailStateNames[state]}</Status>
          <span className="mt-1 block text-sm text-ink-muted">{mailStateHints[state]}</span>
        </>
      ),
    },
    {
      term: 'To',
      value: (
        <>
          {mail.memberId ? <TextLink href={paths.member(org, mail.memberId)}>{mail.toName}</TextLink> : mail.toName}
          <span className="block break-all text-sm text-ink-muted">{mail.toAddress}</span>
        </>
      ),
    },
    { term: 'Kind', value: mailKindNames[mail.kind as MailKind] ?? mail.kind },
    { term: 'Written', value: formatMoment(mail.createdAt, locale, timeZone) },
  ]
  if (mail.sentAt) facts.push({ term: 'Sent', value: formatMoment(mail.sentAt, locale, timeZone) })
  if (mail.problem) facts.push({ term: 'Last problem', value: mail.problem })
  return (
    <Page
      title={mail.subject}
      eyebrow={<Breadcrumbs items={[{ label: 'Outbox', href: paths.outbox(org) }]} />}
      aside={<Facts items={facts} />}
    >
      {state === 'failed' && mail.kind === 'invitation' && mail.memberId && (
        <p>
          Check the address, then <TextLink href={paths.member(org, mail.memberId)}>send the invitation again</TextLink>
          .
        </p>
      )}
      {/* The text part only, as text: nothing of a mail is ever run or loaded here. */}
      <pre
        dir="auto"
        className="max-w-prose rounded-lg border border-line bg-raised p-5 font-sans text-base leading-relaxed wrap-anywhere whitespace-pre-wrap"
      >
        {mail.textBody}
      </pre>
    </Page>
  )
}
