/** Every name that one part uses stands in another, once; people named are there; nobody supervises himself. */
import type { City, OfficeOf, RoutingRule } from '#config/city/types.ts'
import type { PartName } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import { fill } from '#shared/locales/index.ts'
import { checkWords as w } from '#shared/locales/check.ts'
import { askedBy, isThere } from '../rules.ts'
import { found } from './findings.ts'

export type CheckedCity = Pick<City, PartName>

const ruleWords = (r: RoutingRule): string => fill(w.rule, { name: r.title })

/** Ids that stand twice in their part, which would make every other name ambiguous. */
function* twice(city: CheckedCity): Generator<Finding> {
  const parts: [PartName, string[]][] = [
    ['areas', city.areas.features.map((f) => f.properties.id)],
    ['assets', city.assets.features.map((f) => f.properties.id)],
    ['offices', city.offices.map((o) => o.id)],
    ['people', city.people.map((p) => p.id)],
    ['categories', city.categories.map((c) => c.code)],
    ['tiles', city.tiles.map((t) => t.id)],
    ['rules', city.rules.map((r) => r.id)],
    ['offices', city.offices.flatMap((o) => o.duties.map((d) => d.id))]
  ]
  for (const [part, ids] of parts) {
    const seen = new Set<string>()
    for (const name of ids) {
      if (seen.has(name)) yield found('twice', { part: w.parts[part], name }, { [part]: [name] })
      seen.add(name)
    }
  }
  for (const { name, code, questions = [] } of city.categories) {
    const ids = questions.flatMap((q) => [q.id, ...q.choices.map((c) => `${q.id}:${c.id}`)])
    for (const id of ids.filter((id, i) => ids.indexOf(id) !== i))
      yield found('twice', { part: fill(w.category, { name }), name: id }, { categories: [code] })
  }
}

function* people(city: CheckedCity, day: string): Generator<Finding> {
  const offices = new Map(city.offices.map((o) => [o.id, o]))
  const persons = new Map(city.people.map((p) => [p.id, p]))
  for (const p of city.people) {
    const what = fill(w.person, { name: p.name })
    if (!offices.has(p.office)) yield found('unknown_office', { what, name: p.office }, { people: [p.id] })
    if (p.deputy === undefined) continue
    const second = persons.get(p.deputy)
    if (!second || second.id === p.id) yield found('unknown_person', { what, name: p.deputy }, { people: [p.id] })
    else if (second.office !== p.office)
      yield found(
        'not_of_office',
        { what, person: second.name, office: offices.get(p.office)?.name ?? p.office },
        { people: [p.id, second.id] }
      )
  }
  for (const r of city.rules) {
    if (r.person === undefined) continue
    const person = persons.get(r.person)
    const about = { rules: [r.id], people: [r.person] }
    if (!person) {
      yield found('unknown_person', { what: ruleWords(r), name: r.person }, about)
      continue
    }
    const lead = 'office' in r.lead ? r.lead.office : undefined
    if (lead !== undefined && person.office !== lead)
      yield found(
        'not_of_office',
        { what: ruleWords(r), person: person.name, office: offices.get(lead)?.name ?? lead },
        about
      )
    // Away for some days is what a deputy is for; gone for good is not.
    const second = person.deputy === undefined ? undefined : persons.get(person.deputy)
    const gone = person.left !== undefined && person.left < day
    if (gone && second && isThere(second, day))
      yield found(
        'left',
        {
          rule: r.title,
          person: person.name,
          day: person.left ?? day,
          then: fill(w.byDeputy, { deputy: second.name })
        },
        about,
        'warning'
      )
    else if (gone && !second)
      yield found('left', { rule: r.title, person: person.name, day: person.left ?? day, then: w.noDeputy }, about)
    else if (!isThere(person, day) && second)
      yield* isThere(second, day)
        ? []
        : [
            found(
              'pair_gone',
              { rule: r.title, person: person.name, deputy: second.name },
              { ...about, people: [person.id, second.id] }
            )
          ]
    else if (!second) yield found('no_deputy', { rule: r.title, person: person.name }, about)
  }
}

function* offices(city: CheckedCity): Generator<Finding> {
  const known = new Set(city.offices.map((o) => o.id))
  const streets = new Map(
    city.areas.features.filter((f) => f.properties.level === 'street').map((f) => [f.properties.id, f.properties.name])
  )
  const squads = new Map<string, string>()
  for (const o of city.offices) {
    const what = fill(w.office, { name: o.name })
    // Who supervises is chosen from a list, or put there before he is: his id says nothing to who reads this.
    if (!known.has(o.supervising)) yield found('no_supervising', { office: o.name }, { offices: [o.id] })
    if (o.supervising === o.id) yield found('supervises_itself', { what, office: o.name }, { offices: [o.id] })
    if (o.area !== undefined && !streets.has(o.area))
      yield found('unknown_area', { what, name: o.area }, { offices: [o.id] })
    if (o.duties.length === 0 && o.kind !== 'centre' && o.kind !== 'inspection')
      yield found('no_duty', { office: o.name }, { offices: [o.id] })
    if (o.kind !== 'squad') continue
    if (o.area === undefined) yield found('unknown_area', { what, name: '' }, { offices: [o.id] })
    const other = squads.get(o.area ?? '')
    if (other !== undefined)
      yield found(
        'two_squads',
        { area: streets.get(o.area ?? '') ?? o.area ?? '', offices: [other, o.id].join(w.and) },
        { offices: [other, o.id] }
      )
    squads.set(o.area ?? '', o.id)
  }
  for (const { properties: a } of city.assets.features)
    if (!known.has(a.owner))
      yield found('unknown_office', { what: fill(w.asset, { name: a.name }), name: a.owner }, { assets: [a.id] })
}

function* areas(city: CheckedCity): Generator<Finding> {
  const levels = new Map(city.areas.features.map((f) => [f.properties.id, f.properties.level]))
  for (const { properties: a } of city.areas.features) {
    const wanted = a.level === 'community' ? 'street' : a.level === 'street' ? 'district' : undefined
    if (a.parent === undefined ? wanted === 'street' : levels.get(a.parent) !== wanted)
      yield found('unknown_area', { what: fill(w.area, { name: a.name }), name: a.parent ?? '' }, { areas: [a.id] })
  }
}

function* categories(city: CheckedCity): Generator<Finding> {
  const tiles = new Set(city.tiles.map((t) => t.id))
  for (const c of city.categories) {
    if (!tiles.has(c.tile))
      yield found('unknown_tile', { what: fill(w.category, { name: c.name }), name: c.tile }, { categories: [c.code] })
    if (c.home && c.publicPlace !== 'street') yield found('home_place', { category: c.name }, { categories: [c.code] })
  }
}

const named = (who: OfficeOf): string[] => ('office' in who ? [who.office] : [])

function* excepted(
  { except, id }: RoutingRule,
  { places, codes }: { places: ReadonlySet<string>; codes: ReadonlyMap<string, unknown> },
  what: string
): Generator<Finding> {
  for (const name of except?.areas ?? [])
    if (!places.has(name)) yield found('unknown_area', { what, name }, { rules: [id] })
  for (const name of except?.categories ?? [])
    if (!codes.has(name)) yield found('unknown_category', { what, name }, { rules: [id] })
}

/** A clock and the same clock again: no time at all, and read as the whole day. */
const isNoTime = ({ from, to }: { from: string; to: string }): boolean =>
  from === to || (from === '24:00' && to === '00:00')

/** Names, hours and questions that a rule asks about, in its conditions or in what it excepts. */
function* conditions(
  part: ReturnType<typeof askedBy>[number],
  city: CheckedCity,
  asked: CheckedCity['categories'],
  { what, about }: { what: string; about: { rules: string[] } }
): Generator<Finding> {
  for (const name of part.tiles ?? [])
    if (!city.tiles.some((t) => t.id === name)) yield found('unknown_tile', { what, name }, about)
  for (const name of part.owners ?? [])
    if (!city.offices.some((o) => o.id === name)) yield found('unknown_office', { what, name }, about)
  for (const slot of part.time?.hours ?? []) if (isNoTime(slot)) yield found('hours_same', { what, ...slot }, about)
  const offered = (question: string) => asked.flatMap((c) => c.questions?.filter((q) => q.id === question) ?? [])
  for (const { question, choices } of part.answers ?? []) {
    const all = new Set(offered(question).flatMap((q) => q.choices.map((c) => c.id)))
    if (offered(question).length === 0) yield found('unknown_question', { what, name: question }, about)
    else
      for (const choice of choices)
        if (!all.has(choice)) yield found('unknown_question', { what, name: `${question}:${choice}` }, about)
  }
  for (const { question } of part.numbers ?? []) {
    const known = offered(question)
    if (known.length === 0) yield found('unknown_question', { what, name: question }, about)
    else if (!known.some((q) => q.choices.some((c) => c.n !== undefined)))
      yield found('not_a_number', { what, name: known[0]?.text ?? question }, about)
  }
}

function* rules(city: CheckedCity): Generator<Finding> {
  const known = new Map(city.offices.map((o) => [o.id, o]))
  const places = new Set([city.info.id, ...city.areas.features.map((f) => f.properties.id)])
  const codes = new Map(city.categories.map((c) => [c.code, c]))
  const duties = new Map(city.offices.flatMap((o) => o.duties.map((d) => [d.id, o.id] as const)))
  for (const r of city.rules) {
    const what = ruleWords(r)
    const about = { rules: [r.id] }
    for (const name of [...named(r.lead), ...(r.assisting ?? []).flatMap(named), r.supervising])
      if (!known.has(name)) yield found('unknown_office', { what, name }, about)
    for (const name of r.areas === '*' ? [] : r.areas)
      if (!places.has(name)) yield found('unknown_area', { what, name }, about)
    for (const name of r.categories === '*' ? [] : r.categories)
      if (!codes.has(name)) yield found('unknown_category', { what, name }, about)
    const asked = r.categories === '*' ? city.categories : r.categories.flatMap((code) => codes.get(code) ?? [])
    yield* excepted(r, { places, codes }, what)
    for (const part of askedBy(r)) yield* conditions(part, city, asked, { what, about })
    if (r.duty !== undefined) {
      const holder = duties.get(r.duty)
      const lead = 'office' in r.lead ? known.get(r.lead.office) : undefined
      if (holder === undefined) yield found('unknown_duty', { what, name: r.duty }, about)
      else if (lead && holder !== lead.id)
        yield found('duty_of_another', { rule: r.title, name: r.duty, office: lead.name }, about)
    }
  }
}

/** Everything that can be told from the names alone; `day` is the day people have to be there. */
export function checkNames(city: CheckedCity, day: string): Finding[] {
  return [...twice(city), ...areas(city), ...offices(city), ...people(city, day), ...categories(city), ...rules(city)]
}
