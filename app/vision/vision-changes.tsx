import { Difference } from '#app/ui/difference.tsx'
import { Card } from '#app/ui/page.tsx'

interface Words {
  statement: string
  brandPromise: string
}

/** What went and what came, word by word, between two versions. */
export function VisionChanges({ before, after }: { before: Words; after: Words }) {
  if (before.statement === after.statement && before.brandPromise === after.brandPromise)
    return <p className="text-ink-muted">Not a word: statement and promise are the same.</p>
  return (
    <Card className="grid gap-5">
      <div>
        <h3 className="mb-1 text-sm text-ink-muted">Statement</h3>
        <p className="font-serif text-lg">
          <Difference before={before.statement} after={after.statement} />
        </p>
      </div>
      {(before.brandPromise || after.brandPromise) && (
        <div>
          <h3 className="mb-1 text-sm text-ink-muted">Brand promise</h3>
          <p className="font-serif text-lg">
            <Difference before={before.brandPromise} after={after.brandPromise} />
          </p>
        </div>
      )}
      <p className="text-sm text-ink-muted">
        <ins>Added</ins> and <del>removed</del> words.
      </p>
    </Card>
  )
}
