/**
 * What a person has chosen about being told, and an address that he has yet to confirm. Neither stands with the notices: who
 * reads what was told does not read where it went.
 */
import { randomBytes } from 'node:crypto'
import type { NoticeKind, PersonalChannel } from '#shared/notices.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export interface ChoicesDoc {
  /** As in notices. */
  _id: string
  /** Stands in the links of his mails, and tells nothing of him. */
  key: string
  on?: Partial<Record<PersonalChannel, NoticeKind[]>>
  urgent?: NoticeKind[]
}
const { Schema } = mongoose
const strict = { versionKey: false, strict: 'throw' } as const
const choicesSchema = new Schema<ChoicesDoc>(
  { _id: String, key: String, on: Schema.Types.Mixed, urgent: [String] },
  { ...strict, collection: 'notice_choices' }
)
choicesSchema.index({ key: 1 }, { unique: true })
const Choices = mongoose.model('NoticeChoices', choicesSchema)

export const findChoices = (member: string): Promise<ChoicesDoc | null> =>
  Choices.findById(member).lean<ChoicesDoc>().exec()
export const choicesUnder = (key: string): Promise<ChoicesDoc | null> =>
  Choices.findOne({ key }).lean<ChoicesDoc>().exec()

const newKey = (): string => randomBytes(16).toString('hex')

export const keepChoices = async (member: string, choices: Omit<ChoicesDoc, '_id' | 'key'>): Promise<void> => {
  await Choices.updateOne({ _id: member }, { $set: choices, $setOnInsert: { key: newKey() } }, { upsert: true })
}

/** What stands for a person in the links of his mails, made for the first of them. */
export async function linkKeyOf(member: string): Promise<string> {
  const { key } = await Choices.findOneAndUpdate(
    { _id: member },
    { $setOnInsert: { key: newKey() } },
    { upsert: true, returnDocument: 'after' }
  ).lean<ChoicesDoc>()
  return key
}

// ——— addresses that wait to be confirmed

export interface AddressRequest {
  _id: string
  email: string
  /** When a link was asked for, the latest last. */
  asks: Date[]
  expiresAt: Date
}
const requestSchema = new Schema<AddressRequest>(
  { _id: String, email: String, asks: [Date], expiresAt: Date },
  { ...strict, collection: 'address_requests' }
)
requestSchema.index({ email: 1 })
requestSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const Requests = mongoose.model('AddressRequest', requestSchema)

export const findRequest = (member: string): Promise<AddressRequest | null> =>
  Requests.findById(member).lean<AddressRequest>().exec()

const asksKept = 10
export const keepRequest = async (member: string, email: string, now: Date, expiresAt: Date): Promise<void> => {
  await Requests.updateOne(
    { _id: member },
    { $set: { email, expiresAt }, $push: { asks: { $each: [now], $slice: -asksKept } } },
    { upsert: true }
  )
}
/** How many people have asked for a link to one mailbox since then: nobody is to be flooded by strangers. */
export const countRequests = (email: string, since: Date): Promise<number> =>
  Requests.countDocuments({ email, asks: { $gt: since } }, { limit: 10 }).exec()

/** Takes a request that still says this address; whether it was there. */
export const takeRequest = async (member: string, email: string): Promise<boolean> =>
  (await Requests.deleteOne({ _id: member, email })).deletedCount === 1

export const eraseChoices = async (member: string): Promise<void> => {
  await Promise.all([Choices.deleteOne({ _id: member }), Requests.deleteOne({ _id: member })])
}
