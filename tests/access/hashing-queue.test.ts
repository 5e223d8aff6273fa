// A flood of sign-ins must leave the processor to others: passwords are hashed two at a time, all of them in the end.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'

const seen = vi.hoisted(() => ({ running: 0, most: 0, done: 0 }))
vi.mock('@node-rs/argon2', () => {
  const work = async <T>(answer: T) => {
    seen.most = Math.max(seen.most, ++seen.running)
    await sleep(5)
    seen.running--
    seen.done++
    return answer
  }
  return { hash: () => work('hashed'), verify: () => work(true) }
})
const { hashPassword, passwordMatches } = await import('#app/access/passwords.server.ts')

test('two at a time, in turn, and a failing one gives its place back', async () => {
  const hashes = Array.from({ length: 10 }, () => hashPassword('x'))
  const checks = Array.from({ length: 10 }, () => passwordMatches('stored', 'x'))
  const unknown = Array.from({ length: 5 }, () => passwordMatches(null, 'x'))
  expect(await Promise.all(hashes)).toHaveLength(10)
  expect(await Promise.all(checks)).toEqual(Array(10).fill(true))
  expect(await Promise.all(unknown)).toEqual(Array(5).fill(false))
  expect(seen.done).toBeGreaterThanOrEqual(25)
  expect(seen.most).toBe(2)
  expect(seen.running).toBe(0)
})
