/**
 * Addresses for mail that were given with a list of people before they had accounts: kept aside, since a release of the city is kept
 * for good and an address is not its business. An account that is there takes its own over.
 */
import { mongoose } from '#server/kernel/mongo.ts'
import { StaffMembers } from './model.ts'

interface KeptMail {
  /** Login name. */
  _id: string
  email: string
  at: Date
}

const { Schema } = mongoose
const schema = new Schema<KeptMail>(
  { _id: String, email: String, at: Date },
  { versionKey: false, strict: 'throw', collection: 'staff_mails' }
)
/** Somebody whom no release names in that time is not coming. */
schema.index({ at: 1 }, { expireAfterSeconds: 90 * 86_400 })
const KeptMails = mongoose.model('KeptMail', schema)

/** Whose account is there gets what was kept for him. */
export async function settleMails(): Promise<void> {
  const kept = await KeptMails.find({}).lean<KeptMail[]>().exec()
  if (kept.length === 0) return
  const known = await StaffMembers.find({ _id: { $in: kept.map(({ _id }) => _id) } }, { _id: 1 })
    .lean<{ _id: string }[]>()
    .exec()
  const here = new Set(known.map(({ _id }) => _id))
  const mine = kept.filter(({ _id }) => here.has(_id))
  if (mine.length === 0) return
  await StaffMembers.bulkWrite(
    mine.map(({ _id, email }) => ({ updateOne: { filter: { _id }, update: { $set: { email } } } }))
  )
  // What was given anew meanwhile stays for the next time.
  await KeptMails.bulkWrite(mine.map(({ _id, email }) => ({ deleteOne: { filter: { _id, email } } })))
}

export async function keepMails(mails: readonly { login: string; email: string }[], at: Date): Promise<void> {
  if (mails.length === 0) return
  await KeptMails.bulkWrite(
    mails.map(({ login, email }) => ({
      updateOne: { filter: { _id: login }, update: { $set: { email, at } }, upsert: true }
    }))
  )
  await settleMails()
}
