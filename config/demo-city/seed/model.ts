/** How far the demo city has been filled: a start that was killed goes on at the next one, by the clock of the first. */
import { mongoose } from '#server/kernel/mongo.ts'

interface SeedDoc {
  _id: string
  /** When it was begun; everything that is made up is told from this moment. */
  at: Date
  done: boolean
}
const schema = new mongoose.Schema<SeedDoc>(
  { _id: String, at: Date, done: Boolean },
  { collection: 'seeds', versionKey: false, strict: 'throw' }
)
const Seeds = mongoose.model('Seed', schema)

/** Does the work where nothing stands in its place yet, or where it was begun and not finished; it must bear repeating. */
export async function fillOnce(
  what: string,
  isEmpty: () => Promise<boolean>,
  now: Date,
  work: (at: Date, again: boolean) => Promise<void>
): Promise<void> {
  const known = await Seeds.findById(what).lean<SeedDoc>()
  if (known?.done || (!known && !(await isEmpty()))) return
  const at = known?.at ?? now
  if (!known) await Seeds.create({ _id: what, at, done: false })
  await work(at, known !== null)
  await Seeds.updateOne({ _id: what }, { $set: { done: true } })
}

/** The demo was drawn here once. */
export const wasDemo = async (): Promise<boolean> => (await Seeds.exists({})) !== null
