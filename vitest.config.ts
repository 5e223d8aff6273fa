import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// Pages are drawn as they are shipped: React's other build checks at every step what types check already, and takes twice as long.
process.env.NODE_ENV = 'production'

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
        test: { name: 'rooms', include: ['tests/**/*.test.{ts,tsx}'], exclude: ['tests/e2e/**', 'tests/load/**'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.spec.ts'],
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
