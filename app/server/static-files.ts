/** The built client's files, kept in memory with their compressed form: they are few, and a page needs several. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

export interface StaticFile {
  body: Buffer
  gzipped: Buffer | undefined
  headers: Record<string, string>
}

/** Finds a file by the address's path, or nothing. */
export type FileFinder = (pathname: string) => StaticFile | undefined

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const compressible = /^(text|application\/(json|manifest))|svg/

/** Reads the whole directory. Names under `assets/` hold a hash of their content, so browsers may keep them for ever. */
export function readStaticFiles(directory: string): FileFinder {
  const files = new Map<string, StaticFile>()
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'manifest.json' || entry.parentPath.includes('.vite')) continue
    const place = path.join(entry.parentPath, entry.name)
    const pathname = '/' + path.relative(directory, place).split(path.sep).map(encodeURIComponent).join('/')
    files.set(pathname, readStaticFile(place, pathname.startsWith('/assets/')))
  }
  return (pathname) => files.get(pathname)
}

function readStaticFile(place: string, immutable: boolean): StaticFile {
  const body = readFileSync(place)
  const type = types[path.extname(place)] ?? 'application/octet-stream'
  const gzipped = compressible.test(type) ? gzipSync(body, { level: 9 }) : undefined
  return {
    body,
    gzipped: gzipped && gzipped.length < body.length ? gzipped : undefined,
    headers: {
      'content-type': type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`,
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate',
    },
  }
}
