/** Fills an empty database with published cases, indexed as the server would, and ends. */
import { Cases } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { town } from '#tests/support/city.ts'
import { storeCases } from '../kit/cases.ts'
import { ready } from '../kit/probe.ts'

const { MONGODB_URI = '', CASES = '0' } = process.env
await storeCases(MONGODB_URI, Cases, makeSnapshot(town), Number(CASES), new Date())
ready({})
