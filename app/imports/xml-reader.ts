// Tags and texts of XML as it comes in pieces. It knows no entities but the five of XML, and refuses files that declare any. Pure.
import { ZipProblem } from './zip-directory.ts'

export interface XmlEvents {
  open?: (tag: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (tag: string) => void
}

const longestTag = 65_536

const refusal = () => new ZipProblem('This workbook is damaged, or not made by a spreadsheet program.')

export class XmlReader {
  readonly #events: XmlEvents
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''

  constructor(events: XmlEvents) {
    this.#events = events
  }

  push(chunk: Buffer) {
    this.#read(this.#rest + this.#decoder.decode(chunk, { stream: true }))
  }

  end() {
    if (this.#rest.trim() !== '') throw refusal()
  }

  #read(text: string) {
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) {
        // An entity may be cut in two.
        const cut = text.lastIndexOf('&')
        const stop = cut >= at && text.length - cut < 12 ? cut : text.length
        if (stop > at) this.#text(text.slice(at, stop))
        this.#rest = text.slice(stop)
        return
      }
      if (open > at) this.#text(text.slice(at, open))
      at = open
      const next = this.#tag(text, open)
      if (next < 0) {
        if (text.length - open > longestTag) throw refusal()
        this.#rest = text.slice(open)
        return
      }
      at = next
    }
  }

  #text(text: string) {
    this.#events.text?.(decoded(text))
  }

  /** Where reading goes on after the tag at `open`; -1 where its end is not there yet. */
  #tag(text: string, open: number): number {
    if (text.startsWith('<!--', open)) return after(text, '-->', open)
    if (text.startsWith('<![CDATA[', open)) {
      const close = text.indexOf(']]>', open)
      if (close >= 0) this.#events.text?.(text.slice(open + 9, close))
      return close < 0 ? -1 : close + 3
    }
    if (text[open + 1] === '!' && text.length > open + 9) throw refusal()
    const close = text.indexOf('>', open)
    if (close < 0) return -1
    if (text[open + 1] === '!') throw refusal()
    if (text[open + 1] === '?') return close + 1
    if (text[open + 1] === '/') {
      this.#events.close?.(localName(text.slice(open + 2, close).trim()))
      return close + 1
    }
    const empty = text[close - 1] === '/'
    const inside = text.slice(open + 1, empty ? close - 1 : close)
    const space = inside.search(/\s/)
    const tag = localName(space < 0 ? inside : inside.slice(0, space))
    this.#events.open?.(tag, space < 0 ? {} : attributesOf(inside.slice(space)))
    if (empty) this.#events.close?.(tag)
    return close + 1
  }
}

const after = (text: string, what: string, from: number) => {
  const at = text.indexOf(what, from)
  return at < 0 ? -1 : at + what.length
}

const localName = (tag: string) => tag.slice(tag.indexOf(':') + 1)

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [, name, double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes[name!] = decoded(double ?? single ?? '')
  return attributes
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) {
        if (!entities[name]) throw refusal()
        return entities[name]
      }
      const code = hex ? parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
    },
  )
}
