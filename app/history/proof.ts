// The proof's words for people, and its form. Pure.
import { form } from '#app/ui/schema.ts'
import type { Tone } from '#app/ui/status.tsx'
import type { Way } from './checkpoint-ways.ts'
import type { Delivery } from './checkpoints.server.ts'

/** Asking for a check takes no input. */
export const checkForm = form({})

/** Minutes after which changes without a checkpoint are worth a warning: it is made every five. */
export const lateAfter = 15

export interface Outcome {
  tone: Tone
  word: string
  /** What went wrong, or what to do. */
  more?: string
}

const tries = (count: number) => (count === 1 ? 'tried once' : `tried ${count} times`)

/** What became of a checkpoint on one way; null where it was not to go out on it. */
export function outcomeOf(way: Way, delivery: Delivery | undefined): Outcome | null {
  if (!delivery) return null
  const { state, problem, mail } = delivery
  if (state === 'dropped') return { tone: 'neutral', word: 'Not needed', more: 'A newer one went out instead.' }
  if (state === 'waiting')
    return problem
      ? { tone: 'bad', word: 'Waiting', more: `${problem} ${sentence(tries(delivery.tries))}; it will be tried again.` }
      : { tone: 'info', word: 'Waiting' }
  if (way === 'file') return { tone: 'done', word: 'Written' }
  if (way === 'webhook' || !mail || mail.state === 'sent') return { tone: 'done', word: 'Sent' }
  if (mail.state === 'kept')
    return { tone: 'warn', word: 'Kept here', more: 'No mail server is set up, so nobody got it.' }
  if (mail.state === 'failed') return { tone: 'bad', word: 'Not delivered', more: mail.problem ?? undefined }
  return { tone: mail.problem ? 'bad' : 'info', word: 'On its way', more: mail.problem ?? undefined }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const wayNames: Record<Way, string> = { file: 'File', mail: 'E-mail', webhook: 'Web address' }
