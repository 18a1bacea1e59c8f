/** Links by which staff set a password: only a keyed hash of each is kept, and of a person one is good at a time. */
import { refuse } from '#shared/errors.ts'
import { inTransaction, isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface InvitationDoc {
  /** Keyed hash of what stands in the link. */
  _id: string
  person: string
  /** He had a password before. */
  reset: boolean
  at: Date
  until: Date
  by: { id: string; name: string }
  /** When a mail took it. */
  mailed?: Date
  /** It is the person's one good link. */
  open?: true
  ended?: { how: 'used' | 'replaced' | 'cancelled'; at: Date }
}

const { Schema } = mongoose
const schema = new Schema<InvitationDoc>(
  {
    _id: String,
    person: String,
    reset: Boolean,
    at: Date,
    until: Date,
    by: Schema.Types.Mixed,
    mailed: Date,
    open: Boolean,
    ended: Schema.Types.Mixed
  },
  { versionKey: false, strict: 'throw', collection: 'invitations' }
)
schema.index({ person: 1 }, { unique: true, partialFilterExpression: { open: true }, name: 'one_open' })
schema.index({ person: 1, at: -1 })
/** An old link still says why it is no longer good; after that it is unknown. */
const keptS = 90 * 86_400
schema.index({ until: 1 }, { expireAfterSeconds: keptS })
const Invitations = mongoose.model('Invitation', schema)

const openOf = (person: string) => ({ person, open: true as const })
const ending = (how: 'used' | 'replaced' | 'cancelled', at: Date) => ({
  $set: { ended: { how, at } },
  $unset: { open: '' }
})

/** Keeps a link in the place of the one before. */
export async function keepInvitation(doc: InvitationDoc): Promise<void> {
  for (;;) {
    await Invitations.updateMany(openOf(doc.person), ending('replaced', doc.at))
    try {
      await Invitations.collection.insertOne(doc as never)
      return
    } catch (error) {
      // Somebody else invited him in between: his link is the older one.
      if (!isDuplicate(error)) throw error
    }
  }
}

export const findInvitation = (hash: string): Promise<InvitationDoc | null> =>
  Invitations.findById(hash).lean<InvitationDoc>().exec()

export const openInvitations = (people: readonly string[], now: Date): Promise<InvitationDoc[]> =>
  Invitations.find({ person: { $in: [...people] }, open: true, until: { $gt: now } })
    .lean<InvitationDoc[]>()
    .exec()

/** Who has a good link, in the order of their logins. */
export const invitedPeople = async (now: Date): Promise<string[]> =>
  Invitations.distinct('person', { open: true, until: { $gt: now } }).exec()

export async function cancelInvitation(person: string, now: Date): Promise<boolean> {
  const { modifiedCount } = await Invitations.updateMany(openOf(person), ending('cancelled', now))
  return modifiedCount > 0
}

export const markMailed = async (hash: string, at: Date): Promise<void> => {
  await Invitations.updateOne({ _id: hash }, { $set: { mailed: at } })
}

/** Uses a link up and does what it is for, both or neither; false where it is no longer good. */
export const spendInvitation = (
  hash: string,
  now: Date,
  then: (session: mongoose.ClientSession) => Promise<boolean>
): Promise<boolean> =>
  inTransaction(async (session) => {
    const used = await Invitations.findOneAndUpdate(
      { _id: hash, open: true, until: { $gt: now } },
      ending('used', now),
      { session }
    ).lean<InvitationDoc>()
    if (!used) return false
    if (await then(session)) return true
    refuse('stale')
  })
