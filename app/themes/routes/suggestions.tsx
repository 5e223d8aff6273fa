import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Sparkles } from 'lucide-react'
import { authorize, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDay, formatNumber, inWords } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Card, Page } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { listSuggestions } from '../suggestions.server.ts'
import { Verbatim } from '../verbatim.tsx'

export const meta: MetaFunction = () => [{ title: 'Suggestions for themes · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.tag')
    return {
      org: ctx.org.slug,
      ...(await listSuggestions(ctx)),
      canAdd: may(ctx.viewer, 'theme.add'),
    }
  })
}

export default function Suggestions() {
  const { org, sampled, since, suggestions, dismissed, canAdd } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const count = (value: number) => formatNumber(value, 0, locale)
  return (
    <Page
      title="Suggestions for themes"
      eyebrow={<Breadcrumbs items={[{ label: 'Themes', href: paths.themes(org) }]} />}
      lede={
        sampled > 0
          ? `Words that customers use together far more often than chance allows, in the newest ${count(sampled)} comments that nobody has tagged${since ? `, back to ${formatDay(since, locale)}` : ''}. They know nothing of meaning: read the comments, then decide.`
          : 'Words that customers use together far more often than chance allows, in comments that nobody has tagged.'
      }
    >
      {suggestions.length === 0 ? (
        <EmptyState
          icon={Sparkles}
          title="Nothing to suggest"
          actions={<LinkButton href={paths.tagging(org)}>Tag responses</LinkButton>}
        >
          {sampled < 100
            ? 'There are too few untagged comments for words to stand out. Read them and tag them by hand.'
            : 'No words stand out in what is untagged.'}
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {suggestions.map(({ key, words, n, expected, rule, samples }) => (
            <li key={key}>
              <Card className="grid gap-4">
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <div>
                    <h2 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
                      {inWords(words)} <Badge tone="info">Suggestion</Badge>
                    </h2>
                    <p className="mt-0.5 text-sm text-ink-muted">
                      Together in {count(n)} comments; by chance it would be about{' '}
                      {count(Math.max(1, Math.round(expected)))}.
                    </p>
                  </div>
                  <div className="flex flex-wrap gap-2">
                    {canAdd && (
                      <LinkButton
                        href={paths.newTheme(org, {
                          name: inWords(words).replace(/^./u, (letter) => letter.toUpperCase()),
                          words: rule,
                        })}
                        size="small"
                        variant="primary"
                      >
                        Make a theme of it
                      </LinkButton>
                    )}
                    <ActionButton
                      action={paths.themeSuggestionDismissal(org)}
                      name={`dismiss-${key}`}
                      fields={{ words: key }}
                      size="small"
                      variant="quiet"
                    >
                      Not now
                    </ActionButton>
                  </div>
                </div>
                <div className="grid gap-3">
                  {samples.map((verbatim) => (
                    <Verbatim key={verbatim.id} verbatim={verbatim} />
                  ))}
                </div>
              </Card>
            </li>
          ))}
        </ul>
      )}
      {dismissed.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-ink-muted">{dismissed.length} put aside</summary>
          <ul className="mt-2 grid gap-1.5">
            {dismissed.map(({ words, dismissedByName }) => (
              <li key={words} className="flex flex-wrap items-center gap-3">
                <span>
                  {words} <span className="text-ink-muted">by {dismissedByName}</span>
                </span>
                <ActionButton
                  action={paths.themeSuggestionReturn(org)}
                  name={`return-${words}`}
                  fields={{ words }}
                  size="small"
                  variant="quiet"
                >
                  Suggest again
                </ActionButton>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  )
}
