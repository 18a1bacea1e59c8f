/**
 * Makes yesterday.json.gz: a small city's database as the code before the migrations wrote it, with what people were told at
 * the time. It runs in a checkout of that commit, with its code:
 *
 *   git worktree add /tmp/old 2463e1f && cp -al node_modules /tmp/old/ && cp -al .data /tmp/old/
 *   cp tests/migrations/make-yesterday.mjs /tmp/old/tests/
 *   (cd /tmp/old && node --import tsx tests/make-yesterday.mjs out.json.gz)
 *
 * The demo city draws itself; then people of it do what leaves traces in every collection, and each request that has to be
 * answered the same for ever is kept with its answer, byte for byte. Last, most cases are left out.
 */
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { loadCity } from '#config/city/index.ts'
import { startReplicaSet, findMongod } from '#config/setup/mongod.mjs'
import { seedDemo } from '#server/demo/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { route } from '#server/routing/index.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { startTestServer } from '#tests/support/server.ts'
import { volunteering } from '#tests/support/volunteering.ts'

const { EJSON } = mongoose.mongo.BSON
const out = process.argv[2] ?? 'yesterday.json.gz'
const serverKey = '5a'.repeat(32)
const monday = '2026-11-16T02:00:00.000Z'
const hour = 3_600_000

const set = await startReplicaSet({ binary: await findMongod(), dataDir: '', ephemeral: true })
process.env.TEST_MONGODB_URI = set.uri

// ——— the demo city, and a cast whom the helpers of the tests know by name

const demo = await loadCity()
demo.info.border = { metres: 40 }
const squad = 'hebin-squad'
const cast = [
  ['zhou', squad, ['officer']],
  ['zhao', 'centre', ['verifier']],
  ['li', 'centre', ['dispatcher']],
  ['shen', 'centre', ['moderator']],
  ['guan', 'centre', ['admin']],
  ['xu', squad, ['organiser']],
  ['he', squad, ['organiser']]
].map(([id, office, roles]) => ({ id, name: `卡司${id}`, office, roles, title: '职员', phone: '0520-0010199' }))
const city = { ...demo, people: [...demo.people, ...cast] }
const server = await startTestServer({
  city,
  now: monday,
  env: { SERVER_KEY: serverKey },
  seed: (context, files) => seedDemo(context, files, () => undefined)
})
const db = mongoose.connection.db
const walk = journey(server)
const people = volunteering(server)
const guest = client(server)
const hers = demo.places.find((p) => p.street === 'hebin') ?? demo.places[0]
const kept = []
const must = (reply, status) => {
  if (reply.status !== status) throw new Error(`wanted ${status}, got ${reply.status}: ${reply.text}`)
  return reply.body
}
/** Sends under an idempotency key, and keeps the request with its answer. */
async function once(who, name, path, body, status = 201) {
  const key = freshKey()
  const reply = await name.post(path, body, { 'idempotency-key': key })
  must(reply, status)
  kept.push({ who, path, body, key, status: reply.status, text: reply.text })
  return reply.body
}
const category = (code) => ({ category: code, consentPublic: true })
const at = (place) => ({ place: { lng: place.lng, lat: place.lat }, address: hers.name })

// ——— reports of every way: at home, on an owner's ground, at night, at a border, by the deputy, hand by hand

const submitted = []
async function report(code, place, more = {}) {
  const photo = await walk.photo()
  const body = { ...category(code), photos: [photo], ...at(place), ...more }
  const receipt = await once('guest', guest, '/api/reports', body)
  submitted.push(receipt.no)
  return receipt
}
const within = (kind) => {
  const asset = demo.assets.features.find((f) => f.properties.kind === kind)
  const ring = asset.geometry.type === 'Polygon' ? asset.geometry.coordinates[0] : asset.geometry.coordinates[0][0]
  const mean = (i) => ring.reduce((sum, p) => sum + p[i], 0) / ring.length
  return { lng: mean(0), lat: mean(1) }
}
const home = await report('linli-zaosheng', hers.place, { text: '楼上半夜还在搬家具，孩子睡不着' })
await report('lajitong-manyi', within('estate'), { contact: { name: '王女士', phone: '13900001111' } })
await report('lvdi', within('green'))
const street = demo.areas.features.find((f) => f.properties.id === 'hebin')
const border = street.geometry.coordinates
  .flat(street.geometry.type === 'MultiPolygon' ? 2 : 1)
  .flatMap(([lng, lat]) => [0.0001, -0.0001].map((d) => ({ lng: lng + d, lat: lat + d })))
  .find(({ lng, lat }) => {
    try {
      return route(server.city, 'liudong-tanfan', lng, lat, { at: Date.parse(monday) }).border
    } catch {
      return false
    }
  })
await report('liudong-tanfan', border)
server.setNow('2026-11-16T15:00:00.000Z')
const night = await report('liudong-tanfan', hers.place, { text: '夜里又摆出来了' })
server.setNow('2026-11-17T01:30:00.000Z')

// ——— cases moved along, joined, erased, held, with words to the public

const first = await report('dianwai-jingying', hers.place, { text: '占了整条人行道' })
const second = await report('dianwai-jingying', hers.place, { text: '我也看到了，轮椅过不去' })
const third = await report('dianwai-jingying', hers.place)
must(await walk.move('zhou', first.no, { verb: 'accept' }), 200)
must(await walk.move('li', second.no, { verb: 'join', into: first.no }), 200)
must(
  await walk.move('zhou', first.no, {
    verb: 'reply',
    outcome: 'solved',
    words: '已经清理干净，请放心出行。',
    photos: [await walk.photo()]
  }),
  200
)
await walk.publish(first.no)
must(await walk.move('zhao', first.no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] }), 200)
must(await walk.move('zhou', third.no, { verb: 'note', words: '先问问店主' }), 200)
must(await walk.move('shen', home.no, { verb: 'erase', entry: 1, words: '本人要求删除' }), 200)
const codeToken = must(await guest.post('/api/sessions/code', { no: first.no, code: first.code }), 201)
const reporter = client(server, codeToken.access)
must(
  await reporter.post(`/api/reports/${first.report}/rate`, { solved: 'solved', satisfied: 'satisfied', text: '谢谢' }),
  200
)

// ——— activities: a plan, a message, seats, a queue, presence, hours, an erased sign-up, a certificate

const token = async (name) => must(await guest.post('/api/sessions/wechat', { code: `${name}:${freshKey()}` }), 201)
const sessions = {}
for (const name of ['an', 'bao', 'cai']) sessions[name] = await token(name)
const seat = (more = {}) => ({ role: 'sweep', adult: true, name: '安然', phone: '13912345678', ...more })
const xu = await people.staff('xu')
const plan = (no, more = {}) => ({
  kind: 'cleanup',
  title: `文庙巷清洁日 ${no}`,
  about: '一起把巷子扫干净，顺手拍下还没解决的问题。',
  coOrganisers: [],
  place: hers.place,
  address: hers.name,
  shifts: [
    {
      from: new Date(server.world.now().getTime() + 24 * hour).toISOString(),
      to: new Date(server.world.now().getTime() + 26 * hour).toISOString(),
      roles: [{ id: 'sweep', name: '清扫', capacity: 2 }]
    }
  ],
  insurance: '统一投保志愿服务意外险',
  bring: ['手套'],
  contact: { name: '徐清', phone: '0520-0010101' },
  weather: '下雨改期',
  cancelHours: 14,
  confirmMinutes: 120,
  waitAtMost: 10,
  radiusM: 200,
  cases: [],
  ...more
})
async function opened(no) {
  const drafted = await once('xu', xu, '/api/activities', plan(no))
  must(await people.move('xu', drafted.no, { verb: 'submit' }), 200)
  return must(await people.move('shen', drafted.no, { verb: 'approve' }), 200)
}
const past = await opened(1)
const pastShift = past.shifts[0].id
const mine = {}
for (const name of ['an', 'bao']) mine[name] = must(await people.signUp(await people.resident(name), pastShift), 201)
for (const [kind, minutes] of [
  ['in', 0],
  ['out', 110]
]) {
  const moment = new Date(Date.parse(past.from) + minutes * 60_000)
  server.setNow(moment)
  const code = await people.codeAt(pastShift, moment)
  for (const name of ['an', 'bao'])
    await people.report(await people.resident(name), {
      signup: mine[name].id,
      kind,
      at: moment,
      code,
      place: hers.place
    })
}
server.setNow(new Date(Date.parse(past.to) + hour))
must(await people.settle(pastShift), 200)
await server.tick()
const today = server.world.now().toISOString().slice(0, 10)
const identity = (name) => ({
  name,
  document: { kind: 'id_card', number: '11010519491231002X' },
  volunteerNo: '320500000000001'
})
const an = await people.resident('an')
await once('an', an, '/api/certificates', {
  office: squad,
  from: '2026-01-01',
  to: today,
  identity: identity('安然'),
  shows: { code: ['name', 'hours'], all: [] },
  announce: true
})
const open = await opened(2)
const openShift = open.shifts[0].id
await once('an', an, `/api/shifts/${openShift}/signups`, seat({ note: '我会带两个桶来' }))
const bao = await people.resident('bao')
const gone = await once('bao', bao, `/api/shifts/${openShift}/signups`, seat({ note: '膝盖不好，不能蹲' }))
await once('cai', await people.resident('cai'), `/api/shifts/${openShift}/signups`, seat())
await people.signUp(await people.resident('dan'), openShift, { adult: undefined })
must(await bao.post('/api/teams', { name: '河滨小队' }), 201)
await once('xu', xu, `/api/activities/${open.no}/messages`, { to: 'in', words: '请穿防滑的鞋。', send: true }, 200)

// ——— the city: a rehearsal that is through, another release with somebody away, a case by the deputy, one rehearsal waiting

const guan = await walk.staff('guan')
const draft = async () => must(await guan.get('/api/admin/draft'), 200)
const revisionOf = async (part) => (await draft()).parts.find((p) => p.part === part).revision
const away = { ...demo.people.find((p) => p.id === 'linsongtao'), away: [{ from: '2026-11-01', to: '2026-12-31' }] }
must(
  await guan.post('/api/admin/draft/entries', { part: 'people', revision: await revisionOf('people'), entry: away }),
  200
)
const slower = demo.categories.find((c) => c.code === 'dianwai-jingying')
const limited = { ...slower, limit: { ...slower.limit, n: slower.limit.n.map((n) => n + 1) } }
must(
  await guan.post('/api/admin/draft/entries', {
    part: 'categories',
    revision: await revisionOf('categories'),
    entry: limited
  }),
  200
)
const period = { from: '2026-11-16', to: '2026-11-17' }
must(await guan.post('/api/admin/rehearsals', period), 201)
for (let turn = 0; turn < 6; turn++) await server.tick()
must(await guan.post('/api/admin/draft/publish', { revision: (await draft()).revision, note: '林松涛出差' }), 201)
const deputy = await report('hean-laji', within('water'))
must(
  await guan.post('/api/admin/draft/entries', {
    part: 'people',
    revision: await revisionOf('people'),
    entry: { ...away, title: '河道科长' }
  }),
  200
)
must(await guan.post('/api/admin/rehearsals', period), 201)
await report('qita', hers.place, { text: '这一件还在发件箱里' })
const staff = must(
  await guest.post(
    '/api/sessions/staff',
    server.accounts.find((a) => a.name === 'zhou')
  ),
  201
)

// ——— what the pages of that time said, to hold against today's

const pages = []
for (const path of [`/api/cases/${first.no}`, `/api/activities/${open.no}`, '/api/releases/1/rules/R-2.1'])
  pages.push({ path, status: (await guest.get(path)).status })

// ——— a small part of it: cases of every status and every way, all that people did above, some of the demo's rest

const all = await db.collection('cases').find({}).sort({ no: 1 }).toArray()
const wanted = new Set([...submitted, first.no, second.no, night.no, deputy.no])
const ways = { asset: '权属：', time: '时间：', border: '交界处', byHand: '派遣员', complaint: '回避' }
const seen = {}
for (const doc of all) {
  const why = doc.routing.because.join('\n')
  const marks = [
    `status ${doc.status}`,
    doc.joinedInto && 'joined',
    doc.exposedAt && 'exposed',
    doc.ladder?.done?.length > 0 && 'climbed',
    doc.publication?.state === 'withheld' && 'withheld',
    doc.deadline?.extended > 0 && 'extended',
    doc.promise?.extended > 0 && 'extended',
    doc.routing.deputyOf && 'deputy',
    ...Object.entries(ways).map(([name, words]) => why.includes(words) && name),
    demo.categories.find((c) => c.code === doc.category)?.home && 'home'
  ].filter(Boolean)
  if (marks.some((mark) => (seen[mark] = (seen[mark] ?? 0) + 1) <= 2)) wanted.add(doc.no)
}
const photosOf = (doc) => Object.values(doc.words ?? {}).flatMap((said) => said.photos ?? [])
const cases = all.filter((doc) => wanted.has(doc.no))
const photos = new Set(cases.flatMap(photosOf))

const dump = {}
for (const { name } of await db.listCollections().toArray()) {
  const docs = await db.collection(name).find({}).sort({ _id: 1 }).toArray()
  const indexes = (await db.collection(name).indexes()).map(({ v: _version, ...index }) => index)
  dump[name] = { docs, indexes }
}
const keep = (name, holds) => (dump[name].docs = dump[name].docs.filter(holds))
const few = (name, n, holds = () => false) =>
  (dump[name].docs = dump[name].docs.filter((doc, i) => i < n || holds(doc)))
keep('cases', (doc) => wanted.has(doc.no))
few('photos', 3, (doc) => photos.has(doc._id) && !doc.demo)
few('suggest_pairs', 10)
few('notices', 20, (doc) => doc.verb === 'offered')
keep('jobs', (doc) => doc.facts.no === undefined || wanted.has(doc.facts.no))
few('units', 6)
few('auxiliaries', 10)
// Made anew at the start: half a megabyte of what was learned.
keep('suggest_builds', () => false)
few('judgements', 12)
few('cards', 4)

const sizes = Object.entries(dump).map(([name, { docs }]) => [
  name,
  docs.length,
  gzipSync(EJSON.stringify(docs)).length
])
console.table(sizes)
console.table(seen)
const text = EJSON.stringify(
  {
    of: '2463e1f',
    now: server.world.now().toISOString(),
    serverKey,
    dump,
    kept,
    pages,
    sessions: { ...sessions, zhou: staff, code: codeToken },
    codes: [first, second, night, deputy].map(({ no, report, code }) => ({ no, report, code })),
    gone: gone.id
  },
  { relaxed: false }
)
writeFileSync(out, gzipSync(text, { level: 9 }))
console.log(`${out}: ${gzipSync(text, { level: 9 }).length} bytes`)
await server.stop()
await set.stop()
process.exit(0)
