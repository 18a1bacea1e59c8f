/** What the form for reporting asks for, whoever fills it in. */
import { randomUUID } from 'node:crypto'
import type { Call } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { Sent } from '../../frame/route.ts'
import type { ReportFormProps, Typed } from './ReportForm.tsx'
import { first, suggestedFor, takePhotos, typedIn } from './submit.ts'

/** The form as it comes back: what was typed, and what was wrong with it. */
export type ReportShown = Pick<ReportFormProps, 'typed' | 'errors' | 'refused' | 'again' | 'submitKey'>

export const emptyReport = (typed: Typed, again?: string): ReportShown => ({
  typed,
  errors: {},
  again,
  submitKey: randomUUID()
})

export async function loadReportForm({ call, viewer }: { call: Call; viewer: Viewer }, shown: ReportShown) {
  const [{ tiles, categories }, areas, suggested] = await Promise.all([
    call('categories', {}, viewer),
    call('areas', {}, viewer),
    suggestedFor(call, shown.typed)
  ])
  return { tiles, categories, areas: areas.items, box: areas.city.bbox, suggested, ...shown }
}

/** What was sent, with its photos stored; `errors` about those that are none. */
export async function readReport(
  { call, viewer, ip }: { call: Call; viewer: Viewer; ip: string },
  { fields, files }: Sent
): Promise<{ typed: Typed; submitKey: string; errors: string[] }> {
  const typed = typedIn(fields)
  const { photos, errors } = await takePhotos(call, viewer, ip, files, typed.photos)
  return { typed: { ...typed, photos }, submitKey: keyIn(fields), errors }
}

export const keyIn = (fields: Sent['fields']): string => {
  const key = first(fields, 'key') ?? ''
  return /^[\w-]{16,64}$/.test(key) ? key : randomUUID()
}
