/** What a browser without script sends of a form: its fields as they stand, and what a person changes in them. */
import { expect } from 'vitest'

export type Fields = Record<string, string | string[]>
const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescape(found)
}

/** The one form with this action. */
export function formOf(html: string, action: string): Fields {
  const form = new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? ''
  expect(form === '' ? `no form that is sent to ${action}` : '').toBe('')
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => void (fields[name] ??= []).push(value)
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, kind = ''] = [attribute(tag, 'name'), attribute(tag, 'type')]
    if (!name || kind === 'file' || (/^(checkbox|radio)$/.test(kind) && !/checked=""/.test(tag))) continue
    add(name, attribute(tag, 'value') ?? '')
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    add(name, unescape(text))
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option value="([^"]*)" selected=""/.exec(options) ?? /<option value="([^"]*)"/.exec(options)
    add(name, unescape(chosen?.[1] ?? ''))
  }
  return fields
}
