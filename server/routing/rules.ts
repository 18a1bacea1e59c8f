/**
 * Rules as data: ordered, the first that matches and names somebody who is there wins. Each condition is one line of the
 * table below, with the word that says why a rule did not apply; deciding, explaining and checking read the same table.
 */
import type {
  AssetProperties,
  Category,
  CityInfo,
  Office,
  OfficeOf,
  Person,
  RoutingRule,
  RuleConditions
} from '#config/city/types.ts'
import type { Channel, Unfit } from '#shared/routing.ts'
import type { Calendar } from '#server/deadlines/index.ts'
import type { AreaIndex, AssetIndex } from './areas.ts'

/** A moment as far as rules care, in the city's time. */
export interface Moment {
  /** `2026-11-22` */
  day: string
  working: boolean
  /** 0 Sunday … 6 Saturday. */
  weekday: number
  /** Off for another reason than that it is a weekend. */
  holiday: boolean
  /** Of the day. */
  minute: number
}

export interface Facts {
  category: Category
  /** Every area that holds the place, of every level, and the city itself. */
  areas: readonly string[]
  street: string
  assets: readonly AssetProperties[]
  moment: Moment
  channel: Channel
  /** Question to choice. */
  answers: Readonly<Record<string, string>>
  /** The office a complaint about officers is about, where that was said. */
  about?: string
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
/** A slot that ends before it begins runs over midnight. */
export const within = (minute: number, { from, to }: { from: string; to: string }): boolean => {
  const [a, b] = [minutes(from), minutes(to)]
  return a < b ? minute >= a && minute < b : minute >= a || minute < b
}

const all = <T>(names: readonly T[] | '*' | undefined): names is '*' | undefined => names === undefined || names === '*'

/** Whether a day is of a kind. */
const isOn: Record<NonNullable<NonNullable<RuleConditions['time']>['days']>, (moment: Moment) => boolean> = {
  working: ({ working }) => working,
  off: ({ working }) => !working,
  weekend: ({ working, holiday }) => !working && !holiday,
  holiday: ({ working, holiday }) => !working && holiday
}

/** The number that the answer to a question stands for, where it stands for one. */
const numberOf = (question: string, { category, answers }: Facts): number | undefined =>
  category.questions?.find((q) => q.id === question)?.choices.find((c) => c.id === answers[question])?.n

/** Everything that a list of conditions asks holds; one that asks nothing excepts nothing. */
const allHold = (asked: RuleConditions, facts: Facts): boolean =>
  Object.keys(asked).length > 0 &&
  conditions.every(({ holds }) => holds({ categories: '*', areas: '*', ...asked } as RoutingRule, facts))

/** What has to hold, cheapest first. */
export const conditions: readonly { unfit: Unfit; holds(rule: RoutingRule, facts: Facts): boolean }[] = [
  { unfit: 'switched_off', holds: (r) => !r.off },
  { unfit: 'category', holds: (r, f) => all(r.categories) || r.categories.includes(f.category.code) },
  { unfit: 'tile', holds: (r, f) => r.tiles === undefined || r.tiles.includes(f.category.tile) },
  { unfit: 'not_yet', holds: (r, f) => r.from === undefined || f.moment.day >= r.from },
  { unfit: 'expired', holds: (r, f) => r.to === undefined || f.moment.day <= r.to },
  { unfit: 'urgency', holds: (r, f) => all(r.urgencies) || r.urgencies.includes(f.category.urgency) },
  { unfit: 'channel', holds: (r, f) => all(r.channels) || r.channels.includes(f.channel) },
  { unfit: 'day', holds: (r, f) => r.time?.days === undefined || isOn[r.time.days](f.moment) },
  {
    unfit: 'weekday',
    holds: (r, f) => r.time?.weekdays === undefined || r.time.weekdays.includes(f.moment.weekday)
  },
  {
    unfit: 'hours',
    holds: (r, f) => r.time?.hours === undefined || r.time.hours.some((slot) => within(f.moment.minute, slot))
  },
  { unfit: 'area', holds: (r, f) => all(r.areas) || r.areas.some((area) => f.areas.includes(area)) },
  { unfit: 'asset', holds: (r, f) => r.assets === undefined || assetFor({ ...r, owners: undefined }, f) !== undefined },
  { unfit: 'owner', holds: (r, f) => r.owners === undefined || assetFor(r, f) !== undefined },
  {
    unfit: 'answers',
    holds: (r, f) => (r.answers ?? []).every(({ question, choices }) => choices.includes(f.answers[question] ?? ''))
  },
  {
    unfit: 'numbers',
    holds: (r, f) =>
      (r.numbers ?? []).every(({ question, atLeast = -Infinity, atMost = Infinity }) => {
        const n = numberOf(question, f)
        return n !== undefined && n >= atLeast && n <= atMost
      })
  },
  { unfit: 'except', holds: (r, f) => r.except === undefined || !allHold(r.except, f) }
]

/** All that a rule asks, what it excepts among it: what has to be told apart to know where it applies. */
export const askedBy = (rule: RoutingRule): readonly Omit<RuleConditions, 'categories' | 'areas'>[] =>
  rule.except ? [rule, rule.except] : [rule]

/** The ground a rule speaks of: the first that is of its kinds and of its owners. */
export const assetFor = (
  { assets, owners }: { assets?: RoutingRule['assets'] | undefined; owners?: string[] | undefined },
  facts: Pick<Facts, 'assets'>
): AssetProperties | undefined =>
  facts.assets.find((a) => (assets?.includes(a.kind) ?? true) && (owners?.includes(a.owner) ?? true))

/** What deciding has to know of a city; a snapshot of one of its releases says all of it. */
export interface RoutedCity {
  /** Version of the release. */
  release: number
  info: CityInfo
  calendar: Calendar
  areas: AreaIndex
  assets: AssetIndex
  /** The rules, ready to be asked. */
  book: RuleBook
  category(code: string): Category | undefined
  office(id: string): Office | undefined
  person(id: string): Person | undefined
  squadOf(street: string): Office | undefined
}

type City = Pick<RoutedCity, 'book' | 'office' | 'person' | 'squadOf'>

function officeOf(who: OfficeOf, rule: RoutingRule, facts: Facts, city: City): Office | Unfit {
  if ('office' in who) return city.office(who.office) ?? 'unknown_office'
  if ('duty' in who) return city.squadOf(facts.street) ?? 'no_squad'
  const asset = assetFor(rule, facts)
  return asset ? (city.office(asset.owner) ?? 'unknown_office') : 'no_owner'
}

/**
 * Complaints about officers never reach the office complained of: only who inspects may have them, and what is about
 * those who inspect goes to the centre.
 */
export function mayHave(
  office: Office,
  category: Category | undefined,
  about: string | undefined,
  city: Pick<City, 'office'>
): boolean {
  if (office.id === about) return false
  if (!category?.aboutOfficers) return true
  if (office.kind === 'inspection') return true
  return office.kind === 'centre' && about !== undefined && city.office(about)?.kind === 'inspection'
}

/** Works on that day: has not left, is not away. */
export const isThere = (person: Person, day: string): boolean =>
  (person.left === undefined || day <= person.left) && !person.away?.some((a) => day >= a.from && day <= a.to)

/** AB岗: the person named, or the deputy while that one is away or has left. */
export function onDuty(
  id: string | undefined,
  office: string,
  day: string,
  city: Pick<City, 'person'>
): { person?: Person; deputyOf?: Person } {
  const first = id === undefined ? undefined : city.person(id)
  if (!first) return {}
  if (first.office === office && isThere(first, day)) return { person: first }
  const second = first.deputy === undefined ? undefined : city.person(first.deputy)
  return second?.office === office && isThere(second, day) ? { person: second, deputyOf: first } : {}
}

export interface Decision {
  rule: RoutingRule
  lead: Office
  assisting: Office[]
  supervising: Office
  person?: Person
  deputyOf?: Person
  asset?: AssetProperties
}

/** One rule asked: what it decides, or why it does not apply. */
export function ask(rule: RoutingRule, facts: Facts, city: City): Decision | Unfit {
  for (const { unfit, holds } of conditions) if (!holds(rule, facts)) return unfit
  const lead = officeOf(rule.lead, rule, facts, city)
  if (typeof lead === 'string') return lead
  const supervising = city.office(rule.supervising)
  if (!supervising) return 'unknown_office'
  const may = (office: Office) => mayHave(office, facts.category, facts.about, city)
  if (!may(lead) || supervising.id === facts.about) return 'complained_of'
  const assisting = (rule.assisting ?? [])
    .map((who) => officeOf(who, rule, facts, city))
    .filter(
      (condition): condition is Office => typeof condition !== 'string' && condition.id !== lead.id && may(condition)
    )
  const asset =
    rule.assets !== undefined || rule.owners !== undefined || 'owner' in rule.lead ? assetFor(rule, facts) : undefined
  return {
    rule,
    lead,
    assisting: assisting.filter((office, i) => assisting.findIndex((o) => o.id === office.id) === i),
    supervising,
    ...onDuty(rule.person, lead.id, facts.moment.day, city),
    ...(asset && { asset })
  }
}

export interface RuleBook {
  /** The rules that can ever apply to a category, in their order. */
  of(category: string): readonly RoutingRule[]
}

export function makeBook(rules: readonly RoutingRule[]): RuleBook {
  const named = new Set(rules.flatMap((r) => (r.categories === '*' ? [] : r.categories)))
  const rest = rules.filter((r) => r.categories === '*')
  const kept = new Map<string, readonly RoutingRule[]>(
    [...named].map((code) => [code, rules.filter((r) => r.categories === '*' || r.categories.includes(code))])
  )
  return { of: (category) => kept.get(category) ?? rest }
}

/** Who answers; nothing where no rule applies, which no published release lets happen. */
export function decide(facts: Facts, city: City): Decision | undefined {
  for (const rule of city.book.of(facts.category.code)) {
    const condition = ask(rule, facts, city)
    if (typeof condition !== 'string') return condition
  }
  return undefined
}
