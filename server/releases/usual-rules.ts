/**
 * The rules a city usually begins with: what is not given to an office of the city goes to the office of the street area,
 * complaints about officers go to who inspects, and a net lies below. They are known by their ids and made anew as often as
 * somebody asks; rules made by hand stay before them, untouched.
 */
import type { Category, Office, OfficeOf, Question, RoutingRule } from '#config/city/types.ts'
import { fill } from '#shared/locales/index.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { isUsual, type Exception } from '#shared/set-up.ts'
import type { Parts } from '#server/city/index.ts'
import { jcs } from '#server/kernel/canonical.ts'

const w = setUp.usual

const ofKind = (kind: Office['kind'], offices: readonly Office[]): Office | undefined =>
  offices.find((office) => office.kind === kind)

/**
 * The centre verifies everybody's work, and who inspects the centre's. Where nobody can yet, the place of who will is named: the
 * checker says that it is empty, and the next table fills it.
 */
export function usualSupervising({ id, kind }: Pick<Office, 'id' | 'kind'>, offices: readonly Office[]): string {
  const others = offices.filter((office) => office.id !== id)
  const first = ofKind(kind === 'centre' ? 'inspection' : 'centre', others)
  const second = ofKind('inspection', others) ?? ofKind('department', others) ?? others[0]
  return (first ?? second)?.id ?? (kind === 'centre' ? 'inspection' : 'centre')
}

const everywhere = { version: 1, areas: '*' } as const

type Draft = Pick<RoutingRule, 'id' | 'title' | 'because' | 'categories' | 'lead' | 'supervising'> &
  Partial<RoutingRule>
const rule = (draft: Draft): RoutingRule => ({ ...everywhere, ...draft })

const lineOf = (text: string, most: number): string => [...text].slice(0, most).join('')

/** Whom a complaint may be about: every office, as it is called. */
export const officesAsked = (offices: readonly Office[]): Question => ({
  id: 'unit',
  text: w.unit,
  choices: [...offices.map(({ id, short }) => ({ id, text: lineOf(short, 30) })), { id: 'not-sure', text: w.notSure }]
})
const withOffices = (category: Category, offices: readonly Office[]): Category => ({
  ...category,
  questions: [...(category.questions ?? []).filter(({ id }) => id !== 'unit'), officesAsked(offices)]
})

/**
 * Complaints about officers: to who inspects; about who inspects, to the centre; never checked by the office complained of, but by a
 * third one, one with somebody who verifies before others.
 */
function complaints(codes: string[], { offices, people }: Pick<Parts, 'offices' | 'people'>): RoutingRule[] {
  const [inspection, centre] = [ofKind('inspection', offices), ofKind('centre', offices)]
  if (!inspection || !centre || codes.length === 0) return []
  const verifies = ({ id }: Office): boolean =>
    people.some(({ office, roles }) => office === id && roles.includes('verifier'))
  const others = offices.filter(({ id }) => id !== inspection.id && id !== centre.id)
  const third = others.find(verifies) ?? ofKind('department', others) ?? others[0]
  const about = (id: string, of: Office, lead: Office): RoutingRule[] =>
    third
      ? [
          rule({
            id,
            title: lineOf(fill(w.about.title, { office: of.short }), 40),
            because: lineOf(fill(w.about.because, { office: of.short, lead: lead.short }), 100),
            categories: codes,
            answers: [{ question: 'unit', choices: [of.id] }],
            lead: { office: lead.id },
            supervising: third.id
          })
        ]
      : []
  return [
    ...about('S-1.1', inspection, centre),
    ...about('S-1.2', centre, inspection),
    rule({
      id: 'S-1.3',
      title: w.officers.title,
      because: w.officers.because,
      categories: codes,
      lead: { office: inspection.id },
      supervising: centre.id
    })
  ]
}

/** Offices of the city, each with what it answers for, in the order in which they were named. */
function given(
  exceptions: readonly Exception[],
  offices: readonly Office[],
  known: ReadonlySet<string>
): RoutingRule[] {
  return exceptions.flatMap(({ office, categories }, i) => {
    const taker = offices.find(({ id }) => id === office)
    const codes = categories.filter((code) => known.has(code))
    if (!taker || codes.length === 0) return []
    return [
      rule({
        id: `S-2.${i + 1}`,
        title: lineOf(fill(w.given.title, { office: taker.short }), 40),
        because: lineOf(fill(w.given.because, { office: taker.name }), 100),
        categories: codes,
        lead: { office },
        supervising: usualSupervising(taker, offices)
      })
    ]
  })
}

/** Who takes what no rule names: who is on the road anyway, else an office of the city, the centre last. */
const netOf = (offices: readonly Office[]): Office | undefined =>
  ofKind('mobile', offices) ?? ofKind('department', offices) ?? ofKind('centre', offices) ?? offices[0]

/** As it stands in the release that the draft began as: what has not changed keeps its version, what has is the next. */
function versioned(rules: readonly RoutingRule[], base: readonly RoutingRule[]): RoutingRule[] {
  return rules.map((rule) => {
    const was = base.find(({ id }) => id === rule.id)
    if (!was) return rule
    return { ...rule, version: jcs({ ...rule, version: was.version }) === jcs(was) ? was.version : was.version + 1 }
  })
}

/** The two parts that change. Undefined while no office could check another's work. */
export function usualRules(
  now: Pick<Parts, 'offices' | 'categories' | 'rules' | 'people'>,
  exceptions: readonly Exception[],
  base: readonly RoutingRule[]
): Pick<Parts, 'rules' | 'categories'> | undefined {
  const { offices, categories } = now
  const [centre, net] = [ofKind('centre', offices), netOf(offices)]
  if (!centre || !net) return undefined
  const [about, usual] = [
    categories.filter((category) => category.aboutOfficers),
    categories.filter((category) => !category.aboutOfficers)
  ]
  const street: OfficeOf = { duty: 'street' }
  const apart = given(exceptions, offices, new Set(usual.map(({ code }) => code)))
  const taken = new Set(apart.flatMap(({ categories: codes }) => codes))
  const own = now.rules.filter((rule) => !isUsual(rule))
  // One net is enough, and it lies below everything.
  const isNet = (routingRule: RoutingRule): boolean =>
    routingRule.categories === '*' && routingRule.areas === '*' && routingRule === own.at(-1)
  const nets = own.filter(isNet)
  const left = usual.map(({ code }) => code).filter((code) => !taken.has(code))
  const rules = [
    ...complaints(
      about.map(({ code }) => code),
      now
    ),
    ...apart,
    ...(left.length > 0
      ? [
          rule({
            id: 'S-3',
            title: w.street.title,
            because: w.street.because,
            categories: left,
            lead: street,
            supervising: centre.id
          })
        ]
      : []),
    ...(nets.length > 0
      ? nets
      : [
          rule({
            id: 'S-9',
            title: w.net.title,
            because: lineOf(fill(w.net.because, { office: net.short }), 100),
            categories: '*',
            lead: { office: net.id },
            supervising: usualSupervising(net, offices)
          })
        ])
  ]
  return {
    rules: [...own.filter((routingRule) => !isNet(routingRule)), ...versioned(rules, base)],
    categories: categories.map((category) => (category.aboutOfficers ? withOffices(category, offices) : category))
  }
}
