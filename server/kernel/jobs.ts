/**
 * Work that happens later, or twice: a `jobs` collection with a lease, attempts and a dead letter. At least once, so
 * every job is safe to repeat. Items come from the cases' outboxes under their own id, so that a relay that dies halfway
 * enqueues nothing twice. One field says when a job may be taken: at its time, or, once leased, when the lease is over;
 * a worker that is killed is nobody's business, its jobs are simply free again.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { batches } from './batches.ts'
import { failPoint } from './failpoints.ts'
import type { Log } from './log.ts'
import { insertEach, mongoose } from './mongo.ts'

export interface Job {
  _id: string
  topic: string
  /** When it is to be done. */
  dueAt: Date
  /** When it may be taken; none on a job that was given up. */
  freeAt?: Date
  facts: Record<string, unknown>
  attempts: number
  /** Token of who has it. */
  lease?: string
  /** Given up after the last attempt; a person looks. */
  deadAt?: Date
  error?: string
}

const schema = new mongoose.Schema<Job>(
  {
    _id: String,
    topic: String,
    dueAt: Date,
    freeAt: Date,
    facts: mongoose.Schema.Types.Mixed,
    attempts: Number,
    lease: String,
    deadAt: Date,
    error: String
  },
  { collection: 'jobs', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ freeAt: 1 })
schema.index({ lease: 1 }, { sparse: true })
schema.index({ deadAt: 1 }, { sparse: true })
schema.index({ topic: 1, deadAt: 1 })
const Jobs = mongoose.model('Job', schema)

export const usualLeaseMs = 30_000
const attemptsAtMost = 8
/** As many as are leased at once, and as many as are done at the same time. */
const batch = 100
const atOnce = 10

export type NewJob = Pick<Job, '_id' | 'topic' | 'dueAt' | 'facts'>

const add = batches<readonly NewJob[], void>(async (_key, lists) => {
  const jobs = lists.flat().map((job) => ({ ...job, freeAt: job.dueAt, attempts: 0 }))
  const outcomes = await insertEach(Jobs.collection as unknown as mongoose.Collection<(typeof jobs)[number]>, jobs)
  let from = 0
  return lists.map((list) => {
    const mine = outcomes.slice(from, (from += list.length))
    return () => {
      for (const outcome of mine) if (outcome instanceof Error) throw outcome
    }
  })
})

/** Adds jobs, majority; one that is there already stays as it is. What comes while one write is under way shares the next. */
export const enqueue = async (jobs: readonly NewJob[]): Promise<void> => {
  if (jobs.length > 0) await add('jobs', jobs)
}

/** Which topics are meant: these alone, or all but these. */
export type Topics = { only: readonly string[] } | { but: readonly string[] }
const inTopics = (topics: Topics | undefined) =>
  topics && { topic: 'only' in topics ? { $in: [...topics.only] } : { $nin: [...topics.but] } }

/** Leases up to `limit` jobs whose time has come, under one token. */
export async function lease(now: Date, limit: number, leaseMs = usualLeaseMs, topics?: Topics): Promise<Job[]> {
  const token = randomUUID()
  const free = { freeAt: { $lte: now }, ...inTopics(topics) }
  // Three workers who all want the very first would get in each other's way: each begins somewhere else.
  const found = await Jobs.find(free)
    .sort({ freeAt: 1 })
    .limit(limit * 3)
    .lean<Job[]>()
  if (found.length === 0) return []
  failPoint('jobs found')
  const from = found.length > limit ? randomInt(found.length - limit + 1) : 0
  const wanted = found.slice(from, from + limit)
  const freeAt = new Date(now.getTime() + leaseMs)
  const { modifiedCount } = await Jobs.updateMany(
    { ...free, _id: { $in: wanted.map((job) => job._id) } },
    { $set: { lease: token, freeAt }, $inc: { attempts: 1 } }
  )
  failPoint('jobs leased')
  // Whoever got all that he wanted knows them already.
  const mine =
    modifiedCount === wanted.length
      ? wanted.map((job) => ({ ...job, lease: token, freeAt, attempts: job.attempts + 1 }))
      : await Jobs.find({ lease: token }).lean<Job[]>()
  failPoint('leased jobs read')
  return mine
}

export type JobHandler = (facts: Record<string, unknown>) => Promise<void>

export interface WorkOptions {
  now: () => Date
  log: Log
  leaseMs?: number
  /** What waits for others is done apart, so that nothing else waits with it. */
  topics?: Topics
}

/**
 * Does what is due, batch after batch while there is a full one; how many were done. A failure waits longer each time,
 * and after the last lies in the dead letter. What could not be begun while the lease held is left to the next.
 */
export async function work(jobHandlers: Readonly<Record<string, JobHandler>>, options: WorkOptions): Promise<number> {
  const { now, leaseMs = usualLeaseMs, topics } = options
  let sum = 0
  let tidied = Promise.resolve()
  for (let round = 0; round < 50; round++) {
    // The next are leased while the last are taken off the list.
    const [jobs] = await Promise.all([lease(now(), batch, leaseMs, topics), tidied])
    tidied = takeOff(jobs, await doAll(jobs, jobHandlers, options))
    sum += jobs.length
    if (jobs.length < batch / 2) break
  }
  await tidied
  return sum
}

/** Identifiers of those that were done. */
async function doAll(
  jobs: readonly Job[],
  jobHandlers: Readonly<Record<string, JobHandler>>,
  { now, log, leaseMs = usualLeaseMs }: WorkOptions
): Promise<string[]> {
  const began = now().getTime()
  const done: string[] = []
  const one = async (job: Job): Promise<void> => {
    try {
      // Whoever takes it dies: it is taken no more.
      if (job.attempts > attemptsAtMost) throw new Error('taken and never finished')
      const handler = jobHandlers[job.topic]
      if (!handler) throw new Error(`nobody does ${job.topic}`)
      await handler(job.facts)
      failPoint(`${job.topic} done`)
      done.push(job._id)
    } catch (error) {
      const { _id, topic, attempts, facts } = job
      log.error({ err: error, job: _id, topic, attempts, request: facts['request'] }, 'job failed')
      await postpone(job, error, now())
    }
  }
  const waiting = [...jobs]
  const hand = async (): Promise<void> => {
    // Half a lease is left for what has been begun.
    for (let job = waiting.shift(); job && now().getTime() < began + leaseMs / 2; job = waiting.shift()) await one(job)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, hand))
  return done
}

async function takeOff(jobs: readonly Job[], done: readonly string[]): Promise<void> {
  const token = jobs[0]?.lease
  if (token !== undefined && done.length > 0) await Jobs.deleteMany({ _id: { $in: [...done] }, lease: token })
  if (jobs.length > 0) failPoint('jobs deleted')
}

/** Something of this topic waits, or is being done. */
export const isWaiting = async (topic: string): Promise<boolean> =>
  (await Jobs.exists({ topic, deadAt: { $exists: false } })) !== null
async function postpone(job: Job, error: unknown, now: Date): Promise<void> {
  const over = job.attempts >= attemptsAtMost
  await Jobs.updateOne(
    { _id: job._id, lease: job.lease ?? '' },
    {
      $set: {
        error: String(error),
        ...(over ? { deadAt: now } : { freeAt: new Date(now.getTime() + 1000 * 2 ** job.attempts) })
      },
      $unset: { lease: '', ...(over && { freeAt: '' }) }
    }
  )
}

/** What waits although its time has come, by topic: how many, and since when the oldest. */
export const dueJobs = (now: Date): Promise<{ topic: string; count: number; oldest: Date }[]> =>
  Jobs.aggregate<{ topic: string; count: number; oldest: Date }>([
    { $match: { freeAt: { $lte: now } } },
    { $group: { _id: '$topic', count: { $sum: 1 }, oldest: { $min: '$dueAt' } } },
    { $project: { _id: 0, topic: '$_id', count: 1, oldest: 1 } }
  ]).exec()

export const deadJobs = (): Promise<number> =>
  Jobs.countDocuments({ deadAt: { $exists: true } }, { limit: 1000 }).exec()

/** What was still to be said to somebody. */
export const eraseJobs = async (member: string): Promise<void> => {
  await Jobs.deleteMany({ 'facts.member': member })
}
