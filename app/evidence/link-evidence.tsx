import { Form as SearchForm } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { formatDay, formatMoment, shortly } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { linkForm } from './evidence.ts'

interface LinkEvidenceProps {
  eyebrow: ReactNode
  /** The words that were searched for. */
  q: string
  /** What is offered where nothing was searched for. */
  near: string
  found: {
    observations: { id: string; what: string; seenAt: Date | string }[]
    themes: { id: string; name: string }[]
    responses: { id: string; text: string; postName: string; answeredOn: string }[]
  }
  cancel: string
}

/** The page on which one ticks what a record rests on, among what was searched for. */
export function LinkEvidence({ eyebrow, q, near, found, cancel }: LinkEvidenceProps) {
  const { locale, timeZone } = useLocale()
  const { observations, themes, responses } = found
  const nothing = observations.length + themes.length + responses.length === 0
  return (
    <Page title="Link evidence" eyebrow={eyebrow} lede={q ? 'What contains these words and is not linked yet.' : near}>
      <div className="grid max-w-3xl gap-6">
        <SearchForm method="get" role="search" className="flex flex-wrap items-end gap-2">
          <div className="min-w-56 flex-1">
            <TextField name="q" type="search" label="Words" value={q} />
          </div>
          <Button type="submit">Search</Button>
        </SearchForm>
        {nothing ? (
          <p className="text-ink-muted">Nothing found. Try another word.</p>
        ) : (
          <Form
            key={q}
            name="evidence"
            schema={linkForm}
            values={{}}
            submit="Link what is ticked"
            cancel={cancel}
            careless
          >
            {observations.length > 0 && (
              <CheckboxGroup
                name="observationIds"
                label="Observations"
                options={observations.map((row) => ({
                  value: row.id,
                  label: shortly(row.what),
                  hint: formatMoment(row.seenAt, locale, timeZone),
                }))}
              />
            )}
            {themes.length > 0 && (
              <CheckboxGroup
                name="themeIds"
                label="Themes"
                options={themes.map((row) => ({ value: row.id, label: row.name }))}
              />
            )}
            {responses.length > 0 && (
              <CheckboxGroup
                name="responseIds"
                label="Responses"
                options={responses.map((row) => ({
                  value: row.id,
                  label: `“${row.text}”`,
                  hint: `${row.postName}, ${formatDay(row.answeredOn, locale)}`,
                }))}
              />
            )}
          </Form>
        )}
      </div>
    </Page>
  )
}
