// The demo's files are read by the guesses alone, like anybody's.
import { describe, expect, test } from 'vitest'
import { complaintsFile, surveyFile } from '#db/seed/demo/feedback.ts'
import { readFile, rolesOf } from './reading.ts'

describe('the made-up feedback of the demo', () => {
  test('is what it says it is, the same each time, and all of it can be imported', () => {
    const files = [0, 5, 11].map((month) => readFile(Buffer.from(surveyFile('2026-06-01', month))))
    for (const read of files) {
      expect(Object.values(rolesOf(read))).toEqual([
        'response id',
        'answered at',
        'nps',
        'csat',
        'ces',
        'comment',
        'touchpoint',
        'segment',
        'language',
      ])
      expect(read.responses.length).toBe(read.results.length)
      expect(read.responses.every(({ answeredOn }) => answeredOn < '2026-06-01')).toBe(true)
    }
    expect(surveyFile('2026-06-01', 3)).toBe(surveyFile('2026-06-01', 3))
    const complaints = readFile(Buffer.from(complaintsFile('2026-06-01', 0)))
    expect(Object.values(rolesOf(complaints))).toEqual([
      'response id',
      'answered at',
      'comment',
      'touchpoint',
      'segment',
    ])
    expect(complaints.responses).toHaveLength(24)
  })
})
