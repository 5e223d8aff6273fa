import { ArrowDown, ArrowUp } from 'lucide-react'
import { ActionButton } from '#app/ui/form.tsx'

/** Moves a record one place; the ends of the list have nowhere to go. */
export function OrderButtons({
  action,
  name,
  first,
  last,
}: {
  action: string
  name: string
  first: boolean
  last: boolean
}) {
  return (
    <>
      {!first && (
        <ActionButton
          action={action}
          name="position"
          fields={{ move: 'earlier' }}
          variant="quiet"
          size="small"
          icon={ArrowUp}
        >
          <span className="sr-only">Move {name} earlier</span>
        </ActionButton>
      )}
      {!last && (
        <ActionButton
          action={action}
          name="position"
          fields={{ move: 'later' }}
          variant="quiet"
          size="small"
          icon={ArrowDown}
        >
          <span className="sr-only">Move {name} later</span>
        </ActionButton>
      )}
    </>
  )
}
