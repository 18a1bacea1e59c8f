/**
 * A person is forgotten: what he said is deleted with its salt, and the chain, which holds commitments only, still
 * verifies. Whoever asks for his report gets all he ever said about it, in every case it has stood in; nobody else's
 * words are touched.
 */
import { refuse } from '#shared/errors.ts'
import { removeUnused } from '#server/photos/index.ts'
import { advance, coarsened, sizesOf, tellsAddress, type Now } from './advance.ts'
import type { Actor } from './ledger.ts'
import { findCase, type CaseDoc, type Report } from './model.ts'
import { inCaseTransaction } from './case-transaction.ts'

/** Erases one entry; where a report opens with it, the whole report. Refuses `invalid` where nothing is left, `stale`. */
export async function erase(it: CaseDoc, entry: number, actor: Actor, now: Now): Promise<CaseDoc> {
  const report = it.reports.find((r) => r.n === entry && !r.erased)
  if (!report && !it.words[entry]) refuse('invalid', { errors: [{ at: '/body/entry', code: 'invalid_value' }] })
  const after = report
    ? forget(it, report, entry, actor, now)
    : moved(it, { words: keeping(it, (n) => n !== entry) }, { entry }, actor, now)
  const pairs: [CaseDoc, CaseDoc][] = [[it, after]]
  for (const no of report?.been ?? []) {
    const other = no === it.no ? null : await findCase(no)
    const first = other?.ledger.find((e) => e.facts.report === report?.id)
    if (other && report && first) pairs.push([other, forget(other, report, first.n, actor, now)])
  }
  await removeUnused(await inCaseTransaction(pairs, now.at))
  return after
}

const keeping = (it: CaseDoc, keep: (n: number) => boolean): CaseDoc['words'] =>
  Object.fromEntries(Object.entries(it.words).filter(([n]) => keep(Number(n))))

function forget(it: CaseDoc, report: Report, entry: number, actor: Actor, now: Now): CaseDoc {
  const opens = it.ledger[0]?.facts.report === report.id
  const gone = new Set(
    it.ledger
      .filter(
        (e) =>
          e.facts.report === report.id ||
          // A title was made from what the first reporter said, or from where he said it was.
          (e.verb === 'publish' && (opens || tellsAddress(it.words[e.n]?.title ?? '', { ...report, reports: [] })))
      )
      .map((e) => e.n)
  )
  const stays = it.reports.some((r) => r.id === report.id)
  const coarse = (place: CaseDoc['place']): CaseDoc['place'] => coarsened(place, it.category, it.area, now.city)
  const change: Partial<CaseDoc> & Pick<CaseDoc, 'words'> = {
    words: keeping(it, (n) => !gone.has(n)),
    reports: it.reports.map((r) => {
      if (r.id !== report.id) return r
      const { contact: _, ...rest } = r
      return { ...rest, place: coarse(r.place), erased: true }
    }),
    ...(opens && stays && { place: coarse(it.place) })
  }
  return moved(it, change, { entry, report: report.id }, actor, now)
}

const moved = (
  it: CaseDoc,
  change: Partial<CaseDoc> & Pick<CaseDoc, 'words'>,
  facts: { entry: number; report?: string },
  actor: Actor,
  now: Now
): CaseDoc =>
  advance(it, { actor, verb: 'erase', at: now.at.toISOString(), facts }, now.city, {
    ...change,
    photoSizes: sizesOf(it.photoSizes, change.words)
  })
