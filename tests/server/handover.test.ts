// The loaders' data stands in scripts at the end of the document; nothing anybody typed may end them.
import { expect, test } from 'vitest'
import { withHandover } from '#app/entry.server.tsx'

const page = '<html><body><p>A page</p></body></html>'

/** What a browser would take for the script's text. */
const scriptsOf = (html: string) => [...html.matchAll(/<script([^>]*)>(.*?)<\/script/gis)]

test('nothing in the data ends the script, and all of it arrives', () => {
  const data = `</script><script>alert(1)</script><!-- <script> ]]> & \u2028 \u2029 "quoted" \\`
  const html = withHandover(page, data, 'nonce-1')
  const scripts = scriptsOf(html)
  expect(scripts).toHaveLength(1)
  expect(scripts[0]![1]).toBe(' nonce="nonce-1"')
  expect(html.endsWith('</script></body></html>')).toBe(true)
  expect(html).not.toMatch(/<!--|\u2028|\u2029/)
  const handed: string[] = []
  const window = { __remixContext: { streamController: { enqueue: (text: string) => handed.push(text), close() {} } } }
  new Function('window', scripts[0]![2]!)(window)
  expect(handed).toEqual([data])
})

test('without data the document stays as it is', () => {
  expect(withHandover(page, '', 'nonce-1')).toBe(page)
})
