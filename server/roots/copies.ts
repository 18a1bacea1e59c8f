/**
 * A daily root on its way to the places outside the database. The wish lands with the root itself; a place that does not take it
 * is tried again, for as long as it is a place, and the desk shows since when it waits.
 */
import { rootPlaces, type RootCopies, type RootPlace } from '#shared/ledger.ts'
import type { AppContext } from '#server/context.ts'
import { enqueue, type JobHandler } from '#server/kernel/jobs.ts'
import { publicRoot } from './make.ts'
import { copyDone, copyFailed, findRoot, newestCopy, waitingCopies, wantCopy } from './model.ts'
import { coveredPlace } from './places.ts'
import { writeTo } from './write-to.ts'

const minute = 60_000
/** After so many failed tries; then every six hours. */
const waits = [1, 5, 15, 60, 180].map((minutes) => minutes * minute)
const longestWait = 360 * minute
const shownAtMost = 1000

const isPlace = (text: unknown): text is RootPlace => rootPlaces.some((place) => place === text)

/** The job of one root and one place. */
export const rootCopyHandlers = (context: AppContext): Record<'rootCopy', JobHandler> => ({
  async rootCopy({ day, place }) {
    const root = await findRoot(String(day))
    if (!root || !isPlace(place)) return
    const copy = await wantCopy(root._id, place, context.now())
    if (!copy || copy.doneAt) return
    const answer = await writeTo(place, publicRoot(root), context)
    // A place that is none any more waits for nothing.
    if (!answer) return
    const now = context.now()
    if (answer.outcome === 'sent') return copyDone(copy._id, now, answer.answer)
    const nextAt = new Date(now.getTime() + (waits[copy.tries] ?? longestWait))
    await copyFailed(copy._id, { nextAt, reason: answer.reason, answer: answer.answer })
    context.log.warn({ day, place, reason: answer.reason, answer: answer.answer }, 'a daily root was not taken')
    await enqueue([
      { _id: `root/${copy._id}/${nextAt.getTime()}`, topic: 'rootCopy', dueAt: nextAt, facts: { day, place } }
    ])
  }
})

/** How each place fares; also what the metrics print. */
export async function copiesOf({ rootPlaces: places }: AppContext): Promise<RootCopies[]> {
  const all = await Promise.all(
    rootPlaces.map(async (place) => {
      const to = coveredPlace(place, places)
      if (to === undefined) return []
      const [last, waiting] = await Promise.all([newestCopy(place), waitingCopies(place, shownAtMost)])
      const [oldest] = waiting
      return [
        {
          place,
          to,
          waiting: waiting.length,
          ...(last?.doneAt && { day: last.day, at: last.doneAt.toISOString() }),
          ...(oldest && { since: oldest.at.toISOString() }),
          ...(oldest?.nextAt && { nextAt: oldest.nextAt.toISOString() }),
          ...(oldest?.reason && { reason: oldest.reason }),
          ...(oldest?.answer !== undefined && { answer: oldest.answer })
        }
      ]
    })
  )
  return all.flat()
}
