/** From a plain form to a report: photos taken in one by one, what was typed kept whatever happens. */
import type { Channel } from '#shared/cases.ts'
import { Refused, refuse } from '#shared/errors.ts'
import { photosAtMost } from '#shared/photos.ts'
import { similarAtMost } from '#shared/similar.ts'
import { plainLine } from '#shared/typed.ts'
import type { Receipt } from '#shared/reports.ts'
import { isOver } from '#server/cases/lifecycle.ts'
import { refusedBy } from '#server/kernel/answer.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { errorWords, fill, say } from '../../frame/words.ts'
import { wordsOf, type Posted } from '../../frame/fields.ts'
import { byField } from './complaints.ts'
import type { FieldName, KeptPhoto, Typed } from './ReportForm.tsx'
import type { SimilarCase } from './Similar.tsx'

/** Metres a place may be off when all that is known of it is its street. */
const streetAccuracyM = 2000

export const first = (fields: Posted, name: string): string | undefined => fields[name]?.[0]?.trim() || undefined

/** Photos the form already carries: an id and a size, as the server itself wrote them there. */
export function keptIn(fields: Posted): KeptPhoto[] {
  return (fields['photo'] ?? []).flatMap((value) => {
    const [, id, width, height] = /^([0-9a-f]{64}) (\d{1,6}) (\d{1,6})$/.exec(value) ?? []
    return id ? [{ id, width: Number(width), height: Number(height) }] : []
  })
}

export const typedIn = (fields: Posted): Typed => ({
  // What was suggested and tapped counts where nothing was chosen in the list.
  category: first(fields, 'category') ?? first(fields, 'suggested'),
  area: first(fields, 'area'),
  address: first(fields, 'address'),
  lng: first(fields, 'lng'),
  lat: first(fields, 'lat'),
  accuracyM: first(fields, 'accuracyM'),
  text: first(fields, 'text'),
  name: first(fields, 'name'),
  phone: first(fields, 'phone'),
  consent: first(fields, 'consent'),
  photos: keptIn(fields)
})

/** Takes the photos in, one after the other; a bad one is named and never stops the others. */
export async function takePhotos(
  call: Call,
  viewer: Viewer,
  ip: string,
  { files, already, key }: { files: Upload['files']; already: readonly KeptPhoto[]; key: string | undefined }
): Promise<{ photos: KeptPhoto[]; errors: string[] }> {
  const photos = [...already]
  const errors: string[] = []
  for (const [i, file] of files.entries()) {
    if (photos.length >= photosAtMost || file.left === 'too_many') {
      errors.push(say.report.tooMany)
      break
    }
    try {
      if (file.left) refuse('too_large')
      const photo = await call('addPhoto', {}, viewer, { ip, ...(key && { key }), file })
      if (!photos.some((keptPhoto) => keptPhoto.id === photo.id)) photos.push(photo)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const words = error.more.words ?? errorWords.refusal[error.code]
      errors.push(fill(say.report.badPhoto, { n: i + 1, name: plainLine(file.name), words }))
    }
  }
  return { photos, errors }
}

/** What the words look like, where no category was chosen; nothing where that cannot be said. */
export async function suggestedFor(call: Call, typed: Typed): Promise<readonly { code: string; name: string }[]> {
  if (typed.category || !typed.text) return []
  try {
    const { items } = await call('suggest', { body: { text: typed.text } }, guest)
    return items.map((suggestion) => suggestion.category)
  } catch (error) {
    // Words too short or too long are complained about where they stand.
    if (error instanceof Refused) return []
    throw error
  }
}

type Errors = Partial<Record<FieldName, string>>

/** Where each complaint of the contract is shown. */
const places: Readonly<Record<string, FieldName>> = {
  '/body/category': 'category',
  '/body/photos': 'photos',
  '/body/place': 'area',
  '/body/address': 'address',
  '/body/text': 'text',
  '/body/contact/name': 'name',
  '/body/contact/phone': 'phone',
  '/body/contact': 'phone',
  '/body/consentPublic': 'consent'
}

/** What must be there before it is worth asking the contract. */
function missing(typed: Typed): Errors {
  const located = (typed.lng !== undefined && typed.lat !== undefined) || typed.area !== undefined
  return {
    ...(typed.photos.length === 0 && { photos: say.report.needs.photos }),
    ...(!typed.category && { category: say.report.needs.category }),
    ...(!located && { area: say.report.needs.area }),
    ...(typed.consent !== 'yes' && typed.consent !== 'no' && { consent: say.report.needs.consent }),
    ...(typed.name && !typed.phone && { phone: say.report.needs.phone })
  }
}

/**
 * What others have reported already and may be the same, of a form that is whole: by its place where it has one, else by its street and
 * what it says of where. Nothing where that cannot be said.
 */
export async function similarTo(call: Call, typed: Typed, ip: string): Promise<SimilarCase[]> {
  if (Object.keys(missing(typed)).length > 0) return []
  const { category, lng, lat, area, address, text } = typed
  try {
    if (lng !== undefined && lat !== undefined) {
      const body = {
        category,
        place: { lng: Number(lng), lat: Number(lat) },
        ...(text && { text }),
        photos: typed.photos.map((photo) => photo.id)
      }
      const { items } = await call('similarCases', { body }, guest, { ip })
      return items.map(({ case: row, metres }) => ({ row, metres, over: isOver(row.status) }))
    }
    if (address === undefined) return []
    const query = { category, area, q: address, state: 'open', limit: String(similarAtMost) }
    const { items } = await call('listCases', { query }, guest, { ip })
    return items.map((row) => ({ row, over: isOver(row.status) }))
  } catch (error) {
    // What is wrong with it is said where it is sent; and no report waits for help that the database cannot give just now.
    if (refusedBy(error).refused.code === 'broken') throw error
    return []
  }
}

function placeOf(typed: Typed, areas: readonly { id: string; place: { lng: number; lat: number } }[]) {
  if (typed.lng !== undefined && typed.lat !== undefined) {
    const accuracyM = Number(typed.accuracyM ?? Number.NaN)
    return { lng: Number(typed.lng), lat: Number(typed.lat), ...(Number.isFinite(accuracyM) && { accuracyM }) }
  }
  const area = areas.find((area) => area.id === typed.area)
  return area && { ...area.place, accuracyM: streetAccuracyM }
}

export type Outcome = { receipt: Receipt } | { errors: Errors; refused?: string }

export async function submitTyped(
  call: Call,
  typed: Typed,
  areas: readonly { id: string; place: { lng: number; lat: number } }[],
  meta: { ip: string; key: string },
  by: { viewer: Viewer; channel: Channel } = { viewer: guest, channel: 'portal' }
): Promise<Outcome> {
  const errors = missing(typed)
  if (Object.keys(errors).length > 0) return { errors }
  const body = {
    category: typed.category,
    photos: typed.photos.map((photo) => photo.id),
    place: placeOf(typed, areas) ?? {},
    ...(typed.address && { address: typed.address }),
    ...(typed.text && { text: typed.text }),
    ...(typed.phone && { contact: { phone: typed.phone, ...(typed.name && { name: typed.name }) } }),
    consentPublic: typed.consent === 'yes',
    channel: by.channel
  }
  try {
    return { receipt: await call('submit', { body }, by.viewer, meta) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const words = error.more.words ?? errorWords.refusal[error.code]
    const all = error.more.errors ?? []
    // What the form has no field for is said in full above it.
    const rest = all.filter((problem) => Object.keys(byField([problem], places)).length === 0)
    if (error.code === 'outside_city') return { errors: { area: words } }
    if (error.code === 'unknown_category') return { errors: { category: words } }
    if (error.code === 'unknown_photo') return { errors: { photos: words } }
    const place = all.some((problem) => problem.at.startsWith('/body/place')) && { area: say.report.needs.place }
    return {
      errors: { ...byField(all, places), ...place },
      refused: rest.length > 0 ? wordsOf(new Refused('invalid', { errors: rest })) : words
    }
  }
}
