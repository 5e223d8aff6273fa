import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Route } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { coverageMatrix } from '../listening-posts.server.ts'
import { feedbackTabs } from '../feedback-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Coverage · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => ({ org: ctx.org.slug, ...(await coverageMatrix(ctx)) }))
}

/** Steps of the journeys as they are, and who listens there. */
export default function Coverage() {
  const { org, steps, posts } = useLoaderData<typeof loader>()
  const journeys = [...new Set(steps.map(({ journey }) => journey))]
  const deaf = steps.filter((step) => step.posts.length === 0).length
  return (
    <Page
      title="Coverage"
      lede={
        steps.length > 0
          ? deaf === 0
            ? 'Somebody listens at every step.'
            : `Nobody listens at ${plural(deaf, 'step')} of ${steps.length}.`
          : 'Which steps of a journey somebody listens at, and which nobody hears.'
      }
      tabs={feedbackTabs(org)}
    >
      {steps.length === 0 && (
        <EmptyState icon={Route} title="No journey steps yet">
          Draw a journey as it is first. Then say on each listening post which of its steps it covers.
        </EmptyState>
      )}
      {journeys.map((journey) => (
        <Section key={journey} title={journey}>
          <OnAPhone org={org} steps={steps.filter((step) => step.journey === journey)} posts={posts} />
          <div
            className="relative overflow-x-auto rounded-lg border border-line bg-raised max-sm:hidden print:overflow-visible"
            tabIndex={0}
            role="group"
            aria-label={journey}
          >
            <table className="w-full border-collapse text-sm">
              <caption className="sr-only">Steps of {journey} and the listening posts that cover them</caption>
              <thead>
                <tr className="border-b border-line text-start align-bottom">
                  <th scope="col" className="px-3 py-2 text-start font-medium text-ink-muted">
                    Step
                  </th>
                  {posts.map((post) => (
                    <th key={post.id} scope="col" className="max-w-32 px-3 py-2 text-start font-medium">
                      <TextLink href={paths.listeningPost(org, post.id)} quiet>
                        {post.name}
                      </TextLink>
                    </th>
                  ))}
                  <th scope="col" className="px-3 py-2 text-start font-medium text-ink-muted">
                    Heard by
                  </th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {steps
                  .filter((step) => step.journey === journey)
                  .map((step) => (
                    <tr key={step.id}>
                      <th scope="row" dir="auto" className="px-3 py-2 text-start font-normal">
                        {step.name}
                      </th>
                      {posts.map((post) => (
                        <td key={post.id} className="px-3 py-2">
                          {step.posts.includes(post.id) ? (
                            <>
                              <span aria-hidden>●</span>
                              <span className="sr-only">listens here</span>
                            </>
                          ) : (
                            <span className="text-ink-muted" aria-hidden>
                              ·
                            </span>
                          )}
                        </td>
                      ))}
                      <td className="px-3 py-2 whitespace-nowrap">
                        {step.posts.length ? plural(step.posts.length, 'post') : <Status tone="bad">nobody</Status>}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </Section>
      ))}
    </Page>
  )
}

type Covered = SerializeFrom<typeof loader>

/** A matrix is too wide for a phone: there each step says who listens. */
function OnAPhone({ org, steps, posts }: Covered) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised sm:hidden">
      {steps.map((step) => (
        <li key={step.id} className="grid gap-1 px-3 py-2.5">
          <span dir="auto" className="font-medium">
            {step.name}
          </span>
          {step.posts.length === 0 ? (
            <Status tone="bad">nobody</Status>
          ) : (
            <ul className="grid gap-1 text-sm">
              {posts
                .filter(({ id }) => step.posts.includes(id))
                .map(({ id, name }) => (
                  <li key={id}>
                    <TextLink href={paths.listeningPost(org, id)}>{name}</TextLink>
                  </li>
                ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
