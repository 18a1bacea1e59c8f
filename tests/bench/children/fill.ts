/** Fills an empty database with published cases, indexed as the server would, and ends. */
import { readEnv } from '#config/env.ts'
import { Cases } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { takingLong } from '#server/kernel/mongo.ts'
import { migrateOnly } from '#server/start.ts'
import { town } from '#tests/support/city.ts'
import { storeCases } from '../kit/cases.ts'
import { ready } from '../kit/probe.ts'

const { MONGODB_URI = '', CASES = '0' } = process.env
// While it is empty, so that no server takes it for a database of an older version.
await migrateOnly(readEnv({ ...process.env, LOG_LEVEL: 'warn' }), true)
await takingLong(() => storeCases(MONGODB_URI, Cases, makeSnapshot(town), Number(CASES), new Date()))
ready({})
