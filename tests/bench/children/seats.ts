/**
 * The whole server, without the worker, and beside it on the same connections the bare thing: Koa and one conditional
 * update that takes a seat in an array, with the indexes that shifts carry.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { readEnv } from '#config/env.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { start } from '#server/start.ts'
import { town } from '#tests/support/city.ts'
import { openFor, signUpAtOnce, type Contention } from '#tests/support/contention.ts'
import { password } from '#tests/support/server.ts'
import { planFor } from '#tests/support/volunteering.ts'
import { answers, ready } from '../kit/probe.ts'

const env = readEnv({ ...process.env, PORT: '0', ROLE: 'web', LOG_LEVEL: 'warn', RATE_LIMIT: '1000000000' })
const started = await start({ env, city: town, seed: (_world, city) => addStaff(city, password) })
const { context, call } = started

interface BareShift {
  _id: string
  open: boolean
  from: Date
  free: number
  people: { id: string; member: string; at: Date; key: string; state: string; role: string; n: number }[]
}
const shifts = mongoose.connection.collection<BareShift>('bare_shifts')
await shifts.createIndexes([{ key: { 'people.member': 1, from: -1 } }, { key: { 'people.id': 1 } }])

const bare = new Koa()
bare.use(async (ctx) => {
  const [, shift = '', member = ''] = ctx.path.split('/')
  // The body is read, as ours is.
  await ctx.req.resume().toArray()
  const taken = await shifts.updateOne(
    { _id: shift, open: true, from: { $gt: new Date() }, free: { $gte: 1 }, 'people.member': { $ne: member } },
    {
      $push: {
        people: {
          id: new mongoose.Types.ObjectId().toHexString(),
          member,
          at: new Date(),
          key: member.repeat(2),
          state: 'in',
          role: 'sweep',
          n: 1
        }
      },
      $inc: { free: -1 }
    },
    { writeConcern: { w: 'majority' } }
  )
  ctx.status = taken.matchedCount === 1 ? 201 : 409
  ctx.body = { taken: taken.matchedCount }
})

/** A fresh shift on either side. */
answers['open'] = async (input) => {
  const { seats, waitAtMost } = input as { seats: number; waitAtMost: number }
  const shift = await openFor(call, planFor(context.now(), { waitAtMost }, seats))
  await shifts.insertOne({ _id: shift, open: true, from: new Date(Date.now() + 86_400_000), free: seats, people: [] })
  return shift
}
/** Access tokens of so many residents, who are new every time. */
let residents = 0
answers['tokens'] = (n) =>
  Promise.all(
    Array.from({ length: n as number }, async () => {
      const id = `b${(++residents).toString(16).padStart(23, '0')}`
      return (await context.sessions.begin({ kind: 'resident', id }, { ip: '' })).access
    })
  )
answers['contention'] = (input) => {
  const { shift, round, ...what } = input as Contention & { shift: string; round: number }
  return signUpAtOnce(call, shift, what, round)
}
answers['taken'] = async (shift) => (await shifts.findOne({ _id: shift as string }))?.people.length

const serve = bare.callback()
const server = createServer((req, res) => void serve(req, res))
server.listen(0, '127.0.0.1', () => {
  ready({ url: started.url, bare: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
