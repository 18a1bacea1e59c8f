/** What the database holds, as one hash a collection: equal before and after means that nothing was stored. */
import { mongoose } from '#server/kernel/mongo.ts'

/** Every collection there is; the database itself hashes them, which costs a hundredth of reading them all. */
export async function collections(): Promise<Record<string, string>> {
  const answer = await mongoose.connection.db?.command({ dbHash: 1 })
  return (answer?.collections ?? {}) as Record<string, string>
}
