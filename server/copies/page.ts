/** The copy as a page that can be read without a network: every row of every collection, field by field. */
import { ownData as w } from '#shared/locales/own-data.ts'
import { words } from '#shared/locales/index.ts'
import { clockTime, yearMonthDay } from '#shared/time-format.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { escaped } from '#server/kernel/markup.ts'
import type { OwnData } from './collect.ts'

const style = `body{font:16px/1.6 sans-serif;margin:0 auto;max-width:46rem;padding:1rem;color-scheme:light dark}
h2{margin:2rem 0 .5rem;border-bottom:1px solid}article{border:1px solid #8888;border-radius:8px;padding:.5rem 1rem;margin:.75rem 0}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem 1rem;margin:0}dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
img{max-width:100%;max-height:16rem;margin:.25rem .25rem 0 0}@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}`

const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const isMoment = (value: unknown): value is string => typeof value === 'string' && moment.test(value)

/** Codes in words, by the field that they stand in. */
const inWords = (field: string, value: string, city: CitySnapshot): string => {
  const { status, verb, solved, satisfied } = words.cases
  const tables: Record<string, Readonly<Record<string, string>> | undefined> = { status, verb, solved, satisfied }
  if (field === 'category') return city.called.category(value)?.name ?? value
  if (field === 'area') return city.called.area(value) ?? value
  if (field === 'office') return city.called.office(value)?.name ?? value
  return tables[field]?.[value] ?? value
}

function shown(field: string, value: unknown, city: CitySnapshot): string {
  if (value === true || value === false) return value ? w.copy.yes : w.copy.no
  if (isMoment(value)) return `${yearMonthDay(value)} ${clockTime(value)}`
  if (field === 'photos' && Array.isArray(value))
    return (value as string[]).map((id) => `<img src="photos/${escaped(id)}.jpg" alt="">`).join('')
  if (Array.isArray(value)) {
    if (value.length === 0) return w.copy.none
    const all = (value as unknown[]).map((one) => shown(field, one, city))
    return all.join(typeof value[0] === 'object' ? '' : ' · ')
  }
  if (typeof value === 'object' && value !== null) return listOf(value, city)
  return escaped(inWords(field, String(value), city))
}

const listOf = (row: object, city: CitySnapshot): string =>
  `<dl>${Object.entries(row)
    .map(([field, value]) => `<dt>${escaped(w.fields[field] ?? field)}</dt><dd>${shown(field, value, city)}</dd>`)
    .join('')}</dl>`

export function pageOf(data: OwnData, lead: string, city: CitySnapshot): string {
  const titles = w.sections as Readonly<Record<string, string>>
  const sections = Object.entries(data).map(([name, rows]) => {
    const all = rows.map((row) => `<article>${listOf(row, city)}</article>`).join('\n')
    return `<section><h2>${escaped(titles[name] ?? name)}</h2>${all || `<p>${w.copy.none}</p>`}</section>`
  })
  const paragraphs = [lead, w.copy.machine, w.copy.originals, w.copy.others].map((text) => `<p>${escaped(text)}</p>`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${w.copy.title}</title><style>${style}</style><main><h1>${w.copy.title}</h1>${paragraphs.join('')}
${sections.join('\n')}</main></html>\n`
}
