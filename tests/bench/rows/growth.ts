/** B19: two web processes beside one. And what one of each thing costs, of which docs/CAPACITY.md is computed. */
import { cursorOf } from '#server/kernel/cursor.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { startChild } from '../kit/child.ts'
import { database, serverCpuUs } from '../kit/database.ts'
import { bytesOf, loadOk, type Request } from '../kit/load.ts'
import { interleave, sorted } from '../kit/measure.ts'
import { us, x, type Finding, type Progress } from '../kit/report.ts'
import { json, signIn, type Core, type Stage } from '../kit/stage.ts'
import { password } from '#tests/support/server.ts'
import { readers } from './guests.ts'
import { storePhotos } from './submit.ts'

const [requests, connections] = [1_200, 16]

/** Cases that the list shows first. */
const newest = (core: Core, limit: number): Promise<Spot[]> =>
  database(core.database)
    .collection<Spot>('cases')
    .find({ publishedAt: { $exists: true } }, { projection: { no: 1, publishedAt: 1 } })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(limit)
    .toArray()

interface Spot {
  _id: mongoose.mongo.ObjectId
  no: string
  publishedAt: Date
}
const after = (spot: Spot | undefined): string => (spot ? cursorOf(spot.publishedAt.toISOString(), spot._id) : '')

/** A case page as nobody has asked for it just now: another case each time, and for another reader each time round. */
const casePage = (all: readonly string[], n: number): Request => ({
  path: `/cases/${all[n % all.length] ?? ''}`,
  headers: readers[Math.floor(n / all.length) % readers.length] ?? {}
})

export async function b19(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.core(at)
  const second = await startChild<{ url: string }>('tests/bench/children/core.ts', { env: core.env })
  const all = (await newest(core, 2_000)).map(({ no }) => no)
  let n = 0
  const page = (): Buffer => bytesOf(casePage(all, n++))
  const both = async (): Promise<number> => {
    const begun = performance.now()
    await Promise.all(
      [core.url, second.ready.url].map((url) =>
        loadOk(url, { connections: connections / 2, requests: requests / 2, request: page })
      )
    )
    return performance.now() - begun
  }
  try {
    const { ratio } = await interleave(
      async () => (await loadOk(core.url, { connections, requests, request: page })).ms,
      both,
      (took) => requests / took,
      { rounds: 7, atMost: 11, onRound: (round) => at.note(`one and two processes, round ${round}`) }
    )
    return [
      {
        id: 'B19',
        what: 'two web processes / one, pages a second',
        goal: '>= 1.60x',
        measured: x(ratio.x),
        ok: ratio.x >= 1.6,
        why: `Case pages that no cache holds, ${connections} at once: ${(ratio.ours * 1000).toFixed(0)} to ${(ratio.bare * 1000).toFixed(0)} a second (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} in ${ratio.rounds} rounds). The one who asks and the database share the machine's cores with both.`,
        values: { x: ratio.x, low: ratio.low, high: ratio.high, onePerS: ratio.bare * 1000, twoPerS: ratio.ours * 1000 }
      }
    ]
  } finally {
    await second.stop()
  }
}

interface Unit {
  name: string
  what: string
  core: Core
  requests: number
  request(n: number): Request
  status?: number
  /** Questions that go before the measured ones. */
  warm?: number
}

/** Frequent, rare and absent in the cases that the bench stores. */
const words = ['盲道', '货架摆到', '文庙巷 8', '雨水箅子']

/** The calmest of this many rounds is the nearest to what it costs. */
const rounds = 3

export async function units(stage: Stage, at: Progress): Promise<Finding[]> {
  const [small, large] = [await stage.core(at), await stage.large(at)]
  const spots = await newest(large, 5_000)
  const all = spots.map(({ no }) => no)
  const photos = await storePhotos(small, 400 * rounds, 'units')
  const staff = { authorization: `Bearer ${await large.token()}` }
  const officer = { authorization: `Bearer ${await signIn(small.url, 'zhou', password)}` }
  const made: { no: string; version: number }[] = []
  let n = 0
  const turn = (): number => n++
  const reads: Unit[] = [
    {
      name: 'listKept',
      what: 'page of the list out of the cache',
      core: large,
      requests: 400,
      request: () => ({ path: '/cases' })
    },
    {
      name: 'list',
      what: 'page of the list, made anew',
      core: large,
      requests: 100,
      request: () => ({ path: `/cases?after=${after(spots[(turn() * 20) % spots.length])}` })
    },
    {
      name: 'case',
      what: 'page of a case, made anew',
      core: large,
      requests: 300,
      request: () => casePage(all, turn())
    },
    {
      name: 'caseApi',
      what: 'a case for the phone, made anew',
      core: large,
      requests: 300,
      request: () => ({ path: `/api/cases/${all[turn() % all.length] ?? ''}` })
    },
    {
      name: 'map',
      what: 'screen of the map, made anew',
      core: large,
      requests: 60,
      request: () => ({
        path: `/api/map?zoom=16&west=${(119.9 + turn() * 1e-7).toFixed(7)}&south=31.9&east=120.1&north=32.1`
      })
    },
    {
      name: 'search',
      what: 'search by words, made anew',
      core: large,
      requests: 60,
      request: () => ({
        path: `/api/cases?q=${encodeURIComponent(words[turn() % words.length] ?? '')}&after=${after(spots[(turn() * 7) % spots.length])}`
      })
    },
    {
      name: 'queue',
      what: "a tab of an office's desk",
      core: large,
      requests: 60,
      request: () => ({ path: '/api/queue', headers: staff })
    }
  ]
  const report: Unit = {
    name: 'report',
    what: 'a report taken in, durable',
    core: small,
    requests: 300,
    status: 201,
    request: () => {
      const i = turn()
      return {
        path: '/api/reports',
        ...json(
          {
            category: 'shopfront',
            photos: [photos.pop() ?? ''],
            place: { lng: 120.001 + (i % 180) / 10_000, lat: 32.001 + (i % 170) / 10_000, accuracyM: 8 },
            address: `文庙巷 ${i} 号`,
            text: '货架摆到盲道上，推着婴儿车只能绕到机动车道上走，请尽快处理。',
            contact: { name: '王女士', phone: '138 0000 0371' },
            consentPublic: true
          },
          { 'idempotency-key': `bench-unit-${String(i).padStart(10, '0')}-${process.pid}` }
        )
      }
    }
  }
  const move: Unit = {
    name: 'move',
    what: 'a move of a case, durable',
    core: small,
    requests: 300,
    request: () => {
      const { no, version } = made.pop() ?? { no: '', version: 0 }
      return { path: `/api/cases/${no}/moves`, ...json({ verb: 'accept', version }, officer) }
    }
  }
  const findings: Finding[] = []
  const measure = async (unit: Unit, before?: () => Promise<void>): Promise<void> => {
    const spent: { server: number; database: number }[] = []
    for (let round = 0; round < rounds; round++) {
      await before?.()
      at.note(`${unit.what}, round ${round + 1}`)
      const { child, url } = unit.core
      const [server, db] = [await child.cpu(), await serverCpuUs()]
      const request = (i: number): Buffer => bytesOf(unit.request(i))
      await loadOk(url, { connections: 8, requests: unit.requests, request }, unit.status ?? 200)
      spent.push({
        server: ((await child.cpu()) - server) / unit.requests,
        database: ((await serverCpuUs()) - db) / unit.requests
      })
    }
    const calmest = (of: 'server' | 'database'): number => sorted(spent.map((s) => s[of]))[0] ?? NaN
    const values = { serverUs: calmest('server'), databaseUs: calmest('database') }
    findings.push({
      id: 'units',
      what: unit.what,
      goal: '-',
      measured: `${us(values.serverUs)} + ${us(values.databaseUs)}`,
      ok: true,
      why: `Processor time of the web process and of the database, calmest of ${rounds} rounds of ${unit.requests}.`,
      values: { [`${unit.name}.serverUs`]: values.serverUs, [`${unit.name}.databaseUs`]: values.databaseUs }
    })
  }
  for (const unit of reads) await measure(unit)
  await measure(report)
  await measure(move, async () => {
    made.length = 0
    made.push(
      ...(await database(small.database)
        .collection<{ no: string; version: number; status: string }>('cases')
        .find({ status: 'dispatched', office: 'hebin-squad' }, { projection: { no: 1, version: 1 } })
        .sort({ _id: -1 })
        .limit(move.requests)
        .toArray())
    )
  })
  const stored = await database(large.database).command({ collStats: 'cases' })
  const of = (name: string): number => Number(stored[name]) / Number(stored['count'])
  const values = {
    'case.bytes': of('storageSize'),
    'case.indexBytes': of('totalIndexSize'),
    'case.plainBytes': of('size')
  }
  findings.push({
    id: 'units',
    what: 'a case on disk, packed, and its indexes',
    goal: '-',
    measured: `${values['case.bytes'].toFixed(0)} + ${values['case.indexBytes'].toFixed(0)} B`,
    ok: true,
    why: `${values['case.plainBytes'].toFixed(0)} B unpacked; of ${Number(stored['count'])} cases, most of which have lived their whole life.`,
    values
  })
  return findings
}
