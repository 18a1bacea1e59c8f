/**
 * The rules asked for every category, at every kind of place, at every kind of moment, whichever way a report comes and
 * whatever is answered: who leads? It is the same `ask` that sends real reports. What comes out is where nobody would
 * answer, where two readings would send a report two ways, and which rules are never the ones that decide.
 */
import type { RoutingRule } from '#config/city/types.ts'
import { channels, type Channel } from '#shared/cases.ts'
import type { Finding } from '#shared/releases.ts'
import { fill } from '#shared/locales/index.ts'
import { checkWords as w } from '#shared/locales/check.ts'
import { ask, askedBy, conditions, makeBook, mayHave, type Decision, type Facts, type Moment } from '../rules.ts'
import type { Unfit } from '#shared/routing.ts'
import { few, found } from './findings.ts'
import { overlapFinding, type Cell, type Ground } from './ground.ts'
import { answersAtMost, answersOf, cellsThatDiffer, keyOf, momentsOf, readingsOf } from './kinds.ts'
import type { CheckedCity } from './names.ts'
import { officeFindings, ruleFindings, ProofFindings, type Book } from './proof-findings.ts'

export interface Proof {
  findings: Finding[]
  moments: number
  decisions: number
}

const depthOf = (unfit: Unfit): number => {
  const i = conditions.findIndex((c) => c.unfit === unfit)
  return i < 0 ? conditions.length : i
}

export function* prove(city: CheckedCity, ground: Ground, day: string): Generator<void, Proof> {
  const offices = new Map(city.offices.map((o) => [o.id, o]))
  const people = new Map(city.people.map((p) => [p.id, p]))
  const squads = new Map(city.offices.filter((o) => o.kind === 'squad').map((o) => [o.area, o]))
  const fallback = city.rules.at(-1)
  const inForce = city.rules.filter(
    (r) => !r.off && (r.to === undefined || r.to >= day) && (r.from ?? '') <= (r.to ?? '9999')
  )
  const asked = {
    book: makeBook(inForce),
    office: (id: string) => offices.get(id),
    person: (id: string) => people.get(id),
    squadOf: (street: string) => squads.get(street)
  }
  const findings = new ProofFindings(city, fallback)
  const books = new Map(inForce.map((r): [string, Book] => [r.id, { wins: new Set(), behind: new Map() }]))
  let decisions = 0
  let moments = 0

  for (const category of city.categories) {
    yield
    const rules = asked.book.of(category.code)
    const times = momentsOf(rules, day)
    const ways: readonly Channel[] = rules.flatMap(askedBy).some((r) => r.channels) ? channels : ['mini']
    const answers = answersOf(category, rules, new Set(offices.keys()))
    if (!answers) {
      findings.say('too_many_cases', category.code, () =>
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
            const decided = readings.map((facts) => decideAll(rules, facts, asked, books, findings))
            decisions += readings.length
            weigh(decided, readings, cell, findings)
          }
        }
      }
    }
  }
  return {
    moments,
    decisions,
    findings: [
      ...findings.findings,
      ...ground.overlaps.map((overlap) => overlapFinding(overlap, findings.matters.get(keyOf(overlap.streets)))),
      ...ruleFindings(city, books, day, ground.proved),
      ...officeFindings(city, findings, day)
    ]
  }
}

type Asked = Parameters<typeof ask>[2]

/** Asks every rule, not only up to the first that applies: what comes after it shows which rules stand in a shadow. */
function decideAll(
  rules: readonly RoutingRule[],
  facts: Facts,
  city: Asked,
  books: ReadonlyMap<string, Book>,
  findings: ProofFindings
): Decision | undefined {
  let first: Decision | undefined
  for (const rule of rules) {
    const condition = ask(rule, facts, city)
    const book = books.get(rule.id)
    if (typeof condition === 'string') {
      const depth = depthOf(condition)
      if (book && (book.stopped === undefined || depth > book.stopped.depth)) book.stopped = { depth, unfit: condition }
      if (condition === 'no_squad' && !first) noSquad(rule, facts, findings)
      if (condition === 'complained_of' && rule.categories !== '*') reaches(rule, facts, city, findings)
    } else if (!first) {
      first = condition
      book?.wins.add(facts.category.code)
    } else {
      const behind = book?.behind.get(facts.category.code) ?? new Set<string>()
      book?.behind.set(facts.category.code, behind.add(first.rule.id))
    }
  }
  return first
}

const areaName = (findings: ProofFindings, id: string): string =>
  findings.city.areas.features.find((f) => f.properties.id === id)?.properties.name ?? id

function noSquad(rule: RoutingRule, { street }: Facts, findings: ProofFindings): void {
  findings.say('no_squad', street, () =>
    found(
      'no_squad',
      { area: areaName(findings, street), rules: fill(w.rule, { name: rule.title }) },
      { rules: [rule.id], areas: [street] }
    )
  )
}

/** A rule that names a category of complaints and an office that may never have them. */
function reaches(rule: RoutingRule, facts: Facts, city: Asked, findings: ProofFindings): void {
  const lead = 'office' in rule.lead ? city.office(rule.lead.office) : undefined
  // Only the office complained of stands aside: for every other complaint the rule is right.
  if (!facts.category.aboutOfficers || (lead && mayHave(lead, facts.category, undefined, city))) return
  if (lead?.kind === 'centre' && rule.answers) return
  findings.say('officers_reach_office', rule.id, () =>
    found(
      'officers_reach_office',
      { rule: rule.title, category: facts.category.name, office: lead?.name ?? w.why.no_squad },
      { rules: [rule.id], categories: [facts.category.code], ...(lead && { offices: [lead.id] }) }
    )
  )
}

function weigh(
  decided: readonly (Decision | undefined)[],
  readings: readonly Facts[],
  cell: Cell,
  findings: ProofFindings
): void {
  const [facts] = readings
  if (!facts) return
  const { category, moment, street } = facts
  const about = { categories: [category.code], areas: [street] }
  if (decided.some((decision) => decision === undefined))
    findings.say('no_rule', `${category.code} ${street} ${moment.day}`, () =>
      found('no_rule', { when: whenWords(moment), category: category.name, areas: areaName(findings, street) }, about)
    )
  if (new Set(decided.map((decision) => decision?.lead.id)).size > 1)
    findings.matters.set(keyOf(cell.streets), category.name)
  for (const decision of decided) {
    if (!decision) continue
    findings.leads.add(decision.lead.id)
    findings.checkers.add(decision.supervising.id)
    if (decision.rule === findings.fallback && decision.rule.categories === '*')
      findings.say('only_fallback', category.code, () =>
        found(
          'only_fallback',
          { when: '', category: category.name, areas: areaName(findings, street), rule: decision.rule.title },
          { ...about, rules: [decision.rule.id] }
        )
      )
    if (decision.supervising.id === decision.lead.id)
      findings.say('supervises_itself', decision.rule.id, () =>
        found(
          'supervises_itself',
          { what: fill(w.rule, { name: decision.rule.title }), office: decision.lead.name },
          { rules: [decision.rule.id], offices: [decision.lead.id] }
        )
      )
    if ('owner' in decision.rule.lead) twoOwners(decision, cell, findings)
  }
}

/** Ground of two owners, where the rule says 「the owner」. */
function twoOwners({ rule }: Decision, cell: Cell, findings: ProofFindings): void {
  const fitting = cell.assets.filter((a) => rule.assets === undefined || rule.assets.includes(a.kind))
  if (new Set(fitting.map((a) => a.owner)).size < 2) return
  findings.say('asset_overlap', keyOf(fitting), () =>
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
