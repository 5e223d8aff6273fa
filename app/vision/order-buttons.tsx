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
      {first ? (
        <Nowhere />
      ) : (
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
      {last ? (
        <Nowhere />
      ) : (
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

/** Keeps the place of a button that has nowhere to go, so that those of all records stand under each other. */
const Nowhere = () => <span aria-hidden className="w-8.5 pointer-coarse:w-11" />
