/** How a finding is made: its severity from one table, its words from the catalogue. */
import type { Finding, FindingCode, Severity } from '#shared/releases.ts'
import { fill } from '#shared/locales/index.ts'
import { check, checkWords as w } from '#shared/locales/check.ts'

/** A draft with an error is not published; a warning is for a person to weigh; a note only says so. */
const severityOf: Record<FindingCode, Severity> = {
  open_ring: 'error',
  few_points: 'error',
  self_crossing: 'error',
  out_of_city: 'warning',
  swapped: 'error',
  other_datum: 'warning',
  gap: 'error',
  overlap: 'error',
  overhang: 'warning',
  grid_gap: 'warning',
  grid_overlap: 'warning',
  asset_overlap: 'error',
  tangled: 'error',
  twice: 'error',
  unknown_area: 'error',
  unknown_office: 'error',
  no_supervising: 'error',
  unknown_category: 'error',
  unknown_tile: 'error',
  unknown_person: 'error',
  unknown_question: 'error',
  unknown_duty: 'error',
  no_rule: 'error',
  only_fallback: 'warning',
  no_fallback: 'error',
  unreachable: 'error',
  shadowed: 'error',
  partly_shadowed: 'warning',
  expired: 'warning',
  not_yet: 'note',
  switched_off: 'note',
  hours_same: 'error',
  not_a_number: 'error',
  too_many_cases: 'error',
  officers_reach_office: 'error',
  no_squad: 'error',
  two_squads: 'error',
  supervises_itself: 'error',
  no_duty: 'warning',
  no_officer: 'warning',
  no_verifier: 'warning',
  idle_office: 'note',
  duty_of_another: 'error',
  left: 'error',
  pair_gone: 'error',
  no_administrator: 'error',
  not_of_office: 'error',
  no_deputy: 'note',
  home_place: 'error',
  // Nobody is kept from publishing by a notice that the State Council has not written yet.
  year_unknown: 'warning',
  year_soon: 'warning',
  year_empty: 'error',
  makeup_weekday: 'error',
  day_twice: 'warning',
  day_contradicts: 'error',
  long_break: 'warning',
  hours_empty: 'error',
  hours_backwards: 'error',
  hours_overlap: 'error',
  hours_twice: 'error',
  no_duty_time: 'error',
  no_limit: 'error',
  limit_order: 'warning',
  no_stage_limit: 'error',
  stage_longer: 'warning',
  no_ladder: 'error',
  step_twice: 'error',
  step_order: 'error',
  step_never: 'error',
  step_early: 'error',
  exposes_early: 'error',
  never_exposes: 'warning',
  hold_nothing: 'error',
  extension_nothing: 'error',
  extension_share: 'error'
}

type About = Partial<
  Pick<Finding, 'part' | 'rules' | 'areas' | 'assets' | 'offices' | 'people' | 'categories' | 'place' | 'squareMetres'>
>

export function found(
  code: FindingCode,
  values: Record<string, string | number>,
  about: About = {},
  severity: Severity = severityOf[code]
): Finding {
  const lists = Object.fromEntries(
    Object.entries(about).map(([key, value]) => [
      key,
      Array.isArray(value) ? [...new Set(value)].slice(0, key === 'categories' ? 500 : 50) : value
    ])
  )
  return { code, severity, words: fill(check[code], values), ...lists }
}

/** 甲、乙、丙等 9 处 */
export function few(names: readonly string[], most = 4): string {
  const distinct = [...new Set(names)]
  const shown = distinct.slice(0, most).join(w.and)
  return distinct.length > most ? fill(w.areasMore, { names: shown, n: distinct.length }) : shown
}

export const sizeWords = (squareMetres: number): string =>
  squareMetres < 1
    ? w.tiny
    : squareMetres < 10_000
      ? fill(w.squareMetres, { n: Math.round(squareMetres) })
      : fill(w.hectares, { n: Math.round(squareMetres / 1000) / 10 })

const order: Record<Severity, number> = { error: 0, warning: 1, note: 2 }
/** Errors first; what is alike stays in the order in which it was found. */
export const bySeverity = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => order[a.severity] - order[b.severity])
