/** What the form for reporting asks for, whoever fills it in. */
import { randomUUID } from 'node:crypto'
import type { Receipt } from '#shared/reports.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import type { FormRequest } from '../../frame/public.ts'
import { see, type See, type Sent } from '../../frame/route.ts'
import type { KeptPhoto, ReportFormProps, Typed } from './ReportForm.tsx'
import { first, suggestedFor, takePhotos, typedIn } from './submit.ts'

/** The form as it comes back: what was typed, and what was wrong with it. */
export type ReportShown = Pick<ReportFormProps, 'typed' | 'errors' | 'refused' | 'again' | 'submitKey' | 'similar'>

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
  const { bbox, preparing } = areas.city
  return { tiles, categories, areas: areas.items, box: bbox, preparing, suggested, ...shown }
}

/** The same for residents; a city that has not begun has no form. */
export async function loadOpenForm(request: FormRequest, shown: ReportShown) {
  const { preparing, ...form } = await loadReportForm(request, shown)
  return preparing ? { preparing } : form
}

/** What was sent, with its photos stored; `errors` about those that are none. */
export async function readReport(
  { call, viewer, ip }: { call: Call; viewer: Viewer; ip: string },
  { fields, files }: Sent
): Promise<{ typed: Typed; submitKey: string; errors: string[] }> {
  const typed = typedIn(fields)
  const submitKey = keyIn(fields)
  const { photos, errors } = await takePhotos(call, viewer, ip, { files, already: typed.photos, key: submitKey })
  return { typed: { ...typed, photos }, submitKey, errors }
}

/** How the form carries a photo that was taken in already. */
export const keptInReport = ({ id, width, height }: KeptPhoto): readonly [string, string] => [
  'photo',
  `${id} ${width} ${height}`
]

export const keyIn = (fields: Sent['fields']): string => {
  const key = first(fields, 'key') ?? ''
  return /^[\w-]{16,64}$/.test(key) ? key : randomUUID()
}

/** Keeps the key that comes with a receipt in this browser, so that its page can be drawn, and drawn again. */
export async function keepReceipt(
  { call, ip, keepReporter }: Pick<FormRequest, 'call' | 'ip' | 'keepReporter'>,
  { no, code }: Receipt
): Promise<void> {
  if (code !== undefined) keepReporter(await call('signInCode', { body: { no, code } }, guest, { ip }))
}

/** The receipt of the address, for whom this browser has its key; everybody else is led on. */
export async function loadReceipt(
  { call, param, reporter, origin }: Pick<FormRequest, 'call' | 'param' | 'reporter' | 'origin'>,
  otherwise: string
): Promise<{ receipt: Receipt; origin: string } | See> {
  if (reporter?.no !== param('no')) return see(otherwise)
  return { receipt: await call('readReceipt', { params: { id: reporter.report } }, reporter), origin }
}
