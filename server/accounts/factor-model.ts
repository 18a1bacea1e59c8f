/** Second factors of staff: the secret of an app, encrypted, and what is left of the recovery codes, hashed. */
import { mongoose } from '#server/kernel/mongo.ts'

interface FactorDoc {
  /** Login name. */
  _id: string
  /** Encrypted under a key of the server; absent until a first code was confirmed. */
  secret?: string
  since?: Date
  /** The step of the last code that was taken: none of it or of before is taken again. */
  lastStep?: number
  /** A secret that was shown and of which no code has been confirmed yet. */
  pending?: { secret: string; at: Date }
  recovery?: string[]
}
export type Factor = FactorDoc & Required<Pick<FactorDoc, 'secret' | 'since' | 'lastStep' | 'recovery'>>

const { Schema } = mongoose
const schema = new Schema<FactorDoc>(
  {
    _id: String,
    secret: String,
    since: Date,
    lastStep: Number,
    pending: new Schema({ secret: String, at: Date }, { _id: false, strict: 'throw' }),
    recovery: { type: [String], default: undefined }
  },
  { collection: 'second_factors', versionKey: false, strict: 'throw' }
)
const Factors = mongoose.model('SecondFactor', schema)

/** Whoever has confirmed one. */
export async function factorOf(login: string): Promise<Factor | undefined> {
  const doc = await Factors.findOne({ _id: login, secret: { $exists: true } })
    .lean<Factor>()
    .exec()
  return doc ?? undefined
}

/** Those of them who have one. */
export const withFactor = async (logins: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await Factors.find({ _id: { $in: [...logins] }, secret: { $exists: true } }, { _id: 1 }).lean<{ _id: string }[]>()
    ).map(({ _id }) => _id)
  )

export const keepPending = async (login: string, secret: string, at: Date): Promise<void> => {
  await Factors.updateOne({ _id: login }, { $set: { pending: { secret, at } } }, { upsert: true })
}
export async function pendingOf(login: string, since: Date): Promise<string | undefined> {
  const doc = await Factors.findOne({ _id: login, 'pending.at': { $gt: since } })
    .lean<FactorDoc>()
    .exec()
  return doc?.pending?.secret
}

/** From now on by the secret that was pending; false where another one is pending by now. */
export async function confirmPending(
  login: string,
  pending: string,
  { since, step, recovery }: { since: Date; step: number; recovery: string[] }
): Promise<boolean> {
  const { matchedCount } = await Factors.updateOne(
    { _id: login, 'pending.secret': pending },
    { $set: { secret: pending, since, lastStep: step, recovery }, $unset: { pending: '' } }
  )
  return matchedCount === 1
}

/** Takes a code of this step: false where it, or a later one, was taken already. */
export async function takeStep(login: string, secret: string, step: number): Promise<boolean> {
  const { matchedCount } = await Factors.updateOne(
    { _id: login, secret, lastStep: { $lt: step } },
    { $set: { lastStep: step } }
  )
  return matchedCount === 1
}

/** Takes a recovery code, once. */
export async function takeRecovery(login: string, hash: string): Promise<boolean> {
  const { modifiedCount } = await Factors.updateOne({ _id: login, recovery: hash }, { $pull: { recovery: hash } })
  return modifiedCount === 1
}
export const keepRecovery = async (login: string, recovery: string[]): Promise<void> => {
  await Factors.updateOne({ _id: login, secret: { $exists: true } }, { $set: { recovery } })
}

/** False where there was none. */
export async function dropFactor(login: string): Promise<boolean> {
  return (await Factors.deleteOne({ _id: login })).deletedCount === 1
}
