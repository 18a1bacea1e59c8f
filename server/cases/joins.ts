/** Reports of one matter brought together, and a wrong join undone: both ledgers say so, in one transaction. */
import { reportsAtMost } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import { advance, canMove, coarsened, reportOf, sizesOf, type Now } from './advance.ts'
import type { Actor, Facts } from './ledger.ts'
import { findCase, type CaseDoc, type Report } from './model.ts'
import { inCaseTransaction } from './case-transaction.ts'

const without = (words: CaseDoc['words'], gone: readonly number[]): CaseDoc['words'] =>
  Object.fromEntries(Object.entries(words).filter(([n]) => !gone.includes(Number(n))))

/** What a ledger says of a report that comes in. */
const factsOf = ({ id, consentPublic, consentFrom }: Report): Facts => ({
  report: id,
  ...(!consentPublic && { consent: false }),
  ...(consentFrom !== undefined && { consent: true })
})

/** A yes that was said anew holds from where the report comes in: the entry is counted in the case it stands in. */
const from = ({ consentFrom }: Report, n: number): Pick<Report, 'consentFrom'> =>
  consentFrom === undefined ? {} : { consentFrom: n }

const hasBeen = ({ been = [] }: Report, no: string): string[] => [...new Set([...been, no])]

/**
 * Moves every report of one case into another, words, photos and place with it. Who has taken his report back stays
 * behind. Refuses `not_found`, `not_in_this_status`, `full`, `stale`.
 */
export async function join(source: CaseDoc, into: string, actor: Actor, now: Now): Promise<CaseDoc> {
  const target = (await findCase(into)) ?? refuse('not_found')
  if (target.no === source.no || !canMove(target, 'join')) refuse('not_in_this_status')
  const moving = source.reports.filter((r) => !r.withdrawn)
  if (moving.length === 0) refuse('not_in_this_status')
  if (target.reports.length + moving.length > reportsAtMost) refuse('full')
  const at = now.at.toISOString()
  let taken = target
  for (const report of moving) {
    const kept = source.words[report.n]
    const moved: Report = {
      ...report,
      n: taken.ledger.length + 1,
      ...from(report, taken.ledger.length + 1),
      movedFrom: report.movedFrom ?? source.no,
      been: hasBeen(report, source.no)
    }
    taken = advance(
      taken,
      { actor, verb: 'join', at, facts: { ...factsOf(report), from: source.no }, ...(kept && { kept }) },
      now.city,
      { reports: [...taken.reports, moved], photoSizes: { ...source.photoSizes, ...taken.photoSizes } }
    )
  }
  taken = { ...taken, version: target.version + 1, photoSizes: sizesOf(taken.photoSizes, taken.words) }
  const words = without(
    source.words,
    moving.map((r) => r.n)
  )
  const left = advance(source, { actor, verb: 'join', at, facts: { into: target.no } }, now.city, {
    reports: source.reports.filter((r) => r.withdrawn),
    words,
    photoSizes: sizesOf(source.photoSizes, words),
    // The exact place went with the report; it is forgotten there, should it be forgotten.
    place: coarsened(source.place, source.category, source.area, now.city)
  })
  now.show?.(left)
  await inCaseTransaction(
    [
      [source, left],
      [target, taken]
    ],
    now
  )
  return left
}

/**
 * Undoes a join: the report goes back to the case it was first filed as, under its old entry. Refuses `not_found` for a
 * report that is not here, `not_in_this_status` for one that was never joined or was taken back, `stale`.
 */
export async function unjoin(target: CaseDoc, id: string, text: string, actor: Actor, now: Now): Promise<CaseDoc> {
  const report = reportOf(target, id) ?? refuse('not_found')
  if (!report.movedFrom || report.withdrawn) refuse('not_in_this_status')
  const home = (await findCase(report.movedFrom)) ?? refuse('not_found')
  const at = now.at.toISOString()
  const words = without(target.words, [report.n])
  const out = advance(target, { actor, verb: 'unjoin', at, facts: { report: id }, said: { text } }, now.city, {
    reports: target.reports.filter((r) => r.id !== id),
    words,
    photoSizes: sizesOf(target.photoSizes, words)
  })
  const { movedFrom: _, ...own } = report
  const kept = target.words[report.n]
  const first = home.ledger.find((e) => e.facts.report === id)?.n ?? 1
  const homeWords = kept ? { ...home.words, [first]: kept } : home.words
  const back = advance(
    home,
    { actor, verb: 'unjoin', at, facts: { ...factsOf(report), into: target.no }, to: home.status },
    now.city,
    {
      reports: [
        { ...own, n: first, ...from(report, home.ledger.length + 1), been: hasBeen(report, target.no) },
        ...home.reports
      ],
      words: homeWords,
      photoSizes: sizesOf({ ...target.photoSizes, ...home.photoSizes }, homeWords),
      place: report.place
    }
  )
  now.show?.(out)
  await inCaseTransaction(
    [
      [target, out],
      [home, back]
    ],
    now
  )
  return out
}
