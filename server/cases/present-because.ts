/** Which of the facts that routed a case this reader may know: by their kind, and a kind that is not listed is nobody's. */
import type { RoutingFact, RoutingFactKind } from '#shared/routing.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { precisionOf } from './advance.ts'
import type { CaseRowDoc } from './model.ts'

/** `fine` facts tell a place more finely than its street area does: whose ground it is, how far a border is. */
const readers = {
  rule: 'everybody',
  answers: 'everybody',
  complaint: 'everybody',
  asset: 'fine',
  hour: 'everybody',
  channel: 'everybody',
  area: 'everybody',
  border: 'fine',
  result: 'everybody',
  by_hand: 'everybody',
  refused: 'staff',
  text: 'staff'
} as const satisfies Record<RoutingFactKind, 'everybody' | 'fine' | 'staff'>

const isFor = (fact: RoutingFact, ...who: readonly (typeof readers)[RoutingFactKind][]): boolean =>
  who.includes(readers[fact.kind])

/** Told no finer than the place: a community grid is finer than a street area. */
function coarse(because: readonly RoutingFact[], grid: string | undefined): RoutingFact[] {
  return because
    .filter((fact) => isFor(fact, 'everybody'))
    .map((fact) => (fact.kind === 'area' ? { kind: 'area' as const, area: fact.area } : fact))
    .filter((fact) => grid === undefined || !JSON.stringify(fact).includes(grid))
}

/**
 * Staff read every fact; who opened the case with his report, all about his own place; everybody else, another reporter
 * of it too, what its place in public allows.
 */
export function becauseFor(
  found: Pick<CaseRowDoc, 'routing' | 'reports' | 'publication' | 'category' | 'grid'>,
  audience: 'public' | 'reporter' | 'staff',
  opened: boolean,
  city: CitySnapshot
): RoutingFact[] {
  const { because } = found.routing
  if (audience === 'staff') return because
  const isFine = precisionOf(found, city) !== 'street'
  if (isFine || (audience === 'reporter' && opened)) return because.filter((fact) => isFor(fact, 'everybody', 'fine'))
  return coarse(because, found.grid === undefined ? undefined : city.called.area(found.grid))
}
