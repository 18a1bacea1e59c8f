/**
 * What a person is told, kept until a channel takes it: one notice a ledger entry and report, or one a thing that
 * happened to his sign-up, as a code and its facts. WeChat's subscribe messages will read from here; the mini-program shows the
 * state of the case itself, and the words of the rest.
 */
import type { Said } from '#shared/notices.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import type { Role } from '#shared/members.ts'
import { rowOf, type Alerted } from '#shared/verbs.ts'
import { findCase, readsDesk, type CaseDoc } from '#server/cases/index.ts'
import { staffOfOffice } from './model.ts'

export interface Notice {
  /** Names what it is about, so that a job that runs twice tells once. */
  _id: string
  /** A resident, or `staff:` and a login name. */
  member: string
  /** Number of the case or the activity. */
  no: string
  at: Date
  verb: string
  /** Ledger entry of a case. */
  n?: number
  /** Where a notice is no ledger entry, what it says. */
  said?: Said
  /** What it said, where it is from before notices were codes and its sentence is no longer ours. */
  words?: string
  signup?: string
}

const schema = new mongoose.Schema<Notice>(
  {
    _id: String,
    member: String,
    no: String,
    n: Number,
    verb: String,
    at: Date,
    said: mongoose.Schema.Types.Mixed,
    words: String,
    signup: String
  },
  { collection: 'notices', versionKey: false, strict: 'throw' }
)
schema.index({ member: 1, at: -1 })
const Notices = mongoose.model('Notice', schema)

/** In which of their roles the staff of an office are told, by what the office is to the case. */
const alertedRoles: Record<Alerted, readonly Role[]> = {
  // Where nobody has been given it, the centre holds it, and its dispatchers owe the next step.
  lead: ['officer', 'dispatcher'],
  supervising: ['verifier'],
  upper: ['officer', 'verifier']
}

/** The staff whom a step concerns, where they may read the case at all. */
async function staffFor(it: CaseDoc, n: number, alerts: readonly Alerted[]): Promise<string[]> {
  const { verb, facts } = it.ledger[n - 1] ?? {}
  const offices: Record<Alerted, string | undefined> = {
    // A step up names the upper level; every other names who owes the next move.
    lead: verb === 'escalate' ? it.office : (facts?.office ?? it.office),
    supervising: it.supervising,
    upper: it.raisedTo
  }
  const told = await Promise.all(
    alerts.map(async (alerted) => {
      const office = offices[alerted]
      const people = office === undefined ? [] : await staffOfOffice(office, alertedRoles[alerted])
      return people.filter((person) => readsDesk.holds({ ...person, kind: 'staff', id: person._id, family: '' }, it))
    })
  )
  return told.flat().map((person) => `staff:${person._id}`)
}

/** Tells the reporters of a case, and the staff whom it concerns, what happened to it, as the verb's row says. */
export async function notify(facts: Record<string, unknown>): Promise<void> {
  const { no, n, verb, at } = facts as { no: string; n: number; verb: string; at: string }
  const { tells = 'nobody', alerts = [] } = rowOf(verb) ?? {}
  if (tells === 'nobody' && alerts.length === 0) return
  const it = await findCase(no)
  if (!it) return
  const about = it.ledger[n - 1]?.facts.report
  const reporters =
    tells === 'nobody'
      ? []
      : it.reports
          // Who came later, by a join, hears of that; who has taken his report back hears no more.
          .filter((r) => r.n <= n && !r.withdrawn && (tells === 'reporters' || r.id === about))
          .flatMap((r) => (r.reporter.member ? [r.reporter.member] : []))
  const members = [...reporters, ...(await staffFor(it, n, alerts))]
  for (const member of new Set(members)) {
    await Notices.updateOne(
      { _id: `${no}:${n}:${member}` },
      { $setOnInsert: { member, no, n, verb, at: new Date(at) } },
      { upsert: true }
    ).catch((error: unknown) => {
      // Two who do the same job at the same moment have done it once.
      if (!isDuplicate(error)) throw error
    })
    failPoint('notice written')
  }
}

/** Tells many at once; who has been told already is not told again. */
export async function tell(notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  await Notices.bulkWrite(
    notices.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true }
    })),
    { ordered: false }
  )
}

/** The latest notices of one person. */
export const noticesOf = (member: string, limit: number): Promise<Notice[]> =>
  Notices.find({ member }).sort({ at: -1 }).limit(limit).lean<Notice[]>().exec()

export const eraseNotices = async (member: string): Promise<void> => {
  await Notices.deleteMany({ member })
}
