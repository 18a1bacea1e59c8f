/** `npm run docs:settings` writes the table of settings in docs/OPERATIONS.md from config/settings.ts, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { settings, type Setting, type Value } from '#config/settings.ts'

const path = new URL('./OPERATIONS.md', import.meta.url)
const [begin, end] = ['<!-- settings: npm run docs:settings -->', '<!-- /settings -->']

const place = { built: true, root: '', cityDir: '' }
const defaultOf = (one: Setting<Value>): string => {
  if (one.required) return 'required'
  if (one.shownDefault !== undefined) return one.shownDefault
  const value = one.fallback(place)
  return value === undefined || typeof value === 'object'
    ? 'none'
    : `\`${typeof value === 'boolean' ? Number(value) : String(value)}\``
}
const row = (one: Setting<Value>): string =>
  [
    `\`${one.name}\``,
    `${one.meaning.en}. ${one.meaning.zh}`,
    defaultOf(one),
    one.roles.length === 0 ? 'both' : one.roles.join(', '),
    one.secret ? `secret, or \`${one.name}_FILE\`` : ''
  ].join(' | ')

/** The document with today's table. */
export function withSettings(document: string): string {
  const [before, after] = [document.split(begin)[0] ?? '', document.split(end)[1] ?? '']
  const rows = (Object.values(settings) as Setting<Value>[]).map((one) => `| ${row(one)} |`.replace(/ +\|$/, ' |'))
  const table = ['| setting | meaning | default | role | |', '|---|---|---|---|---|', ...rows].join('\n')
  return `${before}${begin}\n\n${table}\n\n${end}${after}`
}

/** What stands there, and what should. */
export const settingsInDocs = (): { written: string; current: string } => {
  const written = readFileSync(path, 'utf8')
  return { written, current: withSettings(written) }
}

if (process.argv[1]?.endsWith('write-settings.ts')) writeFileSync(path, settingsInDocs().current)
