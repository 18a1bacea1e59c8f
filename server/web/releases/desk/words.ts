/** The administrator's words, and how moments, parts and changes read. */
import { admin } from '#shared/locales/admin.ts'
import type { ListPart, PartName } from '#shared/parts.ts'
import type { EditView, PartChange } from '#shared/releases.ts'
import { clockTime, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '../../frame/desk-words.ts'

export { admin as say }
export { caseWords, cityWords, errorWords, fill, say as deskWords } from '../../frame/desk-words.ts'
export { figure, percentWords } from '../../frame/words.ts'

/** 2026年11月24日 10:20 */
export const momentWords = (at: string | number | Date): string =>
  fill(admin.at, { date: yearMonthDay(at), time: clockTime(at) })

/** The first release has been in force ever since; its moment is the beginning of all time. */
export const sinceWords = (at: string): string => (Date.parse(at) <= 0 ? admin.home.first : momentWords(at))

export const listed = (names: readonly string[]): string => names.join(admin.and)

/** Dotted paths of a change as the labels of the form, each said once. */
function fieldWords(part: PartName, fields: readonly string[]): string {
  if (!(part in admin.fields)) return ''
  const labels: Readonly<Record<string, { label: string }>> = admin.fields[part as ListPart]
  const named = fields.flatMap((path) => {
    const steps = path.split('.').filter((step) => step !== 'properties' && !/^\d+$/.test(step))
    const last = steps.at(-1) ?? ''
    const joined = steps.length > 1 ? `${steps[0] ?? ''}${last.charAt(0).toUpperCase()}${last.slice(1)}` : last
    const whole: Readonly<Record<string, string>> = admin.whole
    const known = labels[joined] ?? labels[steps[0] ?? ''] ?? labels[last]
    return known?.label ?? whole[steps[0] ?? ''] ?? []
  })
  return listed([...new Set(named)])
}

/** 改了规则「流动摊贩」：区域、理由 */
export function changeWords(partChange: PartChange): string {
  const part = admin.parts[partChange.part]
  if (partChange.entry === undefined) return fill(admin.changes.whole, { part })
  const words = fill(admin.changes[partChange.kind], { part, name: partChange.title ?? partChange.entry })
  const fields = partChange.kind === 'changed' ? fieldWords(partChange.part, partChange.fields) : ''
  return words + (fields && fill(admin.changes.fields, { fields }))
}

/** 加规则「 」 */
export function editWords(edit: EditView): string {
  const kind = edit.kind === 'put' && edit.was === undefined ? 'added' : edit.kind
  return fill(admin.edits[kind], {
    part: edit.part ? admin.parts[edit.part] : '',
    entry: edit.entry ?? '',
    version: edit.version ?? ''
  })
}
