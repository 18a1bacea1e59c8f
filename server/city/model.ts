/** The city as the database keeps it; files fill an empty one once, from then on they are import and export. */
import type { City } from '#config/city/types.ts'
import { mongoose } from '#server/kernel/mongo.ts'

const { Schema } = mongoose
const loose = { versionKey: false, strict: false } as const

/** One document a part: parts are small, read whole, and replaced whole. */
const Parts = mongoose.model('CityPart', new Schema({ _id: String }, { ...loose, collection: 'city' }))

const parts = [
  'info',
  'areas',
  'offices',
  'people',
  'categories',
  'tiles',
  'rules',
  'calendar',
  'time',
  'places'
] as const satisfies readonly (keyof City)[]

export async function readCity(): Promise<City | undefined> {
  const found = await Parts.find({}).lean<{ _id: string; version: number; value: unknown }[]>()
  const values = new Map(found.map((p) => [p._id, p.value]))
  if (!parts.every((part) => values.has(part))) return undefined
  return Object.fromEntries(parts.map((part) => [part, values.get(part)])) as unknown as City
}

/** Fills what is missing and leaves the rest alone. */
export async function fillCity(city: City): Promise<void> {
  for (const part of parts) {
    await Parts.collection.updateOne(
      { _id: part as never },
      { $setOnInsert: { version: 1, value: city[part] } },
      { upsert: true }
    )
  }
}
