// How responses come in live: tokens for programs and webhooks of survey tools, their forms, limits and words. Pure.
import { choice, form, optionalDate, optionalText, text, version } from '#app/ui/schema.ts'

export const sourceKinds = ['token', 'webhook'] as const
export type SourceKind = (typeof sourceKinds)[number]

export const limits = {
  /** Responses a request. */
  responses: 1000,
  /** Requests a minute of one token or webhook, and how many of them may come at once. */
  perMinute: 600,
  atOnce: 60,
  /** Tokens, and webhooks, of a post that are in use. */
  sources: 20,
  /** Names of unknown fields that are kept of one source. */
  fields: 50,
  /** Values of one answer. */
  values: 50,
}

/** Seconds by which a webhook's clock may differ from ours. */
export const clockTolerance = 300
/** Hours for which a replaced secret still holds. */
export const overlapHours = 24

/** A token as it is shown: 32 random bytes. */
export const tokenPattern = /^sirius_[\w-]{43}$/

export const tokenForm = form({ name: text({ label: 'a name', max: 80 }), endsOn: optionalDate() })
export const revokeForm = form({ version: version() })

export const secretMakers = ['tool', 'sirius'] as const
export const webhookForm = form({ name: text({ label: 'a name', max: 80 }), maker: choice(secretMakers) })
/** Empty: Sirius makes the new secret. */
export const secretForm = form({ secret: optionalText({ max: 200 }), version: version() })

/** A secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64; null where it is none. */
export function secretBytes(secret: string): Uint8Array | null {
  const written = /^(?:whsec_)?([A-Za-z0-9+/]{32,88}={0,2})$/.exec(secret.trim())?.[1]
  if (!written) return null
  const bytes = Uint8Array.from(atobOrNull(written) ?? '', (char) => char.charCodeAt(0))
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : null
}

function atobOrNull(text: string): string | null {
  try {
    return atob(text)
  } catch {
    return null
  }
}

/** Why something was refused, as the page counts it. */
export const refusals = {
  signature: 'The signature fits none of its secrets',
  clock: 'It was sent more than five minutes ago, or ahead of time',
  'no secret': 'No secret was set yet',
  ended: 'It was revoked, or has ended',
  pace: `More than ${limits.perMinute} requests a minute`,
  unreadable: 'The body could not be read',
  'other post': 'It named another listening post',
  archived: 'The listening post is archived',
  'not usable': 'Nothing in it could be recorded',
} as const
export type RefusalReason = keyof typeof refusals
export const refusalWords = (reason: string) => refusals[reason as RefusalReason] ?? reason

export type SourceState = 'in use' | 'waits for its secret' | 'ended'
export const stateTones = { 'in use': 'good', 'waits for its secret': 'warn', ended: 'done' } as const

export function stateOf(
  source: { endedAt: unknown; endsOn: string | null; hasSecret: boolean },
  today: string,
): SourceState {
  if (source.endedAt || (source.endsOn !== null && source.endsOn < today)) return 'ended'
  return source.hasSecret ? 'in use' : 'waits for its secret'
}
