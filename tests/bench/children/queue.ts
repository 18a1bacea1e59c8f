/**
 * The job queue on a database of its own, and beside it the bare things: one insert through the driver, and a queue as
 * Agenda keeps it, where every job is claimed alone. It also fills the database with cases whose first step is due soon.
 */
import { randomBytes } from 'node:crypto'
import { loadCity } from '#config/city/index.ts'
import { insertMany, open } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { enqueue, work } from '#server/kernel/jobs.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, mongoose, prepare } from '#server/kernel/mongo.ts'
import { answers, ready } from '../kit/probe.ts'

await connect(process.env.MONGODB_URI ?? '')
await prepare()
const city = makeSnapshot(await loadCity())
const log = makeLog('silent')
const now = (): Date => new Date()

interface Bare {
  _id: string
  topic: string
  dueAt: Date
  freeAt: Date
  facts: object
  attempts: number
}
const bare = mongoose.connection.collection<Bare>('bare_jobs')
await bare.createIndex({ freeAt: 1 })

const job = () => ({
  _id: randomBytes(12).toString('hex'),
  topic: 'nothing',
  dueAt: now(),
  facts: { no: '2026-1124-00001' }
})
const bareJob = (): Bare => {
  const item = job()
  return { ...item, freeAt: item.dueAt, attempts: 0 }
}
/** So many at a time until all are done; done a second. */
async function rate(n: number, atOnce: number, one: () => Promise<boolean>): Promise<number> {
  const begun = performance.now()
  let left = n
  const hand = async (): Promise<void> => {
    while (left-- > 0) if (!(await one())) return
  }
  await Promise.all(Array.from({ length: atOnce }, hand))
  return (n / (performance.now() - begun)) * 1000
}

interface Much {
  n: number
  atOnce: number
}
const ask = (input: unknown): Much => input as Much

answers['enqueue'] = (input) => {
  const { n, atOnce } = ask(input)
  return rate(n, atOnce, async () => {
    await enqueue([job()])
    return true
  })
}
answers['insert'] = (input) => {
  const { n, atOnce } = ask(input)
  return rate(n, atOnce, async () => {
    await bare.insertOne(bareJob())
    return true
  })
}
answers['empty'] = async () => {
  await mongoose.connection.collection('jobs').deleteMany({})
  await bare.deleteMany({})
}
answers['drain'] = async (input) => {
  const { n } = ask(input)
  await enqueue(Array.from({ length: n }, job))
  const begun = performance.now()
  const done = new Set<unknown>()
  let runs = 0
  await work(
    {
      nothing: ({ no }) => {
        runs++
        done.add(no)
        return Promise.resolve()
      }
    },
    { now, log }
  )
  if (runs !== n) throw new Error(`${runs} of ${n} jobs were done`)
  return (n / (performance.now() - begun)) * 1000
}
answers['claims'] = async (input) => {
  const { n, atOnce } = ask(input)
  await bare.insertMany(Array.from({ length: n }, bareJob))
  return rate(n, atOnce, async () => {
    const at = now()
    const mine = await bare.findOneAndUpdate(
      { freeAt: { $lte: at } },
      { $set: { freeAt: new Date(at.getTime() + 30_000) }, $inc: { attempts: 1 } },
      { sort: { freeAt: 1 } }
    )
    if (mine) await bare.deleteOne({ _id: mine._id })
    return mine !== null
  })
}

const limit = { n: 10, unit: 'rush_hour' } as const
const urgeAfterMs = 0.8 * limit.n * 3_600_000
let count = 0
/** Cases with ten hours to go, opened so that each is to be urged within `spreadMs` from `from` on, evenly. */
answers['cases'] = async (input) => {
  const { n, from, spreadMs } = input as { n: number; from: number; spreadMs: number }
  const category = city.categories.find((category) => !category.aboutOfficers)
  const office = city.offices.find((office) => office.kind === 'squad')
  if (!category || !office) throw new Error('the city has nothing to be late with')
  const place = { type: 'Point' as const, coordinates: [office.place.lng, office.place.lat] as [number, number] }
  const docs = Array.from({ length: n }, (_, i) => {
    const due = from + Math.round((i / n) * spreadMs)
    const at = new Date(due - urgeAfterMs).toISOString()
    const id = randomBytes(12).toString('hex')
    const report = { id, key: id, requestHash: '', n: 1, at, channel: 'mini' as const, reporter: { member: id }, place }
    const doc = open(
      {
        _id: new mongoose.Types.ObjectId(),
        no: `2026-0101-${String(++count).padStart(5, '0')}`,
        place,
        photoSizes: {},
        routing: { ruleId: 'bench', ruleVersion: 1, because: [] },
        reports: [{ ...report, consentPublic: true }]
      },
      {
        category: category.code,
        area: office.area ?? '',
        channel: 'mini',
        limit,
        urgency: category.urgency,
        report: id,
        office: office.id,
        supervising: office.supervising
      },
      { kind: 'reporter', id },
      { text: 'bench' },
      at,
      city
    )
    if (doc.escalation.next?.at !== due) throw new Error(`due at ${doc.escalation.next?.at}, not at ${due}`)
    return doc
  })
  await insertMany(docs)
  return docs.map((doc) => doc.no)
}

ready({})
