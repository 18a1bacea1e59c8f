/** One made-up case from its report to wherever it has come by now, through the same pure core as a real one. */
import {
  contacts,
  failed,
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
} from '#config/city/demo/stories.ts'
import type { Hour } from '#config/city/scenes/index.ts'
import type { NamedPlace, Person } from '#config/city/types.ts'
import { dayOf, startOfDay } from '#shared/when.ts'
import { advance, open, whereStand, type CaseDoc, type Facts, type Said, type Step } from '#server/cases/index.ts'
import type { Registry } from '#server/city/index.ts'
import { addWorking } from '#server/deadlines/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import { route } from '#server/routing/index.ts'
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
  'reopened'
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

export function live(plan: Plan, city: Registry, random: Random, now: number): CaseDoc {
  const category = city.category(plan.category)
  const story = category && storyOf(category.code, category.scene)
  if (!category || !story) throw new Error(`no story for ${plan.category}`)
  const { lng, lat } = plan.place.place
  const way = route(city, plan.category, lng, lat)
  const id = newId().toHexString()
  const start = new Date(plan.at).toISOString()
  const place: CaseDoc['place'] = {
    type: 'Point',
    coordinates: [lng, lat],
    accuracyM: random.int(5, 30),
    address: plan.place.name
  }
  const channel = random.pick(['mini', 'mini', 'mini', 'web', 'portal', 'hotline'] as const)
  const toDispatcher = plan.fate === 'received' || plan.fate === 'refused'
  const ids = plan.before.map((p) => p.id)
  let it = open(
    {
      _id: newId(),
      no: plan.no,
      demo: true,
      place,
      photoSizes: Object.fromEntries([...plan.before, plan.after].map((p) => [p.id, p.size])),
      routing: { ruleId: way.rule, ruleVersion: way.ruleVersion, because: way.because },
      reports: [
        {
          id,
          key: `demo:${plan.no}`,
          bodyHash: '',
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
      category: plan.category,
      area: way.area.id,
      ...(way.grid && { grid: way.grid.id }),
      channel,
      days: category.limit.days,
      report: id,
      office: way.office,
      supervising: way.supervising,
      rule: way.rule,
      ruleVersion: way.ruleVersion
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
  /** A step after `hours` of working time; nothing happens in the future. */
  const step = (
    hours: number,
    verb: Step['verb'],
    by: Person | 'reporter',
    said: Said = {},
    facts: Facts = {}
  ): boolean => {
    const worked = addWorking(city.calendar, clock, hours * 3_600_000).at
    // Its after-photo shows lamps: it was taken that evening, when the clock of working time stands still.
    const lamps = verb === 'reply' && plan.hour === 'night'
    const at = lamps ? startOfDay(dayOf(worked)) + random.int(1120, 1260) * 60_000 : worked
    if (at >= now) return false
    clock = at
    it = advance(
      it,
      {
        verb,
        at: new Date(at).toISOString(),
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
  const budget = category.limit.days * 8
  const officer = () => staff('officer', it.office)
  const accept = () => step(0.3 + random.next() * Math.min(3, budget * 0.2), 'accept', officer())
  const reply = (hours: number) => {
    const whole = random.chance(0.94)
    const text = random.pick(story.replies)
    return step(
      hours,
      'reply',
      officer(),
      { text: whole ? text : `${text}${random.pick(partly)}`, photos: [plan.after.id] },
      { outcome: whole ? 'solved' : 'partly' }
    )
  }
  const verify = () => {
    const by = staff('verifier', it.supervising)
    const onSite = random.chance(0.7)
    const text = random.pick(onSite ? verified.onSite : verified.byPhoto)
    return step(0.5 + random.next() * 6, 'verify', by, { text }, { onSite })
  }
  const fail = () =>
    step(1 + random.next() * 4, 'fail', staff('verifier', it.supervising), { text: random.pick(failed) })
  /** Most answer in time, some do not. */
  const pace = () => budget * (random.chance(0.95) ? 0.15 + random.next() * 0.7 : 1.02 + random.next() * 0.5)
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
    accept() && reply(pace()) && (!random.chance(0.05) || (fail() && reply(2 + random.next() * 4))) && verify()

  const scripts: Record<Fate, () => unknown> = {
    closed: () => close() && rate(),
    reopened: () =>
      close() && step(3, 'request_reopen', 'reporter', { text: random.pick(reopenWords) }, { report: id }),
    replied: () => accept() && reply(pace()),
    handling: () => accept(),
    overdue: () => accept(),
    dispatched: () => undefined,
    on_hold: () => {
      if (!accept()) return
      const until = dayOf(now + random.int(6, 25) * 86_400_000)
      const text = random.pick(onHold[category.tile] ?? onHold['other'] ?? [''])
      if (step(2, 'request_hold', officer(), { text }, { until }))
        step(2, 'hold', staff('dispatcher'), { text }, { until })
    },
    rework: () => accept() && reply(pace() * 0.6) && fail(),
    returned: () => step(2, 'return', officer(), { text: random.pick(returned) }, { rightOffice: 'mobile' }),
    received: () => undefined,
    refused: () => {
      const { words, ask } = random.pick(refused)
      step(2, 'refuse', staff('dispatcher'), { text: words, ask })
    },
    withdrawn: () => step(0.4, 'withdraw', 'reporter', {}, { report: id })
  }
  scripts[plan.fate]()
  if (plan.fate === 'handling' && random.chance(0.12)) step(1, 'ask', officer(), { text: random.pick(questions) })

  if (plan.published) {
    const moderator = staff('moderator')
    const area = city.areas.get(it.area)?.properties.name ?? ''
    const hidden = !plan.consent || category.home || category.publicPlace === 'street'
    const title = titled(random.pick(story.titles), plan.place, area, hidden)
    const entries = plan.consent ? it.pending : []
    const photos = plan.consent ? Object.values(it.words).flatMap((w) => w.photos ?? []) : []
    // A moderator looks within the hour after the last word; the entry is written when he does.
    it = advance(
      it,
      {
        verb: 'publish',
        at: new Date(
          Math.min(now - 60_000, Date.parse(it.ledger.at(-1)?.at ?? start) + random.int(5, 50) * 60_000)
        ).toISOString(),
        actor: { kind: 'staff', id: moderator.id, office: moderator.office, role: 'moderator' },
        said: { title },
        facts: { words: entries, photos: whereStand(it.words, photos) }
      },
      city
    )
  }
  // Its story has been told already; nobody waits for a message about it.
  return { ...it, outbox: [] }
}

const roleFor = (verb: Step['verb'], by: Person): Person['roles'][number] => {
  const wanted = { refuse: 'dispatcher', hold: 'dispatcher', verify: 'verifier', fail: 'verifier' } as const
  const role = wanted[verb as keyof typeof wanted]
  return role ?? by.roles[0] ?? 'officer'
}
