/** Reads markup that React wrote back into a tree, for the floors. It knows React's own output and no other HTML. */
export type Node = string | { tag: string; props: Record<string, unknown>; children: Node[] }

const empty = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'col'])
const renamed: Record<string, string> = {
  class: 'className',
  for: 'htmlFor',
  tabindex: 'tabIndex',
  readonly: 'readOnly',
}
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" }

const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity)

export function treeOf(html: string): Node[] {
  const body = html.replace(/^<!doctype html>/i, '').replace(/<script[\s\S]*?<\/script>/g, '')
  const root: Exclude<Node, string> = { tag: '', props: {}, children: [] }
  const open = [root]
  for (const [part, comment, closing, tag, attributes] of body.matchAll(
    /(<!--[\s\S]*?-->)|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/g,
  )) {
    const parent = open.at(-1)!
    if (comment) continue
    if (closing) open.pop()
    else if (!tag) parent.children.push(plain(part))
    else {
      const node = { tag, props: propsOf(attributes ?? ''), children: [] }
      parent.children.push(node)
      if (!empty.has(tag)) open.push(node)
    }
  }
  return root.children
}

function propsOf(attributes: string): Record<string, unknown> {
  const props: Record<string, unknown> = {}
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
    if (name === 'style') props.style = Object.fromEntries(plain(value).split(';').filter(Boolean).map(styleOf))
    else if (name === 'value' || name === 'checked')
      props[`default${name[0]!.toUpperCase()}${name.slice(1)}`] = plain(value) || true
    else props[renamed[name] ?? name] = value === '' && !name.includes('-') ? true : plain(value)
  }
  return props
}

function styleOf(rule: string): [string, string] {
  const at = rule.indexOf(':')
  const name = rule.slice(0, at)
  return [
    name.startsWith('--') ? name : name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    rule.slice(at + 1),
  ]
}
