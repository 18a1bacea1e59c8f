/**
 * Work that happens later, or twice: a `jobs` collection with a lease, attempts and a dead letter. At least once, so
 * every job is safe to repeat. Items come from the cases' outboxes under their own id, so that a relay that dies halfway
 * enqueues nothing twice.
 */
import { randomUUID } from 'node:crypto'
import { mongoose } from './mongo.ts'
import type { Log } from './log.ts'

export interface Job {
  _id: string
  topic: string
  dueAt: Date
  facts: Record<string, unknown>
  attempts: number
  lease?: string
  leaseUntil?: Date
  /** Given up after the last attempt; a person looks. */
  deadAt?: Date
  error?: string
}

const schema = new mongoose.Schema<Job>(
  {
    _id: String,
    topic: String,
    dueAt: Date,
    facts: mongoose.Schema.Types.Mixed,
    attempts: Number,
    lease: String,
    leaseUntil: Date,
    deadAt: Date,
    error: String
  },
  { collection: 'jobs', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ dueAt: 1, leaseUntil: 1 })
schema.index({ deadAt: 1 }, { sparse: true })
const Jobs = mongoose.model('Job', schema)

const leaseMs = 30_000
const attemptsAtMost = 8

/** Adds jobs; one that is there already stays as it is. */
export async function enqueue(jobs: Pick<Job, '_id' | 'topic' | 'dueAt' | 'facts'>[]): Promise<void> {
  if (jobs.length === 0) return
  await Jobs.bulkWrite(
    jobs.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { ...rest, attempts: 0 } }, upsert: true }
    }))
  )
}

/** Leases up to `limit` due jobs under one token. */
export async function lease(now: Date, limit: number): Promise<Job[]> {
  const token = randomUUID()
  const free = {
    dueAt: { $lte: now },
    deadAt: { $exists: false },
    $or: [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lt: now } }]
  }
  const due = await Jobs.find(free, { _id: 1 }).sort({ dueAt: 1 }).limit(limit).lean<{ _id: string }[]>()
  if (due.length === 0) return []
  await Jobs.updateMany(
    { ...free, _id: { $in: due.map((j) => j._id) } },
    { $set: { lease: token, leaseUntil: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } }
  )
  return Jobs.find({ lease: token }).lean<Job[]>()
}

export type Doer = (facts: Record<string, unknown>) => Promise<void>

/** Does what is leased; a failure waits longer each time, and after the last lies in the dead letter. */
export async function work(doers: Readonly<Record<string, Doer>>, now: () => Date, log: Log): Promise<number> {
  const jobs = await lease(now(), 100)
  for (const job of jobs) {
    try {
      const doer = doers[job.topic]
      if (!doer) throw new Error(`nobody does ${job.topic}`)
      await doer(job.facts)
      await Jobs.deleteOne({ _id: job._id, lease: job.lease ?? '' })
    } catch (error) {
      log.error({ err: error, job: job._id, topic: job.topic, attempts: job.attempts }, 'job failed')
      const over = job.attempts >= attemptsAtMost
      await Jobs.updateOne(
        { _id: job._id, lease: job.lease ?? '' },
        {
          $set: {
            error: String(error),
            ...(over ? { deadAt: now() } : { dueAt: new Date(now().getTime() + 1000 * 2 ** job.attempts) })
          },
          $unset: { lease: '', leaseUntil: '' }
        }
      )
    }
  }
  return jobs.length
}

/** Something of this topic waits, or is being done. */
export const isWaiting = async (topic: string): Promise<boolean> =>
  (await Jobs.exists({ topic, deadAt: { $exists: false } })) !== null

export const deadJobs = (): Promise<number> =>
  Jobs.countDocuments({ deadAt: { $exists: true } }, { limit: 1000 }).exec()
