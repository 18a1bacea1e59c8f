/** Sign-ins that are going on, and those that have just been ended. */
import { mongoose } from '#server/kernel/mongo.ts'

export interface Subject {
  kind: 'resident' | 'staff'
  id: string
}

/** Why a session is over before its time. */
export type Ending =
  | 'signed_out'
  /** By the person himself, from another device. */
  | 'by_owner'
  | 'by_admin'
  /** A refresh token came back that had been traded already: somebody has a copy. */
  | 'replayed'
  | 'left'
  | 'password'
  | 'factor'
  | 'erased'

/** One sign-in on one device, in whatever process: its refresh tokens are a row of numbers, of which the last one is good. */
export interface SessionDoc {
  _id: string
  family: string
  /** Absent once a person was forgotten. */
  subject?: Subject
  at: Date
  /** The last request, to the minute. */
  seenAt: Date
  /** The number of the refresh token that is good. */
  generation: number
  rotatedAt: Date
  /** Not beyond this, however busy. */
  until?: Date
  /** When it runs out by itself; it goes from here some time after. */
  expiresAt: Date
  endedAt?: Date
  ending?: Ending
  /** A second factor was shown. */
  strong?: boolean
  /** What browser or app on what system, in a few words. */
  device: string
  /** The address without its last part. */
  network: string
}

const { Schema } = mongoose
const schema = new Schema<SessionDoc>(
  {
    _id: String,
    family: String,
    subject: Schema.Types.Mixed,
    at: Date,
    seenAt: Date,
    generation: Number,
    rotatedAt: Date,
    until: Date,
    expiresAt: Date,
    endedAt: Date,
    ending: String,
    strong: Boolean,
    device: String,
    network: String
  },
  { collection: 'sessions', versionKey: false, strict: 'throw' }
)
schema.index({ family: 1 })
schema.index({ 'subject.id': 1, 'subject.kind': 1 })
schema.index({ endedAt: 1 }, { sparse: true })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const Sessions = mongoose.model('Session', schema)

/** An ended session stays for so long: until every process knows, and every access token of it has run out. */
const endedForMs = 3_600_000

const live = (now: Date) => ({ endedAt: { $exists: false }, expiresAt: { $gt: now } })
const bySubject = ({ kind, id }: Subject) => ({ 'subject.id': id, 'subject.kind': kind })

export const keepSession = async (doc: SessionDoc): Promise<void> => {
  await Sessions.collection.insertOne(doc as never)
}

/** `_id` of a session of before refresh tokens were numbers is the hash of its token. */
export type Asked = Pick<SessionDoc, 'family' | 'generation'> | Pick<SessionDoc, '_id' | 'generation'>

export const findSession = ({ generation: _, ...which }: Asked): Promise<SessionDoc | null> =>
  Sessions.findOne({ ...which, generation: { $exists: true } })
    .lean<SessionDoc>()
    .exec()

/** One more number, where the one that was asked with is the good one: of many who ask at once, one moves it on. */
export const nextGeneration = (asked: Asked, now: Date, idleMs: number): Promise<SessionDoc | null> =>
  Sessions.findOneAndUpdate(
    { ...asked, ...live(now) },
    [
      {
        $set: {
          generation: { $add: ['$generation', 1] },
          rotatedAt: now,
          seenAt: { $max: ['$seenAt', now] },
          expiresAt: { $min: ['$until', new Date(now.getTime() + idleMs)] }
        }
      }
    ],
    { returnDocument: 'after', updatePipeline: true }
  )
    .lean<SessionDoc>()
    .exec()

/** Somebody is at work in it: it runs out that much later. */
export const touchSession = async (family: string, now: Date, idleMs: number): Promise<void> => {
  await Sessions.updateOne(
    { family, ...live(now) },
    [
      {
        $set: {
          seenAt: { $max: ['$seenAt', now] },
          expiresAt: { $max: ['$expiresAt', { $min: ['$until', new Date(now.getTime() + idleMs)] }] }
        }
      }
    ],
    { updatePipeline: true }
  )
}

const endMany = async (filter: object, ending: Ending, now: Date): Promise<string[]> => {
  const families = await Sessions.distinct('family', { ...filter, endedAt: { $exists: false } })
  if (families.length === 0) return []
  await Sessions.updateMany(
    { family: { $in: families }, endedAt: { $exists: false } },
    { $set: { endedAt: now, ending, expiresAt: new Date(now.getTime() + endedForMs) } }
  )
  return families
}

export const endFamily = (family: string, ending: Ending, now: Date): Promise<string[]> =>
  endMany({ family }, ending, now)

/** Ends one session, where it is this person's. */
export const endOneOf = (subject: Subject, family: string, ending: Ending, now: Date): Promise<string[]> =>
  endMany({ ...bySubject(subject), family }, ending, now)

/** Ends what a person has open, but for one; says which. */
export const endAllOf = (subject: Subject, ending: Ending, now: Date, except?: string): Promise<string[]> =>
  endMany({ ...bySubject(subject), ...(except !== undefined && { family: { $ne: except } }) }, ending, now)

/** For a session of which nothing else is kept. */
export const keepEnded = async (family: string, now: Date): Promise<void> => {
  const expiresAt = new Date(now.getTime() + 2 * endedForMs)
  await Sessions.updateOne(
    { _id: family },
    { $setOnInsert: { family, at: now, endedAt: now, ending: 'signed_out', expiresAt } },
    { upsert: true }
  )
}

/** Every sign-in of a person that is still kept, the latest first. */
export const sessionsOf = (subject: Subject): Promise<SessionDoc[]> =>
  Sessions.find(bySubject(subject)).sort({ at: -1 }).lean<SessionDoc[]>().exec()

/** Every device signs in anew, and nothing says any more whose sessions these were. */
export const forgetSessions = async (subject: Subject, now: Date): Promise<void> => {
  await endMany(bySubject(subject), 'erased', now)
  await Sessions.updateMany(bySubject(subject), { $unset: { subject: '', device: '', network: '' } })
}

/** Families that were ended since. */
export async function endedSince(since: Date): Promise<string[]> {
  const docs = await Sessions.find({ endedAt: { $gt: since } }, { family: 1, _id: 0 }).lean<{ family: string }[]>()
  return docs.map((doc) => doc.family)
}

/** What a person has open, the latest first. */
export const liveSessionsOf = (subject: Subject, now: Date, limit: number): Promise<SessionDoc[]> =>
  Sessions.find({ ...bySubject(subject), ...live(now), generation: { $exists: true } })
    .sort({ seenAt: -1 })
    .limit(limit)
    .lean<SessionDoc[]>()
    .exec()
