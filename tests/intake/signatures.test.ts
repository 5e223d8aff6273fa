// Signatures of Standard Webhooks, with the vector that its authors publish; and what of a message is read.
import { describe, expect, test } from 'vitest'
import { secretBytes } from '#app/intake/intake.ts'
import { readMessage } from '#app/intake/messages.ts'
import { sign, verify } from '#app/intake/standard-webhooks.server.ts'
import { formbricksMessage, secretOf } from './intake-world.ts'

const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: Buffer.from('{"test": 2432232314}'),
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const then = Number(published.timestamp) * 1000
const { secret, id, timestamp, body, signature } = published
const signed = (change: Partial<{ id: string; timestamp: string; signature: string }> = {}) => ({
  ...{ id, timestamp, signature },
  ...change,
})

test('the published vector: the same signature, and it is good', () => {
  expect(sign(secret, id, timestamp, body)).toBe(signature)
  expect(verify([secret], signed(), body, then)).toBe('good')
})

describe('a signature is refused where', () => {
  test.each<[string, Parameters<typeof verify>, string]>([
    ['one byte of the body differs', [[secret], signed(), Buffer.from('{"test": 2432232315}'), then], 'signature'],
    ['the id is another', [[secret], signed({ id: `${id}x` }), body, then], 'signature'],
    ['the time is another', [[secret], signed({ timestamp: '1614265331' }), body, then], 'signature'],
    ['it was made with another secret', [[secretOf('other')], signed(), body, then], 'signature'],
    ['there is no secret', [[], signed(), body, then], 'signature'],
    ['it is cut', [[secret], signed({ signature: signature.slice(0, -4) }), body, then], 'signature'],
    [
      'it is of another kind',
      [[secret], signed({ signature: signature.replace('v1,', 'v1a,') }), body, then],
      'signature',
    ],
    ['it is empty', [[secret], signed({ signature: '' }), body, then], 'signature'],
    ['the time is none', [[secret], signed({ timestamp: 'now' }), body, then], 'signature'],
    ['it is 301 seconds old', [[secret], signed(), body, then + 301_000], 'clock'],
    ['it is 301 seconds ahead', [[secret], signed(), body, then - 301_000], 'clock'],
  ])('%s', (_what, args, verdict) => {
    expect(verify(...args)).toBe(verdict)
  })
})

test('it is good for five minutes either way, among several signatures, and for each of two secrets', () => {
  for (const ms of [-300_000, 300_000]) expect(verify([secret], signed(), body, then + ms)).toBe('good')
  const other = sign(secretOf('other'), id, timestamp, body)
  expect(verify([secret], signed({ signature: `v1a,zzz ${other} ${signature}` }), body, then)).toBe('good')
  expect(verify([secretOf('new'), secret], signed(), body, then)).toBe('good')
})

test('a secret is 24 to 64 bytes in base64, with its beginning or without', () => {
  expect(secretBytes(secret)).toHaveLength(24)
  expect(secretBytes(secret.replace('whsec_', ''))).toHaveLength(24)
  for (const none of [
    '',
    'whsec_',
    'whsec_c2hvcnQ=',
    `whsec_${'A'.repeat(120)}`,
    'not base64 at all, but long enough to be',
  ])
    expect(secretBytes(none), none).toBeNull()
})

describe('a message', () => {
  test('of Formbricks is one response, each answer by the id of its question', () => {
    const message = readMessage(
      formbricksMessage(
        'responseFinished',
        { nps: 9, why: 'Quick', visit_reason: ['a', 'b'], matrix: { Speed: 'Good', Staff: 'Bad' }, gone: null },
        { more: { contactAttributes: { email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' } } },
      ),
    )
    expect(message).toMatchObject({
      is: 'formbricks',
      item: {
        id: 'cm5n3e2r40001',
        answeredAt: '2026-01-24T07:47:29.507Z',
        answers: { nps: 9, why: 'Quick', visit_reason: ['a', 'b'], matrix: ['Speed: Good', 'Staff: Bad'], gone: null },
        contact: { name: 'Ann Lee', email: 'ann@example.com' },
        finished: true,
        language: 'en',
      },
    })
  })

  test('in the envelope of Standard Webhooks holds one response, or a list', () => {
    const one = { id: '1', answers: { 1: 9 } }
    expect(readMessage({ type: 'response.created', timestamp: 'x', data: one })).toEqual({
      is: 'responses',
      items: [one],
    })
    expect(readMessage({ type: 'x', data: [one, one] })).toMatchObject({ items: [one, one] })
  })

  test.each([
    [null],
    [[]],
    ['x'],
    [{}],
    [{ type: 'x', data: 7 }],
    [{ event: 'responseCreated' }],
    [{ event: 'other', data: {} }],
  ])('%j is none', (body) => {
    expect(readMessage(body)).toMatchObject({ is: 'unreadable' })
  })
})
