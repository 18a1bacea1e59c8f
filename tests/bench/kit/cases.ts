/**
 * Published cases by the thousand, every one valid: some hundred are made by the pure core (open, advance) and each is
 * stored many times over, under numbers, keys and ids of its own. Nothing in a ledger names the case, so that every
 * copy's chain verifies and every stored field is what the ledger says.
 */
import { createHash } from 'node:crypto'
import type { Step } from '#server/cases/index.ts'
import { advance, Cases, open, type CaseDoc } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { recorded, route } from '#server/routing/index.ts'
import { dayOf } from '#shared/time-format.ts'

/** A small generator of its own, so that every run measures the same cases. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const hex = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length)
const texts = [
  '早上路过看到货架摆到盲道上，推着婴儿车只能绕到机动车道上走，请尽快处理。',
  '垃圾桶旁边堆了好几天的装修垃圾，下雨以后污水流到人行道上，味道很大。',
  '河边的排口白天有白色泡沫的水流出来，昨天和今天都看到了，请环保的人来看看。',
  '路灯已经连续三个晚上不亮，晚自习回家的学生走这一段很黑，希望能早点修好。'
]

/** Words that stand in few cases, for who looks for them. */
const signs = [...'春和福顺永昌万隆恒裕瑞祥鼎聚同德益丰泰康']
const shopOf = (n: number, seed: number): string => {
  const roll = dice(seed * 7_919 + n + 500_000_000)
  return Array.from({ length: 3 }, () => signs[Math.floor(roll() * signs.length)]).join('')
}

/** One case with its whole life up to now. */
export function makeCase(n: number, city: CitySnapshot, now: Date, seed = 0): CaseDoc {
  const roll = dice(seed * 7_919 + n + 1)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(roll() * items.length)] as T
  const streets = city.areas.streets
  const street = pick(streets)
  const { lng, lat } = city.areas.labelPoint(street.properties.id) ?? city.info.centre
  const coordinates: [number, number] = [lng + (roll() - 0.5) * 0.004, lat + (roll() - 0.5) * 0.004]
  const category = pick(city.categories)
  // Over two years, newer ones as many as older ones.
  const begun = now.getTime() - Math.floor((3 + roll() * 720) * 86_400_000)
  const way = recorded(route(city, category.code, ...coordinates, { at: begun }))
  const at = (hours: number): string => new Date(begun + hours * 3_600_000).toISOString()
  const report = hex(`report ${n}`, 24)
  const photo = (i: number): string => hex(`photo ${n} ${i}`, 64)
  const place = {
    type: 'Point' as const,
    coordinates,
    accuracyM: 12,
    address: `${street.properties.name}文庙巷 ${n % 90} 号`
  }
  let caseDoc = open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: '',
      place,
      photoSizes: Object.fromEntries([0, 1, 2].map((i) => [photo(i), [1600, 1200]])),
      routing: way.routing,
      reports: [
        {
          id: report,
          key: '',
          requestHash: hex(`body ${n}`, 64),
          n: 1,
          at: at(0),
          channel: 'mini',
          reporter: { member: hex(`member ${n % 997}`, 24) },
          place,
          consentPublic: true
        }
      ]
    },
    {
      ...way.facts,
      category: category.code,
      channel: 'mini',
      limit: city.limit(category, way.facts.area, way.facts.grid),
      urgency: category.urgency,
      report
    },
    { kind: 'reporter', id: report },
    { text: `${pick(texts)}旁边是${shopOf(n, seed)}小店。`, photos: [photo(0), photo(1)] },
    at(0),
    city
  )
  const officer = { kind: 'staff' as const, id: 'zhou', office: way.facts.office, role: 'officer' as const }
  const verifier = { kind: 'staff' as const, id: 'zhao', office: way.facts.supervising, role: 'verifier' as const }
  const moderator = { kind: 'staff' as const, id: 'shen', office: 'centre', role: 'moderator' as const }
  const reporter = { kind: 'reporter' as const, id: report }
  const first: Step[] = [
    {
      actor: moderator,
      verb: 'publish',
      at: at(2),
      facts: { words: [1], photos: ['1.0', '1.1'], masks: {} },
      said: { title: `${category.name}，${place.address}` }
    },
    { actor: officer, verb: 'accept', at: at(3) }
  ]
  const rest: Step[] = [
    {
      actor: officer,
      verb: 'reply',
      at: at(20),
      facts: { outcome: 'solved' },
      said: { text: '已经到现场处理，货架全部搬走，盲道恢复畅通，并约谈了店主。', photos: [photo(2)] }
    },
    {
      actor: verifier,
      verb: 'verify',
      at: at(26),
      facts: { onSite: true },
      said: { text: '现场看过，情况属实，予以结案。' }
    },
    {
      actor: reporter,
      verb: 'rate',
      at: at(30),
      facts: { report, solved: 'solved', satisfied: 'satisfied' },
      said: { text: '很快，谢谢。' }
    }
  ]
  for (const step of roll() < 0.85 ? [...first, ...rest] : first) caseDoc = advance(caseDoc, step, city)
  return { ...caseDoc, movedAt: new Date(caseDoc.ledger.at(-1)?.at ?? caseDoc.at), outbox: [] }
}

/**
 * Stores `count` cases: some are lived through here, and the database multiplies them. Every index is built afterwards,
 * in one pass, on a connection that waits for it.
 */
export async function storeCases(
  uri: string,
  model: typeof Cases,
  city: CitySnapshot,
  count: number,
  now: Date
): Promise<void> {
  // As the server does it: else a field that is not there would be stored as one that is, with nothing in it.
  const client = await mongoose.mongo.MongoClient.connect(uri, { ignoreUndefined: true })
  const lived = Math.min(2_000, count)
  const copies = Math.ceil(count / lived)
  const perDay = new Map<string, number>()
  const numbered = Array.from({ length: lived }, (_, n) => {
    const caseDoc = makeCase(n, city, now)
    const day = dayOf(caseDoc.at)
    const nth = perDay.get(day) ?? 0
    perDay.set(day, nth + 1)
    return {
      ...caseDoc,
      no: `${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}`,
      nth: nth * copies,
      key: `key ${n}`
    }
  })
  const db = client.db()
  await db.collection('lived').insertMany(numbered, { ordered: false })
  const copy = { $toString: { $add: [100_000, '$nth', '$copy'] } }
  await db
    .collection('lived')
    .aggregate([
      { $set: { copy: { $range: [0, copies] } } },
      { $unwind: '$copy' },
      { $limit: count },
      {
        $set: {
          no: { $concat: ['$no', '-', copy] },
          reports: {
            $map: { input: '$reports', in: { $mergeObjects: ['$$this', { key: { $concat: ['$key', '-', copy] } }] } }
          }
        }
      },
      // The database gives every copy an _id of its own.
      { $unset: ['_id', 'nth', 'copy', 'key'] },
      { $out: model.collection.name }
    ])
    .toArray()
  await db.dropCollection('lived')
  await db
    .collection(model.collection.name)
    .createIndexes(
      model.schema.indexes().map(([key, options]) => ({ key, ...options }) as mongoose.mongo.IndexDescription)
    )
  await client.close()
}

interface Filled {
  _id: 'cases'
  seed: number
  now: Date
  done: number
}
const inABatch = 500

/**
 * Stores `count` cases that were each lived through, batch after batch, and notes how far it has come: a fill that was cut off goes on
 * there. The same seed on the same day gives the same cases, but for the salts and the hashes over them. Indexes are built at the end.
 */
export async function seedCases(
  uri: string,
  model: typeof Cases,
  city: CitySnapshot,
  { count, seed, now, onProgress }: { count: number; seed: number; now: Date; onProgress(done: number): void }
): Promise<void> {
  const client = await mongoose.mongo.MongoClient.connect(uri, { ignoreUndefined: true })
  const fills = client.db().collection<Filled>('bench_filled')
  const day = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000)
  await fills.updateOne({ _id: 'cases' }, { $setOnInsert: { seed, now: day, done: 0 } }, { upsert: true })
  const begun = await fills.findOne({ _id: 'cases' })
  if (begun?.seed !== seed)
    throw new Error(`the database was begun with seed ${begun?.seed ?? '?'}: empty it, or name that one`)
  const cases = client.db().collection(model.collection.name)
  for (let from = begun.done; from < count; from += inABatch) {
    const docs = Array.from({ length: Math.min(inABatch, count - from) }, (_, i) => numbered(from + i))
    await cases.insertMany(docs, { ordered: false }).catch((error: unknown) => {
      // Of the batch that was cut off some are there.
      if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.code !== 11000) throw error
    })
    await fills.updateOne({ _id: 'cases' }, { $set: { done: from + docs.length } })
    onProgress(from + docs.length)
  }
  await cases.createIndexes(
    model.schema.indexes().map(([key, options]) => ({ key, ...options }) as mongoose.mongo.IndexDescription)
  )
  await client.close()

  function numbered(n: number): CaseDoc {
    const caseDoc = makeCase(n, city, begun?.now ?? day, seed)
    const on = dayOf(caseDoc.at)
    const no = `${on.slice(0, 4)}-${on.slice(5, 7)}${on.slice(8, 10)}-${String(n).padStart(6, '0')}`
    const _id = new mongoose.Types.ObjectId(hex(`case ${seed} ${n}`, 24))
    return {
      ...caseDoc,
      _id,
      no,
      reports: caseDoc.reports.map((report) => ({ ...report, key: `seed ${seed} key ${n}` }))
    }
  }
}
