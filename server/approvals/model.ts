/** What was asked for and by whom it was done: kept for good, it is the record of who gave whom which power. */
import type { ApprovalInput } from '#shared/approvals.ts'
import { mongoose } from '#server/kernel/mongo.ts'

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
    doneAt: Date
  },
  { collection: 'approvals', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ at: -1 })
const Approvals = mongoose.model('Approval', schema)

export const approvalId = (): string => new mongoose.Types.ObjectId().toHexString()
export const keepApproval = async (doc: ApprovalDoc): Promise<void> => {
  await Approvals.collection.insertOne(doc as never)
}
export const findApproval = (id: string): Promise<ApprovalDoc | null> =>
  Approvals.findById(id).lean<ApprovalDoc>().exec()
export const newestApprovals = (limit: number): Promise<ApprovalDoc[]> =>
  Approvals.find({}).sort({ at: -1 }).limit(limit).lean<ApprovalDoc[]>().exec()

/** From waiting to an end, once. */
export const settleApproval = (
  id: string,
  settled: { state: 'done' | 'withdrawn'; by: Who; doneAt: Date }
): Promise<ApprovalDoc | null> =>
  Approvals.findOneAndUpdate({ _id: id, state: 'waiting' }, { $set: settled }, { returnDocument: 'after' })
    .lean<ApprovalDoc>()
    .exec()
