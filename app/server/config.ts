/** Reads the settings of one process from the environment and says, in one sentence per fault, what is wrong with them. */
import { isIP } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPrivateKey } from '#app/history/checkpoint-key.server.ts'

export type Role = 'web' | 'worker' | 'all'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface Config {
  production: boolean
  port: number
  /** The address to listen on. */
  host: string
  /** Scheme and host people use, without a trailing slash. */
  baseUrl: string
  /** Whether `BASE_URL` was given: if not, the address follows the port that was found free. */
  baseUrlGiven: boolean
  /** Cookies carry `Secure` and the `__Host-` prefix, answers carry HSTS. */
  secure: boolean
  /** Both absent: the embedded PostgreSQL under `dataDir` is used. */
  databaseUrl?: string
  databaseOwnerUrl?: string
  role: Role
  dataDir: string
  smtpUrl?: string
  mailFrom: string
  /** Peer addresses whose `X-Forwarded-*` headers count. */
  trustedProxies: string[]
  demoPassword?: string
  logLevel?: LogLevel
}

export type ConfigReading = { ok: true; config: Config } | { ok: false; faults: string[] }

/** The checkout this process runs from. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host name (with or without a port) is this very machine. */
export const isLocalHost = (host: string) => localHosts.has(host.replace(/:\d+$/, ''))

/** Never prints a value that may hold a secret: faults name the setting, not its content. */
export function readConfig(env: Record<string, string | undefined>): ConfigReading {
  const faults: string[] = []
  const fault = (sentence: string) => void faults.push(sentence)
  const production = env.NODE_ENV === 'production'

  const port = readPort(env.PORT, fault)
  const base = readBaseUrl(env.BASE_URL, port, production, fault)
  const host = readHost(env.HOST, fault) ?? (env.BASE_URL && !isLocalHost(base.host) ? '0.0.0.0' : '127.0.0.1')
  const databases = readDatabases(env, fault)
  const role = oneOf(['web', 'worker', 'all'] as const, env.SIRIUS_ROLE, 'SIRIUS_ROLE', fault) ?? 'all'
  const smtpUrl = readSmtp(env.SMTP_URL, fault)
  checkSigningKey(env.SIRIUS_CHECKPOINT_KEY, fault)
  if (env.SIRIUS_IMPORT_KEY && env.SIRIUS_IMPORT_KEY.length < 32)
    fault('SIRIUS_IMPORT_KEY must have 32 characters or more, the same for all processes.')
  if (env.SIRIUS_CHECKPOINT_FILE?.includes('\0')) fault('SIRIUS_CHECKPOINT_FILE must be a path.')
  const config: Config = {
    production,
    port,
    host,
    baseUrl: base.origin,
    baseUrlGiven: Boolean(env.BASE_URL),
    secure: base.protocol === 'https:',
    ...databases,
    role,
    dataDir: readDataDir(env.SIRIUS_DATA_DIR, fault),
    smtpUrl,
    mailFrom: readMailFrom(env.MAIL_FROM, base.hostname, fault),
    trustedProxies: readProxies(env.TRUSTED_PROXIES, fault),
    demoPassword: env.SIRIUS_DEMO_PASSWORD || undefined,
    logLevel: oneOf(logLevels, env.LOG_LEVEL, 'LOG_LEVEL', fault),
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config }
}

type Fault = (sentence: string) => void

function readPort(value: string | undefined, fault: Fault): number {
  if (!value) return 3000
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port >= 1 && port <= 65535) return port
  fault('PORT must be a whole number from 1 to 65535.')
  return 3000
}

function readHost(value: string | undefined, fault: Fault): string | undefined {
  if (!value) return undefined
  if (isIP(value) || value === 'localhost') return value
  fault('HOST must be the IP address to listen on, such as 127.0.0.1 or 0.0.0.0.')
  return undefined
}

function readBaseUrl(value: string | undefined, port: number, production: boolean, fault: Fault): URL {
  const fallback = new URL(`http://localhost:${port}`)
  if (!value) return fallback
  const url = parseUrl(value)
  if (!url || !/^https?:$/.test(url.protocol)) {
    fault('BASE_URL must be a web address such as https://cx.example.com.')
    return fallback
  }
  if (url.username || url.password) fault('BASE_URL must not contain a user name or password.')
  if (url.pathname !== '/' || url.search || url.hash || /[/?#]{2}$/.test(value))
    fault('BASE_URL must be scheme and host only, without a path, query or fragment.')
  if (url.hostname.includes('*')) fault('BASE_URL must name one exact host, without wildcards.')
  if (production && url.protocol === 'http:' && !isLocalHost(url.host))
    fault('BASE_URL must use https in production, since passwords and sessions travel over it.')
  return url
}

function readDatabases(env: Record<string, string | undefined>, fault: Fault) {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl } = env
  if (!databaseUrl && !databaseOwnerUrl) return {}
  if (!databaseUrl) fault("DATABASE_OWNER_URL is set but DATABASE_URL, the address for the app's own role, is not.")
  if (!databaseOwnerUrl)
    fault('DATABASE_URL is set but DATABASE_OWNER_URL, which migrations and the job queue need, is not.')
  const app = readDatabaseUrl('DATABASE_URL', databaseUrl, fault)
  const owner = readDatabaseUrl('DATABASE_OWNER_URL', databaseOwnerUrl, fault)
  if (app && owner) {
    if (app.username === owner.username)
      fault("DATABASE_URL must use another role than DATABASE_OWNER_URL: the app's role may own nothing.")
    if (app.host !== owner.host || app.pathname !== owner.pathname)
      fault('DATABASE_URL and DATABASE_OWNER_URL must name the same server and database.')
  }
  return { databaseUrl, databaseOwnerUrl }
}

function readDatabaseUrl(name: string, value: string | undefined, fault: Fault): URL | undefined {
  if (!value) return undefined
  const url = parseUrl(value)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    fault(`${name} must look like postgresql://role:password@host:5432/database.`)
    return undefined
  }
  if (!url.username) fault(`${name} must name the role to connect as.`)
  if (url.pathname.length < 2) {
    fault(`${name} must name the database.`)
    return undefined
  }
  if (name === 'DATABASE_URL' && url.username === 'postgres')
    fault("DATABASE_URL must not use the superuser postgres: the app's role may bypass nothing.")
  return url
}

function readDataDir(value: string | undefined, fault: Fault): string {
  if (value?.includes('\0')) fault('SIRIUS_DATA_DIR must be a path.')
  return value ? path.resolve(value) : path.join(checkout, '.data')
}

/** The key itself is read where it is needed, so that it stands in no structure that might be printed. */
function checkSigningKey(value: string | undefined, fault: Fault) {
  if (!value) return
  try {
    readPrivateKey(value)
  } catch (error) {
    fault((error as Error).message)
  }
}

/** Without a mail server mails are kept in the outbox, where administrators read them. */
function readSmtp(value: string | undefined, fault: Fault): string | undefined {
  if (!value) return undefined
  const url = parseUrl(value)
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname) return value
  fault('SMTP_URL must look like smtp://user:password@mail.example.com:587.')
  return undefined
}

function readMailFrom(value: string | undefined, hostname: string, fault: Fault): string {
  if (!value) return `Sirius <sirius@${hostname}>`
  const address = /^[^<>\r\n]*<([^<>\s]+)>$/.exec(value)?.[1] ?? value
  if (/[\r\n]/.test(value) || !/^[^@\s<>]+@[^@\s<>]+$/.test(address))
    fault('MAIL_FROM must be an e-mail address, such as Sirius <sirius@example.com>.')
  return value
}

function readProxies(value: string | undefined, fault: Fault): string[] {
  const proxies = (value ?? '').split(',').flatMap((part) => part.trim() || [])
  if (proxies.some((address) => !isIP(address)))
    fault('TRUSTED_PROXIES must be a comma-separated list of IP addresses.')
  return proxies
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined, name: string, fault: Fault) {
  if (!value) return undefined
  const found = values.find((one) => one === value)
  if (!found) fault(`${name} must be one of ${values.join(', ')}.`)
  return found
}

function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value)
  } catch {
    return undefined
  }
}
