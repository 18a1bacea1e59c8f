/**
 * Category x area -> one lead office, with the explanation stored. Rules are ordered data, the first that matches wins,
 * the last catches everything inside the city; outside the city is a clear refusal. 以块为主，条块结合: a rule names a
 * function office, or says 「the squad of the street」.
 */
import type { RoutingRule } from '#config/city/types.ts'
import { refuse } from '#shared/errors.ts'
import { fill, words } from '#shared/words/zh-CN.ts'
import type { Registry } from '#server/city/index.ts'

export interface Route {
  area: { id: string; name: string }
  grid?: { id: string; name: string }
  office: string
  supervising: string
  rule: string
  ruleVersion: number
  /** Facts used, as words: 事项, 位置, 结果. */
  because: string[]
}

const matches = (rule: RoutingRule, category: string, area: string): boolean =>
  (rule.categories === '*' || rule.categories.includes(category)) && (rule.areas === '*' || rule.areas.includes(area))

/** Which office answers for a category at a place. WGS-84 degrees. Refuses `outside_city` and `unknown_category`. */
export function route(city: Registry, category: string, lng: number, lat: number): Route {
  const what = city.category(category) ?? refuse('unknown_category')
  const where = city.areas.locate(lng, lat) ?? refuse('outside_city', { words: city.info.outside.words })
  for (const rule of city.rules) {
    if (!matches(rule, category, where.street.id)) continue
    const office =
      'office' in rule.lead
        ? city.office(rule.lead.office)
        : city.offices.find((o) => o.kind === 'squad' && o.area === where.street.id)
    // A street without a squad of its own falls through to the next rule, in the end to the fallback.
    if (!office) continue
    const place = where.grid ? `${where.street.name}${where.grid.name}` : where.street.name
    return {
      area: { id: where.street.id, name: where.street.name },
      ...(where.grid && { grid: { id: where.grid.id, name: where.grid.name } }),
      office: office.id,
      supervising: rule.supervising,
      rule: rule.id,
      ruleVersion: rule.version,
      because: [
        fill(words.routing.category, { category: what.name, because: rule.because }),
        fill(words.routing.place, { place }),
        fill(words.routing.result, { office: office.name })
      ]
    }
  }
  throw new Error(`no rule matches ${category} in ${where.street.id}: the rule set has no fallback`)
}
