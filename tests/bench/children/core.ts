/**
 * The whole server as `start` makes it, without the worker, in the tests' town; and beside it, in the same process and
 * on the same connections, the bare list: one indexed query through the driver, one Koa answer.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import Koa from 'koa'
import { readEnv } from '#config/env.ts'
import { Cases } from '#server/cases/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { mongoose, takingLong } from '#server/kernel/mongo.ts'
import { start } from '#server/start.ts'
import { password } from '#tests/support/server.ts'
import { town } from '#tests/support/city.ts'
import { readCases } from '#server/statistics/index.ts'
import { openFields } from '#server/open-data/index.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { nearbyFields, nearbyFilter, publicNear } from '#server/similar/model.ts'
import { statisticsRoutes } from '#server/statistics/routes.ts'
import { answers, ready } from '../kit/probe.ts'

const longAgo = new Date(0).toISOString()
/** Fifty, and half the diagonal of the square that a public place stands for. */
const nearM = 86

const env = readEnv({
  ...process.env,
  PORT: '0',
  ROLE: 'web',
  LOG_LEVEL: 'warn',
  RATE_LIMIT: '1000000000',
  PHOTO_DAY_MB: '0',
  SAME_REPORT_MINUTES: '0'
})
const started = await start({ env, city: town, seed: (_world, city) => addStaff(city, password) })

/** The figures of the public pages as they are kept, or from the cases: what they are, and the milliseconds of each time they were asked for. */
answers['figures'] = async (input) => {
  const { days, times, kept } = input as { days: '30' | '365'; times: number; kept: boolean }
  const took: number[] = []
  const now = started.context.now()
  const context = { now: () => now, city: started.context.city }
  let view: unknown
  for (let n = 0; n < times; n++) {
    const begun = performance.now()
    // Nothing is shared with the time before.
    const { stats } = statisticsRoutes(
      context as typeof started.context,
      kept ? {} : { read: readCases, withinMs: 600_000 }
    )
    view = await stats({ query: { days } } as never, { kind: 'guest' } as never, {} as never)
    took.push(performance.now() - begun)
  }
  return { view, took }
}

// Drawing them from a million cases reads them all.
answers['places'] = (count) => takingLong(() => places(count as number))
/** Places to ask about, and a photo for each; the cases near them have photos that look like something. */
async function places(count: number): Promise<object[]> {
  const photoOf = (_id: string, look: string) => ({ _id, width: 1600, height: 1200, usedIn: [], look })
  const found = await Cases.aggregate<{ category: string; publicPlace: { coordinates: [number, number] } }>([
    { $match: { category: { $in: town.categories.filter((c) => c.publicPlace !== 'street').map((c) => c.code) } } },
    { $sample: { size: count } },
    { $project: { category: 1, publicPlace: 1 } }
  ])
  const asked = found.map(({ category, publicPlace: { coordinates } }, n) => {
    const tile = town.categories.find(({ code }) => code === category)?.tile
    const kinds = town.categories.filter((c) => c.tile === tile && c.publicPlace !== 'street').map(({ code }) => code)
    const [lng, lat] = coordinates
    return { category, kinds, lng, lat, photo: createHash('sha256').update(`own ${n}`).digest('hex') }
  })
  const ids = new Set<string>()
  for (const { lng, lat, kinds } of asked) {
    const near = await publicNear({ coordinates: [lng, lat], metres: nearM, categories: kinds, since: longAgo })
    for (const { publication } of near) for (const id of publication.photos) ids.add(id)
  }
  const photos = mongoose.connection.collection<{ _id: string }>('photos')
  await photos
    .insertMany(
      [
        ...[...ids].map((id) => photoOf(id, id.slice(0, 22))),
        ...asked.map(({ photo }) => photoOf(photoIdOf(photo), photo.slice(0, 22)))
      ],
      { ordered: false }
    )
    // Of an earlier run they are there.
    .catch((error: unknown) => {
      if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.code !== 11000) throw error
    })
  return asked
}

/** The fields of a row, as server/cases/model.ts leaves the rest out. */
const projection = {
  ledger: 0,
  outbox: 0,
  search: 0,
  searchText: 0,
  desks: 0,
  'reports.key': 0,
  'reports.requestHash': 0,
  'reports.contact': 0
}
const bare = new Koa()
/** The same cases as lines of JSON, straight from one cursor. */
bare.use(async (ctx, next) => {
  if (ctx.path !== '/lines') {
    await next()
    return
  }
  const cursor = Cases.collection.find({ publishedAt: { $type: 'date' } } as never, {
    projection: openFields,
    // As many at a time as the file reads: a batch of the driver's own size takes a cold disk longer than an answer may take.
    batchSize: 500
  })
  ctx.type = 'application/jsonl'
  ctx.body = Readable.from(
    (async function* () {
      for await (const doc of cursor) yield `${JSON.stringify(doc)}\n`
    })()
  )
})
/** The same public cases by one `$near`, as many as are compared. */
bare.use(async (ctx, next) => {
  if (ctx.path !== '/near') {
    await next()
    return
  }
  const { lng, lat, categories, since } = ctx.query
  const coordinates: [number, number] = [Number(lng), Number(lat)]
  const asked = { coordinates, metres: nearM, categories: String(categories).split(','), since: String(since) }
  const near = { $nearSphere: { $geometry: { type: 'Point', coordinates }, $maxDistance: nearM } }
  ctx.body = await Cases.collection
    .find({ ...nearbyFilter(asked), publicPlace: near } as never, { projection: nearbyFields })
    .limit(40)
    .toArray()
})
bare.use(async (ctx) => {
  const at = new Date(String(ctx.query['at']))
  const id = new mongoose.Types.ObjectId(String(ctx.query['id']))
  ctx.body = await Cases.collection
    .find({ publishedAt: { $lte: at }, $or: [{ publishedAt: { $lt: at } }, { _id: { $lt: id } }] }, { projection })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(21)
    .toArray()
})
const serve = bare.callback()
const server = createServer((req, res) => void serve(req, res))
server.listen(0, '127.0.0.1', () => {
  ready({ url: started.url, bare: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
