/**
 * One report -> one lead office, others that assist, one that supervises, and the facts that decided. Rules are
 * ordered data (rules.ts); outside the city is a clear refusal.
 *
 * 交界处, the written rule: the side on which the place lies leads; a place on the border itself belongs to the east, on a
 * level border to the north, and on the outermost border of the city to the area that it bounds, of two the one that the
 * file names first. Within `info.border.metres` of another street area, the office that would lead there assists,
 * of at most three neighbours, the nearest first.
 */
import type { Category } from '#config/city/types.ts'
import type { Channel, RoutingFact } from '#shared/routing.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf, local, weekdayOf } from '#shared/time-format.ts'
import { holidayOf } from '#server/deadlines/index.ts'
import type { Located } from './areas.ts'
import { decide, type Decision, type Facts, type Moment, type RoutedCity } from './rules.ts'

/** What a rule may ask besides category and place. */
export interface How {
  /** Milliseconds since the epoch; absent, an ordinary working morning. */
  at?: number
  channel?: Channel
  /** Question to choice, as the category asks. */
  answers?: Readonly<Record<string, string>>
}

export interface Route {
  area: { id: string; name: string }
  grid?: { id: string; name: string }
  office: string
  assisting: string[]
  supervising: string
  person?: string
  /** A岗, where the deputy takes it. */
  deputyOf?: string
  release: number
  rule: string
  ruleVersion: number
  asset?: string
  /** 交界处: the street area next to it and how far that is, metres. */
  border?: { area: string; metres: number }
  /** The office a complaint about officers is about. */
  about?: string
  /** The facts that decided, in the order in which they are told. */
  because: RoutingFact[]
}

const neighboursAtMost = 3
const ordinary: Moment = { day: '', working: true, weekday: 2, holiday: false, minute: 600 }

const momentOf = (city: RoutedCity, at: number | undefined): Moment => {
  if (at === undefined) return ordinary
  const { hour, minute } = local(at)
  const day = dayOf(at)
  const [working, weekday] = [city.calendar.isWorking(day), weekdayOf(day)]
  // A weekend within a holiday is a holiday; so is a day off that the city has set by itself, unless it is a weekend.
  const holiday = !working && (holidayOf(day) !== undefined || (weekday > 0 && weekday < 6))
  return { day, working, weekday, holiday, minute: hour * 60 + minute }
}

/** The office that a complaint about officers names among its answers. */
export const complainedOf = (
  category: Category,
  answers: Readonly<Record<string, string>>,
  city: Pick<RoutedCity, 'office'>
): string | undefined =>
  category.aboutOfficers ? Object.values(answers).find((choice) => city.office(choice) !== undefined) : undefined

/** The areas of a place. Refuses `outside_city`, and `not_open` where the city has no areas yet. */
export function locateIn({ areas, info }: Pick<RoutedCity, 'areas' | 'info'>, lng: number, lat: number): Located {
  const { words } = info.outside
  return areas.locate(lng, lat) ?? refuse(areas.streets.length > 0 ? 'outside_city' : 'not_open', { words })
}

/** Everything a rule may look at. Refuses `unknown_category`, `outside_city`, `not_open`, `unknown_answer`. */
export function factsOf(
  city: RoutedCity,
  category: string,
  lng: number,
  lat: number,
  how: How
): { facts: Facts; where: Located } {
  const what = city.category(category) ?? refuse('unknown_category')
  const answers = how.answers ?? {}
  for (const [question, choice] of Object.entries(answers)) {
    const asked = what.questions?.find((q) => q.id === question)
    if (!asked?.choices.some((c) => c.id === choice)) refuse('unknown_answer')
  }
  const where = locateIn(city, lng, lat)
  const about = complainedOf(what, answers, city)
  return {
    where,
    facts: {
      category: what,
      areas: areasOf(city, where),
      street: where.street.id,
      assets: city.assets.at(lng, lat),
      moment: momentOf(city, how.at),
      channel: how.channel ?? 'mini',
      answers,
      ...(about !== undefined && { about })
    }
  }
}

const areasOf = (city: RoutedCity, { street, grid, district }: Located): string[] => [
  street.id,
  ...(grid ? [grid.id] : []),
  ...(district ? [district.id] : []),
  city.info.id
]

/** Which office answers for a category at a place. WGS-84 degrees. */
export function route(city: RoutedCity, category: string, lng: number, lat: number, how: How = {}): Route {
  const { facts, where } = factsOf(city, category, lng, lat, how)
  const decision = decide(facts, city)
  if (!decision) throw new Error(`no rule matches ${category} in ${where.street.id}: the rule set has no fallback`)
  const border = facts.category.aboutOfficers ? undefined : across(city, facts, decision, lng, lat)
  const assisting = [...decision.assisting, ...(border?.offices ?? [])]
  return {
    area: { id: where.street.id, name: where.street.name },
    ...(where.grid && { grid: { id: where.grid.id, name: where.grid.name } }),
    office: decision.lead.id,
    assisting: assisting.map((o) => o.id),
    supervising: decision.supervising.id,
    ...(decision.person && { person: decision.person.id }),
    ...(decision.deputyOf && { deputyOf: decision.deputyOf.id }),
    release: city.release,
    rule: decision.rule.id,
    ruleVersion: decision.rule.version,
    ...(decision.asset && { asset: decision.asset.id }),
    ...(border && { border: { area: border.area, metres: border.metres } }),
    ...(facts.about !== undefined && { about: facts.about }),
    because: becauseOf(decision, facts, where, city, border, how.at)
  }
}

type Border = NonNullable<ReturnType<typeof across>>

function becauseOf(
  decision: Decision,
  facts: Facts,
  where: Located,
  city: RoutedCity,
  border: Border | undefined,
  at: number | undefined
): RoutingFact[] {
  const names = (offices: readonly { name: string }[]) => offices.map((o) => o.name)
  return [
    { kind: 'rule', category: facts.category.name, because: decision.rule.because },
    ...usedAnswers(decision, facts),
    ...(facts.category.aboutOfficers ? [{ kind: 'complaint' } as const] : []),
    ...(decision.asset ? [{ kind: 'asset', asset: decision.asset.name } as const] : []),
    ...usedTime(decision, facts.moment, at),
    ...(decision.rule.channels ? [{ kind: 'channel', channel: facts.channel } as const] : []),
    { kind: 'area', area: where.street.name, ...(where.grid && { grid: where.grid.name }) },
    ...(border
      ? [
          {
            kind: 'border',
            area: border.name,
            metres: border.metres,
            limit: city.info.border?.metres ?? 0,
            offices: names(border.offices)
          } as const
        ]
      : []),
    { kind: 'result', office: decision.lead.name, assisting: names(decision.assisting) }
  ]
}

/** The offices that would lead on the other side of a border nearby, those that have it already left out. */
function across(city: RoutedCity, facts: Facts, own: Decision, lng: number, lat: number) {
  const limit = city.info.border?.metres ?? 0
  if (limit <= 0) return undefined
  const known = new Set([own.lead.id, ...own.assisting.map((o) => o.id)])
  const found = city.areas
    .neighbours(lng, lat, limit)
    .slice(0, neighboursAtMost)
    .flatMap((neighbour) => {
      const there = decide({ ...facts, areas: areasOf(city, neighbour), street: neighbour.street.id }, city)
      if (!there || known.has(there.lead.id)) return []
      known.add(there.lead.id)
      return [{ at: neighbour, office: there.lead }]
    })
  const [first] = found
  if (!first) return undefined
  return {
    area: first.at.street.id,
    name: first.at.street.name,
    metres: Math.round(first.at.metres),
    offices: found.map((near) => near.office)
  }
}

function usedAnswers({ rule }: Decision, { category, answers: given }: Facts): RoutingFact[] {
  const read = [...new Set([...(rule.answers ?? []), ...(rule.numbers ?? [])].map(({ question }) => question))]
  // Whom a complaint is about is not for everyone to read.
  if (category.aboutOfficers) return []
  const answers = read.flatMap((question) => {
    const asked = category.questions?.find((q) => q.id === question)
    const choice = asked?.choices.find((c) => c.id === given[question])
    return asked && choice ? [{ question: asked.text, choice: choice.text }] : []
  })
  return answers.length > 0 ? [{ kind: 'answers', answers }] : []
}

const two = (n: number): string => String(n).padStart(2, '0')

function usedTime({ rule }: Decision, { working }: Moment, at: number | undefined): RoutingFact[] {
  if (!rule.time || at === undefined) return []
  const { hour, minute } = local(at)
  return [{ kind: 'hour', working, clock: `${two(hour)}:${two(minute)}` }]
}

/** What of it goes into the ledger, and what stands beside it. */
export const recorded = (way: Route) => ({
  facts: {
    area: way.area.id,
    ...(way.grid && { grid: way.grid.id }),
    office: way.office,
    ...(way.assisting.length > 0 && { assisting: way.assisting }),
    supervising: way.supervising,
    ...(way.person && { person: way.person }),
    release: way.release,
    rule: way.rule,
    ruleVersion: way.ruleVersion,
    ...(way.asset && { asset: way.asset }),
    ...(way.border && { border: way.border }),
    ...(way.about && { about: way.about })
  },
  routing: {
    ruleId: way.rule,
    ruleVersion: way.ruleVersion,
    release: way.release,
    because: way.because,
    ...(way.deputyOf && { deputyOf: way.deputyOf })
  }
})
