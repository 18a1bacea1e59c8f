/** The copy as one file: what a person reads, what a program reads, and the photos, which are read one after the other. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { ownData as w } from '#shared/locales/own-data.ts'
import { fill } from '#shared/locales/index.ts'
import { clockTime, dayOf, yearMonthDay } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { readPhoto } from '#server/photos/index.ts'
import { collect, type OwnData, type Owner } from './collect.ts'
import { pageOf } from './page.ts'

/** Every photo that the reports name, once. */
const photosIn = ({ cases = [] }: OwnData): string[] => [
  ...new Set(cases.flatMap(({ words }) => (words as { photos?: string[] }[]).flatMap(({ photos: ids = [] }) => ids)))
]

type Context = Pick<AppContext, 'keys' | 'city' | 'photos' | 'now'>

/** As it is written: dates and numbers as text, in the order of the collections. */
const plainData = async (owner: Owner, context: Context): Promise<OwnData> =>
  JSON.parse(JSON.stringify(await collect(owner, context))) as OwnData

function leadOf({ report }: Owner, { cases = [] }: OwnData, { city, now }: Context): string {
  const at = `${yearMonthDay(now())} ${clockTime(now())}`
  const { name } = city().info
  return report === undefined
    ? fill(w.copy.lead, { city: name, at })
    : fill(w.copy.leadReport, { no: (cases[0] as { no?: string } | undefined)?.no ?? '', at })
}

/** Begun before the first byte goes out, so that what cannot be read is refused and not broken off. */
export async function openArchive(owner: Owner, context: Context): Promise<AsyncGenerator<Buffer>> {
  const data = await plainData(owner, context)
  const page = pageOf(data, leadOf(owner, data, context), context.city())
  const json = JSON.stringify({ at: context.now().toISOString(), city: context.city().info.name, ...data }, null, 2)
  return packed([page, json], photosIn(data), context)
}

export const fileName = (now: Date): string => fill(w.file, { day: dayOf(now) })

async function* packed(
  [page = '', json = '']: readonly string[],
  photos: readonly string[],
  { photos: store, now }: Context
): AsyncGenerator<Buffer> {
  const ready: Buffer[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(Buffer.from(chunk))
  })
  const add = (file: ZipDeflate | ZipPassThrough, bytes: Buffer): void => {
    file.mtime = now()
    zip.add(file)
    file.push(bytes, true)
  }
  add(new ZipDeflate('index.html'), Buffer.from(page))
  add(new ZipDeflate('data.json'), Buffer.from(json))
  yield* ready.splice(0)
  for (const id of photos) {
    const bytes = await readPhoto(store, id, 'large')
    if (bytes) add(new ZipPassThrough(`photos/${id}.jpg`), bytes)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
