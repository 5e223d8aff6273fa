import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { CheckboxGroup } from '#app/ui/choice-field.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { DateField, TextArea } from '#app/ui/field.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDay, plural, relativeDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { PersonChip, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { caseTabs } from '../case-tabs.ts'
import { type ReplyState, repliesForm, replyStateNames, replyStates, replyTo } from '../reply-task.ts'
import { doReplies, listDoable, listReplyFilters, listReplyTasks, replyListRules } from '../reply-tasks.server.ts'

export const meta: MetaFunction = () => [{ title: 'Replies owed · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, replyListRules)
    const { rows, total } = await listReplyTasks(ctx, query)
    const [initiative, second] = query.filters.initiative ?? []
    return {
      org: ctx.org.slug,
      today: ctx.today,
      query,
      rows,
      total,
      filters: await listReplyFilters(ctx),
      // The same words fit only what came of one initiative.
      several: initiative && !second ? await listDoable(ctx, initiative) : [],
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, repliesForm, async (ctx, form) => {
    const { count } = await doReplies(ctx, form)
    return goTo(paths.replyTasks(ctx.org.slug), `${plural(count, 'reply', 'replies')} recorded.`)
  })
}

export default function Replies() {
  const { org, today, query, rows, total, filters, several } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  return (
    <Page
      title="Replies owed"
      lede="An initiative has ended: those whose feedback it rested on should hear what came of it."
      tabs={caseTabs(org)}
    >
      <div className="grid gap-4">
        <Filters
          query={query}
          total={total}
          noun={['reply', 'replies']}
          fields={[
            {
              name: 'state',
              label: 'State',
              unset: 'still owed',
              options: replyStates.map((value) => ({ value, label: replyStateNames[value] })),
            },
            { name: 'initiative', label: 'Initiative', options: filters.initiatives },
            { name: 'owner', label: 'Owner', options: filters.owners },
          ]}
        />
        <Table
          caption="Replies"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.replyTask(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'to',
              header: 'To',
              cell: (row) => (
                <span className="grid gap-0.5">
                  <TextLink href={paths.replyTask(org, row.id)} quiet>
                    {replyTo(row)}
                  </TextLink>
                  {row.caseTitle && (
                    <span dir="auto" className="text-xs text-ink-muted">
                      {row.caseTitle}
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: 'initiative',
              header: 'After',
              cell: (row) => (
                <TextLink href={paths.initiative(org, row.initiativeId)} quiet>
                  {row.initiativeName}
                </TextLink>
              ),
            },
            {
              key: 'owner',
              header: 'Owner',
              sort: true,
              nowrap: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
            {
              key: 'due',
              header: 'Due',
              sort: true,
              nowrap: true,
              cell: (row) =>
                row.state !== 'open' ? (
                  <Status tone={row.state === 'done' ? 'done' : 'neutral'}>
                    {replyStateNames[row.state as ReplyState]}
                  </Status>
                ) : row.dueOn < today ? (
                  <Status tone="bad">{relativeDay(row.dueOn, today)}</Status>
                ) : (
                  formatDay(row.dueOn, locale)
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away.</EmptyState>
            ) : (
              <EmptyState title="No replies are owed">
                When an initiative is finished or stopped, a reply is asked for to each case behind its gaps, and one
                message to all behind a theme.
              </EmptyState>
            )
          }
        />
        <Pager
          page={query.page}
          pageSize={query.pageSize}
          total={total}
          hrefFor={(page) => listHref(query, { page })}
        />
      </div>
      {several.length > 1 && (
        <Section
          title="Tell several in one go"
          description={`The same words for those you choose, about “${several[0]!.initiativeName}”. Each case keeps them in its log.`}
        >
          <div className="max-w-3xl">
            <Form
              name="replies"
              schema={repliesForm}
              values={{ ids: [], on: today, text: several[0]!.draft }}
              submit="They were told"
              draft
            >
              <CheckboxGroup
                name="ids"
                label="Whom"
                options={several.map((task) => ({
                  value: task.id,
                  label: replyTo(task),
                  ...(task.caseTitle ? { hint: task.caseTitle } : {}),
                }))}
              />
              <TextArea
                name="text"
                label="What they were told"
                hint="Fill in what stands in square brackets."
                rows={5}
                required
              />
              <DateField name="on" label="On" max={today} />
            </Form>
          </div>
        </Section>
      )}
    </Page>
  )
}
