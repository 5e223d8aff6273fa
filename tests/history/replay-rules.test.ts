// How one row's changes become its versions, without a database.
import { expect, test } from 'vitest'
import { type ReplayedChange, type Version, instant, replayRow } from '#app/history/replay.ts'

test('moments are compared however they are spelt', () => {
  for (const text of [
    '2026-03-02T10:30:00.25+01:00',
    '2026-03-02T09:30:00.250000+00:00',
    '2026-03-02T04:30:00.25-05',
    '2026-03-02T15:15:00.25+05:45',
  ])
    expect(instant(text)).toBe('2026-03-02T09:30:00.250000Z')
  expect(instant('2026-03-02T09:30:00+00:00')).not.toBe(instant('2026-03-02T09:30:00.000001+00:00'))
  expect(instant('not set')).toBe('not set')
})

test('one row’s changes make its versions, and nothing else does', () => {
  const at = (minute: number) => `2026-01-01T00:0${minute}:00.000000Z`
  const added: ReplayedChange = {
    seq: 1,
    at: at(1),
    added: true,
    removed: false,
    before: {},
    after: { name: '"A"', n: '1' },
  }
  const edited: ReplayedChange = {
    seq: 2,
    at: at(2),
    added: false,
    removed: false,
    before: { name: '"A"' },
    after: { name: '"B"' },
  }
  const removed: ReplayedChange = {
    seq: 3,
    at: at(3),
    added: false,
    removed: true,
    before: { name: '"B"', n: '1' },
    after: {},
  }
  const versions: Version[] = [
    { from: at(1), to: at(2), values: { name: '"A"', n: '1', later: 'null' } },
    { from: at(2), to: at(3), values: { name: '"B"', n: '1', later: 'null' } },
  ]
  const problems = (changes: ReplayedChange[], kept: Version[]) => replayRow(changes, kept, new Map()).problems
  expect(problems([added, edited, removed], versions)).toEqual([])
  expect(problems([added, removed], versions)[0]).toMatch(/no event says so/)
  expect(problems([added, edited], versions)[0]).toMatch(/was so from .* to infinity by the events/)
  expect(problems([added, edited, removed], versions.slice(1))[0]).toMatch(/lacks the version of 2026-01-01T00:01/)
  expect(problems([added, { ...edited, before: { name: '"X"' } }, removed], versions)[0]).toMatch(
    /had "A" as name .* event 2 says it was "X"/,
  )
  expect(problems([added, added, edited, removed], versions)[0]).toMatch(/was added by event 1, but was there before/)
  expect(problems([edited, removed], versions.slice(1))[0]).toMatch(/no event before says that it was there/)
})
