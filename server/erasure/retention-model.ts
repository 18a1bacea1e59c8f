/**
 * What the table says ends in time is taken away by the worker, by the clock of the city. The database does the same by its own
 * (TTL indexes): whichever comes first, nothing waits for a server that is off, nor for a database that sweeps when it likes.
 */
import { mongoose } from '#server/kernel/mongo.ts'
import { collections } from './collections.ts'

interface Ending {
  collection: string
  field: string
  /** So long after the moment in the field. */
  afterMs: number
}

/** Every field by which documents end, with the time that its index gives it. */
export const endings = (): Ending[] =>
  Object.values(mongoose.models).flatMap(({ collection: { name }, schema }) => {
    const row = collections[name]
    if (!row?.endsBy || !('index' in row.endsBy)) return []
    const field = row.endsBy.index
    const [, options] =
      schema
        .indexes()
        .find(([fields, { expireAfterSeconds }]) => fields[field] !== undefined && expireAfterSeconds !== undefined) ??
      []
    if (options?.expireAfterSeconds === undefined) throw new Error(`${name} has no index that ends by ${field}`)
    return [{ collection: name, field, afterMs: options.expireAfterSeconds * 1000 }]
  })

/** How many were over. */
export async function sweepRetention(now: Date): Promise<number> {
  let sum = 0
  for (const { collection, field, afterMs } of endings()) {
    const over = { [field]: { $lt: new Date(now.getTime() - afterMs) } }
    sum += (await mongoose.connection.collection(collection).deleteMany(over)).deletedCount
  }
  return sum
}
