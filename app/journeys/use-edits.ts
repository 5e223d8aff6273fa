// Changes to a map, sent one after the other and shown at once: each waits for the one before, so that it knows the newest version.
import { useFetcher, useRevalidator } from '@remix-run/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FormAnswer } from '#app/ui/schema.ts'
import type { RemovedPart } from './map-page.server.ts'
import type { MapPhase } from './map-page.server.ts'

export interface Saved {
  phases: readonly MapPhase[]
  removed: readonly RemovedPart[]
}

export interface Edit {
  action: string
  /** The step or phase that it makes a new version of. */
  part?: string
  /** What the form sends, from the newest data; null where there is nothing to change any more. */
  fields: (saved: Saved) => Record<string, string | number | readonly string[] | undefined> | null | undefined
  /** The map as it will be. */
  shown: (phases: readonly MapPhase[]) => readonly MapPhase[]
  /** Read aloud, and shown for a moment. */
  said: string
  done?: (saved: Saved) => void
  refused?: (answer: FormAnswer) => void
}

export function useEdits(saved: Saved) {
  const [queue, setQueue] = useState<readonly Edit[]>([])
  const [turn, setTurn] = useState(0)
  const fetcher = useFetcher<FormAnswer>({ key: `map-edit-${turn}` })
  const { revalidate } = useRevalidator()
  const stage = useRef<'waiting' | 'sent' | 'busy'>('waiting')
  const [edit] = queue

  useEffect(() => {
    const next = () => {
      stage.current = 'waiting'
      setTurn((count) => count + 1)
    }
    if (fetcher.state !== 'idle') {
      stage.current = 'busy'
      return
    }
    if (!edit) return
    if (stage.current === 'busy') {
      const answer = fetcher.data
      next()
      if (answer?.ok === false) {
        setQueue([])
        edit.refused?.(answer)
        revalidate()
      } else {
        setQueue((all) => all.slice(1))
        edit.done?.(saved)
      }
      return
    }
    if (stage.current === 'sent') return
    const fields = edit.fields(saved)
    if (!fields) {
      setQueue((all) => all.slice(1))
      return
    }
    stage.current = 'sent'
    const body = new FormData()
    body.set('_form', 'map')
    body.set('_key', crypto.randomUUID())
    for (const [name, value] of Object.entries(fields))
      for (const one of [value ?? []].flat()) body.append(name, String(one))
    fetcher.submit(body, { method: 'post', action: edit.action, preventScrollReset: true })
    // The fetcher of a turn does not change but in its state.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [edit, turn, fetcher.state, saved])

  const phases = useMemo(() => queue.reduce((shown, one) => one.shown(shown), saved.phases), [queue, saved])
  /** Versions that one's own changes of a part will have added once they have all arrived. */
  const versionsToCome = (part: string) => queue.filter((one) => one.part === part).length
  return { phases, versionsToCome, add: (one: Edit) => setQueue((all) => [...all, one]) }
}
