import { clsx } from 'clsx'
import { paths } from '#app/paths.ts'
import { initials } from '#app/ui/format.ts'

interface PortraitProps {
  name: string
  pictureId: string | null
  org: string
  className?: string
  /** Letters of the monogram: larger in larger portraits. */
  letters?: string
}

/** A persona's picture, or their initials where there is none. The name always stands beside it. */
export function Portrait({ name, pictureId, org, className, letters = 'text-xl' }: PortraitProps) {
  const look = clsx('shrink-0 overflow-hidden rounded-lg border border-line', className)
  if (pictureId)
    return (
      <img src={paths.picture(org, pictureId)} alt="" loading="lazy" className={clsx(look, 'bg-sunken object-cover')} />
    )
  return (
    <span
      aria-hidden
      className={clsx(look, letters, 'inline-flex items-center justify-center bg-accent-soft font-serif text-accent')}
    >
      {initials(name)}
    </span>
  )
}
