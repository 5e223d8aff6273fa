/** Builds the browser's and the server's bundles when their sources have changed since the last time. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './config.ts'

const sources = [
  'app',
  'db',
  'public',
  'verifier',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]
const stampFile = path.join(checkout, '.cache', 'build-stamp')
export const clientDir = path.join(checkout, 'build', 'client')
export const serverBuild = path.join(checkout, 'build', 'server', 'index.js')

export const isBuilt = () => existsSync(serverBuild) && existsSync(clientDir)

/** Builds unless the last build was of exactly these sources. Throws a plain sentence with the builder's last words. */
export async function buildIfChanged(say: (line: string) => void) {
  const stamp = stampOf(sources)
  if (isBuilt() && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  say('Building the pages. This happens once per version.')
  await build()
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

function stampOf(places: string[]): string {
  const hash = createHash('sha256')
  for (const place of places) {
    for (const file of filesIn(path.join(checkout, place)))
      hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesIn(place: string): string[] {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

function build(): Promise<void> {
  const cli = path.join(checkout, 'node_modules', '@remix-run', 'dev', 'dist', 'cli.js')
  const child = spawn(process.execPath, [cli, 'vite:build'], {
    cwd: checkout,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', (text: Buffer) => said.push(text.toString()))
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The pages could not be built:\n${said.join('').slice(-3000)}`)),
    )
  })
}
