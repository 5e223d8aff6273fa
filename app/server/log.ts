/** The process's log: JSON lines on standard output, with listed fields only, so that no body or secret gets in by accident. */
import { pino, type Logger } from 'pino'
import type { RequestLog } from './load-context.ts'
import type { LogLevel } from './config.ts'

const allowed = new Set([
  'requestId',
  'method',
  'path',
  'status',
  'ms',
  'org',
  'actor',
  'decision',
  'ability',
  'kind',
  'id',
  'address',
  'task',
  'job',
  'attempt',
  'count',
  'reason',
  'error',
])

/** Keeps the fields the log may hold; text is cut at 4,000 characters and objects are left out. */
export function allowedFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => allowed.has(name) && (value === null || typeof value !== 'object'))
      .map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, 4000) : value]),
  )
}

/** One line per call, all with the fields in `common`. */
export function makeLog(level: LogLevel, common: Record<string, unknown> = {}): RequestLog {
  const logger = pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
  return withFields(logger, common)
}

/** The same log with more fields on every line, such as a request's id. */
export function logFor(log: RequestLog, common: Record<string, unknown>): RequestLog {
  return {
    info: (fields, message) => log.info({ ...common, ...fields }, message),
    warn: (fields, message) => log.warn({ ...common, ...fields }, message),
    error: (fields, message) => log.error({ ...common, ...fields }, message),
  }
}

function withFields(logger: Logger, common: Record<string, unknown>): RequestLog {
  const write = (level: 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, message: string) =>
    logger[level](allowedFields({ ...common, ...fields }), message)
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/** What an unknown thrown thing says, for the log. */
export const errorText = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
