/**
 * Whom the start prints: one account a role, who can work on each other's cases, and a matter that reaches them at any hour.
 * A visitor at three in the night walks the same road as one at noon.
 */
import type { Category, Person } from '#config/city/types.ts'
import { roles, type Role } from '#shared/members.ts'
import { dayOf } from '#shared/time-format.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { isThere, route } from '#server/routing/index.ts'

/** Said aloud at the start and in the README: this is a demo. */
export const demoPassword = 'yunting-2026'
/** Whose account the start prints first. */
export const deskOfficer = 'zhoumingyuan'

export interface DemoMatter {
  category: Category
  area: { id: string; name: string }
  place: { lng: number; lat: number }
  office: string
  supervising: string
}

/** No rule for it looks at the hour, at whose ground it is, or at anything that is asked. */
const goesByTheStreet = (city: CitySnapshot, { code }: Category): boolean =>
  city.book
    .of(code)
    .every((rule) => !rule.time && !rule.assets && !rule.channels && !rule.answers && !('owner' in rule.lead))

/** What reaches the first officer from his street, whenever it is reported. */
export function demoMatter(city: CitySnapshot, now: Date): DemoMatter | undefined {
  const office = city.person(deskOfficer)?.office
  const street = city.offices.find((own) => own.id === office)?.area
  const place = street === undefined ? undefined : city.areas.labelPoint(street)
  if (street === undefined || !place) return undefined
  for (const category of city.categories) {
    if (category.aboutOfficers || category.home || !goesByTheStreet(city, category)) continue
    const way = route(city, category.code, place.lng, place.lat, { at: now.getTime() })
    if (way.office !== office) continue
    return { category, area: way.area, place, office: way.office, supervising: way.supervising }
  }
  return undefined
}

export interface DemoAccount {
  role: Role
  name: string
  password: string
  person: string
  office: string
  /** What takes two is tried with this one and the one before. */
  second?: true
}

/** One account a role, and a second administrator, for what takes two: the officer has what that matter brings, the verifier belongs to the office that checks it. */
export function demoAccounts(city: CitySnapshot, now: Date): DemoAccount[] {
  const matter = demoMatter(city, now)
  const here = city.people.filter((person) => isThere(person, dayOf(now)))
  const suits: Partial<Record<Role, (person: Person) => boolean>> = {
    officer: ({ id }) => id === deskOfficer,
    // The doer is never the checker, and whoever only checks has nothing else on the desk.
    verifier: (person) => person.office === matter?.supervising && !person.roles.includes('officer')
  }
  return roles.flatMap((role) => {
    const people = here.filter((person) => person.roles.includes(role))
    const chosen = people.find((person) => suits[role]?.(person)) ?? people[0]
    const second = role === 'admin' ? people.find((person) => person !== chosen) : undefined
    const account = ({ id, name, office }: Person) => ({ role, name: id, password: demoPassword, person: name, office })
    return [...(chosen ? [account(chosen)] : []), ...(second ? [{ ...account(second), second: true as const }] : [])]
  })
}
