import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyRound, Plus, Webhook } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { readOnce } from '#app/access/once.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { Table } from '#app/ui/table.tsx'
import { intakeFacts } from '../facts.server.ts'
import { limits, stateOf } from '../intake.ts'
import { SendingExample } from '../sending-example.tsx'
import { ShownOnce } from '../shown-once.tsx'
import { SourceTable } from '../source-table.tsx'
import { listSources } from '../sources.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Live intake of ${data?.post.name ?? 'a listening post'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { org, post, crumbs } = await intakeFacts(ctx, args.params.id)
    const { baseUrl } = args.context
    const all = await listSources(ctx, post.id)
    const once = readOnce(args.request, paths.listeningPost(org, post.id), args.context)
    const [shownFor = '', secret = ''] = once?.split(' ') ?? []
    const shown = all.find(({ id }) => id === shownFor)
    const sources = all.map(({ fields: _, hasSecret, version: __, ...source }) => ({
      ...source,
      state: stateOf({ ...source, hasSecret }, ctx.today),
      address: source.kind === 'webhook' ? `${baseUrl}/api/v1/webhooks/${source.id}` : null,
    }))
    const asked = post.questions.slice(0, 3)
    return {
      org,
      crumbs,
      post: { id: post.id, name: post.name, archived: post.archivedAt !== null },
      tokens: sources.filter(({ kind }) => kind === 'token'),
      webhooks: sources.filter(({ kind }) => kind === 'webhook'),
      fields: sumsOf(all.flatMap(({ endedAt, fields }) => (endedAt ? [] : fields))),
      once: shown && secret ? { kind: shown.kind, name: shown.name, secret } : null,
      example: {
        address: `${baseUrl}/api/v1/feedback`,
        answers: Object.fromEntries(
          asked.map(({ number, kind, scaleHigh }) => [number, kind === 'score' ? scaleHigh! : 'Quick and friendly.']),
        ),
      },
      questions: post.questions.map(({ number, label, sourceKey }) => ({ number, label, code: sourceKey })),
    }
  })
}

function sumsOf(fields: readonly { field: string; n: number }[]) {
  const sums = new Map<string, number>()
  for (const { field, n } of fields) sums.set(field, (sums.get(field) ?? 0) + n)
  return [...sums].map(([field, n]) => ({ field, n })).sort((a, b) => b.n - a.n)
}

export default function Intake() {
  const { org, crumbs, post, tokens, webhooks, fields, once, example, questions } = useLoaderData<typeof loader>()
  const make = (href: string, words: string) =>
    !post.archived && (
      <LinkButton href={href} size="small" icon={Plus}>
        {words}
      </LinkButton>
    )
  return (
    <Page
      title="Live intake"
      eyebrow={<Breadcrumbs items={crumbs} />}
      lede="Responses come in as they are given: a program sends them with a token, or a survey tool by its webhook. They are read like the lines of a file: personal data is masked, the same response counts once."
    >
      {once && <ShownOnce {...once} />}
      {post.archived && <p className="mb-8 max-w-prose">This listening post is archived: nothing is taken.</p>}
      {questions.length === 0 && (
        <p className="mb-8 max-w-prose font-medium text-warn">
          This post asks nothing yet, so no answer finds its question.{' '}
          <TextLink href={paths.newQuestion(org, post.id)}>Add a question</TextLink> with the code that the source calls
          it.
        </p>
      )}
      <Section
        title="Webhooks"
        count={webhooks.length}
        actions={make(paths.newIntakeWebhook(org, post.id), 'Make a webhook')}
      >
        <SourceTable
          org={org}
          postId={post.id}
          caption="Webhooks"
          sources={webhooks}
          empty={
            <EmptyState icon={Webhook} title="No webhook yet">
              For survey tools that sign what they send as Standard Webhooks says, such as Formbricks: a response comes
              in when it is given, and is kept up to date until it is finished.
            </EmptyState>
          }
        />
      </Section>
      {fields.length > 0 && (
        <Section title="Came in and is no question here" count={fields.length}>
          <p className="mb-3 max-w-prose text-ink-muted">
            These answers were left out. Add a question with this code to keep them from now on.
          </p>
          <ul className="grid gap-1.5">
            {fields.map(({ field, n }) => (
              <li key={field}>
                <code className="font-mono text-sm wrap-anywhere">{field}</code>{' '}
                <span className="text-ink-muted">· in {plural(n, 'message')} · </span>
                <TextLink href={paths.newQuestion(org, post.id, { code: field })}>Add as a question</TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Tokens" count={tokens.length} actions={make(paths.newIntakeToken(org, post.id), 'Make a token')}>
        <SourceTable
          org={org}
          postId={post.id}
          caption="Tokens"
          sources={tokens}
          empty={
            <EmptyState icon={KeyRound} title="No token yet">
              For programs of your own: up to {limits.responses.toLocaleString('en-GB')} responses a request. A token
              opens this listening post alone, and reads nothing.
            </EmptyState>
          }
        />
      </Section>
      <Section title="How a program sends">
        <p className="mb-3 max-w-prose text-ink-muted">
          Answers go by the number of their question, or by its code. Sending the same again changes nothing. All of it
          is described in docs/api.md, which came with Sirius.
        </p>
        <SendingExample {...example} />
        {questions.length > 0 && (
          <div className="mt-4">
            <Table
              caption="How questions are called"
              rows={questions}
              rowKey={({ number }) => String(number)}
              columns={[
                { key: 'number', header: 'No.', cell: (row) => <span className="tabular">{row.number}</span> },
                { key: 'label', header: 'Question', cell: (row) => <span dir="auto">{row.label}</span> },
                {
                  key: 'code',
                  header: 'Code in the source',
                  cell: (row) =>
                    row.code ? (
                      <code className="font-mono text-sm wrap-anywhere">{row.code}</code>
                    ) : (
                      <span className="text-ink-muted">none</span>
                    ),
                },
              ]}
            />
          </div>
        )}
      </Section>
    </Page>
  )
}
