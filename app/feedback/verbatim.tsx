import { EyeOff } from 'lucide-react'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { maskedThing, piecesOf } from './feedback.ts'

/** What a customer wrote, word for word; what was masked in it stands as a small mark. */
export function Verbatim({ text }: { text: string }) {
  return (
    <span dir="auto" className="whitespace-pre-line">
      {piecesOf(text).map((piece, at) =>
        piece.masked ? (
          <abbr
            key={at}
            title={`${maskedThing(piece.text)}, masked before it was stored`}
            className="rounded-sm border border-line bg-sunken px-1 text-xs text-ink-muted no-underline"
          >
            {piece.text.slice(1, -1)}
          </abbr>
        ) : (
          piece.text
        ),
      )}
    </span>
  )
}

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
