/** Fills an empty database with published cases, then indexes it as the server would, and ends. */
import { Cases } from '#server/cases/index.ts'
import { makeRegistry } from '#server/city/index.ts'
import { connect, disconnect, prepare } from '#server/kernel/mongo.ts'
import { town } from '#tests/support/city.ts'
import { storeCases } from '../kit/cases.ts'
import { ready } from '../kit/probe.ts'

const { MONGODB_URI = '', CASES = '0' } = process.env
const count = Number(CASES)
const say = (done: number, of: number): void => {
  process.stdout.write(`${JSON.stringify({ progress: { done, of } })}\n`)
}
await connect(MONGODB_URI)
await storeCases(Cases.collection, makeRegistry(town), { count, distinct: 2000, now: new Date() }, say)
await prepare()
await disconnect()
ready({ count })
