/** Robots of work groups as they are kept; address and secret are sealed, each for its own robot. */
import type { DeliveryReason } from '#shared/deliveries.ts'
import type { GroupKind, RobotKind, RobotTheme } from '#shared/robots.ts'
import type { RobotTarget } from '#server/integrations/robots.ts'
import { ring, type Keys } from '#server/kernel/keys.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { seal, unseal } from '#server/kernel/sealed.ts'

export interface RobotDoc {
  _id: mongoose.Types.ObjectId
  version: number
  name: string
  theme: RobotTheme
  kind: RobotKind
  office?: string
  tiles: string[]
  kinds: GroupKind[]
  on: boolean
  /** Sealed. */
  url: string
  /** Sealed. */
  secret?: string
  /** Host and the last characters of the address. */
  covered: string
  /** Why it was switched off by itself. */
  stopped?: { at: Date; reason: DeliveryReason }
  by: string
  at: Date
}
const { Schema } = mongoose
const Robots = mongoose.model(
  'Robot',
  new Schema<RobotDoc>(
    {
      version: Number,
      name: String,
      theme: String,
      kind: String,
      office: String,
      tiles: [String],
      kinds: [String],
      on: Boolean,
      url: String,
      secret: String,
      covered: String,
      stopped: Schema.Types.Mixed,
      by: String,
      at: Date
    },
    { collection: 'robots', versionKey: false, strict: 'throw' }
  )
)

const atMost = 100
const isId = (id: string): boolean => /^[0-9a-f]{24}$/.test(id)

export const groupOf = (robot: Pick<RobotDoc, '_id'>): string => `group:${robot._id.toHexString()}`
const keyOf = (id: mongoose.Types.ObjectId, what: 'url' | 'secret'): string => `${id.toHexString()}/${what}`

const coveredUrl = (url: string): string => `${new URL(url).host}/…${url.slice(-4)}`

/** Address and secret as they are kept. */
export const sealedTarget = (
  id: mongoose.Types.ObjectId,
  { url, secret }: { url: string; secret?: string | undefined },
  keys: Keys
): Pick<RobotDoc, 'url' | 'covered' | 'secret'> => ({
  url: seal(keys.robots, keyOf(id, 'url'), url),
  covered: coveredUrl(url),
  ...(secret && { secret: seal(keys.robots, keyOf(id, 'secret'), secret) })
})

/** With a key of before, too; under one that is nobody's the address cannot be read: it leads nowhere, and says so. */
export function targetOf({ _id, kind, url, secret }: RobotDoc, keys: Keys): RobotTarget {
  const opened = (what: 'url' | 'secret', sealed: string): string | undefined =>
    ring(keys)
      .map((each) => unseal(each.robots, keyOf(_id, what), sealed))
      .find((text) => text !== undefined)
  const signature = secret === undefined ? undefined : opened('secret', secret)
  return { kind, url: opened('url', url) ?? '', ...(signature !== undefined && { secret: signature }) }
}

export const listRobots = (): Promise<RobotDoc[]> =>
  Robots.find().sort({ theme: 1, _id: 1 }).limit(atMost).lean<RobotDoc[]>().exec()
export const findRobot = (id: string): Promise<RobotDoc | null> =>
  isId(id) ? Robots.findById(id).lean<RobotDoc>().exec() : Promise.resolve(null)

/** False where there are as many as anybody could read. */
export async function insertRobot(robot: RobotDoc): Promise<boolean> {
  if ((await Robots.countDocuments({}, { limit: atMost })) >= atMost) return false
  await Robots.collection.insertOne(robot)
  return true
}

type Change = Partial<Omit<RobotDoc, '_id' | 'version'>>
/** False where somebody was faster. Without an office, a secret or a stop in it, there is none from now on. */
export async function changeRobot(
  id: string,
  seen: number,
  change: Change,
  without: readonly (keyof Change)[]
): Promise<boolean> {
  const { modifiedCount } = await Robots.updateOne(
    { _id: id, version: seen },
    {
      $set: { ...change, version: seen + 1 },
      ...(without.length > 0 && { $unset: Object.fromEntries(without.map((name) => [name, ''])) })
    }
  )
  return modifiedCount === 1
}
export const removeRobot = async (id: string, seen: number): Promise<boolean> =>
  (await Robots.deleteOne({ _id: id, version: seen })).deletedCount === 1

export const stopRobot = async (id: mongoose.Types.ObjectId, reason: DeliveryReason, at: Date): Promise<void> => {
  await Robots.updateOne({ _id: id, on: true }, { $set: { on: false, stopped: { at, reason } }, $inc: { version: 1 } })
}

/** The groups that hear of it: by kind of news, group of categories, and the offices it concerns. */
export async function groupsFor(about: {
  kind: string
  tile?: string | undefined
  offices: readonly string[]
}): Promise<string[]> {
  const robots = await Robots.find({ on: true, kinds: about.kind as GroupKind })
    .limit(atMost)
    .lean<RobotDoc[]>()
  return robots
    .filter(
      ({ tiles, office }) =>
        (tiles.length === 0 || about.tile === undefined || tiles.includes(about.tile)) &&
        (office === undefined || about.offices.includes(office))
    )
    .map(groupOf)
}
