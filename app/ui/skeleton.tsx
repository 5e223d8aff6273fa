/** Grey lines where text will be, while something loads in place. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div role="status" className="grid gap-2.5 py-1">
      <span className="sr-only">{label}…</span>
      {Array.from({ length: lines }, (_, at) => (
        <span
          key={at}
          aria-hidden
          className="h-3.5 animate-breathe rounded bg-line"
          style={{ width: `${[92, 78, 85, 60][at % 4]}%` }}
        />
      ))}
    </div>
  )
}
