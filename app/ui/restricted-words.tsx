import { EyeOff } from 'lucide-react'
import { formatDay } from './format.ts'
import { useLocale } from './organisation.ts'

/** In the place of words that the viewer may not read: why, and until when. */
export function RestrictedWords({ restricted }: { restricted: { reason: string; endsOn: string } }) {
  const { locale } = useLocale()
  return (
    <p className="flex gap-2 text-sm text-ink-muted">
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        What was written here can be read again after {formatDay(restricted.endsOn, locale)}. Until then it is
        restricted: {restricted.reason}
      </span>
    </p>
  )
}
