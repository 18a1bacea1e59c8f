/** What a city still lacks on its way from nothing to its first release, read off the draft as it is. */
import { isBlank } from '#config/city/index.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Verdict } from '#shared/releases.ts'
import { setUpSteps, type Lack, type SetUpStep, type StepView } from '#shared/set-up.ts'
import type { Parts } from '#server/city/index.ts'
import { jcs } from '#server/kernel/canonical.ts'
import { makeCalendar } from '#server/deadlines/index.ts'
import { officesAsked } from './usual-rules.ts'

type Lacks = StepView['lacks']
const namesShown = 6

const some = (code: Lack, names: readonly string[]): Lacks =>
  names.length === 0 ? [] : [{ code, n: names.length, names: names.slice(0, namesShown) }]
const when = (code: Lack, lacking: boolean, n?: number): Lacks =>
  lacking ? [{ code, ...(n !== undefined && { n }) }] : []

export interface Standing {
  parts: Parts
  verdict: Verdict
  now: Date
  /** What the draft changes against what was published last. */
  changed: boolean
  /** The newest release, in force or planned, has areas. */
  published: boolean
}

const streetsOf = ({ areas }: Parts) =>
  areas.features.filter(({ properties }) => properties.level === 'street').map(({ properties }) => properties)

/** Streets where whatever the rules give to their office would go nowhere. */
function withoutSquad(parts: Parts): string[] {
  const squads = new Set(parts.offices.flatMap(({ kind, area }) => (kind === 'squad' && area ? [area] : [])))
  return streetsOf(parts).flatMap(({ id, name }) => (squads.has(id) ? [] : [name]))
}

/** Offices that cases are given to, and nobody there to take them. */
function withoutOfficer({ offices, people, rules }: Parts): string[] {
  const staffed = new Set(people.flatMap(({ office, roles }) => (roles.includes('officer') ? [office] : [])))
  const led = new Set(rules.flatMap(({ lead }) => ('office' in lead ? [lead.office] : [])))
  return offices
    .filter(({ id, kind }) => (kind === 'squad' || led.has(id)) && !staffed.has(id))
    .map(({ short }) => short)
}

/** The choices of a complaint are the offices as they are now. */
const choicesBehind = ({ categories, offices }: Parts): boolean =>
  categories.some(
    ({ aboutOfficers, questions }) =>
      aboutOfficers && jcs(questions?.find(({ id }) => id === 'unit')) !== jcs(officesAsked(offices))
  )

const lacksOf: Record<SetUpStep, (standing: Standing) => Lacks> = {
  name: ({ parts: { info, offices } }) => [
    ...when('city_name', info.name === setUp.blank.name),
    ...when('city_code', info.adcode === '000000'),
    ...when('no_centre', !offices.some(({ kind }) => kind === 'centre'))
  ],
  areas: ({ parts, verdict }) => [
    ...when('no_areas', isBlank(parts)),
    ...errorsOf(verdict, (finding) => finding.place !== undefined || finding.code === 'tangled')
  ],
  offices: ({ parts }) => [
    ...when(
      'no_offices',
      parts.offices.every(({ kind }) => kind === 'centre')
    ),
    ...some('streets_without_office', withoutSquad(parts)),
    ...when(
      'no_inspection',
      parts.categories.some((category) => category.aboutOfficers) &&
        !parts.offices.some(({ kind }) => kind === 'inspection')
    )
  ],
  people: ({ parts }) => {
    const { people } = parts
    const nobody = (role: (typeof people)[number]['roles'][number]) => !people.some(({ roles }) => roles.includes(role))
    if (people.length === 0) return when('no_people', true)
    return [
      ...some('offices_without_officer', withoutOfficer(parts)),
      ...when('no_dispatcher', nobody('dispatcher')),
      ...when('no_verifier', nobody('verifier')),
      ...when('no_moderator', nobody('moderator'))
    ]
  },
  categories: ({ parts }) => when('no_categories', parts.categories.length === 0),
  rules: ({ parts, verdict }) => {
    if (parts.rules.length === 0) return when('no_rules', true)
    return [
      ...when('choices_behind', choicesBehind(parts)),
      ...errorsOf(verdict, (finding) => finding.rules !== undefined && finding.place === undefined)
    ]
  },
  calendar: ({ parts, now, verdict }) => {
    const year = Number(dayOf(now).slice(0, 4))
    return [
      ...when('year_unknown', !makeCalendar(parts.calendar, parts.time).knows(year), year),
      ...errorsOf(verdict, (finding) => finding.part === 'calendar')
    ]
  },
  try: ({ parts }) => when('no_rules', parts.rules.length === 0 || isBlank(parts)),
  check: ({ verdict }) => when('errors', !verdict.passes, verdict.counts.error),
  publish: ({ published, changed }) => [
    ...when('not_published', !published),
    ...when('changed_since', published && changed)
  ],
  print: ({ published }) => when('not_published', !published)
}

function errorsOf(verdict: Verdict, about: (finding: Verdict['findings'][number]) => boolean): Lacks {
  const n = verdict.findings.filter((finding) => finding.severity === 'error' && about(finding)).length
  return when('errors', n > 0, n)
}

export const stepsOf = (standing: Standing): StepView[] =>
  setUpSteps.map((step) => {
    const found = lacksOf[step](standing)
    return { step, done: found.length === 0, lacks: found }
  })
