// Signatures of Standard Webhooks: HMAC-SHA256 over id, time and the very bytes that came, compared in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { clockTolerance, secretBytes } from './intake.ts'

export interface SignedHeaders {
  id: string
  /** Unix seconds, as written. */
  timestamp: string
  /** `v1,…`, several parted by blanks. */
  signature: string
}

/** As a sender writes it into `webhook-signature`. */
export function sign(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  return `v1,${macOf(secret, id, timestamp, body).toString('base64')}`
}

function macOf(secret: string, id: string, timestamp: string, body: Uint8Array): Buffer {
  const key = secretBytes(secret)
  if (!key) throw new Error('This is no secret of Standard Webhooks.')
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

/** Whether one of the signatures was made with one of the secrets, a few minutes ago at most. Every pair is compared, whatever was found. */
export function verify(
  secrets: readonly string[],
  { id, timestamp, signature }: SignedHeaders,
  body: Uint8Array,
  nowMs: number,
): 'good' | 'signature' | 'clock' {
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return 'signature'
  const given = signature
    .split(' ')
    .slice(0, 10)
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  let good = false
  for (const secret of secrets) {
    const mac = macOf(secret, id, timestamp, body)
    for (const one of given) good = (one.length === mac.length && timingSafeEqual(one, mac)) || good
  }
  if (!good) return 'signature'
  return Math.abs(nowMs / 1000 - Number(timestamp)) <= clockTolerance ? 'good' : 'clock'
}
