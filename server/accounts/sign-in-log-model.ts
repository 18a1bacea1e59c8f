/** Who signed in, when, from where, and who tried to. */
import type { SignInReason, SignInResult } from '#shared/sign-in.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { mongoose, newId } from '#server/kernel/mongo.ts'

export interface SignInDoc {
  _id: mongoose.Types.ObjectId
  at: Date
  result: SignInResult
  reason?: SignInReason
  /** Login name, where somebody has it. */
  login?: string
  /** Of a name that nobody has, a keyed hash: it may be a password in the wrong field. */
  mark?: string
  device: string
  network: string
  expiresAt: Date
}

/** The law on network security asks for six months. */
const keptDays = 183

const schema = new mongoose.Schema<SignInDoc>(
  {
    at: Date,
    result: String,
    reason: String,
    login: String,
    mark: String,
    device: String,
    network: String,
    expiresAt: Date
  },
  { collection: 'sign_ins', versionKey: false, strict: 'throw' }
)
schema.index({ at: -1, _id: -1 })
schema.index({ login: 1, at: -1, _id: -1 })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const SignIns = mongoose.model('SignIn', schema)

export const noteSignIn = async (entry: Omit<SignInDoc, '_id' | 'expiresAt'>): Promise<void> => {
  const expiresAt = new Date(entry.at.getTime() + keptDays * 86_400_000)
  await SignIns.collection.insertOne({ _id: newId(), ...entry, expiresAt })
}

const pageSize = 50

export interface SignInPage {
  items: SignInDoc[]
  older?: string
}

export async function signInsOf(
  filter: Partial<Pick<SignInDoc, 'login' | 'result'>>,
  after: string | undefined
): Promise<SignInPage> {
  const cursor = readCursor(after)
  const step = cursor && { $or: [{ at: { $lt: cursor.at } }, { at: cursor.at, _id: { $lt: cursor.id } }] }
  const found = await SignIns.find({ ...filter, ...step })
    .sort({ at: -1, _id: -1 })
    .limit(pageSize + 1)
    .lean<SignInDoc[]>()
  const items = found.slice(0, pageSize)
  const last = items.at(-1)
  return { items, ...(found.length > pageSize && last && { older: cursorOf(last.at, last._id) }) }
}

/** When each of them signed in last. */
export async function lastSignIns(logins: readonly string[]): Promise<Map<string, Date>> {
  const found = await SignIns.aggregate<{ _id: string; at: Date }>([
    { $match: { login: { $in: [...logins] }, result: 'in' } },
    { $group: { _id: '$login', at: { $max: '$at' } } }
  ])
  return new Map(found.map(({ _id, at }) => [_id, at]))
}
