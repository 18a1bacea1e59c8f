/** One made-up case from its report to wherever it has come by now, through the same pure core as a real one. */
import {
  contacts,
  failed,
  onExtension,
  onExtensionGranted,
  onExtensionRefused,
  onHold,
  partly,
  questions,
  ratingsBad,
  ratingsGood,
  refused,
  reopenWords,
  returned,
  storyOf,
  verified
} from '#config/demo-city/stories/stories.ts'
import type { Hour } from '#config/demo-city/scenes/index.ts'
import type { NamedPlace, Person } from '#config/city/types.ts'
import { dayOf, startOfDay } from '#shared/time-format.ts'
import {
  advance,
  asFound,
  open,
  dueEscalation,
  ruleOn,
  whereStand,
  type CaseDoc,
  type Facts,
  type Said,
  type Step
} from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { addWorking } from '#server/deadlines/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import { recorded, route } from '#server/routing/index.ts'
import type { DemoPhoto } from './photos.ts'
import type { Random } from './random.ts'
import { titled } from './where.ts'

/** How far a case is meant to get. */
export const fates = [
  'closed',
  'replied',
  'handling',
  'overdue',
  'dispatched',
  'on_hold',
  'rework',
  'returned',
  'received',
  'refused',
  'withdrawn',
  'reopened',
  'asks_more',
  'longer',
  'no_longer',
  'asks_hold',
  'exposed_answered',
  'exposed_closed'
] as const
export type Fate = (typeof fates)[number]

export interface Plan {
  no: string
  at: number
  fate: Fate
  /** The light of its photos. */
  hour: Hour
  place: NamedPlace
  category: string
  consent: boolean
  /** Already seen by a moderator. */
  published: boolean
  before: DemoPhoto[]
  after: DemoPhoto
}

export function live(plan: Plan, city: CitySnapshot, random: Random, now: number): CaseDoc {
  const category = city.category(plan.category)
  const story = category && storyOf(category.code, category.scene)
  if (!category || !story) throw new Error(`no story for ${plan.category}`)
  const { lng, lat } = plan.place.place
  const channel = random.pick(['mini', 'mini', 'mini', 'web', 'portal', 'hotline'] as const)
  const way = route(city, plan.category, lng, lat, { at: plan.at, channel })
  const sent = recorded(way)
  const limit = city.limit(category, way.area.id, way.grid?.id)
  const schedule = city.calendar.of(limit.unit, way.office)
  const totalMs = city.calendar.msOf(limit)
  const id = newId().toHexString()
  const start = new Date(plan.at).toISOString()
  const place: CaseDoc['place'] = {
    type: 'Point',
    coordinates: [lng, lat],
    accuracyM: random.int(5, 30),
    address: plan.place.name
  }
  const toDispatcher = plan.fate === 'received' || plan.fate === 'refused'
  const ids = plan.before.map((p) => p.id)
  let caseDoc = open(
    {
      _id: newId(),
      no: plan.no,
      demo: true,
      place,
      photoSizes: Object.fromEntries([...plan.before, plan.after].map((p) => [p.id, p.size])),
      routing: sent.routing,
      reports: [
        {
          id,
          key: `demo:${plan.no}`,
          requestHash: '',
          n: 1,
          at: start,
          channel,
          reporter: {},
          place,
          consentPublic: plan.consent,
          ...(random.chance(0.35) && {
            contact: { name: random.pick(contacts), phone: `1380000${String(random.int(0, 9999)).padStart(4, '0')}` }
          })
        }
      ]
    },
    {
      ...sent.facts,
      category: plan.category,
      channel,
      limit,
      urgency: category.urgency,
      report: id
    },
    { kind: 'reporter', id },
    { text: random.pick(story.said), photos: ids },
    start,
    city,
    toDispatcher
  )

  let clock = plan.at
  const staff = (role: Person['roles'][number], office?: string, except?: string): Person =>
    random.pick(
      city.people.filter(
        (p) => p.roles.includes(role) && (office === undefined || p.office === office) && p.id !== except
      )
    )
  /** Writes the escalation steps that fell due before this moment. */
  const climbTo = (until: number): void => {
    for (let next = caseDoc.escalation.next; next && next.at <= until; next = caseDoc.escalation.next) {
      const due = dueEscalation(caseDoc, {
        at: new Date(Math.max(next.at, Date.parse(caseDoc.ledger.at(-1)?.at ?? start))),
        city
      })
      if (!due) return
      caseDoc = advance(caseDoc, due, city)
    }
  }
  /** A step at a moment; nothing happens in the future, or before what has happened. */
  const stepAt = (
    worked: number,
    verb: Step['verb'],
    by: Person | 'reporter',
    said: Said = {},
    facts: Facts = {}
  ): boolean => {
    // Its after-photo shows lamps: it was taken that evening, when the clock of working time stands still.
    const lamps = verb === 'reply' && plan.hour === 'night' && limit.unit === 'work_day'
    const at = lamps ? Math.max(startOfDay(dayOf(worked)) + random.int(1120, 1260) * 60_000, clock + 600_000) : worked
    if (at >= now) return false
    climbTo(at)
    clock = Math.max(at, Date.parse(caseDoc.ledger.at(-1)?.at ?? start))
    caseDoc = advance(
      caseDoc,
      {
        verb,
        at: new Date(clock).toISOString(),
        actor:
          by === 'reporter'
            ? { kind: 'reporter', id }
            : { kind: 'staff', id: by.id, office: by.office, ...(by.roles[0] && { role: roleFor(verb, by) }) },
        said,
        facts
      },
      city
    )
    return true
  }
  /** A step after so many hours of the city's working time. */
  const step = (hours: number, ...rest: Tail<Parameters<typeof stepAt>>): boolean =>
    stepAt(addWorking(city.calendar, clock, hours * 3_600_000).at, ...rest)
  /** A step once this share of the limit is used, counted from the report or from now on. */
  const atShare = (share: number, from: number, ...rest: Tail<Parameters<typeof stepAt>>): boolean =>
    stepAt(Math.max(addWorking(schedule, from, Math.round(share * totalMs)).at, clock + 600_000), ...rest)
  const officer = () => staff('officer', caseDoc.office)
  const accept = () => atShare(0.02 + random.next() * 0.12, plan.at, 'accept', officer())
  const reply = (share: number, from = plan.at) => {
    const whole = random.chance(0.94)
    const text = random.pick(story.replies)
    return atShare(
      share,
      from,
      'reply',
      officer(),
      { text: whole ? text : `${text}${random.pick(partly)}`, photos: [plan.after.id] },
      // Officers of the demo city stand where the reporter stood, give or take a few steps.
      { outcome: whole ? 'solved' : 'partly', distanceM: 2 + (text.length % 9) }
    )
  }
  const verify = () => {
    const by = staff('verifier', caseDoc.supervising)
    const onSite = random.chance(0.7)
    const text = random.pick(onSite ? verified.onSite : verified.byPhoto)
    return step(0.5 + random.next() * 6, 'verify', by, { text }, { onSite })
  }
  const fail = () =>
    step(1 + random.next() * 4, 'fail', staff('verifier', caseDoc.supervising), { text: random.pick(failed) })
  /** Most answer in time, some do not. */
  const pace = () => (random.chance(0.95) ? 0.2 + random.next() * 0.7 : 1.02 + random.next() * 0.6)
  const rate = () => {
    if (!random.chance(0.62)) return
    const mood = random.next()
    const good = mood < 0.94
    step(
      1 + random.next() * 12,
      'rate',
      'reporter',
      { text: random.pick(good ? ratingsGood : ratingsBad) },
      {
        report: id,
        solved: mood < 0.9 ? 'solved' : mood < 0.96 ? 'partly' : 'unsolved',
        satisfied: mood < 0.86 ? 'satisfied' : good ? 'fair' : 'dissatisfied'
      }
    )
  }
  const close = () =>
    accept() &&
    reply(pace()) &&
    (!random.chance(0.05) || (fail() && reply(0.04 + random.next() * 0.08, clock))) &&
    verify()

  const units = { more: Math.max(1, Math.ceil(limit.n / 3)) }
  const askMore = () => atShare(0.3, plan.at, 'request_extend', officer(), { text: random.pick(onExtension) }, units)
  const giveMore = () => step(1, 'extend', staff('dispatcher'), { text: random.pick(onExtensionGranted) }, units)
  /** Some need longer, and say so while there is time. */
  const more = () => limit.unit === 'work_day' && random.chance(0.25) && askMore() && random.chance(0.5) && giveMore()
  const until = dayOf(now + random.int(6, 25) * 86_400_000)
  const whyHold = random.pick(onHold[category.tile] ?? onHold['other'] ?? [''])
  const askHold = () => step(2, 'request_hold', officer(), { text: whyHold }, { until })
  /** After the third overdue entry, and so on the public list. */
  const replyExposed = () => reply(2.1 + random.next() * 0.2)

  const scripts: Record<Fate, () => unknown> = {
    closed: () => close() && rate(),
    reopened: () =>
      close() && step(3, 'request_reopen', 'reporter', { text: random.pick(reopenWords) }, { report: id }),
    replied: () => accept() && reply(pace()),
    handling: () => accept() && more(),
    overdue: () => accept(),
    dispatched: () => undefined,
    on_hold: () => accept() && askHold() && step(2, 'hold', staff('dispatcher'), { text: whyHold }, { until }),
    asks_hold: () => accept() && askHold(),
    asks_more: () => accept() && askMore(),
    longer: () => accept() && askMore() && giveMore(),
    no_longer: () =>
      accept() && askMore() && step(1, 'refuse_extend', staff('dispatcher'), { text: random.pick(onExtensionRefused) }),
    exposed_answered: () => accept() && replyExposed(),
    exposed_closed: () => accept() && replyExposed() && verify(),
    rework: () => accept() && reply(pace() * 0.6) && fail(),
    returned: () => step(2, 'return', officer(), { text: random.pick(returned) }, { rightOffice: 'mobile' }),
    received: () => undefined,
    refused: () => {
      const { words, ask } = random.pick(refused)
      step(2, 'refuse', staff('dispatcher'), { text: words, ask, contact: city.info.hotline }, { way: 'tell' })
    },
    withdrawn: () => step(0.4, 'withdraw', 'reporter', {}, { report: id })
  }
  scripts[plan.fate]()
  if (plan.fate === 'handling' && random.chance(0.12)) step(1, 'ask', officer(), { text: random.pick(questions) })

  if (plan.published) {
    const moderator = staff('moderator')
    const area = city.areas.get(caseDoc.area)?.properties.name ?? ''
    const hidden = !plan.consent || category.home || category.publicPlace === 'street'
    const title = titled(random.pick(story.titles), plan.place, area, hidden)
    const last = Date.parse(caseDoc.ledger.at(-1)?.at ?? start)
    const looked = Math.min(now - 60_000, last + random.int(5, 50) * 60_000)
    climbTo(looked)
    const entries = plan.consent ? caseDoc.pending : []
    const photos = plan.consent ? Object.values(caseDoc.words).flatMap((w) => w.photos ?? []) : []
    const ruled = ruleOn(caseDoc, { title, words: entries, texts: asFound(caseDoc, title, entries, city) }, city)
    // A moderator looks within the hour after the last word; the entry is written when he does.
    caseDoc = advance(
      caseDoc,
      {
        verb: 'publish',
        at: new Date(looked).toISOString(),
        actor: { kind: 'staff', id: moderator.id, office: moderator.office, role: 'moderator' },
        said: { title: ruled.title },
        facts: {
          words: entries,
          photos: whereStand(caseDoc.words, photos),
          masks: ruled.masks,
          ...(Object.keys(ruled.freed).length > 0 && { freed: ruled.freed })
        }
      },
      city
    )
  }
  climbTo(now)
  // Its story has been told already; nobody waits for a message about it. What comes next is still to come.
  return { ...caseDoc, outbox: caseDoc.outbox.filter((item) => item.topic === 'escalation').slice(-1) }
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never

const roleFor = (verb: Step['verb'], by: Person): Person['roles'][number] => {
  const wanted = {
    refuse: 'dispatcher',
    hold: 'dispatcher',
    extend: 'dispatcher',
    refuse_extend: 'dispatcher',
    verify: 'verifier',
    fail: 'verifier'
  } as const
  const role = wanted[verb as keyof typeof wanted]
  return role ?? by.roles[0] ?? 'officer'
}
