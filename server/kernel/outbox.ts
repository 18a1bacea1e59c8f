/**
 * What is to happen after a document is stored stands in the document itself, written by the same update. A relay moves it
 * into jobs under the items' own ids: dying between the two steps repeats the first, harmlessly.
 */
import { failPoint } from './failpoints.ts'
import { enqueue, type NewJob } from './jobs.ts'
import type { mongoose } from './mongo.ts'

type Moment = Date | string

export interface OutboxItem {
  id: string
  /** Names the job's handler. */
  topic: string
  at: Moment
  /** When it is to be done, where that is later. */
  dueAt?: Moment
  facts: Readonly<Record<string, unknown>>
  /** Name of the request that asked for it. */
  request?: string
  /** Names of sums that are others now. */
  recount?: readonly string[]
}

/** A document with an outbox; its number, where it has one, is among every job's facts. */
interface Owner {
  _id: unknown
  no?: string
  outbox: OutboxItem[]
}
export type OutboxOwners = Pick<mongoose.mongo.Collection, 'find' | 'bulkWrite'>

/** The fields and options of the index that a relay reads by. */
export const outboxIndex = [{ 'outbox.at': 1 }, { partialFilterExpression: { 'outbox.0': { $exists: true } } }] as const

/** How many documents are read at a time, and how often before others get their turn. */
const documents = 100
const rounds = 50

const jobsOf = ({ no, outbox }: Owner): NewJob[] =>
  outbox.map(({ id, topic, at, dueAt, facts, request }) => ({
    _id: id,
    topic,
    dueAt: new Date(dueAt ?? at),
    facts: {
      ...(no !== undefined && { no }),
      id,
      at: new Date(at).toISOString(),
      ...facts,
      ...(request && { request })
    }
  }))

/** What a request has just asked for bears its name. */
export const asked = <T extends { outbox: OutboxItem[] }>(
  doc: T,
  request: string | undefined,
  before?: { outbox: readonly OutboxItem[] }
): T => {
  if (!request) return doc
  const known = new Set(before?.outbox.map(({ id }) => id))
  return { ...doc, outbox: doc.outbox.map((item) => (known.has(item.id) ? item : { ...item, request })) }
}

/** Since when the oldest of them waits. */
export async function oldestIn(owners: OutboxOwners): Promise<Date | undefined> {
  const [found] = (await owners
    .find({ 'outbox.0': { $exists: true } }, { projection: { 'outbox.at': 1 } })
    .sort({ 'outbox.at': 1 })
    .limit(1)
    .toArray()) as unknown as Owner[]
  const at = found?.outbox.map((item) => new Date(item.at).getTime()) ?? []
  return at.length === 0 ? undefined : new Date(Math.min(...at))
}

/**
 * Moves what waits in the outboxes of one collection, oldest first. Which sums are others now is told before the items go:
 * at every moment either an item says so, or whoever was told knows it.
 */
export async function relay(
  owners: OutboxOwners,
  recount: (names: readonly string[]) => Promise<void> = () => Promise.resolve()
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const found = (await owners
      .find({ 'outbox.0': { $exists: true } }, { projection: { no: 1, outbox: 1 } })
      .sort({ 'outbox.at': 1 })
      .limit(documents)
      .toArray()) as unknown as Owner[]
    if (found.length === 0) return
    failPoint('outboxes read')
    const names = new Set(found.flatMap(({ outbox }) => outbox.flatMap((item) => item.recount ?? [])))
    if (names.size > 0) await recount([...names])
    failPoint('sums marked')
    await enqueue(found.flatMap(jobsOf))
    failPoint('jobs enqueued')
    await owners.bulkWrite(
      found.map(({ _id, outbox }) => ({
        updateOne: {
          filter: { _id },
          update: { $pull: { outbox: { id: { $in: outbox.map((item) => item.id) } } } }
        }
      })) as unknown as Parameters<OutboxOwners['bulkWrite']>[0],
      { ordered: false }
    )
    failPoint('outboxes dropped')
    if (found.length < documents) return
  }
}
