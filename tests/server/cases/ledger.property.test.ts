/**
 * The pure heart of every move under random hands: a cast of people does what comes to their minds, allowed or not, and
 * after every step what must hold does hold. No clock, no database, no chance that a fixed seed does not give again.
 */
import { describe, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import { statuses, transferWays, verbs, type Status, type Verb } from '#shared/cases.ts'
import { escalationVerbs } from '#shared/deadlines.ts'
import { Refused } from '#shared/errors.ts'
import {
  advance,
  canMove,
  open,
  policy,
  presentCase,
  presentRow,
  project,
  dueEscalation,
  settle,
  verifyChain,
  type CaseDoc,
  type Entry,
  type Facts,
  type Said,
  type Step
} from '#server/cases/index.ts'
import { withoutEntry } from '#server/cases/erasure.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { town } from '#tests/support/city.ts'
import { byHand } from '#tests/support/due-by-hand.ts'
import { noPhotos } from '#tests/support/photos.ts'
import { leadsTo } from '#tests/support/record.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const city = makeSnapshot(town)
const start = Date.parse('2026-04-27T01:00:00Z')
/** Identifiers of the reports; nothing else looks like them. */
const hex = (n: number): string => n.toString(16).padStart(24, 'a')
const photo = (n: number): string => n.toString(16).padStart(64, '0')

// ——— the cast

const staff: Viewer[] = [
  ...town.people.map((p): Viewer => ({
    kind: 'staff',
    id: p.id,
    name: p.name,
    office: p.office,
    roles: p.roles,
    family: ''
  })),
  // Two who wear several hats, and would like to check what they did themselves.
  {
    kind: 'staff',
    id: 'both',
    name: '双职',
    office: 'centre',
    roles: ['officer', 'verifier', 'dispatcher'],
    family: ''
  },
  {
    kind: 'staff',
    id: 'squad-verifier',
    name: '自查',
    office: 'hebin-squad',
    roles: ['officer', 'verifier'],
    family: ''
  }
]
const reporters: Viewer[] = [
  { kind: 'resident', member: 'alice', family: '' },
  { kind: 'code', no: '2026-0427-00001', report: hex(2) }
]
const cast: Viewer[] = [...staff, ...reporters, { kind: 'resident', member: 'mallory', family: '' }, guest]
const reportOf = (viewer: Viewer): string => (viewer.kind === 'resident' ? hex(1) : hex(2))
const actorOf = (viewer: Viewer): Step['actor'] =>
  viewer.kind === 'staff'
    ? { kind: 'staff', id: viewer.id, office: viewer.office }
    : { kind: 'reporter', id: reportOf(viewer) }

// ——— what they do

interface Whim {
  /** Whether he looks what he may do, or just tries. */
  sensible: boolean
  who: number
  verb: number
  minutes: number
  a: number
  b: number
}
const whim: fc.Arbitrary<Whim> = fc.record({
  sensible: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  who: fc.nat(cast.length - 1),
  verb: fc.nat(verbs.length - 1),
  minutes: fc.oneof(fc.nat(90), fc.nat(60 * 24 * 12)),
  a: fc.nat(1000),
  b: fc.nat(1000)
})

/** Words that must never reach the public unless a moderator approved them; the number is the ledger's. */
const spoken = (verb: Verb, n: number): string => `私语${verb}-${n}-完`

const offices = ['hebin-squad', 'wenchang-squad', 'sanitation', 'mobile', 'centre']
const wordy = (caseDoc: CaseDoc): number[] => caseDoc.ledger.filter((e) => caseDoc.words[e.n]).map((e) => e.n)

/** What a verb brings with it; nothing where it makes no sense here, as the commands refuse it too. */
function step(
  caseDoc: CaseDoc,
  verb: Verb,
  viewer: Viewer,
  at: string,
  { a, b }: Whim
): (Step & { change?: Partial<CaseDoc> }) | undefined {
  const n = caseDoc.ledger.length + 1
  const base = { actor: actorOf(viewer), verb, at }
  const said: Said = { text: spoken(verb, n) }
  const facts = (more: Facts, change?: Partial<CaseDoc>) => ({ ...base, facts: more, said, ...(change && { change }) })
  const shown = { ...said, photos: [photo(n)] }
  switch (verb) {
    case 'dispatch': {
      const office = offices[a % offices.length] ?? 'mobile'
      const person = b % 3 === 0 ? town.people.find((p) => p.office === office)?.id : undefined
      return facts({ office, supervising: 'centre', ...(person && { person }) })
    }
    case 'refuse':
      return facts({ way: transferWays[a % 3] ?? 'tell' })
    case 'help':
      return {
        ...base,
        actor: { kind: 'rule' },
        facts: { activity: '20260427-001', people: a, minutes: a * 90 },
        said: shown
      }
    case 'reply':
      return { ...base, facts: { outcome: a % 5 === 0 ? 'unfounded' : 'solved' }, said: shown }
    case 'verify':
      return { ...base, facts: { onSite: a % 2 === 0 }, said: shown }
    case 'fail':
      return { ...base, said: shown }
    case 'hold':
    case 'request_hold':
      return facts({ until: '2026-06-01' })
    case 'extend':
    case 'request_extend':
      return facts({ more: 1 + (a % 4) })
    case 'urge':
    case 'overdue':
    case 'supervise':
    case 'escalate':
    case 'expose':
      // Nobody climbs the ladder at will; only the clock does, and only the step that is due.
      return dueEscalation(caseDoc, { at: new Date(at), city })
    case 'rate':
      return facts({ report: reportOf(viewer), solved: 'partly', satisfied: a % 2 ? 'satisfied' : 'dissatisfied' })
    case 'follow_up': {
      const open = caseDoc.unhappy.find(({ done }) => !done)
      return open && facts({ report: open.report, followed: 'explained' })
    }
    case 'answer':
    case 'object':
    case 'request_reopen':
      return { ...base, facts: { report: reportOf(viewer) }, said: shown }
    case 'withdraw': {
      const id = reportOf(viewer)
      const mine = caseDoc.reports.find((r) => r.id === id)
      if (!mine || mine.withdrawn) return undefined
      const others = caseDoc.reports.some((r) => r.id !== id && !r.withdrawn)
      return {
        ...facts(
          { report: id },
          { reports: caseDoc.reports.map((r) => (r.id === id ? { ...r, withdrawn: true as const } : r)) }
        ),
        ...(others && { to: caseDoc.status })
      }
    }
    case 'consent': {
      const id = reportOf(viewer)
      const consent = a % 2 === 0
      if (!caseDoc.reports.some((r) => r.id === id && !r.withdrawn && r.consentPublic !== consent)) return undefined
      const reports = caseDoc.reports.map(({ consentFrom, ...r }) => {
        if (r.id === id)
          return { ...r, consentPublic: consent, ...(consent && { consentFrom: caseDoc.ledger.length + 1 }) }
        return { ...r, ...(consentFrom !== undefined && { consentFrom }) }
      })
      return facts({ report: id, consent }, { reports })
    }
    case 'reclassify': {
      const category = city.categories[a % city.categories.length]
      return (
        category &&
        facts({
          category: category.code,
          limit: city.limit(category, caseDoc.area, caseDoc.grid),
          urgency: category.urgency
        })
      )
    }
    case 'join': {
      if (caseDoc.reports.some((r) => r.id === hex(2))) return undefined
      const second: CaseDoc['reports'][number] = { ...report(2, n, a % 2 === 0), movedFrom: '2026-0427-00002' }
      return {
        ...base,
        facts: { report: hex(2), from: '2026-0427-00002', ...(!second.consentPublic && { consent: false }) },
        said: shown,
        change: { reports: [...caseDoc.reports, second] }
      }
    }
    case 'unjoin': {
      const gone = caseDoc.reports.find((r) => r.movedFrom && !r.withdrawn)
      if (!gone) return undefined
      const words = Object.fromEntries(Object.entries(caseDoc.words).filter(([k]) => Number(k) !== gone.n))
      return facts({ report: gone.id }, { words, reports: caseDoc.reports.filter((r) => r !== gone) })
    }
    case 'publish': {
      // Ticked by a moderator who looks at nothing, consent least of all.
      const words = wordy(caseDoc).filter((w) => (w * 7 + a) % 3 > 0)
      const photos = words.flatMap((w) => (caseDoc.words[w]?.photos ?? []).map((_, i) => `${w}.${i}`))
      // The command refuses an address in the title of a matter at a home.
      const fine = city.category(caseDoc.category)?.publicPlace !== 'street'
      return { ...base, facts: { words, photos }, said: { title: `公开标题${n}${fine ? '-隐秘巷 9 号' : ''}` } }
    }
    case 'erase': {
      const [entry] = wordy(caseDoc).slice(a % Math.max(1, wordy(caseDoc).length))
      if (entry === undefined) return undefined
      const now = { at: new Date(at), city }
      const { words, reports, place, ledger } = withoutEntry(caseDoc, entry, base.actor, now)
      return { ...base, facts: ledger.at(-1)?.facts ?? {}, change: { words, reports, place } }
    }
    default:
      return { ...base, said }
  }
}

const report = (id: number, n: number, consent: boolean): CaseDoc['reports'][number] => ({
  id: hex(id),
  key: `键${id}`,
  requestHash: `体${id}`,
  n,
  at: new Date(start).toISOString(),
  channel: 'web',
  reporter: id === 1 ? { member: 'alice' } : { codeHash: '码之散列' },
  contact: { name: `联系人${id}`, phone: `1380000000${id}` },
  place:
    id === 1
      ? { type: 'Point', coordinates: [120.00512345, 32.00567891], address: '隐秘巷 9 号' }
      : { type: 'Point', coordinates: [120.00723456, 32.00789123], address: '幽深里 3 幢' },
  consentPublic: consent
})

interface Beginning {
  category: number
  consent: boolean
  toDispatcher: boolean
  /** What somebody has set his mind on in this life; rare verbs have nobody else to bring them about. */
  wish: number
}
const beginning: fc.Arbitrary<Beginning> = fc.record({
  category: fc.nat(5),
  consent: fc.boolean(),
  toDispatcher: fc.boolean(),
  wish: fc.nat(9_999)
})

function begin({ category, consent, toDispatcher }: Beginning): CaseDoc {
  const code = city.categories[category % city.categories.length]
  const first = report(1, 1, consent)
  return open(
    {
      _id: new mongoose.Types.ObjectId(hex(99)),
      no: '2026-0427-00001',
      place: first.place,
      photoSizes: {},
      routing: { ruleId: 'R-4', ruleVersion: 1, because: [{ kind: 'area', area: '河滨街道', grid: '第1社区' }] },
      reports: [first]
    },
    {
      category: code?.code ?? '',
      area: 'hebin',
      grid: 'hebin-00',
      channel: 'web',
      limit: code ? city.limit(code, 'hebin') : { n: 1, unit: 'work_day' },
      urgency: code?.urgency ?? '',
      report: hex(1),
      office: 'hebin-squad',
      supervising: 'centre'
    },
    { kind: 'reporter', id: hex(1) },
    { text: spoken('receive', 1), photos: [photo(1)] },
    new Date(start).toISOString(),
    city,
    toDispatcher
  )
}

// ——— what must hold

/** Thousands of small questions: `expect` would spend more time on them than the code they are about. */
function must(is: boolean, what: string): void {
  if (!is) throw new Error(what)
}

const pure = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function saysWhatIsStored(caseDoc: CaseDoc): void {
  expect(project(pure(caseDoc.ledger), pure(caseDoc.words), city.calendar)).toEqual(
    project(caseDoc.ledger, caseDoc.words, city.calendar)
  )
  const { outbox: _, _id, ...stored } = caseDoc
  const { outbox: __, _id: ___, ...again } = settle(caseDoc, city)
  expect(again).toEqual(stored)
}

const stopped = new Set<Status>(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])

function holds(caseDoc: CaseDoc): void {
  // An office, and a person of that office or its queue.
  must(
    city.office(caseDoc.office) !== undefined && city.office(caseDoc.supervising) !== undefined,
    `no such office ${caseDoc.office}`
  )
  const person = staff.find((v) => v.kind === 'staff' && v.id === caseDoc.person)
  must(
    caseDoc.person === undefined || (person?.kind === 'staff' && person.office === caseDoc.office),
    `${caseDoc.person} is not of ${caseDoc.office}`
  )
  must(caseDoc.status !== 'handling' || caseDoc.person !== undefined, 'nobody handles it')
  must(caseDoc.reports.length > 0, 'nobody reported it')

  for (const [i, e] of caseDoc.ledger.entries()) {
    const before = caseDoc.ledger.slice(0, i)
    const reply = before.findLast((x) => x.verb === 'reply')
    if (e.verb === 'verify' || e.verb === 'fail')
      must(e.actor.id !== reply?.actor.id, `${e.actor.id} judges his own reply`)
    // The resident has been answered in words before anything closes.
    if (e.to === 'closed' && e.from !== 'closed') must(reply?.words !== undefined, 'closed without a reply')
    must(e.n === i + 1, 'a number is missing')
    // The roads of the record, and no others; a withdrawal leaves a case to the others who joined it.
    if (e.from === null) continue
    must(e.to === leadsTo(e.from, e.verb) || (e.verb === 'withdraw' && e.to === e.from), `${e.from} ${e.verb} ${e.to}`)
    must(e.from === before.at(-1)?.to, `${e.from} is not where it stood`)
  }
  must(verifyChain(caseDoc.ledger, caseDoc.words) === undefined, 'the chain is broken')
  must(caseDoc.status === caseDoc.ledger.at(-1)?.to, `stored as ${caseDoc.status}`)
  must((caseDoc.dueAt === null) === stopped.has(caseDoc.status), 'the promise runs where it should stand, or stands')
}

const light = { now: start + 90 * 86_400_000, city, photos: noPhotos }

function staysPrivate(caseDoc: CaseDoc): void {
  const view = presentCase(caseDoc, guest, light)
  if (caseDoc.publishedAt === null) {
    must(view === undefined, 'seen before it was published')
    return
  }
  const shown = JSON.stringify([view, presentRow(caseDoc, 'public', light)])
  const hidden = (word: string | RegExp): void =>
    must(
      typeof word === 'string' ? !shown.includes(word) : !word.test(shown),
      `the public reads ${String(word)} in ${shown}`
    )
  const approved = new Set(caseDoc.publication.words)
  for (const [n, said] of Object.entries(caseDoc.words)) {
    if (said.text && !approved.has(Number(n))) hidden(said.text)
    hidden(said.salt)
    for (const id of said.photos ?? []) if (!caseDoc.publication.photos.includes(id)) hidden(id)
  }
  // Words of who was joined once they are approved; internal notes, and what passes between reporter and office, not even when somebody ticked them.
  hidden(/私语(note|ask|answer|request_hold|refuse_hold|request_extend|refuse_extend|withhold|erase|unjoin)-/)
  hidden(/联系人|1380000000|alice|码之散列|键1|体1/)
  hidden(hex(1))
  hidden(hex(2))
  // No signed links: what the public sees is public by itself.
  hidden(/[?&](key|until)=/)
  const agreed = caseDoc.reports.filter((r) => r.consentPublic && !r.withdrawn)
  const precision = agreed.length === 0 ? 'street' : city.category(caseDoc.category)?.publicPlace
  if (precision !== 'exact') hidden(/120\.00512345|32\.00567891|120\.00723456|32\.00789123/)
  if (precision === 'street') hidden(/隐秘巷|幽深里|第1社区/)
  if (agreed.length === 0) hidden(/私语|公开标题/)
  // Who said no, or took it back, has said nothing in public.
  const silent = caseDoc.reports.filter((r) => !agreed.includes(r)).map((r) => r.id)
  for (const e of caseDoc.ledger) if (e.facts.report && silent.includes(e.facts.report)) hidden(spoken(e.verb, e.n))
}

interface Known {
  title: string
  place: { lng: number; lat: number; address?: string }
  words: Set<string>
  photos: Set<string>
}
/** What the public reads of a case that a person wrote, took, or told the place by. */
function known(caseDoc: CaseDoc): Known | undefined {
  const view = presentCase(caseDoc, guest, light)
  if (!view) return undefined
  const { timeline, ratings, before, after, transfer } = view
  return {
    title: view.title,
    place: {
      lng: view.place?.lng ?? 0,
      lat: view.place?.lat ?? 0,
      ...(view.address && { address: view.address })
    },
    words: new Set(
      [
        view.text,
        transfer?.to,
        ...timeline.flatMap(({ text, ask, contact }) => [text, ask, contact]),
        ...ratings.map(({ text }) => text)
      ].filter((text) => text !== undefined)
    ),
    photos: new Set([...before, ...after, ...timeline.flatMap(({ photos }) => photos)].map(({ id }) => id))
  }
}
const sizeOf = ({ lng, lat, address }: Known['place']): number =>
  address === undefined ? 0 : Math.min(2, Math.max(`${lng}`.length, `${lat}`.length) - 9)

/** Between two rulings what is known of a case may become less, and never more or other than the ruling showed. */
function onlyByRuling(states: readonly CaseDoc[]): number {
  let [ruled, before]: (Known | undefined)[] = []
  let looked = 0
  for (const state of states) {
    if (!before && state.publishedAt === null) continue
    const [now, verb] = [known(state), state.ledger.at(-1)?.verb]
    if (verb === 'publish') ruled = now
    else if (now) {
      if (!ruled || !before) throw new Error(`${verb} made it public`)
      const fine = now.place.address !== undefined
      must(!fine || now.place.address === ruled.place.address, `${verb}: another address than was ruled on`)
      must(sizeOf(now.place) <= sizeOf(ruled.place), `${verb}: a finer place than was ruled on`)
      const byKind = verb === 'reclassify'
      must(byKind || !fine || before.place.address !== undefined, `${verb}: a finer place than before`)
      must(
        byKind || now.title === before.title || !/公开标题/.test(now.title),
        `${verb}: ${before.title} became ${now.title}`
      )
      must(!/公开标题/.test(now.title) || now.title === ruled.title, `${verb}: a title that was not ruled on`)
      must(
        [...now.words].every((said) => before?.words.has(said)),
        `${verb}: more words`
      )
      must(
        [...now.photos].every((id) => before?.photos.has(id)),
        `${verb}: more photos`
      )
      // Of whom the title may have been made.
      if (verb === 'withdraw' || verb === 'unjoin' || verb === 'erase') {
        const gone = state.ledger.at(-1)?.facts
        const since = gone?.entry ?? state.ledger.find((e) => e.facts.report === gone?.report)?.n ?? 0
        must(since > state.publication.ruledTo || !/公开标题/.test(now.title), `${verb} keeps ${now.title}`)
      }
      looked++
    }
    before = now
  }
  return looked
}

function refusal(of: () => unknown): string | undefined {
  try {
    of()
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]

const messages = (caseDoc: CaseDoc): number => caseDoc.outbox.filter((o) => o.topic === 'moved').length

/** What must have happened before a verb is possible, besides the road to its status. */
const paves: Partial<Record<Verb, Verb>> = {
  hold: 'request_hold',
  refuse_hold: 'request_hold',
  extend: 'request_extend',
  refuse_extend: 'request_extend',
  resume: 'hold',
  reopen: 'request_reopen',
  refuse_reopen: 'request_reopen',
  follow_up: 'rate',
  object: 'refuse',
  overturn: 'object',
  uphold: 'object',
  answer: 'ask',
  unjoin: 'join',
  transfer_accept: 'refuse',
  transfer_decline: 'refuse'
}
const ends = new Set<Status>(['refused', 'withdrawn'])
const roadsFrom = (status: Status): [Verb, Status][] =>
  verbs.flatMap((v) => {
    const to = leadsTo(status, v)
    return to === undefined || to === status ? [] : [[v, to] satisfies [Verb, Status]]
  })

/** The next verb for somebody who has set his mind on one: it, or what paves its way, or a step of the shortest road there. */
function towards(wish: Verb, status: Status, able: readonly Verb[]): Verb | undefined {
  if (able.includes(wish)) return wish
  const paver = paves[wish]
  if (paver && leadsTo(status, wish) !== undefined) return towards(paver, status, able)
  const seen = new Set([status])
  let ways = roadsFrom(status).map(([first, at]) => ({ first, at }))
  while (ways.length > 0) {
    const there = ways.find(({ at }) => leadsTo(at, wish) !== undefined || (paver && leadsTo(at, paver) !== undefined))
    // Somebody who wants to hold has to ask for it on the way.
    if (there) return able.includes(there.first) ? there.first : paves[there.first]
    ways = ways.flatMap(({ first, at }) => {
      if (seen.has(at)) return []
      seen.add(at)
      return roadsFrom(at).map(([, to]) => ({ first, at: to }))
    })
  }
  return undefined
}

/** One whim: the case after it, or the same where it was not allowed. */
function live(caseDoc: CaseDoc, w: Whim, wish: Verb, at: string): CaseDoc {
  let viewer = cast[w.who] ?? guest
  let verb = verbs[w.verb] ?? 'note'
  if (w.sensible) {
    // Half the time somebody wants to get on with it; ends come soon enough by those who only try.
    // Volunteers come by themselves; no person of the cast brings that about.
    const able = verbs.filter(
      (v) => canMove(caseDoc, v) && (v === 'help' || cast.some((c) => policy[v].holds(c, caseDoc)))
    )
    const lasting = able.filter(
      (v) => !ends.has(leadsTo(caseDoc.status, v) ?? caseDoc.status) || ends.has(caseDoc.status)
    )
    const forward = lasting.filter((v) => leadsTo(caseDoc.status, v) !== caseDoc.status)
    const wished = w.b % 2 === 0 ? towards(wish, caseDoc.status, able) : undefined
    verb = wished ?? pick(w.b % 3 === 0 && forward.length > 0 ? forward : lasting, w.a) ?? verb
    const holders = cast.filter((c) => policy[verb].holds(c, caseDoc))
    viewer = pick(holders, w.a + w.b) ?? viewer
  }
  const legal = leadsTo(caseDoc.status, verb) !== undefined
  must(legal || !canMove(caseDoc, verb), `${caseDoc.status} may not ${verb}`)
  const said = step(caseDoc, verb, viewer, at, w)
  if (!said) return caseDoc
  const { change, ...one } = said
  if (!legal && one.to === undefined) {
    must(
      refusal(() => advance(caseDoc, one, city, change)) === 'not_in_this_status',
      `${caseDoc.status} was moved by ${verb}`
    )
    return caseDoc
  }
  if (!canMove(caseDoc, verb) || (verb !== 'help' && !policy[verb].holds(viewer, caseDoc))) return caseDoc
  const sizes = Object.fromEntries((one.said?.photos ?? []).map((id) => [id, [4, 3] as [number, number]]))
  const after = advance(caseDoc, one, city, { ...change, photoSizes: { ...caseDoc.photoSizes, ...sizes } })
  must(
    after.version === caseDoc.version + 1 && messages(after) === messages(caseDoc) + 1,
    'a move is one version and one message'
  )
  return after
}

/** What people can wish for, oftener what somebody else must have asked for; the ladder is climbed by the clock alone. */
const people = verbs.filter((v) => !escalationVerbs.some((step) => step === v))
const wishes = [
  ...people,
  ...people.filter((v) => paves[v]),
  ...([
    'refuse_hold',
    'refuse_extend',
    'extend',
    'object',
    'overturn',
    'overturn',
    'uphold',
    'uphold',
    'follow_up',
    'follow_up',
    'follow_up',
    'refuse_reopen',
    'refuse_reopen',
    'refuse_reopen',
    'transfer_accept'
  ] as const)
]
function escalated(states: CaseDoc[], until: number): void {
  for (
    let caseDoc = states.at(-1);
    caseDoc?.escalation.next && caseDoc.escalation.next.at <= until;
    caseDoc = states.at(-1)
  ) {
    const last = Date.parse(caseDoc.ledger.at(-1)?.at ?? '')
    const step = dueEscalation(caseDoc, { at: new Date(Math.max(caseDoc.escalation.next.at, last)), city })
    if (!step) return
    states.push(advance(caseDoc, step, city))
  }
}

/** A whole life, and every state on the way. */
function life(first: Beginning, whims: readonly Whim[]): CaseDoc[] {
  let at = start
  const states = [begin(first)]
  for (const w of whims) {
    at += w.minutes * 60_000
    if (w.b % 2 === 0) escalated(states, at)
    const before = states.at(-1)
    const after = before && live(before, w, wishes[first.wish % wishes.length] ?? 'note', new Date(at).toISOString())
    if (after && after !== before) states.push(after)
  }
  return states
}

const lives = (runs: number, seed: number, check: (states: CaseDoc[]) => void, size = 24): void => {
  fc.assert(
    fc.property(beginning, fc.array(whim, { maxLength: size, size: 'max' }), (first, whims) =>
      check(life(first, whims))
    ),
    { numRuns: runs, seed }
  )
}

describe('whatever people do to a case', () => {
  test('it has an office and a person or a queue, nobody judges himself, and nothing closes unanswered', () => {
    const reached = new Map<Status, number>()
    const done = new Map<Verb, number>()
    lives(1300, 3, (states) => {
      for (const state of states) {
        reached.set(state.status, (reached.get(state.status) ?? 0) + 1)
        const verb = state.ledger.at(-1)?.verb ?? 'receive'
        done.set(verb, (done.get(verb) ?? 0) + 1)
      }
      const last = states.at(-1)
      if (last) holds(last)
    })
    // The hands were random, but they did come everywhere.
    const often = {
      statuses: statuses.filter((s) => (reached.get(s) ?? 0) > 20),
      verbs: verbs.filter((v) => (done.get(v) ?? 0) > 20)
    }
    expect(often).toEqual({ statuses, verbs })
  })

  test('the ledger says what is stored, in every state', () => {
    lives(100, 5, (states) => states.forEach(saysWhatIsStored), 12)
  })

  test('the deadline can be computed anew from the ledger by hand', () => {
    lives(200, 7, (states) => {
      const caseDoc = states.at(-1)
      if (caseDoc)
        expect(new Date(caseDoc.deadline.dueAt).toISOString()).toBe(
          new Date(byHand(town, caseDoc.ledger).dueAt).toISOString()
        )
    })
  })

  test('the public reads only what was approved', () => {
    let published = 0
    lives(200, 11, (states) => {
      for (const state of states.slice(-4)) {
        staysPrivate(state)
        if (state.publishedAt) published++
      }
    })
    expect(published).toBeGreaterThan(100)
  })

  test('the public knows no more of a case than a moderator last ruled, whoever joins, leaves or says yes', () => {
    let looked = 0
    lives(200, 17, (states) => {
      looked += onlyByRuling(states)
    })
    expect(looked).toBeGreaterThan(200)
  })
})

describe('somebody who asks to be forgotten', () => {
  test('is: his words are gone and the chain stays whole', () => {
    let erased = 0
    lives(
      100,
      13,
      (states) => {
        const told = states.at(-1)
        if (!told) return
        let left = told
        for (let [n] = wordy(left); n !== undefined; [n] = wordy(left)) {
          const gone = left.words[n]
          const at = new Date(left.ledger.at(-1)?.at ?? start)
          left = withoutEntry(left, n, { kind: 'staff', id: 'shen' }, { at, city })
          const all = JSON.stringify(left)
          must(gone !== undefined && !all.includes(gone.salt), 'a salt was left')
          must(!all.includes(gone?.text ?? gone?.salt ?? ''), 'something was left')
          must(verifyChain(left.ledger, left.words) === undefined, 'the chain is broken')
          must(left.ledger.at(-1)?.verb === 'erase', 'the ledger does not say so')
          erased++
        }
        must(Object.keys(left.words).length === 0, 'words were left')
        must(
          left.reports.every((r) => !r.erased || (r.contact === undefined && r.place.address === undefined)),
          'who it was, or where he lives, was left'
        )
      },
      12
    )
    expect(erased).toBeGreaterThan(100)
  })
})

describe('somebody who reaches into the database', () => {
  type Edit = (e: Entry) => Entry
  const edits: Edit[] = [
    (e) => ({ ...e, at: new Date(Date.parse(e.at) + 1).toISOString() }),
    (e) => ({ ...e, actor: { ...e.actor, id: 'somebody-else' } }),
    (e) => ({ ...e, verb: e.verb === 'note' ? 'publish' : 'note' }),
    (e) => ({ ...e, to: e.to === 'closed' ? 'handling' : 'closed' }),
    (e) => ({ ...e, from: e.from === 'handling' ? 'rework' : 'handling' }),
    (e) => ({ ...e, facts: { ...e.facts, limit: { n: 90, unit: 'work_day' as const } } }),
    (e) => ({ ...e, facts: { ...e.facts, entry: 77 } }),
    (e) => ({ ...e, words: '0'.repeat(64) }),
    (e) => ({ ...e, n: e.n + 1 }),
    (e) => ({ ...e, prev: 'f'.repeat(64) }),
    (e) => ({ ...e, hash: 'f'.repeat(64) })
  ]

  test('is caught: editing, deleting, doubling or exchanging any entry, and changing what was said', () => {
    lives(100, 17, (states) => {
      const caseDoc = states.at(-1)
      if (!caseDoc) return
      const { ledger, words } = caseDoc
      const caught = (forged: Entry[], said = words): void =>
        must(verifyChain(forged, said) !== undefined, 'a forgery passed')
      for (const [i, entry] of ledger.entries()) {
        const edit = edits[(i + ledger.length) % edits.length]
        if (edit) caught(ledger.with(i, edit(entry)))
        if (i < ledger.length - 1) caught(ledger.toSpliced(i, 1))
        caught(ledger.toSpliced(i, 0, entry))
        if (i > 0) caught(ledger.with(i, ledger[i - 1] ?? entry).with(i - 1, entry))
        const said = words[entry.n]
        if (said) caught(ledger, { ...words, [entry.n]: { ...said, text: '改过的话' } })
        if (said) caught(ledger, { ...words, [entry.n]: { ...said, salt: '00' } })
        if (!said) caught(ledger, { ...words, [entry.n]: { salt: '00', text: '后来加的话' } })
      }
    })
  })

  test('every kind of edit is caught on every entry', () => {
    const [caseDoc] = life({ category: 0, consent: true, toDispatcher: false, wish: 0 }, []).slice(-1)
    for (const edit of edits)
      for (const [i, e] of (caseDoc?.ledger ?? []).entries())
        expect(verifyChain((caseDoc?.ledger ?? []).with(i, edit(e)))).toBeDefined()
  })

  test('cannot cut off the end unnoticed by who has read the last hash', () => {
    lives(50, 19, (states) => {
      const caseDoc = states.at(-1)
      const head = caseDoc?.ledger.at(-1)?.hash
      for (let n = 1; n < (caseDoc?.ledger.length ?? 0); n++)
        must(caseDoc?.ledger[n - 1]?.hash !== head, 'the end is gone and nobody sees')
    })
  })
})
