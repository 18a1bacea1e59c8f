/**
 * What a resident is told, kept until a channel takes it: one notice a ledger entry and report. WeChat's subscribe
 * messages will read from here; the mini-program shows the state of the case itself.
 */
import { mongoose } from '#server/kernel/mongo.ts'
import { findCase } from '#server/cases/index.ts'

const schema = new mongoose.Schema<{ _id: string; member: string; no: string; n: number; verb: string; at: Date }>(
  { _id: String, member: String, no: String, n: Number, verb: String, at: Date },
  { collection: 'notices', versionKey: false, strict: 'throw' }
)
schema.index({ member: 1, at: -1 })
const Notices = mongoose.model('Notice', schema)

/** Verbs a reporter waits for. */
const told = new Set([
  'dispatch',
  'refuse',
  'accept',
  'reply',
  'hold',
  'verify',
  'fail',
  'ask',
  'reopen',
  'join',
  'unjoin'
])
/** Those that concern one report alone. */
const personal = new Set(['join', 'unjoin'])

export async function notify(facts: Record<string, unknown>): Promise<void> {
  const { no, n, verb, at } = facts as { no: string; n: number; verb: string; at: string }
  if (!told.has(verb)) return
  const it = await findCase(no)
  const about = it?.ledger[n - 1]?.facts.report
  const members =
    it?.reports
      // Who came later, by a join, hears of that; who has taken his report back hears no more.
      .filter((r) => r.n <= n && !r.withdrawn && (!personal.has(verb) || r.id === about))
      .flatMap((r) => (r.reporter.member ? [r.reporter.member] : [])) ?? []
  for (const member of new Set(members)) {
    await Notices.updateOne(
      { _id: `${no}:${n}:${member}` },
      { $setOnInsert: { member, no, n, verb, at: new Date(at) } },
      { upsert: true }
    )
  }
}
