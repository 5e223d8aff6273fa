import { isPast } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { HiddenField, TextField } from '#app/ui/field.tsx'
import { ActionButton, Form } from '#app/ui/form.tsx'
import { type ListQuery, countActive, listHref } from '#app/ui/list-query.ts'
import { type ViewRoom, savedViewForm, viewQuery } from './saved-view.ts'
import type { SavedView } from './saved-views.server.ts'

interface SaveViewProps {
  org: string
  room: ViewRoom
  query: ListQuery
  views: readonly SavedView[]
}

/** Keeps the list as it is narrowed now under a name, or removes the view that is open. Not in the past, which is read only. */
export function SaveView({ org, room, query, views }: SaveViewProps) {
  if (isPast(org)) return null
  const asked = viewQuery(listHref(query, { page: 1 }).split('?')[1] ?? '')
  const open = views.find((view) => view.query === asked)
  const back = listHref(query)
  if (open)
    return (
      <ActionButton
        action={paths.savedViewArchive(org, open.id)}
        fields={{ _back: query.path }}
        size="small"
        variant="quiet"
      >
        Remove the view “{open.name}”
      </ActionButton>
    )
  if (countActive(query) === 0) return null
  return (
    <details className="open:basis-full">
      <summary className="inline-flex min-h-6 items-center text-ink-muted underline underline-offset-3 hover:text-ink pointer-coarse:min-h-9">
        Save this view
      </summary>
      <div className="mt-2 max-w-sm">
        <Form
          name="saved-view"
          schema={savedViewForm}
          action={paths.savedViews(org)}
          values={{ room, query: asked }}
          submit="Save"
          careless
        >
          <HiddenField name="_back" value={back} />
          <HiddenField name="room" value={room} />
          <HiddenField name="query" value={asked} />
          <TextField name="name" label="Name of the view" />
        </Form>
      </div>
    </details>
  )
}
