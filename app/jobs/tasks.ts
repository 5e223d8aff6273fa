// Every task the queue can run, by name, and when the recurring ones run.
import type { JobHelpers } from 'graphile-worker'

export const tasks: Record<string, (payload: unknown, helpers: JobHelpers) => Promise<void>> = {}

export const crontab = ''
