/** What is seen of the ledger of hours and of requests to correct it. */
import { linesAtMost, type CorrectionView, type HourEntry, type LedgerLine } from '#shared/hours.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { eventsAround, presentPresence, sumUp } from '#server/presence/index.ts'
import { findEntries } from '#server/participation/index.ts'
import type { CorrectionDoc } from './corrections-model.ts'
import { minutesOf, ofSignups, standing, type Transaction } from './model.ts'
import { limitOf } from './limit.ts'
import { barOf, mayRule, maySee } from './policy.ts'

export type NameOf = (staff: string) => string
export const namesIn =
  (context: AppContext): NameOf =>
  (id) =>
    context.city().person(id)?.name ?? id

/** Empty where the person asked for himself. */
const askedBy = (by: string, person: string, nameOf: NameOf): string =>
  by === person ? '' : nameOf(by.replace(/^staff:/, ''))

const presentLine = (t: Transaction, nameOf: NameOf): LedgerLine => ({
  id: t._id.toHexString(),
  kind: t.kind,
  at: t.at.toISOString(),
  minutes: minutesOf(t),
  by: nameOf(t.by),
  ...(t.words && { words: t.words }),
  ...(t.beyond && { beyond: { limit: t.beyond.limit, by: askedBy(t.beyond.by, t.person, nameOf) } })
})
/** Of one sign-up, oldest first. */
export const presentLines = (of: readonly Transaction[], nameOf: NameOf): LedgerLine[] =>
  of.slice(-linesAtMost).map((t) => presentLine(t, nameOf))

export const presentEntry = (t: Transaction, nameOf: NameOf): HourEntry => ({
  ...presentLine(t, nameOf),
  activity: { no: t.activity, title: t.title, from: t.from.toISOString() },
  signup: t.signup
})

/** Requests with what stands in the ledger; to whoever rules on them also whose they are and what his phone reported. */
export async function presentCorrections(
  items: readonly CorrectionDoc[],
  viewer: Viewer,
  now: Date,
  nameOf: NameOf
): Promise<CorrectionView[]> {
  const signups = [...new Set(items.map((correction) => correction.signup))]
  const onDesk = items.filter((correction) => maySee(viewer, correction))
  const [lines, entries, reported] = await Promise.all([
    ofSignups(signups),
    onDesk.length === 0 ? undefined : findEntries(signups),
    onDesk.length === 0
      ? undefined
      : eventsAround(
          [...new Set(onDesk.map((correction) => correction.person))],
          onDesk.map((correction) => correction.from)
        )
  ])
  const desk = (correction: CorrectionDoc, own: readonly Transaction[]): CorrectionView['desk'] => {
    const found = entries?.get(correction.signup)
    if (!found || !maySee(viewer, correction)) return undefined
    const { shift, entry } = found
    const events = reported?.get(correction.person) ?? []
    const sum = sumUp(events, shift, now)
    const limit = limitOf(shift, sum.minutes)
    const bar = correction.state === 'asked' ? barOf(viewer, correction, limit) : undefined
    return {
      name: entry.name ?? '',
      ...(entry.phone && { phone: entry.phone }),
      role: shift.roles.find((r) => r.id === entry.role)?.name ?? entry.role,
      shift: { id: shift._id, from: shift.from.toISOString(), to: shift.to.toISOString() },
      ...(entry.outcome && { outcome: entry.outcome }),
      presence: presentPresence(
        sum,
        events.filter((e) => e.shift === shift._id)
      ),
      ledger: presentLines(own, nameOf),
      limit,
      ...(bar && { bar })
    }
  }
  return items.map((correction): CorrectionView => {
    const own = lines.filter((t) => t.signup === correction.signup)
    const more = desk(correction, own)
    return {
      id: correction._id.toHexString(),
      at: correction.at.toISOString(),
      state: correction.state,
      signup: correction.signup,
      activity: { no: correction.activity, title: correction.title, from: correction.from.toISOString() },
      granted: Math.max(0, standing(own)),
      minutes: correction.minutes,
      words: correction.words,
      by: askedBy(correction.by, correction.person, nameOf),
      ...(correction.ruling && {
        ruling: {
          at: correction.ruling.at.toISOString(),
          by: nameOf(correction.ruling.by),
          words: correction.ruling.words
        }
      }),
      mayRule: more !== undefined && mayRule(viewer, correction, more.limit),
      ...(more && { desk: more })
    }
  })
}
