/**
 * A person is forgotten: what he said is deleted with its salt, and the chain, which holds commitments only, still
 * verifies. Whoever asks for his report gets all he ever said about it, in every case it has stood in; nobody else's
 * words are touched.
 */
import { Refused, refuse } from '#shared/errors.ts'
import { forgetReadWords } from './contact-read-model.ts'
import { removeUnused, type PhotoStore } from '#server/photos/index.ts'
import { advance, coarsened, sizesOf, tellsAddress, type Now } from './advance.ts'
import type { Actor } from './ledger.ts'
import { findByReport, findCase, type CaseDoc, type Report } from './model.ts'
import { ownEntries } from './own-entries.ts'
import { inCaseTransaction } from './case-transaction.ts'

/** Erases one entry; where a report opens with it, the whole report. Refuses `invalid` where nothing is left, `stale`. */
export async function erase(
  caseDoc: CaseDoc,
  entry: number,
  actor: Actor,
  now: Now,
  photos: PhotoStore
): Promise<CaseDoc> {
  const report = openedBy(caseDoc, entry)
  const after = withoutEntry(caseDoc, entry, actor, now)
  const pairs: [CaseDoc, CaseDoc][] = [[caseDoc, after]]
  for (const no of report?.been ?? []) {
    const other = no === caseDoc.no ? null : await findCase(no)
    const first = other?.ledger.find((e) => e.facts.report === report?.id)
    if (other && report && first) pairs.push([other, forget(other, report, first.n, actor, now)])
  }
  now.show?.(after)
  if (report) await forgetReadWords([report.id])
  await removeUnused(photos, await inCaseTransaction(pairs, now))
  return after
}

/** Races lost in a row before it is left to the next try. */
const turnsAtMost = 8

/** What a reporter said with his report and since, by his own wish: no second person is asked. The number of the case; safe to repeat. */
export async function eraseReport(id: string, now: Now, photos: PhotoStore): Promise<string | undefined> {
  for (let turn = 0; turn < turnsAtMost; turn++) {
    const caseDoc = await findByReport(id)
    const report = caseDoc?.reports.find((r) => r.id === id)
    if (!caseDoc || !report) return undefined
    if (report.erased) return caseDoc.no
    try {
      await erase(caseDoc, report.n, { kind: 'reporter', id }, now, photos)
      return caseDoc.no
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'stale') throw error
    }
  }
  return refuse('stale')
}

/** One entry, where it is still the one that was meant and something is left of it. Whether there was; safe to repeat. */
export async function eraseEntry(
  { no, entry, hash }: { no: string; entry: number; hash: string },
  now: Now,
  photos: PhotoStore
): Promise<boolean> {
  const caseDoc = await findCase(no)
  if (!caseDoc?.words[entry] || caseDoc.ledger[entry - 1]?.hash !== hash) return false
  await erase(caseDoc, entry, { kind: 'clock' }, now, photos)
  return true
}

/** Public ids of what its reporter sent with a report and since. */
export async function photosOfReport(id: string): Promise<string[]> {
  const caseDoc = await findByReport(id)
  return caseDoc ? ownEntries(caseDoc, id).flatMap(({ said }) => said?.photos ?? []) : []
}

const openedBy = (caseDoc: CaseDoc, entry: number): Report | undefined =>
  caseDoc.reports.find((r) => r.n === entry && !r.erased)

/** The case without what was said in an entry, and where a report opens with it, without all that its reporter said. */
export function withoutEntry(caseDoc: CaseDoc, entry: number, actor: Actor, now: Now): CaseDoc {
  const report = openedBy(caseDoc, entry)
  if (report) return forget(caseDoc, report, entry, actor, now)
  if (!caseDoc.words[entry]) refuse('invalid', { errors: [{ at: '/body/entry', code: 'invalid_value' }] })
  const titled = new Set(caseDoc.ledger.filter(({ n, verb }) => verb === 'publish' && n > entry).map(({ n }) => n))
  const words = keeping(caseDoc, (n) => n !== entry && !titled.has(n))
  return moved(caseDoc, { words }, { entry }, actor, now)
}

const keeping = (caseDoc: CaseDoc, keep: (n: number) => boolean): CaseDoc['words'] =>
  Object.fromEntries(Object.entries(caseDoc.words).filter(([n]) => keep(Number(n))))

function forget(caseDoc: CaseDoc, report: Report, entry: number, actor: Actor, now: Now): CaseDoc {
  const first = caseDoc.ledger.find((e) => e.facts.report === report.id)?.n ?? 1
  const gone = new Set(
    caseDoc.ledger
      .filter(
        (e) =>
          e.facts.report === report.id ||
          // A title may have been made of all that had been said, and of where.
          (e.verb === 'publish' &&
            (e.n > first || tellsAddress(caseDoc.words[e.n]?.title ?? '', { ...report, reports: [] })))
      )
      .map((e) => e.n)
  )
  const stays = caseDoc.reports.some((r) => r.id === report.id)
  const coarse = (place: CaseDoc['place']): CaseDoc['place'] =>
    coarsened(place, caseDoc.category, caseDoc.area, now.city)
  const change: Partial<CaseDoc> & Pick<CaseDoc, 'words'> = {
    words: keeping(caseDoc, (n) => !gone.has(n)),
    reports: caseDoc.reports.map((r) => {
      if (r.id !== report.id) return r
      const { contact: _, ...rest } = r
      return { ...rest, place: coarse(r.place), erased: true }
    }),
    ...(first === 1 && stays && { place: coarse(caseDoc.place) })
  }
  return moved(caseDoc, change, { entry, report: report.id }, actor, now)
}

const moved = (
  caseDoc: CaseDoc,
  change: Partial<CaseDoc> & Pick<CaseDoc, 'words'>,
  facts: { entry: number; report?: string },
  actor: Actor,
  now: Now
): CaseDoc =>
  advance(caseDoc, { actor, verb: 'erase', at: now.at.toISOString(), facts }, now.city, {
    ...change,
    photoSizes: sizesOf(caseDoc.photoSizes, change.words)
  })
