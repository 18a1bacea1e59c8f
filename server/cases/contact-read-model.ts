/** Who opened how to reach a reporter: kept for three years, as records of how personal data are handled are (PIPL, article 56). */
import { openForMinutes, type ContactReason } from '#shared/contact-reads.ts'
import { mongoose } from '#server/kernel/mongo.ts'

interface ContactReadDoc {
  /** Report, reader and the half hour: pressing twice is reading once. */
  _id: string
  no: string
  report: string
  reader: string
  office: string
  reason: ContactReason
  words?: string
  at: Date
}

const schema = new mongoose.Schema<ContactReadDoc>(
  { _id: String, no: String, report: String, reader: String, office: String, reason: String, words: String, at: Date },
  { collection: 'contact_reads', versionKey: false, strict: 'throw' }
)
schema.index({ report: 1, at: -1 })
schema.index({ at: 1 }, { expireAfterSeconds: 3 * 365 * 86_400 })
const ContactReads = mongoose.model('ContactRead', schema)

const openMs = openForMinutes * 60_000

/** Written down before anything is shown. */
export async function noteContactRead(read: Omit<ContactReadDoc, '_id'>): Promise<void> {
  const _id = `${read.report}:${read.reader}:${Math.floor(read.at.getTime() / openMs)}`
  await ContactReads.updateOne({ _id }, { $setOnInsert: read }, { upsert: true })
}

/** Which of these reports a member of staff has said a reason for lately. */
export const openedLately = (reader: string, reports: readonly string[], now: Date): Promise<string[]> =>
  reports.length === 0
    ? Promise.resolve([])
    : ContactReads.distinct('report', {
        report: { $in: [...reports] },
        reader,
        at: { $gt: new Date(now.getTime() - openMs) }
      }).exec()

export const readsOf = (report: string): Promise<ContactReadDoc[]> =>
  ContactReads.find({ report }).sort({ at: -1 }).limit(100).lean<ContactReadDoc[]>().exec()

/** Who read it stays; what was written of somebody who is forgotten does not. */
export const forgetReadWords = async (reports: readonly string[]): Promise<void> => {
  if (reports.length > 0) await ContactReads.updateMany({ report: { $in: [...reports] } }, { $unset: { words: '' } })
}
