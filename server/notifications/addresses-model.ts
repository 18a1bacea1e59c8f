/**
 * Where a person can be reached outside the app: one address a channel. An address that the other side says is nobody's is
 * stopped, and stays stopped until its person gives one anew.
 */
import type { SendFailure } from '#shared/deliveries.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Outlet } from './deliveries-model.ts'

export interface AddressDoc {
  /** Person and channel. */
  _id: string
  member: string
  channel: Outlet
  value: string
  at: Date
  stopped?: { at: Date; reason: SendFailure }
}
const { Schema } = mongoose
const schema = new Schema<AddressDoc>(
  { _id: String, member: String, channel: String, value: String, at: Date, stopped: Schema.Types.Mixed },
  { collection: 'addresses', versionKey: false, strict: 'throw' }
)
schema.index({ member: 1 })
const Addresses = mongoose.model('Address', schema)

const idOf = (member: string, channel: Outlet): string => `${member}:${channel}`

/** Keeps an address that its person has shown to be his. */
export const keepAddress = async (member: string, channel: Outlet, value: string, at: Date): Promise<void> => {
  await Addresses.updateOne(
    { _id: idOf(member, channel) },
    { $set: { member, channel, value, at }, $unset: { stopped: '' } },
    { upsert: true }
  )
}
export const dropAddress = async (member: string, channel: Outlet): Promise<void> => {
  await Addresses.deleteOne({ _id: idOf(member, channel) })
}
export const addressesOf = (member: string): Promise<AddressDoc[]> =>
  Addresses.find({ member }).limit(10).lean<AddressDoc[]>().exec()

export const findAddress = (member: string, channel: Outlet): Promise<AddressDoc | null> =>
  Addresses.findById(idOf(member, channel)).lean<AddressDoc>().exec()

/** Stops an address, where it is still the one that failed; whether it was this call that stopped it. */
export const stopAddress = async (
  { _id, value }: Pick<AddressDoc, '_id' | 'value'>,
  reason: SendFailure,
  at: Date
): Promise<boolean> =>
  (await Addresses.updateOne({ _id, value, stopped: { $exists: false } }, { $set: { stopped: { at, reason } } }))
    .modifiedCount === 1

export const eraseAddresses = async (member: string): Promise<void> => {
  await Addresses.deleteMany({ member })
}
