/** Who is about to report is shown what others have reported already, by what is public of it and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { dice } from '#config/demo-city/generate/random.ts'
import type { CaseRow } from '#shared/cases.ts'
import type { SimilarCase } from '#shared/similar.ts'
import { Cases } from '#server/cases/index.ts'
import { sweepPhotos } from '#server/photos/index.ts'
import { nearbyFilter } from '#server/similar/model.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  const categories = town.categories.map((category) =>
    category.code === 'sewage' ? { ...category, similarM: 200 } : category
  )
  server = await startTestServer({ city: { ...town, categories }, env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

/** Every test has a spot of its own, some hundreds of metres from the others. */
let spots = 0
const spot = () => {
  const n = spots++
  return { lng: 120.002 + (n % 4) * 0.004, lat: 32.002 + Math.floor(n / 4) * 0.004 }
}
const north = (place: { lng: number; lat: number }, metres: number) => ({ ...place, lat: place.lat + metres / 111_320 })
const asked = (place: object, more: object = {}) =>
  walk.guest.post<{ items: SimilarCase[]; code?: string }>('/api/cases/similar', {
    category: 'shopfront',
    place,
    ...more
  })
const shown = async (place: object, more: object = {}) =>
  (await asked(place, more)).body.items.map((item) => item.case.no)
const published = async (more: object) => {
  const submitted = await walk.submit(more)
  await walk.publish(submitted.no)
  return submitted
}

/** A picture with enough in it to be known again. */
const picture = (seed: string) => {
  const d = dice(seed)
  const boxes = Array.from(
    { length: 24 },
    () =>
      `<rect x="${d.whole(0, 600)}" y="${d.whole(0, 440)}" width="${d.whole(40, 200)}" height="${d.whole(40, 160)}" fill="rgb(${d.whole(0, 255)},${d.whole(0, 255)},${d.whole(0, 255)})"/>`
  )
  const svg = `<svg width="640" height="480"><rect width="640" height="480" fill="#789"/>${boxes.join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

describe('what is public nearby', () => {
  test('is shown as every list shows it, with how far it is and what is alike', async () => {
    const place = spot()
    const { no } = await published({ place, text: '五金店的货架摆到盲道上' })
    const { body } = await asked(north(place, 5), { text: '五金店货架又摆到盲道上了' })
    expect(body.items).toHaveLength(1)
    const [item] = body.items
    expect(item?.alike).toEqual(['words', 'category', 'place'])
    expect(item?.metres).toBeLessThan(45)
    const list = await walk.guest.get<{ items: CaseRow[] }>('/api/cases')
    expect(item?.case).toEqual(list.body.items.find((row) => row.no === no))
  })

  test('and nothing of what is not: not sent on by a moderator, withheld, or taken into another', async () => {
    const place = spot()
    const waits = await walk.submit({ place, text: '货架摆到盲道上' })
    expect(await shown(place, { text: '货架摆到盲道上' })).toEqual([])
    await walk.publish(waits.no)
    const second = await published({ place, text: '货架摆到盲道上' })
    expect(new Set(await shown(place))).toEqual(new Set([waits.no, second.no]))
    await walk.move('li', second.no, { verb: 'join', into: waits.no })
    expect(await shown(place)).toEqual([waits.no])
    await walk.move('shen', waits.no, { verb: 'withhold', words: '含有他人隐私' })
    expect(await shown(place)).toEqual([])
  })

  test('a matter at home lies somewhere in its street: it is near nobody', async () => {
    const place = spot()
    await published({ category: 'home-noise', place, text: '半夜装修' })
    expect(await shown(place, { category: 'home-noise', text: '半夜装修' })).toEqual([])
    expect(await shown(server.city.areas.labelPoint('hebin') ?? {}, { category: 'home-noise' })).toEqual([])
  })

  test('open ones first, and what is over for twelve weeks', async () => {
    const place = spot()
    const over = await walk.closed({ place })
    await walk.publish(over.no)
    const open = await published({ place })
    expect(await shown(place)).toEqual([open.no, over.no])
    const now = server.context.now()
    server.setNow(new Date(now.getTime() + 85 * 86_400_000))
    try {
      expect(await shown(place)).toEqual([open.no])
    } finally {
      server.setNow(now)
    }
  })

  test('within as many metres as the city says of its kind', async () => {
    const place = spot()
    const { no } = await published({ category: 'sewage', place })
    expect(await shown(north(place, 75), { category: 'sewage' })).toEqual([no])
    const stall = await published({ place })
    expect(await shown(north(place, 100))).toEqual([])
    expect(await shown(place)).toEqual([stall.no])
  })

  test('five at most', async () => {
    const place = spot()
    for (let n = 0; n < 6; n++) await published({ place })
    expect(await shown(place)).toHaveLength(5)
  })
})

describe('photos', () => {
  test('a picture that went round is known again, smaller, in another quality and brighter', async () => {
    const place = spot()
    const sent = (await walk.guest.photo(await picture('one'))).body.id
    const { no } = await published({ place, photos: [sent] })
    const copy = await sharp(await picture('one'))
      .resize(320)
      .modulate({ brightness: 1.1 })
      .jpeg({ quality: 40 })
      .toBuffer()
    const [again, other] = [
      (await walk.guest.photo(copy)).body.id,
      (await walk.guest.photo(await picture('two'))).body.id
    ]
    const one = (await asked(place, { photos: [again] })).body.items.find((item) => item.case.no === no)
    expect(one?.alike[0]).toBe('photo')
    const two = (await asked(place, { photos: [other] })).body.items.find((item) => item.case.no === no)
    expect(two?.alike).not.toContain('photo')
    // How it looks is known for as long as it lies there, who sent it for an hour.
    const { photos } = server.context
    await sweepPhotos(photos, new Date(server.context.now().getTime() + 2 * 3_600_000))
    const third = (await walk.guest.photo(copy)).body.id
    expect((await asked(place, { photos: [third] })).body.items[0]?.alike[0]).toBe('photo')
  })

  test('one’s own alone: neither a public address nor a made-up name asks', async () => {
    const place = spot()
    const { photo } = await published({ place })
    for (const id of [photo, 'f'.repeat(64)]) {
      const { status, body } = await asked(place, { photos: [id] })
      expect([status, body.code]).toEqual([422, 'unknown_photo'])
    }
  })
})

test('what is asked for wrongly is said, and outside the city is nothing', async () => {
  expect((await asked(inHebin, { category: 'nothing-known' })).body.code).toBe('unknown_category')
  expect((await asked({ lng: 200, lat: 32 })).status).toBe(422)
  expect(await shown({ lng: 121.5, lat: 31.2 })).toEqual([])
})

test('the database looks at nothing that is not public', async () => {
  const place = spot()
  for (let n = 0; n < 4; n++) await walk.submit({ place })
  await published({ place })
  const since = new Date(0).toISOString()
  const filter = nearbyFilter({ coordinates: [place.lng, place.lat], metres: 86, categories: ['shopfront'], since })
  const said = (await Cases.collection.find(filter as never).explain('executionStats')) as unknown as {
    executionStats: { totalDocsExamined: number; totalKeysExamined: number }
  }
  expect(JSON.stringify(said)).toContain('public_near')
  expect(said.executionStats.totalDocsExamined).toBe(1)
  expect(said.executionStats.totalKeysExamined).toBeLessThan(60)
})
