/**
 * A town and people without a Chinese character, and a language made of the first one: whatever is still Chinese on a
 * page, on the wire or in storage was never looked up, and whatever stands outside the brackets was never a word.
 */
import { makeLocale } from '#shared/locales/locale.ts'
import type { City } from '#config/city/types.ts'
import { town } from './city.ts'

export const chinese = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/

const tokens = new Map<string, string>()
/** A name or a sentence in letters and digits, `q7zz`: as long, the same again for the same. */
function tokenFor(text: string): string {
  const known = tokens.get(text)
  if (known) return known
  const token = `q${tokens.size.toString(36)}`.padEnd(Math.max(4, [...text].length), 'z')
  tokens.set(text, token)
  return token
}

/** Every text with a Chinese character in it becomes a token, however deep it lies. */
export function withoutChinese<T>(value: T): T {
  if (typeof value === 'string') return (chinese.test(value) ? tokenFor(value) : value) as T
  if (Array.isArray(value)) return value.map(withoutChinese) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, withoutChinese(of)])) as T
}

/** The town of the tests under names that are no words of any language. */
export const plainTown: City = withoutChinese(town)

/** From now on whoever speaks to a server says nothing Chinese either. */
export function speakWithoutChinese(): () => void {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const body = init?.body
    if (typeof body !== 'string' || !chinese.test(body)) return fetch(input, init)
    return fetch(input, { ...init, body: JSON.stringify(withoutChinese(JSON.parse(body))) })
  }
  return () => {
    globalThis.fetch = fetch
  }
}

// ——— the language

export const pseudo = 'pseudo'
/** A word in brackets, its {places} kept and every Chinese character another letter. */
export const pseudoWord = (word: string): string =>
  word === ''
    ? ''
    : `⟦${word
        .split(/(\{\w+\})/)
        .map((part) => (part.startsWith('{') ? part : [...part].map((c) => (chinese.test(c) ? 'ŵ' : c)).join('')))
        .join('')}⟧`
makeLocale(pseudo, pseudoWord)

// ——— what was never looked up

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name] ?? '')

/** Everything in brackets taken away, and what is filled in inside of them with it. */
function outsideOfBrackets(text: string): string {
  let rest = text
  for (let before = ''; before !== rest;) {
    before = rest
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  }
  return rest
}

/** Attributes that a person reads or hears. */
const spoken = /\s(title|aria-label|aria-description|placeholder|alt|data-label|content|label|value)="([^"]*)"/g
/** Of these only what is read on a button; a field's value is what somebody wrote. */
const isRead = (tag: string, attributes: string, name: string): boolean =>
  name === 'value'
    ? tag === 'input' && /type="(submit|button)"/.test(attributes)
    : name === 'content'
      ? tag === 'meta' && /name="description"/.test(attributes)
      : true

/** Texts of a page in their order, and what its attributes say. Nothing of scripts and styles, of code, or of what somebody types. */
export function textsOf(html: string): { texts: string[]; attributes: string[] } {
  const texts: string[] = []
  const attributes: string[] = []
  const bare = html.replace(/<(script|style|pre|code|textarea)\b[\s\S]*?<\/\1>/g, '').replace(/<!--[\s\S]*?-->/g, '')
  for (const [, tag = '', inside = '', text] of bare.matchAll(/<\/?([a-zA-Z][\w-]*|!doctype)([^<>]*)>|([^<]+)/g)) {
    if (text !== undefined) texts.push(decoded(text))
    else
      for (const [, name = '', value = ''] of inside.matchAll(spoken))
        if (isRead(tag, inside, name)) attributes.push(decoded(value))
  }
  return { texts, attributes }
}

/** What a page says that is neither a word of the catalogue nor data by its looks. */
export function neverLookedUp(html: string, isData: (text: string) => boolean): string[] {
  const { texts, attributes } = textsOf(html)
  const said = [texts.join('\u0001'), ...attributes].flatMap((text) => outsideOfBrackets(text).split('\u0001'))
  const found = said
    .map((text) => text.replace(/\bq[0-9a-z]+\b/g, ' ').trim())
    .filter((text) => /\p{L}{2,}|[⟦⟧]/u.test(text) && !isData(text))
  const untranslated = chinese.test(html) ? [`Chinese: ${context(html)}`] : []
  return [...new Set([...untranslated, ...found])]
}

const context = (text: string): string => {
  const at = chinese.exec(text)?.index ?? 0
  return text.slice(Math.max(0, at - 60), at + 40).replaceAll('\n', ' ')
}
