import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { Download, ShieldCheck } from 'lucide-react'
import { useEffect } from 'react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { CheckResult, CheckpointTable, Hash, LimitOfTheProof } from '#app/history/proof-parts.tsx'
import { proofPage } from '#app/history/proof-page.server.ts'
import { checkForm, lateAfter } from '#app/history/proof.ts'
import { requestCheck } from '#app/jobs/check-proofs.server.ts'
import { type ProofFile, paths } from '#app/paths.ts'
import { ActionButton } from '#app/ui/action-button.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Proof of the history · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({
    org: ctx.org.slug,
    ...(await proofPage(ctx)),
    canSend: may(ctx.viewer, 'organisation.edit'),
  }))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, checkForm, async (ctx) => {
    authorize(ctx, 'history.prove')
    await requestCheck(ctx)
    return goTo(paths.proof(ctx.org.slug), 'The check is on its way. What it finds is shown here.')
  })
}

export default function Proof() {
  const { org, head, checks, checkpoints, total, sentTo, uncovered, key, keyIsOurs, canSend } =
    useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  useReloadWhile(checks.waiting !== null)
  const check = (
    <ActionButton action={paths.proof(org)} variant={checks.done ? 'secondary' : 'primary'} icon={ShieldCheck}>
      Check now
    </ActionButton>
  )
  return (
    <Page
      title="Proof of the history"
      eyebrow={<Breadcrumbs items={[{ label: 'History', href: paths.history(org) }]} />}
      lede="Whether anybody rewrote what was recorded, how you can find out without trusting Sirius, and what that proves."
      actions={checks.done && check}
    >
      <Section title="The last check">
        {checks.waiting && (
          <p role="status" className="mb-3 max-w-prose">
            A check was asked for on {formatMoment(checks.waiting.askedAt, locale, timeZone)} and is not finished yet.{' '}
            {checks.slow && 'A worker takes it up at once, so see whether one is running. '}
            <TextLink href={paths.proof(org)}>Look again</TextLink>
          </p>
        )}
        {checks.done ? (
          <CheckResult org={org} check={checks.done} />
        ) : (
          !checks.waiting && (
            <EmptyState icon={ShieldCheck} title="Not checked yet" actions={check}>
              Every night the whole history is checked. You can have it done now.
            </EmptyState>
          )
        )}
      </Section>
      {head && (
        <Section
          title="The head"
          description="It stands for the whole history: if two people see the same head, they have the same history. Compare the words over the phone, or print them."
        >
          <Hash hash={head.hash} words={head.words} />
          <p className="mt-2 text-sm text-ink-muted">
            {plural(head.size, 'event', 'events', locale)}, the last on {formatMoment(head.at, locale, timeZone)}.
          </p>
        </Section>
      )}
      <Section
        title="Checkpoints"
        count={total}
        description="While something changes, the head is signed every five minutes, and the signed line leaves the database."
      >
        <div className="grid gap-4">
          <Uncovered uncovered={uncovered} />
          <p className="max-w-prose text-sm text-ink-muted">
            {sentWhere(sentTo)} {canSend && <TextLink href={paths.settings(org)}>Change where they are sent</TextLink>}
          </p>
          {checkpoints.length === 0 ? (
            <EmptyState title="No checkpoint yet">
              The first one is made within five minutes of the first change.
            </EmptyState>
          ) : (
            <CheckpointTable rows={checkpoints} sentTo={sentTo} />
          )}
          {key && (
            <p className="max-w-prose text-sm text-ink-muted">
              Signed with the key whose public half is <code className="font-mono break-all text-ink">{key}</code>.{' '}
              {keyIsOurs
                ? 'Keep it, too, outside.'
                : 'That is what the database says; compare it with one that you kept.'}
            </p>
          )}
          {total > checkpoints.length && (
            <p className="text-sm text-ink-muted">
              The newest {formatNumber(checkpoints.length, 0, locale)} of {formatNumber(total, 0, locale)}. The file
              below has all of them.
            </p>
          )}
        </div>
      </Section>
      <Section title="Check it without Sirius">
        <WithoutSirius org={org} />
      </Section>
      <Section title="What this proves, and what it does not">
        <LimitOfTheProof />
      </Section>
    </Page>
  )
}

function sentWhere({ email, host }: { email: string | null; host: string | null }): string {
  const places = ['a file beside Sirius', email, host].filter((place) => place !== null)
  const known = `They go to ${places.length > 1 ? `${places.slice(0, -1).join(', ')} and ${places.at(-1)}` : places[0]}.`
  return email || host ? known : `${known} Nobody outside gets them yet, so they prove little.`
}

function Uncovered({ uncovered }: { uncovered: { since: Date; late: boolean } | null }) {
  const { locale, timeZone } = useLocale()
  if (!uncovered) return null
  const since = formatMoment(uncovered.since, locale, timeZone)
  return uncovered.late ? (
    <p role="alert" className="max-w-prose font-medium text-bad">
      There were changes since {since}, but no checkpoint for more than {lateAfter} minutes. See whether the worker runs
      and what its log says.
    </p>
  ) : (
    <p className="max-w-prose">
      What was recorded since {since} is covered by no checkpoint yet; the next one is due in minutes.
    </p>
  )
}

const downloads: { file: ProofFile; label: string; what: string }[] = [
  { file: 'log.jsonl', label: 'The log', what: 'every event, one a line, as it was hashed' },
  { file: 'checkpoints.jsonl', label: 'The checkpoints', what: 'better: those that you kept yourself' },
  { file: 'public.pem', label: 'The public key', what: 'compare it with one that you kept' },
  { file: 'sirius-verify.mjs', label: 'The verifier', what: 'one file to read and to run, for Node 18 or newer' },
]

function WithoutSirius({ org }: { org: string }) {
  return (
    <ol className="grid max-w-prose list-decimal gap-4 ps-5">
      <li>
        Take these files to a machine of your own.
        <ul className="mt-2 grid gap-2">
          {downloads.map(({ file, label, what }) => (
            <li key={file} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <LinkButton href={paths.proofFile(org, file)} size="small" icon={Download} reloadDocument>
                {label}
              </LinkButton>
              <span className="hidden font-medium print:inline">{label}</span>
              <span className="text-sm text-ink-muted">{what}</span>
            </li>
          ))}
        </ul>
      </li>
      <li>
        Put the checkpoints and the key that you kept outside in the place of those: the lines of the mails, or what
        your web address got.
      </li>
      <li>
        Run
        <code className="mt-2 block rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere">
          node sirius-verify.mjs {org}-log.jsonl --key {org}-public.pem --checkpoints {org}-checkpoints.jsonl
        </code>
        <span className="mt-2 block">
          It says “Unbroken”, with the head to compare, or “BROKEN” with the first line that is not what it was.
        </span>
      </li>
    </ol>
  )
}

/** Asks every two seconds whether the worker is done; without JavaScript there is a link. */
function useReloadWhile(waiting: boolean) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!waiting || state !== 'idle') return
    const timer = setTimeout(revalidate, 2000)
    return () => clearTimeout(timer)
  }, [waiting, state, revalidate])
}
