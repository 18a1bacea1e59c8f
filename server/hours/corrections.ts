/** Putting hours right: asked for by one, ruled on by another, and both stay in sight. */
import { minutesAtMost } from '#shared/hours.ts'
import { refuse } from '#shared/errors.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { newId } from '#server/kernel/mongo.ts'
import { notBefore } from '#server/kernel/shown.ts'
import { personOf, type Staff, type Viewer } from '#server/kernel/viewer.ts'
import { toldLater } from '#server/notifications/index.ts'
import { correctSettled, findEntry } from '#server/participation/index.ts'
import {
  findCorrection,
  insertCorrection,
  markApplied,
  ruleOn,
  unapplied,
  type CorrectionDoc
} from './corrections-model.ts'
import { append, findTransaction, minutesOf, standing, type Transaction } from './model.ts'
import { eventsAround, sumUp } from '#server/presence/index.ts'
import { limitOf } from './limit.ts'
import { hoursPolicy, inTime, mayRevoke, mayRule, maySee, speaksFor } from './policy.ts'
import { draftOf } from './settle.ts'

/** Is given what is about to be written, and throws where it could not be shown. */
type Showing<T> = (facts: T) => Promise<void>

export async function ask(
  signup: string,
  { minutes, words }: { minutes: number; words: string },
  viewer: Viewer,
  now: Date,
  show?: Showing<CorrectionDoc>
): Promise<CorrectionDoc> {
  const { shift, entry, active } = (await findEntry(signup)) ?? refuse('not_found')
  const person = personOf(viewer) ?? refuse('not_found')
  if (!speaksFor(viewer, shift, entry)) refuse('not_found')
  if (!active || !inTime(shift, now)) refuse('not_in_this_status')
  const doc: CorrectionDoc = {
    _id: newId(),
    state: 'asked',
    person: entry.member,
    signup,
    shift: shift._id,
    activity: shift.activity,
    title: shift.title,
    office: shift.office,
    from: shift.from,
    at: now,
    by: person,
    minutes,
    words,
    applied: true
  }
  await show?.(doc)
  if (!(await insertCorrection(doc))) refuse('correction_open')
  return doc
}

/** One request, to whoever may look at it. */
export async function seen(id: string, viewer: Viewer): Promise<CorrectionDoc> {
  const correction = (await findCorrection(id)) ?? refuse('not_found')
  return maySee(viewer, correction) ? correction : refuse('not_found')
}

export async function rule(
  id: string,
  { approve, words }: { approve: boolean; words: string },
  viewer: Staff,
  now: Date,
  show?: Showing<CorrectionDoc>,
  request?: string
): Promise<CorrectionDoc> {
  const correction = await seen(id, viewer)
  if (correction.state !== 'asked') refuse('not_in_this_status')
  if (!mayRule(viewer, correction, await limitFor(correction, now), approve)) refuse('forbidden')
  const ruling = { at: notBefore(correction.at, now), by: viewer.id, words }
  const state = approve ? 'approved' : 'refused'
  const said = {
    code: approve ? 'corrected' : 'notCorrected',
    facts: { title: correction.title, minutes: correction.minutes, words }
  } as const
  const told = toldLater(
    {
      _id: `correction:${id}`,
      member: correction.person,
      no: correction.activity,
      verb: 'corrected',
      said,
      signup: correction.signup,
      at: now
    },
    request
  )
  const ruled: CorrectionDoc = { ...correction, state, ruling, applied: !approve }
  await show?.(ruled)
  if (!(await ruleOn(correction._id, state, ruling, [told]))) refuse('not_in_this_status')
  failPoint('correction ruled')
  if (approve) await apply(ruled)
  return ruled
}

/** What the shift of a request can have taken; nothing where it is gone. */
async function limitFor({ signup, person }: CorrectionDoc, now: Date): Promise<number> {
  const found = await findEntry(signup)
  if (!found) return 0
  const { shift } = found
  const events = (await eventsAround([person], [shift.from])).get(person) ?? []
  return limitOf(shift, sumUp(events, shift, now).minutes)
}

/** Brings the ledger in line with an approved correction; safe to repeat, and a schedule repeats it after a crash. */
export async function apply(correction: CorrectionDoc): Promise<void> {
  const found = await findEntry(correction.signup)
  if (found && correction.ruling) {
    const { by, at, words } = correction.ruling
    const { shift, entry } = found
    const key = `correct:${correction._id.toHexString()}`
    const limit = await limitFor(correction, at)
    const beyond = correction.minutes > limit ? { limit, by: correction.by } : undefined
    const made = await append(correction.person, correction.signup, (so) => {
      const known = so.find((t) => t.key === key)
      const minutes = correction.minutes - standing(so)
      if (!known && minutes === 0) return undefined
      return { ...draftOf(shift, entry, 'correct', key, minutes, by, at, words), ...(beyond && { beyond }) }
    })
    const outcome = correction.minutes > 0 ? 'came' : 'absent'
    if (made) {
      failPoint('correction appended')
      const turned = outcome === entry.outcome ? 0 : outcome === 'came' ? 1 : -1
      await correctSettled(key, shift._id, entry.id, outcome, {
        minutes: standing([made]),
        came: turned,
        absent: entry.outcome === 'excused' ? 0 : -turned
      })
    }
  }
  await markApplied(correction._id)
}

export async function applyLeft(): Promise<void> {
  for (const correction of await unapplied()) await apply(correction)
}

/** Takes back all that stands of a sign-up. Only the centre does, and never for itself. */
export async function revoke(
  id: string,
  words: string,
  viewer: Staff,
  now: Date,
  show?: Showing<Transaction>,
  request?: string
): Promise<Transaction> {
  const grant = (await findTransaction(id)) ?? refuse('not_found')
  hoursPolicy.permit(viewer, 'revoke', grant)
  if (grant.kind === 'revoke' || !mayRevoke(viewer, grant.person)) refuse('not_in_this_status')
  // What takes it back looks like it, but for who did it, when and why.
  await show?.({ ...grant, kind: 'revoke', by: viewer.id, at: now, words })
  const found = (await findEntry(grant.signup)) ?? refuse('not_found')
  const key = `revoke:${id}`
  const told = toldLater(
    {
      _id: key,
      member: grant.person,
      no: grant.activity,
      verb: 'revoked',
      said: { code: 'revoked', facts: { title: grant.title, words } },
      signup: grant.signup,
      at: now
    },
    request
  )
  const made =
    (await append(grant.person, grant.signup, (so) => {
      const left = Math.min(standing(so), minutesAtMost)
      if (left <= 0 && !so.some((t) => t.key === key)) return undefined
      const summed = { id: `${key}:summed`, topic: 'hours_revoked', at: now, facts: { transaction: key } }
      const draft = draftOf(found.shift, found.entry, 'revoke', key, -left, viewer.id, now, words)
      return { ...draft, outbox: [told, summed] }
    })) ?? refuse('not_in_this_status')
  failPoint('hours revoked')
  await sumRevoked(made)
  return made
}

/** What the shift says it gave goes down with it; that he was entered as there stays for everybody to see. Safe to repeat. */
export async function sumRevoked({ key, shift, signup, ...made }: Transaction): Promise<void> {
  const found = await findEntry(signup)
  if (!found) return
  const change = { minutes: minutesOf(made), came: 0, absent: 0 }
  await correctSettled(key, shift, signup, found.entry.outcome ?? 'came', change)
}
