/** Reads the words off a PDF that Typst has set: every shown glyph by its font's own map to Unicode, page by page. */
import { inflateSync } from 'node:zlib'

const latin = (bytes: Buffer): string => bytes.toString('latin1')

/** Hex of UTF-16 as text. */
const wide = (hex: string): string =>
  (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('')

/** Code to text, from a ToUnicode map: single codes and ranges. */
function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      map.set(parseInt(code, 16), wide(text))
  for (const [, block = ''] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, from = '', to = '', text = ''] of block.matchAll(
      /<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g
    )) {
      const first = parseInt(from, 16)
      for (let code = first; code <= parseInt(to, 16); code++)
        map.set(code, String.fromCharCode(parseInt(text, 16) + code - first))
    }
  return map
}

const named: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

/** The string object that begins at `i`, as bytes, and where it ends: `<hex>`, or a literal with escapes and nesting. */
function stringAt(text: string, i: number): { bytes: number[]; end: number } {
  const bytes: number[] = []
  if (text[i] === '<') {
    const end = text.indexOf('>', i)
    return { bytes: (text.slice(i + 1, end).match(/../g) ?? []).map((pair) => parseInt(pair, 16)), end: end + 1 }
  }
  let depth = 0
  for (; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === '(' && depth++ === 0) continue
    if (char === ')' && --depth === 0) break
    if (char !== '\\') {
      bytes.push(char.charCodeAt(0))
      continue
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0]
    const escaped = text[i + 1] ?? ''
    bytes.push(octal ? parseInt(octal, 8) : (named[escaped] ?? escaped.charCodeAt(0)))
    i += octal?.length ?? 1
  }
  return { bytes, end: i + 1 }
}

/** What a page's content shows, glyph by glyph. */
function shown(content: string, fonts: ReadonlyMap<string, Map<number, string>>): string {
  let words = ''
  let font: Map<number, string> | undefined
  const next = /\/(f\d+) [\d.]+ Tf|<[0-9a-fA-F]|\(/g
  for (let found = next.exec(content); found; found = next.exec(content)) {
    if (found[1]) {
      font = fonts.get(found[1])
      continue
    }
    const { bytes, end } = stringAt(content, found.index)
    next.lastIndex = end
    for (let i = 0; i + 1 < bytes.length; i += 2) words += font?.get(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)) ?? ''
  }
  return words
}

export interface PdfWords {
  title: string
  /** The words of each page, in the order they are drawn, without the spaces between runs. */
  pages: string[]
}

export function readPdf(pdf: Buffer): PdfWords {
  const file = latin(pdf)
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of file.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) objects.set(id, body)
  const stream = (id: string): string => {
    const body = objects.get(id) ?? ''
    const [head, rest] = [body.split('stream')[0] ?? '', /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1] ?? '']
    return head.includes('/FlateDecode') ? latin(inflateSync(Buffer.from(rest, 'latin1'))) : rest
  }
  const maps = new Map<string, Map<number, string>>()
  const fontMap = (id: string): Map<number, string> => {
    const known = maps.get(id) ?? unicodeMap(stream(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? ''))
    maps.set(id, known)
    return known
  }
  const kids = /\/Kids \[([^\]]*)\]/.exec([...objects.values()].find((o) => /\/Type \/Pages/.test(o)) ?? '')?.[1] ?? ''
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => {
    const page = objects.get(id) ?? ''
    const fonts = new Map(
      [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', at = '']) => [name, fontMap(at)])
    )
    return shown(stream(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''), fonts)
  })
  const title = /\/Title <FEFF([0-9A-F]*)>/.exec(file.slice(file.lastIndexOf('/Creator') - 2000))?.[1] ?? ''
  return { title: wide(title), pages }
}
