/**
 * The rules asked for every category, at every kind of place, at every kind of moment, whichever way a report comes and
 * whatever is answered: who leads? It is the same `ask` that sends real reports. What comes out is where nobody would
 * answer, where two readings would send a report two ways, and which rules are never the ones that decide.
 */
import type { Category, Office, RoutingRule } from '#config/city/types.ts'
import { channels, type Channel } from '#shared/cases.ts'
import type { Finding } from '#shared/releases.ts'
import { addDays } from '#shared/when.ts'
import { fill } from '#shared/words/zh-CN.ts'
import { checkWords as w } from '#shared/words/zh-CN/check.ts'
import {
  ask,
  conditions,
  isThere,
  makeBook,
  mayHave,
  type Decision,
  type Facts,
  type Moment,
  type Unfit
} from '../rules.ts'
import { few, found } from './findings.ts'
import { overlapFinding, type Cell, type Ground } from './ground.ts'
import type { CheckedCity } from './names.ts'

/** Ways to answer a category's questions that are worth telling apart; more than this nobody could check by hand either. */
const answersAtMost = 2_000

export interface Proof {
  findings: Finding[]
  moments: number
  decisions: number
}

interface Book {
  wins: Set<string>
  /** Categories in which it applied but another came first, and which. */
  behind: Map<string, Set<string>>
  /** How far down the table of conditions it ever came, and where it stopped. */
  stopped?: { depth: number; unfit: Unfit }
}

const depthOf = (unfit: Unfit): number => {
  const i = conditions.findIndex((c) => c.unfit === unfit)
  return i < 0 ? conditions.length : i
}

/** Days on which anything may change: the first, and every day a rule begins or has just ended. */
const daysOf = (rules: readonly RoutingRule[], first: string): string[] =>
  [
    ...new Set([
      first,
      ...rules
        .flatMap((r) => [...(r.from ? [r.from] : []), ...(r.to ? [addDays(r.to, 1)] : [])])
        .filter((d) => d > first)
    ])
  ].sort()

const minutesOf = (clock: string): number => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) % 1440

/** One moment of each kind that the rules tell apart. */
function momentsOf(rules: readonly RoutingRule[], first: string): Moment[] {
  const starts = rules.flatMap((r) => (r.time?.hours ?? []).flatMap((h) => [minutesOf(h.from), minutesOf(h.to)]))
  const minutes = [...new Set([0, ...starts])].sort((a, b) => a - b)
  const kinds = rules.some((r) => r.time?.days) ? [true, false] : [true]
  return daysOf(rules, first).flatMap((day) =>
    kinds.flatMap((working) => minutes.map((minute) => ({ day, working, minute })))
  )
}

/** Every way to answer what the rules ask about, unanswered among them; nothing where there are too many. */
function answersOf(category: Category, rules: readonly RoutingRule[], offices: ReadonlySet<string>) {
  const asked = new Set(rules.flatMap((r) => (r.answers ?? []).map((a) => a.question)))
  const questions = (category.questions ?? []).filter(
    (q) => asked.has(q.id) || (category.aboutOfficers && q.choices.some((c) => offices.has(c.id)))
  )
  let all: Record<string, string>[] = [{}]
  for (const q of questions) {
    all = all.flatMap((it) => [it, ...q.choices.map((c) => ({ ...it, [q.id]: c.id }))])
    if (all.length > answersAtMost) return undefined
  }
  return all
}

export function* prove(city: CheckedCity, ground: Ground, day: string): Generator<void, Proof> {
  const offices = new Map(city.offices.map((o) => [o.id, o]))
  const people = new Map(city.people.map((p) => [p.id, p]))
  const squads = new Map(city.offices.filter((o) => o.kind === 'squad').map((o) => [o.area, o]))
  const fallback = city.rules.at(-1)
  const inForce = city.rules.filter((r) => (r.to === undefined || r.to >= day) && (r.from ?? '') <= (r.to ?? '9999'))
  const asked = {
    book: makeBook(inForce),
    office: (id: string) => offices.get(id),
    person: (id: string) => people.get(id),
    squadOf: (street: string) => squads.get(street)
  }
  const told = new Told(city, fallback)
  const books = new Map(inForce.map((r): [string, Book] => [r.id, { wins: new Set(), behind: new Map() }]))
  let decisions = 0
  let moments = 0

  for (const category of city.categories) {
    yield
    const rules = asked.book.of(category.code)
    const times = momentsOf(rules, day)
    const ways: readonly Channel[] = rules.some((r) => r.channels) ? channels : ['mini']
    const answers = answersOf(category, rules, new Set(offices.keys()))
    if (!answers) {
      told.say('too_many_cases', category.code, () =>
        found('too_many_cases', { category: category.name, n: answersAtMost }, { categories: [category.code] })
      )
      continue
    }
    moments = Math.max(moments, times.length * ways.length * answers.length)
    for (const cell of cellsThatDiffer(ground.cells, rules)) {
      for (const moment of times) {
        for (const channel of ways) {
          for (const given of answers) {
            const about = category.aboutOfficers ? Object.values(given).find((c) => offices.has(c)) : undefined
            const readings = readingsOf(cell, city.info.id).map((at): Facts => ({
              ...at,
              category,
              moment,
              channel,
              answers: given,
              ...(about !== undefined && { about })
            }))
            const decided = readings.map((facts) => decideAll(rules, facts, asked, books, told))
            decisions += readings.length
            weigh(decided, readings, cell, told)
          }
        }
      }
    }
  }
  return {
    moments,
    decisions,
    findings: [
      ...told.findings,
      ...ground.overlaps.map((it) => overlapFinding(it, told.matters.get(keyOf(it.streets)))),
      ...ruleFindings(city, books, day),
      ...officeFindings(city, told, day)
    ]
  }
}

/** What has been said already is not said again for the next cell. */
class Told {
  readonly findings: Finding[] = []
  /** Overlaps of street areas that send some category two ways, by their names. */
  readonly matters = new Map<string, string>()
  readonly leads = new Set<string>()
  private readonly said = new Set<string>()
  constructor(
    readonly city: CheckedCity,
    readonly fallback: RoutingRule | undefined
  ) {}
  say(code: string, key: string, make: () => Finding): void {
    if (this.said.has(`${code} ${key}`)) return
    this.said.add(`${code} ${key}`)
    this.findings.push(make())
  }
}

const keyOf = (areas: readonly { id: string }[]): string => areas.map((a) => a.id).join('+')

/** Cells that these rules cannot tell apart are one. */
function cellsThatDiffer(cells: readonly Cell[], rules: readonly RoutingRule[]): Cell[] {
  const named = new Set(rules.flatMap((r) => (r.areas === '*' ? [] : r.areas)))
  const byStreet = rules.some((r) => [r.lead, ...(r.assisting ?? [])].some((who) => 'duty' in who))
  const byAsset = rules.some((r) => r.assets || [r.lead, ...(r.assisting ?? [])].some((who) => 'owner' in who))
  const kept = new Map<string, Cell>()
  for (const cell of cells) {
    const key = [
      byStreet || cell.streets.length > 1
        ? keyOf(cell.streets)
        : cell.streets.map((s) => [s.id, s.parent ?? ''].filter((id) => named.has(id)).join('/')).join('+'),
      keyOf(cell.grids.filter((g) => named.has(g.id))),
      byAsset ? cell.assets.map((a) => `${a.kind}/${a.owner}`).join('+') : ''
    ].join('|')
    if (!kept.has(key)) kept.set(key, cell)
  }
  return [...kept.values()]
}

/** A place in two street areas is read as one and as the other. */
const readingsOf = (cell: Cell, city: string): Pick<Facts, 'areas' | 'street' | 'assets'>[] =>
  cell.streets.map((street) => ({
    street: street.id,
    areas: [street.id, ...cell.grids.map((g) => g.id), ...(street.parent ? [street.parent] : []), city],
    assets: cell.assets
  }))

type Asked = Parameters<typeof ask>[2]

/** Asks every rule, not only up to the first that applies: what comes after it shows which rules stand in a shadow. */
function decideAll(
  rules: readonly RoutingRule[],
  facts: Facts,
  city: Asked,
  books: ReadonlyMap<string, Book>,
  told: Told
): Decision | undefined {
  let first: Decision | undefined
  for (const rule of rules) {
    const it = ask(rule, facts, city)
    const book = books.get(rule.id)
    if (typeof it === 'string') {
      const depth = depthOf(it)
      if (book && (book.stopped === undefined || depth > book.stopped.depth)) book.stopped = { depth, unfit: it }
      if (it === 'no_squad' && !first) noSquad(rule, facts, told)
      if (it === 'complained_of' && rule.categories !== '*') reaches(rule, facts, city, told)
    } else if (!first) {
      first = it
      book?.wins.add(facts.category.code)
    } else {
      const behind = book?.behind.get(facts.category.code) ?? new Set<string>()
      book?.behind.set(facts.category.code, behind.add(first.rule.id))
    }
  }
  return first
}

const areaName = (told: Told, id: string): string =>
  told.city.areas.features.find((f) => f.properties.id === id)?.properties.name ?? id

function noSquad(rule: RoutingRule, { street }: Facts, told: Told): void {
  told.say('no_squad', street, () =>
    found(
      'no_squad',
      { area: areaName(told, street), rules: fill(w.rule, { name: rule.title }) },
      { rules: [rule.id], areas: [street] }
    )
  )
}

/** A rule that names a category of complaints and an office that may never have them. */
function reaches(rule: RoutingRule, facts: Facts, city: Asked, told: Told): void {
  const lead = 'office' in rule.lead ? city.office(rule.lead.office) : undefined
  // Only the office complained of stands aside: for every other complaint the rule is right.
  if (!facts.category.aboutOfficers || (lead && mayHave(lead, facts.category, undefined, city))) return
  if (lead?.kind === 'centre' && rule.answers) return
  told.say('officers_reach_office', rule.id, () =>
    found(
      'officers_reach_office',
      { rule: rule.title, category: facts.category.name, office: lead?.name ?? w.why.no_squad },
      { rules: [rule.id], categories: [facts.category.code], ...(lead && { offices: [lead.id] }) }
    )
  )
}

function weigh(decided: readonly (Decision | undefined)[], readings: readonly Facts[], cell: Cell, told: Told): void {
  const [facts] = readings
  if (!facts) return
  const { category, moment, street } = facts
  const about = { categories: [category.code], areas: [street] }
  if (decided.some((it) => it === undefined))
    told.say('no_rule', `${category.code} ${street} ${moment.day}`, () =>
      found('no_rule', { when: whenWords(moment), category: category.name, areas: areaName(told, street) }, about)
    )
  if (new Set(decided.map((it) => it?.lead.id)).size > 1) told.matters.set(keyOf(cell.streets), category.name)
  for (const it of decided) {
    if (!it) continue
    told.leads.add(it.lead.id)
    if (it.rule === told.fallback && it.rule.categories === '*')
      told.say('only_fallback', category.code, () =>
        found(
          'only_fallback',
          { when: '', category: category.name, areas: areaName(told, street), rule: it.rule.title },
          { ...about, rules: [it.rule.id] }
        )
      )
    if (it.supervising.id === it.lead.id)
      told.say('supervises_itself', it.rule.id, () =>
        found(
          'supervises_itself',
          { what: fill(w.rule, { name: it.rule.title }), office: it.lead.name },
          { rules: [it.rule.id], offices: [it.lead.id] }
        )
      )
    if ('owner' in it.rule.lead) twoOwners(it, cell, told)
  }
}

/** Ground of two owners, where the rule says 「the owner」. */
function twoOwners({ rule }: Decision, cell: Cell, told: Told): void {
  const fitting = cell.assets.filter((a) => rule.assets === undefined || rule.assets.includes(a.kind))
  if (new Set(fitting.map((a) => a.owner)).size < 2) return
  told.say('asset_overlap', keyOf(fitting), () =>
    found(
      'asset_overlap',
      { assets: few(fitting.map((a) => a.name)), rule: rule.title },
      { assets: fitting.map((a) => a.id), rules: [rule.id] }
    )
  )
}

const whenWords = ({ day, working, minute }: Moment): string => {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return fill(w.when, { day, kind: working ? w.workingDay : w.dayOff, clock })
}

function* ruleFindings(city: CheckedCity, books: ReadonlyMap<string, Book>, day: string): Generator<Finding> {
  const titles = new Map(city.rules.map((r) => [r.id, fill(w.rule, { name: r.title })]))
  const names = new Map(city.categories.map((c) => [c.code, c.name]))
  const last = city.rules.at(-1)
  const bare =
    last && !last.assets && !last.time && !last.channels && !last.urgencies && !last.answers && !last.from && !last.to
  if (!last || !bare || last.categories !== '*' || last.areas !== '*' || !('office' in last.lead))
    yield found('no_fallback', {}, last ? { rules: [last.id] } : {})
  for (const r of city.rules) {
    const about = { rules: [r.id] }
    if (r.from !== undefined && r.to !== undefined && r.from > r.to) {
      yield found('unreachable', { rule: r.title, why: w.why.dates }, about)
      continue
    }
    if (r.to !== undefined && r.to < day) {
      yield found('expired', { rule: r.title, day: r.to }, about)
      continue
    }
    if (r.from !== undefined && r.from > day) yield found('not_yet', { rule: r.title, day: r.from }, about)
    const book = books.get(r.id)
    // The net under everything may well never be needed.
    if (!book || r === last) continue
    const shaded = [...book.behind].filter(([code]) => !book.wins.has(code))
    const others = [...new Set(shaded.flatMap(([, by]) => [...by]))]
    if (book.wins.size === 0 && shaded.length === 0)
      yield found('unreachable', { rule: r.title, why: whyNot(book.stopped?.unfit) }, about)
    else if (book.wins.size === 0)
      yield found(
        'shadowed',
        { rule: r.title, others: few(others.map((id) => titles.get(id) ?? id)) },
        { rules: [r.id, ...others] }
      )
    else if (shaded.length > 0 && r.categories !== '*')
      yield found(
        'partly_shadowed',
        {
          rule: r.title,
          categories: few(shaded.map(([code]) => names.get(code) ?? code)),
          others: few(others.map((id) => titles.get(id) ?? id))
        },
        { rules: [r.id, ...others], categories: shaded.map(([code]) => code) }
      )
  }
}

const whyNot = (unfit: Unfit | undefined): string =>
  unfit !== undefined && unfit in w.why ? w.why[unfit as keyof typeof w.why] : w.why.other

function* officeFindings(city: CheckedCity, told: Told, day: string): Generator<Finding> {
  const manned = new Set(city.people.filter((p) => p.roles.includes('officer') && isThere(p, day)).map((p) => p.office))
  const busy = new Set([
    ...told.leads,
    ...city.rules.flatMap((r) => [
      r.supervising,
      ...[r.lead, ...(r.assisting ?? [])].flatMap((who) => ('office' in who ? [who.office] : []))
    ]),
    ...city.offices.map((o) => o.supervising),
    ...city.assets.features.map((f) => f.properties.owner)
  ])
  const about = (o: Office) => ({ offices: [o.id] })
  for (const o of city.offices) {
    if (told.leads.has(o.id) && !manned.has(o.id)) yield found('no_officer', { office: o.name }, about(o))
    if (!busy.has(o.id)) yield found('idle_office', { office: o.name }, about(o))
  }
}
