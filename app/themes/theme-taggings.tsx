import { paths } from '#app/paths.ts'
import { formatMoment, plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'

interface Tagging {
  id: string
  kind: string
  words: string
  state: string
  tagged: number
  createdAt: Date | string
  startedByName: string
  fromName: string | null
}

interface ThemeTaggingsProps {
  org: string
  themeId: string
  taggings: Tagging[]
  can: { tag: boolean; edit: boolean; appoint: boolean }
}

const states: Record<string, string> = {
  running: 'still going on',
  done: '',
  undoing: 'being undone',
  undone: 'undone',
}

/** What was tagged at once, each act to be undone as one. */
export function ThemeTaggings({ org, themeId, taggings, can }: ThemeTaggingsProps) {
  const { locale, timeZone } = useLocale()
  if (!taggings.length) return null
  const said = ({ kind, words, fromName }: Tagging) =>
    kind === 'merge'
      ? `“${fromName ?? ''}” was merged into it`
      : kind === 'words'
        ? 'tagged by its words'
        : `tagged all with “${words}”`
  const undoable = ({ kind, state }: Tagging) =>
    ['running', 'done'].includes(state) && (kind === 'merge' ? can.appoint : kind === 'words' ? can.edit : can.tag)
  return (
    <Section title="Tagged at once">
      <ul className="grid gap-2">
        {taggings.map((tagging) => (
          <li key={tagging.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span>
              <span className="tabular font-medium">{plural(tagging.tagged, 'response')}</span> {said(tagging)}
              <span className="block text-sm text-ink-muted">
                {[tagging.startedByName, formatMoment(tagging.createdAt, locale, timeZone), states[tagging.state]]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {undoable(tagging) && (
              <ActionButton
                action={paths.themeTaggingUndo(org, themeId, tagging.id)}
                name={`undo-${tagging.id}`}
                size="small"
                variant="quiet"
                confirm={{
                  title: 'Undo this?',
                  description:
                    tagging.kind === 'merge'
                      ? 'The responses that came over leave this theme again, and the other theme is restored. Words, gaps and observations that came over stay here.'
                      : 'Its responses lose this tag again. What was tagged by hand stays.',
                  submit: 'Undo',
                }}
              >
                Undo
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
