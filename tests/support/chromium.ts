/** Finds a Chromium on this machine, or gets one, and starts it for tests. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const runFile = promisify(execFile)

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Throws a plain sentence when no Chromium is to be had. */
export async function launchBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath: await findChromium(), args: [...flags, ...sandbox] })
}

/** In this order: the one named, the system's, Playwright's, a fresh one of Playwright's, a fresh one of Debian's. */
export async function findChromium(): Promise<string> {
  const found = known() ?? (await fromPlaywright()) ?? (await fromDebian())
  if (!found) throw new Error('No Chromium was found or could be installed; name one in CHROMIUM_PATH.')
  return found
}

function known(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error('CHROMIUM_PATH names no file.')
  return named ?? onPath() ?? inCache()
}

function onPath(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const apps = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...apps].find((place) =>
    existsSync(place),
  )
}

/** What `playwright install` downloaded for this or another version; the newest counts. */
function inCache(): string | undefined {
  const expected = chromium.executablePath()
  if (existsSync(expected)) return expected
  const places: Record<string, string> = {
    darwin: 'Library/Caches/ms-playwright',
    win32: 'AppData/Local/ms-playwright',
  }
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), places[process.platform] ?? '.cache/ms-playwright')
  if (!existsSync(cache)) return undefined
  const versions = readdirSync(cache).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
  const inside = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-linux/headless_shell',
    'chrome-headless-shell-linux64/chrome-headless-shell',
  ]
  return versions
    .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
    .flatMap((version) => inside.map((file) => path.join(cache, version, file)))
    .find((place) => existsSync(place))
}

async function fromPlaywright(): Promise<string | undefined> {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  try {
    await runFile(process.execPath, [cli, 'install', 'chromium'], { timeout: 300_000 })
    return inCache()
  } catch {
    return undefined
  }
}

async function fromDebian(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const aptGet = (...args: string[]) =>
    runFile('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 600_000 })
  try {
    await aptGet('update', '-qq')
    await aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium')
    return onPath()
  } catch {
    return undefined
  }
}
