/** What everything is measured against: Koa and nothing else; the same with one majority insert through the driver. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { mongoose } from '#server/kernel/mongo.ts'
import { answers, ready } from '../kit/probe.ts'

const { MONGODB_URI } = process.env
const client = MONGODB_URI ? await mongoose.mongo.MongoClient.connect(MONGODB_URI, { maxPoolSize: 50 }) : undefined
const collection = client?.db().collection('bare', { writeConcern: { w: 'majority' } })

/** A stored case whose like is inserted on every POST. */
let pattern: Record<string, unknown> = {}
/** Answers of a given size, made once. */
const bodies = new Map<number, Buffer>()
let inserted = 0

async function read(stream: AsyncIterable<Buffer>): Promise<unknown> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString())
}

const hello = new Koa()
hello.use((ctx) => {
  ctx.body = { hello: 'world' }
})

const sized = new Koa()
sized.use((ctx) => {
  ctx.type = 'application/json'
  ctx.body = bodies.get(Number(ctx.path.slice(1)))
})

const insert = new Koa()
insert.use(async (ctx) => {
  const body = (await read(ctx.req)) as { key?: string }
  const _id = new mongoose.Types.ObjectId()
  const no = `bare-${++inserted}`
  await collection?.insertOne({ ...pattern, _id, no, category: pattern['category'], channel: body.key ?? '' })
  ctx.status = 201
  ctx.body = { no }
})

answers['pattern'] = async (no) => {
  pattern = (await client?.db().collection('cases').findOne({ no: no })) ?? {}
  await collection?.drop().catch(() => undefined)
  await collection?.createIndexes([{ key: { no: 1 } }])
  return mongoose.mongo.BSON.calculateObjectSize(pattern)
}
/** The same collection with every index that cases carry. */
answers['indexed'] = async () => {
  const indexes = (await client?.db().collection('cases').indexes()) ?? []
  await collection?.drop().catch(() => undefined)
  const wanted = indexes.filter((i) => i.name !== '_id_' && !('reports.key' in i.key))
  await collection?.createIndexes(
    wanted.map(({ v: _, ...index }) => index as unknown as mongoose.mongo.IndexDescription)
  )
}
answers['body'] = (bytes) => {
  bodies.set(bytes as number, Buffer.alloc(bytes as number, 120))
}

const listen = (app: Koa): Promise<string> =>
  new Promise((resolve) => {
    const serve = app.callback()
    const server = createServer((req, res) => void serve(req, res))
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
ready({ hello: await listen(hello), sized: await listen(sized), insert: await listen(insert) })
