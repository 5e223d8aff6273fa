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
