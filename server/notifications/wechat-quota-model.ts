/**
 * Which subscribe messages a resident has agreed to and that have not been sent: one for each time, by template. A message that is on its
 * way has taken its own, and gives it back where it was not used up.
 */
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

interface QuotaDoc {
  /** Whose. */
  _id: string
  /** By template. */
  left: Record<string, number>
  /** Taken by deliveries that are on their way. */
  taken: { delivery: string; template: string }[]
  /** Taps that were counted, the newest last. */
  taps: { key: string; requestHash: string }[]
  at: Date
}
const { Schema } = mongoose
const Quotas = mongoose.model(
  'WechatQuota',
  new Schema<QuotaDoc>(
    {
      _id: String,
      left: Schema.Types.Mixed,
      taken: [Schema.Types.Mixed],
      taps: [Schema.Types.Mixed],
      at: Date
    },
    { collection: 'wechat_quotas', versionKey: false, strict: 'throw' }
  )
)
export const leftAtMost = 20
const tapsKept = 20

export const findQuota = (member: string): Promise<QuotaDoc | null> => Quotas.findById(member).lean<QuotaDoc>().exec()

/** Counts what he agreed to by one tap; a tap that was counted is counted no more. */
export async function addQuota(
  member: string,
  tap: QuotaDoc['taps'][number],
  templates: readonly string[],
  at: Date
): Promise<void> {
  const more = Object.fromEntries(templates.map((template) => [`left.${template}`, 1]))
  try {
    await Quotas.updateOne(
      { _id: member, 'taps.key': { $ne: tap.key } },
      { $inc: more, $set: { at }, $push: { taps: { $each: [tap], $slice: -tapsKept } } },
      { upsert: true }
    )
  } catch (error) {
    // It is there, and has this tap.
    if (!isDuplicate(error)) throw error
  }
  for (const template of templates)
    await Quotas.updateOne(
      { _id: member, [`left.${template}`]: { $gt: leftAtMost } },
      { $set: { [`left.${template}`]: leftAtMost } }
    )
}

/** Takes one for a delivery; who was interrupted after he took his still has it. */
export async function takeQuota(member: string, template: string, delivery: string): Promise<boolean> {
  const { modifiedCount } = await Quotas.updateOne(
    { _id: member, [`left.${template}`]: { $gt: 0 }, 'taken.delivery': { $ne: delivery } },
    { $inc: { [`left.${template}`]: -1 }, $push: { taken: { delivery, template } } }
  )
  return modifiedCount === 1 || (await Quotas.exists({ _id: member, taken: { delivery, template } })) !== null
}
/** It was sent, or nobody knows whether it was. */
export const spendQuota = async (member: string, delivery: string): Promise<void> => {
  await Quotas.updateOne({ _id: member }, { $pull: { taken: { delivery } } })
}
/** It was not sent: another may have it. */
export async function giveQuotaBack(member: string, delivery: string): Promise<void> {
  const { template } =
    (await Quotas.findById(member).lean<QuotaDoc>())?.taken.find((one) => one.delivery === delivery) ?? {}
  if (template === undefined) return
  await Quotas.updateOne(
    { _id: member, 'taken.delivery': delivery },
    { $inc: { [`left.${template}`]: 1 }, $pull: { taken: { delivery } } }
  )
}
/** He takes no more of this template, WeChat says. */
export const emptyQuota = async (member: string, template: string): Promise<void> => {
  await Quotas.updateOne({ _id: member }, { $set: { [`left.${template}`]: 0 }, $pull: { taken: { template } } })
}
export const eraseQuota = async (member: string): Promise<void> => {
  await Quotas.deleteOne({ _id: member })
}
