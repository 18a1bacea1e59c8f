/**
 * `npm run replay`: a year at the scale the sources report (长宁区, 99,486 cases filed) through routing, promise, returns
 * and closing, with every invariant asked of every case. Nothing is stored; the same seed replays the same year. Prints
 * progress, then what it took in time and memory. `npm run replay -- 5000` replays fewer.
 */
import { loadCity } from '#config/city/index.ts'
import { becauseWords } from '#shared/because.ts'
import { channels, type Channel } from '#shared/cases.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { advance, open, project, verifyChain, type CaseDoc, type Step } from '#server/cases/index.ts'
import { makeSnapshot, type CitySnapshot } from '#server/city/index.ts'
import { deadlineState, runsIn, workingBetween } from '#server/deadlines/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import { mayHave, recorded, route, type Route } from '#server/routing/index.ts'

const cases = Number(process.argv[2] ?? 99_486)
const firstDay = '2025-11-22'
const days = 365

let state = 99_486
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

const broken = new Map<string, { times: number; first: string }>()
function must(holds: boolean, what: string, where: () => string): void {
  if (holds) return
  const known = broken.get(what)
  if (known) known.times++
  else broken.set(what, { times: 1, first: where() })
}

interface Report {
  at: number
  category: string
  lng: number
  lat: number
  channel: Channel
  answers: Record<string, string>
}

/** Somebody reports something somewhere in the city; a third stand near a border, where it is hard. */
function reportOf(city: CitySnapshot, corners: readonly (readonly [number, number])[]): Report {
  const [w, s, e, n] = city.areas.bbox
  const category = pick(city.categories)
  const day = addDays(firstDay, Math.floor(random() * days))
  for (;;) {
    const corner = pick(corners)
    const near = random() < 0.33
    const lng = near ? corner[0] + (random() - 0.5) * 0.0004 : w + random() * (e - w)
    const lat = near ? corner[1] + (random() - 0.5) * 0.0004 : s + random() * (n - s)
    if (!city.areas.locate(lng, lat)) continue
    const answers = Object.fromEntries(
      (category.questions ?? []).flatMap((q) => (random() < 0.7 ? [[q.id, pick(q.choices).id]] : []))
    )
    const at = startOfDay(day) + Math.floor(random() * 86_400_000)
    return { at, category: category.code, lng, lat, channel: pick(channels), answers }
  }
}

/** What has to hold of one decision, whatever was reported. */
function weigh(city: CitySnapshot, report: Report, way: Route): void {
  const where = () =>
    `${report.category} at ${report.lng},${report.lat} ${new Date(report.at).toISOString()} -> ${way.office} by ${way.rule}`
  const lead = city.office(way.office)
  const rule = city.rules.find((r) => r.id === way.rule)
  must(lead !== undefined && rule !== undefined, 'one lead office that exists, by a rule that exists', where)
  must(way.supervising !== way.office, 'nobody supervises himself', where)
  must(!way.assisting.includes(way.office), 'who leads does not assist', where)
  must(new Set(way.assisting).size === way.assisting.length, 'nobody assists twice', where)
  must(
    [way.office, ...way.assisting].every((id) => {
      const office = city.office(id)
      return office !== undefined && mayHave(office, city.category(report.category), way.about, city)
    }),
    'complaints about officers never reach the office complained of',
    where
  )
  must(
    way.because.length >= 3 && !way.because.some((fact) => /[{}]/.test(becauseWords(fact))),
    'the reasons are whole',
    where
  )
  const again = route(city, report.category, report.lng, report.lat, report)
  must(JSON.stringify(again) === JSON.stringify(way), 'the same report goes the same way', where)
  const limit = city.info.border?.metres ?? 0
  must(way.border === undefined || way.border.metres <= limit, 'a neighbour is near', where)
  if (way.person !== undefined) must(city.person(way.person)?.office === way.office, 'a person is of the office', where)
}

const staff = (city: CitySnapshot, office: string, role: 'officer' | 'verifier' | 'dispatcher') =>
  ({ kind: 'staff', id: city.people.find((p) => p.office === office)?.id ?? 'nobody', office, role }) as const

/** From the report to the close, a tenth of them returned on the way, some of them twice. */
function live(city: CitySnapshot, report: Report, way: Route): CaseDoc {
  const sent = recorded(way)
  const at = (hours: number) => new Date(report.at + hours * 3_600_000).toISOString()
  const id = newId().toHexString()
  const place = { type: 'Point' as const, coordinates: [report.lng, report.lat] as [number, number] }
  const category = city.category(report.category) ?? pick(city.categories)
  const limit = city.limit(category, way.area.id, way.grid?.id)
  let doc = open(
    {
      _id: newId(),
      no: '',
      place,
      photoSizes: {},
      routing: sent.routing,
      reports: [
        {
          id,
          key: id,
          requestHash: '',
          n: 1,
          at: at(0),
          channel: report.channel,
          reporter: { codeHash: id },
          place,
          consentPublic: true
        }
      ]
    },
    {
      ...sent.facts,
      category: report.category,
      channel: report.channel,
      limit,
      urgency: category.urgency,
      report: id,
      answers: report.answers
    },
    { kind: 'reporter', id },
    { text: '早上路过看到的' },
    at(0),
    city
  )
  const go = (hours: number, step: Omit<Step, 'at'>): void => {
    doc = advance(doc, { ...step, at: at(hours) }, city)
  }
  const due = doc.deadline.dueAt
  const returns = random() < 0.1 ? (random() < 0.2 ? 2 : 1) : 0
  for (let n = 0; n < returns; n++) {
    const first = doc.answerable
    go(2 + n * 4, {
      actor: staff(city, doc.office, 'officer'),
      verb: 'return',
      facts: { rightOffice: 'mobile' },
      said: { text: '不归我们' }
    })
    go(3 + n * 4, {
      actor: staff(city, 'centre', 'dispatcher'),
      verb: 'dispatch',
      facts: { office: 'mobile', supervising: 'centre' },
      said: { text: '由你们办' }
    })
    must(doc.answerable === first, 'who received it first answers until it is accepted', () => report.category)
    // Only a limit in an office's own duty hours may end at another moment when another office has it.
    must(
      doc.deadline.dueAt === due || limit.unit === 'work_hour',
      'a return never resets a clock',
      () => report.category
    )
  }
  must(doc.bound === returns >= 2, 'the second return is ruled on for good', () => report.category)
  must(doc.returnedBy.length === returns, 'returns are counted', () => report.category)
  go(12, { actor: staff(city, doc.office, 'officer'), verb: 'accept' })
  must(doc.answerable === doc.office, 'who accepts answers', () => report.category)
  go(20 + random() * 60, {
    actor: staff(city, doc.office, 'officer'),
    verb: 'reply',
    facts: { outcome: 'solved' },
    said: { text: '已经处理好了，请放心' }
  })
  go(90, {
    actor: staff(city, doc.supervising, 'verifier'),
    verb: 'verify',
    facts: { onSite: true },
    said: { text: '看过' }
  })
  return doc
}

/** What has to hold of a whole case: its promise by the calendar, its chain, its projection. */
function audit(city: CitySnapshot, report: Report, doc: CaseDoc): void {
  const where = () => `${report.category} ${new Date(report.at).toISOString()}`
  const { limit } = doc.deadline
  const office = doc.ledger[0]?.facts.office ?? ''
  const span = city.calendar.msOf(limit)
  const { dueAt } = deadlineState([{ at: report.at, status: 'dispatched', limit, office }], city.calendar)
  const until = workingBetween(city.calendar.of(limit.unit, office), report.at, dueAt)
  must(Math.abs(until - span) <= 1, 'the promise is as long as its limit, no more and no less', where)
  must(dueAt > report.at, 'it is due after it came in', where)
  const used = usedOf(city, doc)
  must(Math.abs(doc.deadline.usedMs - used) <= 1, 'the clock ran while an office had it, and only then', where)
  must(
    doc.onTime ? doc.deadline.usedMs <= span : doc.deadline.usedMs >= span,
    'kept or not is what the clock says',
    where
  )
  must(verifyChain(doc.ledger, doc.words) === undefined, 'the chain verifies', where)
  const again = project(doc.ledger, doc.words, city.calendar)
  must(
    (['status', 'office', 'assisting', 'answerable', 'deadline', 'returnedBy', 'closedAt'] as const).every(
      (key) => JSON.stringify(again[key]) === JSON.stringify(doc[key])
    ),
    'what is stored is what the ledger says',
    where
  )
}

/** What ran of the limit, entry by entry, in the time of the office that had it. */
function usedOf({ calendar }: CitySnapshot, { ledger, deadline }: CaseDoc): number {
  let [office, used] = ['', 0]
  for (const [i, e] of ledger.entries()) {
    office = e.facts.office ?? office
    const next = ledger[i + 1]
    if (!next || !runsIn(e.to)) continue
    used += workingBetween(calendar.of(deadline.limit.unit, office), Date.parse(e.at), Date.parse(next.at))
  }
  return used
}

const { places: _, ...parts } = await loadCity()
const city = makeSnapshot(parts)
const corners = city.areas.streets.flatMap((f) =>
  f.geometry.coordinates.flat(f.geometry.type === 'Polygon' ? 1 : 2)
) as [number, number][]
const say = (text: string): void => void process.stdout.write(text)
const began = performance.now()
const spent = { route: 0, live: 0, audit: 0 }
const load = new Map<string, number>()
let [borders, assets, nights, peak] = [0, 0, 0, 0]
const timed = <T>(what: keyof typeof spent, work: () => T): T => {
  const from = performance.now()
  const result = work()
  spent[what] += performance.now() - from
  return result
}
for (let n = 1; n <= cases; n++) {
  const report = reportOf(city, corners)
  const way = timed('route', () => route(city, report.category, report.lng, report.lat, report))
  weigh(city, report, way)
  const doc = timed('live', () => live(city, report, way))
  timed('audit', () => audit(city, report, doc))
  load.set(way.office, (load.get(way.office) ?? 0) + 1)
  if (way.border) borders++
  if (way.asset) assets++
  if (city.rules.find((r) => r.id === way.rule)?.time) nights++
  if (n % 2_000 === 0 || n === cases) {
    peak = Math.max(peak, process.memoryUsage().rss)
    const left = ((performance.now() - began) / n) * (cases - n)
    say(
      `${process.stdout.isTTY ? '\r' : ''}  ${n} of ${cases}, ${dayOf(report.at)}, ${(left / 1000).toFixed(0)} s left   ${process.stdout.isTTY ? '' : '\n'}`
    )
    await new Promise(setImmediate)
  }
}
const seconds = (performance.now() - began) / 1000
const heavy = [...load].sort((a, b) => b[1] - a[1]).slice(0, 5)
say(`
  ${cases} cases in ${seconds.toFixed(1)} s, ${((seconds / cases) * 1e6).toFixed(0)} us each: routing ${((spent.route / cases) * 1000).toFixed(1)} us, a life of six to ten entries ${((spent.live / cases) * 1000).toFixed(0)} us, audit ${((spent.audit / cases) * 1000).toFixed(0)} us
  memory at most ${(peak / 1048576).toFixed(0)} MB; ${borders} near a border, ${assets} by who owns the ground, ${nights} by night and holiday duty, ${load.size} offices
  most to ${heavy.map(([id, n]) => `${city.office(id)?.short ?? id} ${n}`).join(', ')}
  ${broken.size === 0 ? 'no invariant broken' : [...broken].map(([what, { times, first }]) => `broken ${times} times: ${what}; first ${first}`).join('\n  ')}
`)
process.exit(broken.size === 0 ? 0 : 1)
