import { useEffect, useRef } from 'react'
import type { FormAnswer } from './schema.ts'

/** A form was sent, is no longer under way, and no new answer complains: it was accepted. */
export function useAccepted(pending: boolean, answer: FormAnswer | undefined, onAccepted: () => void) {
  const before = useRef<{ answer: FormAnswer | undefined } | null>(null)
  useEffect(() => {
    if (pending) {
      before.current ??= { answer }
      return
    }
    const earlier = before.current
    before.current = null
    if (earlier && (answer === undefined || answer === earlier.answer)) onAccepted()
    // Only the end of sending matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pending])
}
