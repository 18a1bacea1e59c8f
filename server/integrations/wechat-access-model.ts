/**
 * What all processes share about the account in WeChat: its access token, sealed, who is fetching the next one, and what WeChat says is
 * wrong with the settings. One row an account.
 */
import type { WechatCall } from '#shared/deliveries.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface WechatWrong {
  code: number
  answer: string
  since: Date
}
export interface WechatAccessDoc {
  /** AppID. */
  _id: string
  /** Counts the tokens. */
  n: number
  token?: string
  /** It is good until then, and a new one is fetched from then on. */
  until?: Date
  renewAt?: Date
  /** Somebody fetches one. */
  busyUntil?: Date
  /** WeChat gave none; not asked again before then. */
  refused?: { code: number; answer: string; until: Date }
  forcedAt?: Date
  wrong?: Partial<Record<WechatCall, WechatWrong>>
}
const { Schema } = mongoose
const Access = mongoose.model(
  'WechatAccess',
  new Schema<WechatAccessDoc>(
    {
      _id: String,
      n: Number,
      token: String,
      until: Date,
      renewAt: Date,
      busyUntil: Date,
      refused: Schema.Types.Mixed,
      forcedAt: Date,
      wrong: Schema.Types.Mixed
    },
    { collection: 'wechat_access', versionKey: false, strict: 'throw' }
  )
)

export const findAccess = (appid: string): Promise<WechatAccessDoc | null> =>
  Access.findById(appid).lean<WechatAccessDoc>().exec()

/** Made by whoever asks first. */
export async function openAccess(appid: string): Promise<WechatAccessDoc> {
  const known = await findAccess(appid)
  if (known) return known
  try {
    await Access.collection.insertOne({ _id: appid, n: 0 } as never)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  return (await findAccess(appid)) ?? { _id: appid, n: 0 }
}

/** One at a time fetches the token after the one that was seen; whoever dies over it is followed when his time is up. */
export const takeTurn = async ({ _id, n }: WechatAccessDoc, now: Date, until: Date): Promise<boolean> =>
  (
    await Access.updateOne(
      {
        _id,
        n,
        // Not that somebody was refused since it was seen.
        $nor: [{ busyUntil: { $gt: now } }, { 'refused.until': { $gt: now } }]
      },
      { $set: { busyUntil: until } }
    )
  ).modifiedCount === 1

export const keepToken = async (
  { _id, n }: Pick<WechatAccessDoc, '_id' | 'n'>,
  fresh: Required<Pick<WechatAccessDoc, 'token' | 'until' | 'renewAt'>>
): Promise<void> => {
  await Access.updateOne({ _id, n }, { $set: fresh, $inc: { n: 1 }, $unset: { busyUntil: '', refused: '' } })
}
export const keepRefused = async (
  { _id, n }: Pick<WechatAccessDoc, '_id' | 'n'>,
  refused: NonNullable<WechatAccessDoc['refused']>
): Promise<void> => {
  await Access.updateOne({ _id, n }, { $set: { refused }, $unset: { busyUntil: '' } })
}
/** Whether this token may be thrown away for a new one: WeChat lets so few be a day. */
export const takeForce = async (appid: string, now: Date, notSince: Date): Promise<boolean> =>
  (
    await Access.updateOne(
      { _id: appid, $or: [{ forcedAt: { $exists: false } }, { forcedAt: { $lte: notSince } }] },
      { $set: { forcedAt: now } }
    )
  ).modifiedCount === 1

/** Whether it was not known yet. */
export async function keepWrong(appid: string, call: WechatCall, wrong: WechatWrong): Promise<boolean> {
  await openAccess(appid)
  const at = `wrong.${call}`
  const { modifiedCount } = await Access.updateOne(
    { _id: appid, [`${at}.code`]: { $ne: wrong.code } },
    { $set: { [at]: wrong } }
  )
  return modifiedCount === 1
}
/** Whether it had been wrong. */
export const clearWrong = async (appid: string, call: WechatCall): Promise<boolean> =>
  (await Access.updateOne({ _id: appid, [`wrong.${call}`]: { $exists: true } }, { $unset: { [`wrong.${call}`]: '' } }))
    .modifiedCount === 1
