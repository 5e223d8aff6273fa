/** Walks the site as somebody signed in would: every link, every address a page names, and every form that only asks. */
import type { Answer, Site } from './site.ts'

export interface Found {
  /** Path and query. */
  target: string
  answer: Answer
}

interface Options {
  from: string[]
  cookie: string
  /** Different queries of one path that are followed; further ones are counted. */
  queries: number
  /** Whether an address is followed at all. */
  follows?: (target: string) => boolean
  atOnce?: number
}

export interface Crawl {
  answers: number
  /** Addresses not asked: their path was asked with enough other queries, or they were not to be followed. */
  left: number
  statuses: Record<number, number>
}

/** Gives every answer to `look`; follows what its page leads to. */
export async function crawl(
  site: Site,
  { from, cookie, queries, follows = () => true, atOnce = 4 }: Options,
  look: (found: Found) => void,
): Promise<Crawl> {
  const known = new Set(from)
  const waiting = [...from]
  const asked = new Map<string, number>()
  const result: Crawl = { answers: 0, left: 0, statuses: {} }
  const visit = async (target: string) => {
    const answer = await site.ask(target, { cookie })
    result.answers++
    result.statuses[answer.status] = (result.statuses[answer.status] ?? 0) + 1
    look({ target, answer })
    for (const next of leadingTo(answer, target)) {
      if (known.has(next)) continue
      known.add(next)
      const [path = ''] = next.split('?')
      const times = asked.get(path) ?? 0
      if (times >= queries || !follows(next)) result.left++
      else {
        asked.set(path, times + 1)
        waiting.push(next)
      }
    }
  }
  let busy = 0
  await new Promise<void>((resolve, reject) => {
    const step = () => {
      if (!waiting.length && busy === 0) return resolve()
      while (waiting.length && busy < atOnce) {
        busy++
        visit(waiting.shift()!).then(() => {
          busy--
          step()
        }, reject)
      }
    }
    step()
  })
  return result
}

/** Every address of the same site that an answer names. */
export function leadingTo({ headers, body }: Answer, target: string): string[] {
  const found: string[] = []
  if (typeof headers.location === 'string') found.push(headers.location)
  if (/text\/html/.test(String(headers['content-type']))) {
    const html = body.toString()
    for (const [, address] of html.matchAll(/<(?:a|img|link|source|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"/g))
      found.push(decoded(address!))
    for (const [form = ''] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) found.push(...asking(form, target))
  }
  return found.flatMap((address) => {
    const url = new URL(address, `http://localhost${target}`)
    const ours = url.origin === 'http://localhost' && !/\.(css|js|svg|png|ico|webmanifest|woff2)$/.test(url.pathname)
    return ours ? [url.pathname + url.search] : []
  })
}

const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** A form that asks: as it stands, and with each choice of each list chosen by itself. */
function asking(form: string, target: string): string[] {
  const [, attributes = ''] = /<form\b([^>]*)>/.exec(form) ?? []
  if (/method="post"/i.test(attributes)) return []
  const action = decoded(/action="([^"]*)"/.exec(attributes)?.[1] ?? target.split('?')[0]!)
  const fields: [string, string][] = []
  for (const [, input = ''] of form.matchAll(/<input\b([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    const ticked = !/type="(checkbox|radio)"/.test(input) || /\bchecked/.test(input)
    if (name && ticked && !/type="submit"/.test(input))
      fields.push([name, decoded(/value="([^"]*)"/.exec(input)?.[1] ?? '')])
  }
  const choices: [string, string][] = []
  for (const [, attributes = '', options = ''] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1]
    if (name)
      for (const [, value = ''] of options.matchAll(/<option\b[^>]*?value="([^"]*)"/g))
        choices.push([name, decoded(value)])
  }
  const address = (chosen: [string, string][]) =>
    `${action.split('?')[0]}?${new URLSearchParams([...fields, ...chosen])}`
  return [address([]), ...choices.filter(([, value]) => value).map((choice) => address([choice]))]
}
