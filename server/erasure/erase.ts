/**
 * An erasure is written down, in the database and outside it, before anything goes; it is done at once, and once more some seconds
 * later: what was under way in another process is gone then too, and so is what a server that died in the middle had left.
 */
import { randomUUID } from 'node:crypto'
import type { AppContext } from '#server/context.ts'
import { eraseEntry, photosOfReport, type CaseDoc } from '#server/cases/index.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { ofReport } from '#server/notifications/index.ts'
import { removeUnused } from '#server/photos/index.ts'
import { erasePerson, reportsOf } from './erase-person.ts'
import {
  endErasure,
  erasureOf,
  keepErasure,
  notePhotos,
  openErasures,
  photosNoted,
  type ErasureDoc,
  type ErasureOf
} from './model.ts'
import { register } from './register.ts'

/** By then every process knows that his sessions are over, and has written what it was about to write. */
const settledMs = 10_000
/** Nobody is kept out for longer by an erasure that does not succeed. */
const keptOutMs = 15 * 60_000

async function writeDown(of: ErasureOf, { records, now }: AppContext): Promise<ErasureDoc> {
  const doc: ErasureDoc = { _id: randomUUID(), of, at: now() }
  await register(doc, records)
  await keepErasure(doc)
  failPoint('erasure noted')
  return doc
}

/** Everything of who asks: a person, or the reporter of one report. */
export async function eraseOwn(viewer: Viewer, context: AppContext): Promise<void> {
  const person = personOf(viewer)
  const of: ErasureOf | undefined =
    viewer.kind === 'code' ? { report: viewer.report } : person === undefined ? undefined : { person }
  if (!of) return
  const doc = await writeDown(of, context)
  if (viewer.kind === 'resident') await context.sessions.endAllOf({ kind: 'resident', id: viewer.member }, 'erased')
  if (viewer.kind === 'code' && viewer.family !== undefined) await context.sessions.endCode(viewer.family)
  await carryOut(doc, context)
}

/** What the centre has erased on request is to stay erased, whatever backup is restored. */
export async function noteEntryErased(caseDoc: CaseDoc, entry: number, context: AppContext): Promise<void> {
  const report = caseDoc.reports.find(({ n }) => n === entry)
  const { hash = '' } = caseDoc.ledger[entry - 1] ?? {}
  await writeDown(report ? { report: report.id } : { no: caseDoc.no, entry, hash }, context)
}

async function carryOut({ _id, of }: ErasureDoc, context: AppContext): Promise<void> {
  const now = context.now()
  if ('no' in of) {
    if (await eraseEntry(of, { at: now, city: context.city() }, context.photos)) context.moved('anything')
    return
  }
  const reports = 'report' in of ? [of.report] : await reportsOf(of.person)
  for (const id of reports) await notePhotos(_id, await photosOfReport(id))
  const person = 'report' in of ? ofReport(of.report) : of.person
  await erasePerson({ person, reports, now, context })
  // Those that a death in between had left to the sweeper.
  await removeUnused(context.photos, await photosNoted(_id))
  // Public pages show what the holder of a certificate allowed, and who is on the wall of honour.
  context.moved('anything')
}

/** Goes on with what is not done. */
export async function resumeErasures(context: AppContext): Promise<void> {
  const now = context.now()
  for (const doc of await openErasures(now)) {
    try {
      await carryOut(doc, context)
      if (doc.at.getTime() <= now.getTime() - settledMs) await endErasure(doc._id, now)
    } catch (error) {
      context.log.error({ err: error, erasure: doc._id }, 'an erasure is not done yet')
    }
  }
}

/** Whoever comes back while he is being erased would be erased anew. */
export async function isBeingErased(person: string, now: Date): Promise<boolean> {
  const at = await erasureOf(person)
  return at !== undefined && at.getTime() > now.getTime() - keptOutMs
}
