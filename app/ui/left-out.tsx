import type { LeftOut } from './list-query.ts'

interface LeftOutNoteProps {
  items: readonly LeftOut[]
  /** What the page calls each, by its name in the address. */
  labels?: Readonly<Record<string, string>>
}

/** Says which filters of the address were not understood, so that nobody takes the whole for a part. */
export function LeftOutNote({ items, labels = {} }: LeftOutNoteProps) {
  if (items.length === 0) return null
  return (
    <p role="status" className="rounded-lg border border-warn/50 bg-warn-soft px-4 py-2 text-sm">
      {items.length === 1
        ? 'This filter was not understood and is left out: '
        : 'These filters were not understood and are left out: '}
      {items.map(({ name, value }, at) => (
        <span key={`${name}=${value}`} className="break-words">
          {at > 0 && ', '}
          {Object.hasOwn(labels, name) ? labels[name] : name} “<span dir="auto">{value}</span>”
        </span>
      ))}
      . What you see is not narrowed by {items.length === 1 ? 'it' : 'them'}.
    </p>
  )
}
