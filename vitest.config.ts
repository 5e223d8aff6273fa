import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// Pages are drawn as they are shipped: React's other build checks at every step what types check already, and takes twice as long.
process.env.NODE_ENV = 'production'

const tests = 'tests/**/*.test.{ts,tsx}'
/** Tests of what stands for the whole process (its door, locks, settings, workers): each file in a process of its own. */
const house = [
  ...['access', 'email', 'guards', 'history', 'jobs', 'seed', 'server'].map((folder) => `tests/${folder}/**`),
  'tests/*.test.ts',
]
const others = ['tests/e2e/**', 'tests/load/**']

export default defineConfig({
  test: {
    globalSetup: 'tests/support/database.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two at least: while one file waits for PostgreSQL, another works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // What they share of the application is read once, not once a file; each has a database of its own.
        test: { name: 'rooms', include: [tests], exclude: [...house, ...others], isolate: false },
      },
      {
        extends: true,
        test: { name: 'house', include: house.map((place) => place.replace('**', '**/*.test.{ts,tsx}')) },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.spec.ts'],
          fileParallelism: false,
          isolate: false,
          maxConcurrency: 2,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
