/** What the database holds, as one hash a collection: equal before and after means that nothing was stored. */
import { createHash } from 'node:crypto'
import { mongoose } from '#server/kernel/mongo.ts'

const kept = [
  'cases',
  'photos',
  'members',
  'staff',
  'releases',
  'citydrafts',
  'cityblobs',
  'cityedits',
  'counters',
  'jobs',
  'notices',
  'activities',
  'shifts',
  'volunteers',
  'certificates',
  'units',
  'auxiliaries',
  'assessment_rules',
  'judgements',
  'cards'
] as const

export async function collections(names: readonly string[] = kept): Promise<Record<string, string>> {
  const all = await Promise.all(
    names.map(async (name) => {
      const docs = await mongoose.connection.collection(name).find({}).sort({ _id: 1 }).toArray()
      const hash = createHash('sha256').update(JSON.stringify(docs)).digest('hex').slice(0, 16)
      return [name, `${docs.length} ${hash}`] as const
    })
  )
  return Object.fromEntries(all)
}
