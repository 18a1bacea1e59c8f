/** A city comes in and goes out as one file, and polygons as GeoJSON; who brings bad ones reads everything that is wrong at once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import gcoord from 'gcoord'
import type { Position } from 'geojson'
import type { City } from '#config/city/types.ts'
import type { DraftView, GeojsonReport, ImportReport } from '#shared/releases.ts'
import { inHebin, town } from '#tests/support/city.ts'
import type { Client } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let guan: Client
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  guan = await journey(server).staff('guan')
})
afterAll(() => server.stop())

const revision = async (): Promise<number> => (await guan.get<DraftView>('/api/admin/draft')).body.revision
beforeEach(async () => {
  await guan.post('/api/admin/draft/discard', { revision: await revision() })
})

type File = Omit<City, 'places'> & { format: string }
const exported = async (): Promise<File> => (await guan.get<File>('/api/admin/city')).body
const bring = async (file: unknown, more: object = {}) =>
  guan.post<ImportReport & { code?: string }>('/api/admin/city', { revision: await revision(), file, ...more })
const bringMap = async (file: unknown, more: object = {}) =>
  guan.post<GeojsonReport & { code?: string }>('/api/admin/draft/geojson', {
    part: 'areas',
    revision: await revision(),
    file,
    ...more
  })

describe('the whole city as one file', () => {
  test('goes out as the same bytes each time, without a password, and comes back without a change', async () => {
    const [one, two] = [await guan.get('/api/admin/city'), await guan.get('/api/admin/city?release=1')]
    expect(one.text).toBe(two.text)
    expect(one.text).not.toMatch(/argon2|password/)
    const report = (await bring(one.body)).body
    expect(report).toMatchObject({ taken: true, problems: [], changes: [], draft: { changed: false } })
    expect((await guan.get('/api/admin/city')).text).toBe(one.text)
  })

  test('brings another city’s rules and offices into the draft, and says what changes', async () => {
    const file = await exported()
    const offices = file.offices.map((o) => (o.id === 'water' ? { ...o, phone: '0520-0010001' } : o))
    const changed = { ...file, offices, rules: file.rules.filter((r) => r.id !== 'R-3') }
    const dry = (await bring(changed, { dry: true })).body
    expect(dry).toMatchObject({ taken: false, problems: [], draft: { changed: false } })
    expect(dry.changes).toMatchObject([
      { part: 'offices', kind: 'changed', entry: 'water', fields: ['phone'] },
      { part: 'rules', kind: 'removed', entry: 'R-3' }
    ])
    expect((await bring(changed)).body).toMatchObject({ taken: true, draft: { changed: true } })
    expect((await exported()).rules.map((r) => r.id)).toEqual(['R-1', 'R-2', 'R-4', 'R-99'])
  })

  test('is taken whole or not at all, and every wrong entry is named', async () => {
    const file = await exported()
    const faulty = {
      ...file,
      surprise: 1,
      rules: file.rules.map((r, i) => (i === 1 ? { ...r, lead: { office: 'No Such' }, extra: true } : r)),
      people: [...file.people, { name: '没有登录名' }],
      calendar: { ...file.calendar, slots: [['8 点', '12:00']] }
    }
    const report = (await bring(faulty)).body
    expect(report).toMatchObject({ taken: false, changes: [], draft: { changed: false } })
    const told = report.problems.map((p) => [p.part, p.entry, p.at])
    expect(told).toContainEqual([undefined, undefined, 'surprise'])
    expect(told).toContainEqual(['people', `#${file.people.length + 1}`, '/id'])
    expect(told.some(([part, entry]) => part === 'rules' && entry === 'R-2')).toBe(true)
    expect(told.some(([part]) => part === 'calendar')).toBe(true)
    for (const p of report.problems) expect(p.words).toMatch(/\p{Script=Han}/u)
  })

  test('is refused when it is no city file, or comes over somebody else’s change', async () => {
    for (const file of [null, 'x', [], {}, { format: 'other' }]) expect((await bring(file)).body.code).toBe('invalid')
    const stale = await guan.post('/api/admin/city', { revision: (await revision()) + 1, file: await exported() })
    expect(stale.body).toMatchObject({ code: 'stale', status: 409 })
  })
})

const street = (id: string, ring: Position[], more: object = {}) => ({
  type: 'Feature',
  properties: { id, level: 'street', name: `${id}街道`, adcode: 'foreign', ...more },
  geometry: { type: 'Polygon', coordinates: [ring] }
})
const square = (w: number, s: number, size = 0.01): Position[] => [
  [w, s],
  [w + size, s],
  [w + size, s + size],
  [w, s + size],
  [w, s]
]
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })

describe('polygons from elsewhere', () => {
  const [w, s] = [120.005, 32.005]
  const bowtie: Position[] = [
    [w, s],
    [w + 0.01, s + 0.01],
    [w + 0.01, s],
    [w, s + 0.01],
    [w, s]
  ]
  test.each([
    ['a ring that does not close', street('open', square(w, s).slice(0, 4)), 'open_ring', 'error'],
    [
      'too few points',
      street('flat', [
        [w, s],
        [w + 0.01, s],
        [w, s]
      ]),
      'few_points',
      'error'
    ],
    ['edges that cross', street('bowtie', bowtie), 'self_crossing', 'error'],
    [
      'latitude before longitude',
      street(
        'swapped',
        square(w, s).map(([x = 0, y = 0]) => [y, x])
      ),
      'swapped',
      'error'
    ],
    ['metres of a projection', street('metres', square(13_358_000, 3_763_000, 500)), 'other_datum', 'error'],
    ['another city', street('away', square(100, 20)), 'out_of_city', 'warning'],
    ['no name', street('nameless', square(w, s), { name: '' }), 'min:1', 'error'],
    ['no level that we know', street('odd', square(w, s), { level: 'province' }), 'invalid_value', 'error']
  ])('with %s are reported', async (_, feature, code, severity) => {
    const report = (await bringMap(collection(feature), { dry: true })).body
    const mine = report.problems.find((p) => p.code === code)
    expect(mine).toMatchObject({ severity, part: 'areas', entry: feature.properties.id })
    expect(mine?.words).toMatch(/\p{Script=Han}/u)
    if (code === 'self_crossing')
      expect(mine?.place).toEqual({ lng: expect.closeTo(120.01), lat: expect.closeTo(32.01) })
  })

  test('twice under one name, in another datum by their own word, or moved as GCJ-02 moves', async () => {
    const hebin = town.areas.features[0]
    const ring = hebin?.geometry.type === 'Polygon' ? (hebin.geometry.coordinates[0] ?? []) : []
    const moved = ring.map(([x = 0, y = 0]) => gcoord.transform([x, y], gcoord.WGS84, gcoord.GCJ02))
    const codes = async (file: object) => (await bringMap(file, { dry: true })).body.problems.map((p) => p.code)
    expect(await codes(collection(street('a', square(w, s)), street('a', square(w, s))))).toEqual(['twice'])
    expect(await codes(collection(street('hebin', moved)))).toEqual(['other_datum'])
    expect(await codes(collection(street('hebin', ring)))).toEqual([])
    const crs = (name: string) => ({
      ...collection(street('a', square(w, s))),
      crs: { type: 'name', properties: { name } }
    })
    expect(await codes(crs('urn:ogc:def:crs:EPSG::3857'))).toEqual(['other_datum'])
    expect(await codes(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toEqual([])
    expect(await codes(crs('EPSG:4490'))).toEqual([])
  })

  test('good ones come in, heights and foreign properties left behind; bad ones only if they are left out', async () => {
    const high = square(w, s).map(([x = 0, y = 0]) => [x, y, 12])
    const file = collection(street('good', high), street('bad', square(w, s).slice(0, 4)))
    expect((await bringMap(file)).body).toMatchObject({ taken: false, good: ['good'], draft: { changed: false } })
    const report = (await bringMap(file, { leaveOut: true })).body
    expect(report).toMatchObject({ taken: true, changes: [{ kind: 'added', entry: 'good' }] })
    const kept = (await exported()).areas.features.find((f) => f.properties.id === 'good')
    expect(kept?.properties).toEqual({ id: 'good', level: 'street', name: 'good街道' })
    expect(kept?.geometry.coordinates).toEqual([square(w, s)])
  })

  test('take the place of those of their name, or of all', async () => {
    const hebin = street('hebin', square(120, 32, 0.015))
    expect((await bringMap(collection(hebin), { dry: true })).body.changes).toMatchObject([
      { kind: 'changed', entry: 'hebin' }
    ])
    const all = (await bringMap(collection(hebin), { replace: true })).body
    expect(all.changes.filter((c) => c.kind === 'removed')).toHaveLength(town.areas.features.length - 1)
    expect((await exported()).areas.features).toHaveLength(1)
  })

  test('of owners come into their own part, and cover a place', async () => {
    const park = {
      type: 'Feature',
      properties: { id: 'park', kind: 'green', name: '文庙公园', owner: 'water' },
      geometry: { type: 'Polygon', coordinates: [square(120.004, 32.004, 0.004)] }
    }
    expect((await bringMap(collection(park), { part: 'assets' })).body).toMatchObject({ taken: true })
    const rule = {
      ...town.rules[0],
      id: 'R-0',
      assets: ['green'],
      lead: { owner: 'asset' },
      because: '公园归管养单位办'
    }
    const { parts } = (await guan.get<DraftView>('/api/admin/draft')).body
    const seen = parts.find((p) => p.part === 'rules')?.revision
    await guan.post('/api/admin/draft/entries', { part: 'rules', revision: seen, entry: rule, before: 'R-1' })
    const way = await guan.get(`/api/admin/route?category=garbage&lng=${inHebin.lng}&lat=${inHebin.lat}`)
    expect(way.body).toMatchObject({ office: { id: 'water' }, asset: { id: 'park', name: '文庙公园' }, rule: 'R-0' })
    expect(way.body).toMatchObject({
      because: expect.arrayContaining([{ kind: 'asset', asset: '文庙公园' }]) as unknown
    })
  })

  const declaring = (crs: unknown) => ({ ...collection(street('a', square(120.01, 32.01))), crs })
  const named = (name: string) => ({ type: 'name', properties: { name } })

  test.each<[string, unknown]>([
    ['a projection', named('urn:ogc:def:crs:EPSG::3857')],
    ['a projection of Xi’an 80', named('EPSG:2364')],
    ['degrees of Beijing 54', named('urn:ogc:def:crs:EPSG::4214')],
    ['degrees of a map service', named('GCJ-02')],
    ['a number', { type: 'EPSG', properties: { code: 3857 } }],
    ['a link', { type: 'link', properties: { href: 'http://example.com/crs/42', type: 'proj4' } }],
    ['a bare name', 'EPSG:2437']
  ])('of a file that declares %s are not taken, good ones neither, and all is said at once', async (_name, crs) => {
    for (const more of [{ leaveOut: true }, { leaveOut: true, datum: 'wgs84' }, {}]) {
      const { body } = await bringMap(declaring(crs), more)
      expect(body).toMatchObject({ taken: false, good: [], draft: { changed: false } })
      expect(body.problems.filter((p) => p.entry === undefined).map((p) => p.code)).toEqual(['other_datum'])
    }
  })

  test.each<[string, unknown]>([
    ['by a short name', named('EPSG:4326')],
    ['by a versioned name', named('urn:ogc:def:crs:EPSG:6.9:4490')],
    ['by an address', named('http://www.opengis.net/def/crs/EPSG/0/4326')],
    ['by a number', { type: 'EPSG', properties: { code: 4326 } }],
    ['as none', null],
    ['with heights', named('urn:ogc:def:crs:OGC:1.3:CRS84h')]
  ])('of a file that declares WGS-84 %s are taken', async (_name, crs) => {
    expect((await bringMap(declaring(crs))).body).toMatchObject({ taken: true, good: ['a'], problems: [] })
  })

  test.each([
    ['gcj02', gcoord.GCJ02, undefined],
    ['bd09', gcoord.BD09, undefined],
    ['gcj02', gcoord.GCJ02, 'GCJ-02'],
    ['mercator', gcoord.WebMercator, 'EPSG:3857']
  ] as const)('in %s are converted where that is said', async (datum, system, crs) => {
    const ring = square(120.01, 32.01)
    const moved = ring.map((p) => gcoord.transform(p as [number, number], gcoord.WGS84, system))
    const file = { ...collection(street('a', moved)), ...(crs && { crs: named(crs) }) }
    expect((await bringMap(file, { datum })).body).toMatchObject({ taken: true, problems: [] })
    const kept = (await exported()).areas.features.find((f) => f.properties.id === 'a')
    for (const [i, [x = 0, y = 0]] of ((kept?.geometry.coordinates as Position[][] | undefined)?.[0] ?? []).entries()) {
      expect(Math.abs(x - (ring[i]?.[0] ?? 0))).toBeLessThan(3e-6)
      expect(Math.abs(y - (ring[i]?.[1] ?? 0))).toBeLessThan(3e-6)
    }
  })

  test('whose rings nest in strange ways are mended, and each mend is said with its place', async () => {
    const area = (coordinates: unknown, type = 'MultiPolygon') => ({
      ...street('a', []),
      geometry: { type, coordinates }
    })
    const [outer, inner, innermost, beside] = [
      square(120.01, 32.01, 0.01),
      square(120.012, 32.012, 0.006),
      square(120.014, 32.014, 0.002),
      square(120.022, 32.01, 0.005)
    ]
    const told = async (feature: object) => {
      const { body } = await bringMap(collection(feature))
      const kept = (await exported()).areas.features.find((f) => f.properties.id === 'a')
      return { codes: body.problems.map((p) => p.code), taken: body.taken, rings: kept?.geometry.coordinates, body }
    }
    const nested = await told(area([[outer], [inner]]))
    expect(nested).toMatchObject({ codes: ['nested_shell'], taken: true, rings: [[outer]] })
    expect(nested.body.problems[0]).toMatchObject({ severity: 'warning', place: { lng: 120.012, lat: 32.012 } })
    expect(await told(area([outer, beside], 'Polygon'))).toMatchObject({ codes: ['stray_hole'], rings: [outer] })
    expect(await told(area([outer, inner, innermost], 'Polygon'))).toMatchObject({
      codes: ['nested_hole'],
      rings: [outer, inner]
    })
    // An island in a lake is ground of its own.
    expect(await told(area([[outer, inner], [innermost]]))).toMatchObject({
      codes: [],
      rings: [[outer, inner], [innermost]]
    })
  })

  test('of a thousand islands come in', async () => {
    const islands = Array.from({ length: 1200 }, (_, i) => [
      square(120.01 + (i % 40) * 1e-4, 32.01 + Math.floor(i / 40) * 1e-4, 5e-5)
    ])
    const feature = { ...street('isles', []), geometry: { type: 'MultiPolygon', coordinates: islands } }
    expect((await bringMap(collection(feature))).body).toMatchObject({ taken: true, good: ['isles'] })
  })

  describe('of a file with names of its own', () => {
    const register = (properties: object, ring: Position[]) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: [ring] }
    })
    const file = collection(
      register({ OBJECTID: 1, XZQDM: 320602001000, XZQMC: '新城街道', LX: '街道办事处' }, square(120.01, 32.01)),
      register(
        { OBJECTID: 2, XZQDM: 320602001001, XZQMC: '新城一社区', LX: '居委会', SJ: '新城街道' },
        square(120.012, 32.012, 0.004)
      ),
      register({ OBJECTID: 3, XZQMC: '河滨街道', LX: '涉农街道' }, square(120, 32, 0.015))
    )

    test('nothing is taken before its properties are named; what they are is told, and guessed', async () => {
      const { body } = await bringMap(file, { dry: true })
      expect(body).toMatchObject({ taken: false, good: [], ours: false })
      expect(body.properties.map((property) => property.name)).toEqual(['OBJECTID', 'XZQMC', 'LX', 'XZQDM', 'SJ'])
      expect(body.properties[2]).toMatchObject({ n: 3, values: ['街道办事处', '居委会', '涉农街道'], more: false })
      expect(body.guess).toMatchObject({ name: { from: 'XZQMC' } })
      expect(body.shapes?.map((shape) => [shape.name, shape.good])).toEqual([
        ['新城街道', false],
        ['新城一社区', false],
        ['河滨街道', false]
      ])
    })

    test('its own words are read as ours: codes by their words, entries by their names, others as told', async () => {
      const values = { 涉农街道: '街道' }
      const fields = {
        id: { from: 'XZQDM' },
        name: { from: 'XZQMC' },
        level: { from: 'LX', values },
        parent: { from: 'SJ' }
      }
      const { body } = await bringMap(file, { fields, dry: true })
      expect(body.problems.filter((p) => p.severity === 'error')).toEqual([])
      // Who has no number is who is called so already.
      expect(body.good).toEqual(['320602001000', '320602001001', 'hebin'])
      expect(body.shapes?.map((shape) => [shape.name, shape.good])).toEqual([
        ['新城街道', true],
        ['新城一社区', true],
        ['河滨街道', true]
      ])
      expect((await bringMap(file, { fields })).body.taken).toBe(true)
      const kept = (await exported()).areas.features.map((f) => f.properties)
      expect(kept.find((f) => f.id === '320602001000')).toMatchObject({ name: '新城街道', level: 'street' })
      expect(kept.find((f) => f.id === '320602001001')).toMatchObject({ level: 'community' })
      expect(kept.find((f) => f.id === 'hebin')).toMatchObject({ name: '河滨街道', level: 'street' })
    })

    test('a row number is no name, and who would stand beside his namesake is told so', async () => {
      const { body } = await bringMap(file, { dry: true })
      expect(body.guess).toMatchObject({ id: { from: 'XZQDM' }, level: { is: 'street' } })
      const fields = { id: { from: 'OBJECTID' }, name: { from: 'XZQMC' }, level: { is: 'street' } }
      const beside = (await bringMap(file, { fields, dry: true })).body
      expect(beside.problems).toMatchObject([
        { severity: 'warning', code: 'same_name', entry: '3', words: expect.stringContaining('hebin') as unknown }
      ])
    })

    test('one word is said of all, and a name without a number gets the same one each time', async () => {
      const grounds = collection(
        register({ 名称: '人民公园', 单位: '排水公司' }, square(120.004, 32.004, 0.002)),
        register({ 名称: 'Park No. 2', 单位: '排水公司' }, square(120.007, 32.004, 0.002))
      )
      const water = town.offices.find((o) => o.id === 'water')
      const fields = {
        name: { from: '名称' },
        kind: { is: 'green' },
        owner: { from: '单位', values: { 排水公司: water?.name ?? '' } }
      }
      const [one, two] = [
        (await bringMap(grounds, { part: 'assets', fields, dry: true })).body,
        (await bringMap(grounds, { part: 'assets', fields })).body
      ]
      expect(one.good).toEqual([expect.stringMatching(/^ground-[0-9a-f]{10}$/), 'park-no-2'])
      expect([two.taken, two.good]).toEqual([true, one.good])
      const kept = (await exported()).assets.features.slice(-2).map((f) => f.properties)
      expect(kept).toMatchObject([
        { kind: 'green', owner: 'water' },
        { kind: 'green', owner: 'water' }
      ])
    })
  })

  test('are refused when there is no collection of them', async () => {
    for (const file of [null, 'x', [], {}, { type: 'Feature' }, { type: 'FeatureCollection' }])
      expect((await bringMap(file)).body.code).toBe('invalid')
  })
})
