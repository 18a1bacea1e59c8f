/** What comes out of the proof: rules that never decide, offices that nobody mans, each told once. */
import type { Office, Person, RoutingRule } from '#config/city/types.ts'
import type { Finding } from '#shared/releases.ts'
import { fill } from '#shared/locales/index.ts'
import { checkWords as w } from '#shared/locales/check.ts'
import type { Unfit } from '#shared/routing.ts'
import { isThere } from '../rules.ts'
import { few, found } from './findings.ts'
import type { CheckedCity } from './names.ts'

/** How a rule fared. */
export interface Book {
  wins: Set<string>
  /** Categories in which it applied but another came first, and which. */
  behind: Map<string, Set<string>>
  /** How far down the table of conditions it ever came, and where it stopped. */
  stopped?: { depth: number; unfit: Unfit }
}

/** What has been said already is not said again for the next cell. */
export class ProofFindings {
  readonly findings: Finding[] = []
  /** Overlaps of street areas that send some category two ways, by their names. */
  readonly matters = new Map<string, string>()
  readonly leads = new Set<string>()
  readonly checkers = new Set<string>()
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

/** Conditions of a rule besides its categories and areas. */
const narrowing = ['tiles', 'assets', 'owners', 'time', 'channels', 'urgencies', 'answers', 'numbers'] as const

export function* ruleFindings(
  city: CheckedCity,
  books: ReadonlyMap<string, Book>,
  day: string,
  mapped: boolean
): Generator<Finding> {
  const titles = new Map(city.rules.map((r) => [r.id, fill(w.rule, { name: r.title })]))
  const names = new Map(city.categories.map((c) => [c.code, c.name]))
  const last = city.rules.at(-1)
  const bare =
    last && !narrowing.some((key) => last[key] !== undefined) && !last.off && !last.except && !last.from && !last.to
  if (!last || !bare || last.categories !== '*' || last.areas !== '*' || !('office' in last.lead))
    yield found('no_fallback', {}, last ? { rules: [last.id] } : {})
  for (const r of city.rules) {
    const about = { rules: [r.id] }
    if (r.off) {
      yield found('switched_off', { rule: r.title }, about)
      continue
    }
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
    // The net under everything may well never be needed; of owners' ground nothing is known while the map is broken.
    if (!book || r === last || (!mapped && (r.assets || r.owners || 'owner' in r.lead))) continue
    const shaded = [...book.behind].filter(([code]) => !book.wins.has(code))
    const others = [...new Set(shaded.flatMap(([, by]) => [...by]))]
    // A name that nobody has is told where names are told.
    if (book.wins.size === 0 && shaded.length === 0 && book.stopped?.unfit === 'unknown_office') continue
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

export function* officeFindings(city: CheckedCity, findings: ProofFindings, day: string): Generator<Finding> {
  const manned = (role: Person['roles'][number]) =>
    new Set(city.people.filter((p) => p.roles.includes(role) && isThere(p, day)).map((p) => p.office))
  const [officers, verifiers] = [manned('officer'), manned('verifier')]
  const busy = new Set([
    ...findings.leads,
    ...city.rules.flatMap((r) => [
      r.supervising,
      ...[r.lead, ...(r.assisting ?? [])].flatMap((who) => ('office' in who ? [who.office] : []))
    ]),
    ...city.offices.map((o) => o.supervising),
    ...city.assets.features.map((f) => f.properties.owner)
  ])
  const about = (o: Office) => ({ offices: [o.id] })
  for (const o of city.offices) {
    if (findings.leads.has(o.id) && !officers.has(o.id)) yield found('no_officer', { office: o.name }, about(o))
    if (findings.checkers.has(o.id) && !verifiers.has(o.id)) {
      const rules = city.rules.filter((r) => r.supervising === o.id).map((r) => r.id)
      yield found('no_verifier', { office: o.name }, { ...about(o), ...(rules.length > 0 && { rules }) })
    }
    if (!busy.has(o.id)) yield found('idle_office', { office: o.name }, about(o))
  }
}
