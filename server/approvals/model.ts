/** What was asked for and by whom it was done: kept for good, it is the record of who gave whom which power. */
import type { ApprovalAct, ApprovalInput, ExportKind } from '#shared/approvals.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

interface Who {
  id: string
  name: string
}
export interface ApprovalDoc {
  _id: string
  ask: ApprovalInput
  askedBy: Who
  at: Date
  until: Date
  state: 'waiting' | 'done' | 'withdrawn'
  by?: Who
  doneAt?: Date
  /** When an export that was agreed to was taken. */
  usedAt?: Date
  /** Who is still to be told. */
  outbox: OutboxItem[]
}

const { Schema } = mongoose
const schema = new Schema<ApprovalDoc>(
  {
    _id: String,
    ask: Schema.Types.Mixed,
    askedBy: Schema.Types.Mixed,
    at: Date,
    until: Date,
    state: String,
    by: Schema.Types.Mixed,
    doneAt: Date,
    usedAt: Date,
    outbox: [Schema.Types.Mixed]
  },
  { collection: 'approvals', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ at: -1, _id: -1 })
schema.index({ 'askedBy.id': 1, doneAt: -1 })
schema.index({ state: 1, until: 1 })
schema.index(...outboxIndex)
const Approvals = mongoose.model('Approval', schema)

export const approvalOutboxes = (): OutboxOwners => Approvals.collection

export const approvalId = (): string => new mongoose.Types.ObjectId().toHexString()
export const keepApproval = async (doc: ApprovalDoc): Promise<void> => {
  await Approvals.collection.insertOne(doc as never)
}
export const findApproval = (id: string): Promise<ApprovalDoc | null> =>
  Approvals.findById(id).lean<ApprovalDoc>().exec()
/** Of these acts, and all that this person asked for. */
export const newestApprovals = (acts: readonly ApprovalAct[], own: string, limit: number): Promise<ApprovalDoc[]> =>
  Approvals.find({ $or: [{ 'ask.act': { $in: [...acts] } }, { 'askedBy.id': own }] })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<ApprovalDoc[]>()
    .exec()

/** The leave that this person has for an export, used up; once, however many ask at the same time. */
export const useExport = (
  asker: string,
  { what, of }: { what: ExportKind; of: string },
  agreedSince: Date,
  usedAt: Date
): Promise<ApprovalDoc | null> =>
  Approvals.findOneAndUpdate(
    {
      'askedBy.id': asker,
      doneAt: { $gt: agreedSince },
      state: 'done',
      'ask.act': 'export',
      'ask.what': what,
      'ask.of': of,
      usedAt: { $exists: false }
    } as never,
    { $set: { usedAt } },
    { returnDocument: 'after' }
  )
    .lean<ApprovalDoc>()
    .exec()

/** What of these acts waits that others asked for. */
export const countWaiting = (acts: readonly ApprovalAct[], notBy: string, now: Date, most: number): Promise<number> =>
  Approvals.countDocuments(
    { state: 'waiting', until: { $gt: now }, 'ask.act': { $in: [...acts] }, 'askedBy.id': { $ne: notBy } } as never,
    { limit: most }
  ).exec()

/** From waiting to an end, once. */
export const settleApproval = (
  id: string,
  settled: { state: 'done' | 'withdrawn'; by: Who; doneAt: Date },
  tell: readonly OutboxItem[]
): Promise<ApprovalDoc | null> =>
  Approvals.findOneAndUpdate(
    { _id: id, state: 'waiting' },
    { $set: settled, $push: { outbox: { $each: [...tell] } } },
    { returnDocument: 'after' }
  )
    .lean<ApprovalDoc>()
    .exec()
